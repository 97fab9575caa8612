import { StreetdateProblem, type Upload } from '@streetdate/client';
import { away, bytes, clock, territory } from '../facts/time.ts';
import { nextWindow, partsOf, seenAt, standingOf, TONES, titlesOf } from '../facts/verdict.ts';
import { useLive } from '../live.ts';
import type { PageProps } from '../page-props.ts';
import { Badge } from '../parts/badge.tsx';
import { FailedUpload } from '../parts/failed-upload.tsx';
import { DoButton } from '../parts/form.tsx';
import { Empty, Loaded, PageHead } from '../parts/states.tsx';
import { Summary } from '../parts/summary.tsx';
import { Time } from '../parts/time.tsx';
import { titlesShown } from '../parts/titles-shown.ts';
import { place, setQuery } from '../router.ts';
import { answerOf, client, may } from '../service.ts';
import { useStore } from '../store.ts';
import { currentLanguage, say } from '../words.ts';
import { Decisions } from './match/decisions.tsx';
import { Disputes } from './match/disputes.tsx';
import { Evidence } from './match/evidence.tsx';
import { OneMatch } from './match/one-match.tsx';
import { Reasons } from './match/reasons.tsx';

/** An upload's verdict in full: what was found where, how sure, what it may come from, and what speaks against it. */
export default function MatchPage({ params }: PageProps) {
  const id = params.id!;
  const live = useLive(`upload ${id}`, (signal) => load(id, signal), 3000);
  const isMissing = live.state === 'failed' && live.error instanceof StreetdateProblem && live.error.problem.status === 404;
  return (
    <div class="page">
      {isMissing ? (
        <>
          <PageHead title={say('nopage.title')} />
          <Empty title={say('match.missing')} text={say('match.missing.text')} />
        </>
      ) : (
        <>
          {live.state !== 'ready' && <PageHead title={say('match.title')} />}
          <Loaded live={live}>{(found) => <Verdict found={found} refresh={live.refresh} />}</Loaded>
        </>
      )}
    </div>
  );
}

type Found = Awaited<ReturnType<typeof load>>;

async function load(id: string, signal: AbortSignal) {
  const path = { id };
  const [upload, verdicts] = await Promise.all([
    answerOf(client.api.GET('/v1/uploads/{id}', { params: { path }, signal })).then((answer) => answer as Upload),
    answerOf(client.api.GET('/v1/uploads/{id}/verdicts', { params: { path }, signal })),
  ]);
  const matches = upload.verdict?.outcome.matches ?? [];
  const ids = [...new Set(matches.map(({ referenceId }) => referenceId))];
  const references = await Promise.all(
    ids.map((referenceId) =>
      answerOf(client.api.GET('/v1/references/{id}', { params: { path: { id: referenceId } }, signal })).catch(() => undefined),
    ),
  );
  return {
    now: Date.now(),
    upload,
    verdicts: verdicts.verdicts,
    titles: titlesOf(upload, await titlesShown([upload], signal)),
    references: references.filter((each) => each !== undefined),
  };
}

function Verdict({ found, refresh }: { readonly found: Found; readonly refresh: () => void }) {
  const { upload, titles, references, now } = found;
  const { query } = useStore(place);
  const standing = standingOf(upload);
  const outcome = upload.verdict?.outcome;
  const parts = outcome === undefined ? undefined : partsOf(outcome.verdict);
  const next = nextWindow(titles, now);
  const matches = outcome?.matches ?? [];
  const shown = Math.min(Math.max(0, Number(query.get('match') ?? 1) - 1) || 0, Math.max(0, matches.length - 1));
  const match = matches[shown];
  return (
    <>
      <PageHead title={upload.name}>
        {upload.state === 'waiting' || upload.state === 'working'
          ? may('uploads.cancel') && (
              <DoButton
                className="button"
                act={() => answerOf(client.api.POST('/v1/uploads/{id}/cancel', { params: { path: { id: upload.id } } })).then(refresh)}
              >
                {say('cancel')}
              </DoButton>
            )
          : null}
      </PageHead>
      <section class="card stack" data-tone={TONES[standing]} aria-label={say('match.verdict')}>
        <Badge standing={standing} />
        {upload.state === 'working' && <progress value={upload.progress} max={1} aria-label={say('progress.of', { name: upload.name })} />}
        {upload.state === 'waiting' && <p>{say('drop.queued')}</p>}
        {outcome !== undefined && <Summary outcome={outcome} class="reading verdict-words" />}
        <FailedUpload error={upload.error} />
        {outcome?.partial !== undefined && <p class="notice">{missingInWords(outcome.partial)}</p>}
        {outcome?.damage !== undefined && (
          <p class="notice" lang="en">
            {outcome.damage.reason}
          </p>
        )}
        <dl class="figures">
          {outcome !== undefined && (
            <div>
              <dt>{say('match.length')}</dt>
              <dd>
                {outcome.kind === 'still' ? say('match.still') : clock(outcome.duration, true)}
                <small>{bytes(upload.bytes)}</small>
              </dd>
            </div>
          )}
          <div>
            <dt>{say('seen')}</dt>
            <dd>
              {seenAt(upload) === undefined ? say('unknown') : <Time at={seenAt(upload)!} />}
              <small>{upload.territory === undefined ? say('territory.unknown') : territory(upload.territory)}</small>
            </dd>
          </div>
          {parts?.daysEarly !== undefined && (
            <div>
              <dt>{say('match.early')}</dt>
              <dd>{say('days', { count: parts.daysEarly })}</dd>
            </div>
          )}
          {next !== undefined && (
            <div>
              <dt>{say('match.next')}</dt>
              <dd>
                {away(next.opensAt, now)}
                <small>
                  {say(`channel.${next.window.channel}`)}, {territory(next.window.territory)}
                </small>
              </dd>
            </div>
          )}
        </dl>
        {(upload.link !== undefined || upload.host !== undefined) && (
          <p class="soft small wrap">
            {say('match.place')} <span class="mono">{upload.link ?? upload.host}</span>
          </p>
        )}
      </section>
      {parts !== undefined && (parts.reasons.length > 0 || parts.explain.length > 0) && <Reasons parts={parts} upload={upload} />}
      {matches.length > 1 && (
        <nav class="tabs" aria-label={say('match.matches')}>
          {matches.map((each, at) => (
            <a
              key={each.referenceId}
              href={`/uploads/${upload.id}?match=${at + 1}`}
              aria-current={at === shown ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault();
                setQuery('match', at === 0 ? undefined : String(at + 1));
              }}
            >
              {each.title} ({each.referenceId})
            </a>
          ))}
        </nav>
      )}
      {match !== undefined && outcome !== undefined && (
        <OneMatch
          key={match.referenceId}
          uploadId={upload.id}
          match={match}
          outcome={outcome}
          reference={references.find(({ id }) => id === match.referenceId)}
        />
      )}
      {outcome !== undefined && matches.length === 0 && <Empty title={say('match.none')} text={say('match.none.text')} />}
      {outcome !== undefined && outcome.verdict.kind !== 'no-match' && may('decisions.read') && (
        <Decisions upload={upload} onChange={refresh} />
      )}
      {upload.state === 'done' && may('disputes.read') && <Disputes upload={upload} onChange={refresh} />}
      {matches.length > 0 && <Evidence scanId={outcome!.scanId} />}
      {found.verdicts.length > 1 && (
        <section class="card stack" aria-labelledby="history">
          <h2 id="history">{say('match.history')}</h2>
          <ul class="lines">
            {found.verdicts.map(({ id, createdAt, outcome: earlier }) => (
              <li key={id}>
                <div class="stack">
                  <Badge standing={earlier.verdict.kind} />
                  <Summary outcome={earlier} class="small" />
                </div>
                <span class="small">
                  <Time at={createdAt} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** What of the library was not searched. */
function missingInWords({ missing }: NonNullable<NonNullable<Found['upload']['verdict']>['outcome']['partial']>): string {
  const count = missing.reduce((sum, each) => sum + each.references, 0);
  const groups = new Intl.ListFormat(currentLanguage()).format(missing.map(({ group }) => String(group)));
  return say('match.partial', { count, groups });
}
