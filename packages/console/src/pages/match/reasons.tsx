import type { Upload } from '@streetdate/client';
import { reasonInWords } from '@streetdate/evidence/internal/words';
import { settledBy } from '../../facts/reasons.ts';
import { findingOf } from '../../facts/summary.ts';
import type { VerdictParts } from '../../facts/verdict.ts';
import { say, writing } from '../../words.ts';

/** Why a person has to look, and what speaks for and against a leak. */
export function Reasons({
  parts: { reasons, explain, ifConfirmed, otherwise },
  upload,
}: {
  readonly parts: VerdictParts;
  readonly upload: Upload;
}) {
  const against = explain.filter(({ speaks }) => speaks === 'against');
  const inFavour = explain.filter(({ speaks }) => speaks === 'for');
  const titleId = upload.verdict?.outcome.matches[0]?.titleId;
  const settled = new Set(reasons.map(settledBy));
  const then = ifConfirmed ?? otherwise;
  return (
    <section class="reasons" aria-label={say('reasons')}>
      {reasons.length > 0 && (
        <div class="card stack first" data-tone="review">
          <h2>{say('reasons.review')}</h2>
          <ul class="stack">
            {reasons.map((reason) => (
              <li key={reason}>{reasonInWords(reason, writing())}</li>
            ))}
          </ul>
          {(then === 'pre-release-leak' || then === 'released-copy' || then === 'needs-review') && (
            <p class="soft">
              {say(ifConfirmed === undefined ? 'reasons.otherwise' : 'reasons.confirmed', { verdict: say(`standing.${then}`) })}
            </p>
          )}
          <p class="row">
            {settled.has('title') && titleId !== undefined && (
              <a class="button little" href={`/titles/${encodeURIComponent(titleId)}`}>
                {say('reasons.title')}
              </a>
            )}
            {settled.has('sighting') && (
              <a class="button little" href="/drop">
                {say('reasons.sighting')}
              </a>
            )}
          </p>
        </div>
      )}
      <div class="card stack" data-tone="fine">
        <h2>{say('reasons.against')}</h2>
        {against.length === 0 ? (
          <p class="soft">{say('reasons.nothing')}</p>
        ) : (
          <ul class="stack against">
            {against.map(findingOf).map(({ text, lang }) => (
              <li key={text} lang={lang}>
                {text}
              </li>
            ))}
          </ul>
        )}
      </div>
      {inFavour.length > 0 && (
        <div class="card stack" data-tone="leak">
          <h2>{say('reasons.for')}</h2>
          <ul class="stack for">
            {inFavour.map(findingOf).map(({ text, lang }) => (
              <li key={text} lang={lang}>
                {text}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
