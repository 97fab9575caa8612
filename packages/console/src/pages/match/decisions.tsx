import type { Upload } from '@streetdate/client';
import { DECISIONS, type Decision } from '../../facts/decisions.ts';
import { type Live, useLive } from '../../live.ts';
import { Field, Form } from '../../parts/form.tsx';
import { Loaded } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { answerOf, client, may } from '../../service.ts';
import { say } from '../../words.ts';

/** What people decided about an upload. */
export type Decided = Awaited<ReturnType<typeof loadDecisions>>;

/** What people decided about an upload, now and as it changes. */
export function useDecisions(uploadId: string): Live<Decided> {
  return useLive(`decisions ${uploadId}`, (signal) => loadDecisions(uploadId, signal), 5000);
}

function loadDecisions(id: string, signal: AbortSignal) {
  const params = { path: { id }, query: { most: 100 } };
  return answerOf(client.api.GET('/v1/uploads/{id}/decisions', { params, signal }));
}

/** What people decided about an upload, with a form for whoever looks. */
export function Decisions({ upload, onChange }: { readonly upload: Upload; readonly onChange: () => void }) {
  const live = useDecisions(upload.id);
  return (
    <section class="card stack" aria-labelledby="decisions">
      <h2 id="decisions">{say('decisions')}</h2>
      <Loaded live={live}>
        {(found) => (
          <>
            <Standing found={found} />
            {found.decisions.length === 0 ? <p class="soft">{say('decisions.none')}</p> : <History found={found} />}
          </>
        )}
      </Loaded>
      {may('decisions.write') && (
        <details>
          <summary>{say('review.decide')}</summary>
          <Decide
            upload={upload}
            onDecide={() => {
              live.refresh();
              onChange();
            }}
          />
        </details>
      )}
    </section>
  );
}

/** What the decisions about the current verdict come to. */
export function Standing({ found: { standing } }: { readonly found: Decided }) {
  const { people, decided, isDisputed, current } = standing;
  if (decided === undefined && current.length === 0) return null;
  return (
    <div class="notice" data-tone={decided === undefined ? 'review' : 'fine'} role="status">
      {decided !== undefined && <strong>{say('decisions.decided', { decision: say(`decision.${decided}`) })}</strong>}
      {decided === undefined && !isDisputed && <strong>{say('decisions.open', { count: current.length, people })}</strong>}
      {isDisputed && decided === undefined && <strong>{say('decisions.disputed')}</strong>}
      {current.map((each) => (
        <span class="wrap" key={each.id}>
          {each.by.kind === 'local' ? say('who.local') : each.by.name}: {say(`decision.${each.decision}`)} — {each.reason}
        </span>
      ))}
    </div>
  );
}

/** Every decision about an upload, also about earlier verdicts, latest first. */
export function History({ found: { decisions } }: { readonly found: Decided }) {
  return (
    <ul class="lines">
      {decisions.map(({ id, verdict, decision, reason, by, at }) => (
        <li key={id}>
          <div class="stack">
            <p>
              <strong>{say(`decision.${decision}`)}</strong>: <span class="wrap">{reason}</span>
            </p>
            <p class="soft small wrap">
              {by.kind === 'local' ? say('who.local') : by.name}. {say('decisions.about', { verdict: say(`standing.${verdict}`) })}
            </p>
          </div>
          <span class="small">
            <Time at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A form that records what a person decides about the current verdict, and why. */
export function Decide({
  upload,
  chosen,
  onDecide,
}: {
  readonly upload: Upload;
  /** What it is about; without it the form asks. */
  readonly chosen?: Decision;
  readonly onDecide: () => void;
}) {
  return (
    <Form
      button={chosen === undefined ? say('decide.button') : `${say('decide.button')}: ${say(`decision.${chosen}`)}`}
      send={async ({ decision, reason = '' }) => {
        const known = chosen ?? DECISIONS.find((each) => each === decision);
        if (known === undefined || upload.verdict === undefined) return;
        const body = { verdictId: upload.verdict.id, decision: known, reason };
        await answerOf(client.api.POST('/v1/uploads/{id}/decisions', { params: { path: { id: upload.id } }, body }));
        onDecide();
      }}
    >
      <div class="fields">
        {chosen === undefined && (
          <Field label={say('decide.what')}>
            <select name="decision">
              {DECISIONS.map((each) => (
                <option key={each} value={each}>
                  {say(`decision.${each}`)}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Field label={say('disputes.reason')} hint={say('disputes.reason.hint')}>
          <input name="reason" required maxLength={1000} />
        </Field>
      </div>
    </Form>
  );
}
