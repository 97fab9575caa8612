import { answerInWords } from '@streetdate/evidence/internal/words';
import { AlignmentPlot } from '../../charts/alignment.tsx';
import { Geometry } from '../../charts/geometry.tsx';
import { OddsBars } from '../../charts/odds.tsx';
import { Timeline } from '../../charts/timeline.tsx';
import { chance, clock, number, percent } from '../../facts/time.ts';
import type { Match, Outcome } from '../../facts/verdict.ts';
import { Figure } from '../../parts/figure.tsx';
import { Scrolled } from '../../parts/scrolled.tsx';
import { SignReason } from '../../parts/sign-reason.tsx';
import { say, writing } from '../../words.ts';
import { Frames } from './frames.tsx';

/** One match: where it lies in both films, its scores, its geometry, and what the copy may come from. */
export function OneMatch({
  uploadId,
  match,
  outcome,
  reference,
}: {
  readonly uploadId: string;
  readonly match: Match;
  readonly outcome: Outcome;
  readonly reference: { readonly duration: number } | undefined;
}) {
  const { segments } = match;
  const referenceSeconds = reference?.duration ?? Math.max(...segments.map(({ referenceEnd }) => referenceEnd));
  const isStill = outcome.kind === 'still' || outcome.duration === 0;
  const unpublished = (outcome.verdict.unpublished?.intervals ?? []).map(({ start, end }) => ({ start, end }));
  return (
    <>
      <section class="card stack" aria-labelledby="where">
        <h2 id="where">
          {match.title} <span class="soft small">({match.referenceId})</span>
        </h2>
        {isStill ? (
          <p>{say('match.still.at', { time: clock(segments[0]!.referenceStart, true) })}</p>
        ) : (
          <div class="wide-stack">
            <Timeline
              segments={segments}
              copySeconds={outcome.duration}
              referenceSeconds={referenceSeconds}
              published={match.published ?? []}
              unpublished={unpublished}
              shared={match.shared ?? []}
            />
            <div class="plots">
              <div class="stack">
                <h3>{say('plot')}</h3>
                <AlignmentPlot segments={segments} copySeconds={outcome.duration} referenceSeconds={referenceSeconds} />
              </div>
              <div class="stack">
                <h3>{say('geometry')}</h3>
                <Geometry segment={segments[0]!} />
              </div>
            </div>
          </div>
        )}
      </section>
      {match.segments[0]!.foundBy !== 'sound' && <Frames uploadId={uploadId} match={match} isStill={isStill} />}
      <Scores match={match} />
      {match.sources !== undefined && <Provenance sources={match.sources} />}
    </>
  );
}

function Scores({ match: { segments, score, expectedFalseMatches, strength, sound, light, secondOpinion } }: { readonly match: Match }) {
  return (
    <section class="card stack" aria-labelledby="scores">
      <h2 id="scores">{say('scores')}</h2>
      <dl class="figures">
        <Figure name={say('scores.strength')} note={say('scores.score', { score: number(score) })}>
          {say(`strength.${strength}`)}
        </Figure>
        <Figure name={say('scores.expected')} note={say('scores.expected.hint')}>
          {chance(expectedFalseMatches)}
        </Figure>
        {sound !== undefined && (
          <div>
            <dt>{say('scores.sound')}</dt>
            <dd>
              {say(`vote.${sound.vote}`)}
              {sound.codesCompared > 0 && (
                <small>{say('scores.codes', { count: sound.codesCompared, percent: percent(sound.meanDistance) })}</small>
              )}
            </dd>
          </div>
        )}
        {light !== undefined && (
          <Figure name={say('scores.light')} note={say('scores.correlation', { value: number(light.correlation, 2) })}>
            {say(`vote.${light.vote}`)}
          </Figure>
        )}
        {secondOpinion !== undefined && (
          <div>
            <dt>{say('scores.second')}</dt>
            <dd>
              {say(`vote.${secondOpinion.vote}`)}
              <small class="mono">{secondOpinion.algorithm}</small>
            </dd>
          </div>
        )}
      </dl>
      <Scrolled name={say('scores.table')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('copy')}</th>
              <th scope="col">{say('reference')}</th>
              <th scope="col" class="number">
                {say('column.speed')}
              </th>
              <th scope="col" class="number">
                {say('column.distance')}
              </th>
              <th scope="col" class="number">
                {say('column.background')}
              </th>
              <th scope="col" class="number">
                {say('column.frames')}
              </th>
            </tr>
          </thead>
          <tbody>
            {segments.map((segment) => (
              <tr key={`${segment.queryStart} ${segment.referenceStart}`}>
                <td>
                  {clock(segment.queryStart, true)} – {clock(segment.queryEnd, true)}
                </td>
                <td>
                  {clock(segment.referenceStart, true)} – {clock(segment.referenceEnd, true)}
                </td>
                <td class="number">{number(segment.speed, 4)} ×</td>
                <td class="number">{percent(segment.meanDistance)}</td>
                <td class="number">{percent(segment.backgroundDistance)}</td>
                <td class="number">{segment.framesCompared}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      <p class="soft small reading">{say('scores.hint')}</p>
    </section>
  );
}

/** Odds that tell nothing. */
const EVEN = 1.05;

function Provenance({ sources: { answer, evidence, silent, variants } }: { readonly sources: NonNullable<Match['sources']> }) {
  return (
    <section class="card stack" aria-labelledby="provenance">
      <h2 id="provenance">{say('provenance')}</h2>
      <p class="reading">{answer === undefined || answer.odds < EVEN ? say('provenance.none') : `${answerInWords(answer, writing())}.`}</p>
      {evidence.length > 0 && <OddsBars signs={evidence} />}
      {variants.map(({ carries, excludes, points, chance }) => (
        <div class="notice" key={carries.join()}>
          <strong>{say('provenance.variant', { names: carries.join(', ') })}</strong>
          <p>
            {say('provenance.variant.why', {
              carries: carries.join(', '),
              excludes: excludes.join(', '),
              count: points,
              copies: Math.round(1 / chance),
            })}
          </p>
        </div>
      ))}
      {silent.length > 0 && (
        <details>
          <summary>{say('signs.silent', { count: silent.length })}</summary>
          <ul class="lines">
            {silent.map(({ sign, reason }) => (
              <li key={sign}>
                <div>
                  <SignReason sign={sign} reason={reason} />
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
