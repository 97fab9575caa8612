import type { Upload } from '@streetdate/client';
import { away } from '../../facts/time.ts';
import { useLive } from '../../live.ts';
import { Field, Form } from '../../parts/form.tsx';
import { Loaded } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { answerOf, client, may } from '../../service.ts';
import { say } from '../../words.ts';

/** How a dispute may end. */
export const OUTCOMES = ['upheld', 'rejected', 'withdrawn'] as const;

/** Who disputes a verdict and why, until when that is to be answered, and what was decided. */
export function Disputes({ upload, onChange }: { readonly upload: Upload; readonly onChange: () => void }) {
  const path = { id: upload.id };
  const live = useLive(
    `disputes ${upload.id}`,
    (signal) => answerOf(client.api.GET('/v1/uploads/{id}/disputes', { params: { path }, signal })),
    5000,
  );
  const changed = () => {
    live.refresh();
    onChange();
  };
  return (
    <section class="card stack" aria-labelledby="disputes">
      <h2 id="disputes">{say('disputes')}</h2>
      <Loaded live={live}>
        {({ disputes }) =>
          disputes.length === 0 ? (
            <p class="soft">{say('disputes.none')}</p>
          ) : (
            <ul class="lines">
              {disputes.map((each) => (
                <li key={each.id}>
                  <div class="stack">
                    <p>
                      <strong class="wrap">{each.by}</strong>: <span class="wrap">{each.ground}</span>
                    </p>
                    {each.outcome === undefined ? (
                      <p class="small">
                        {say((each.secondsLeft ?? 0) < 0 ? 'disputes.overdue' : 'disputes.deadline')}{' '}
                        <strong>{away(Date.parse(each.deadline), Date.now())}</strong>, <Time at={each.deadline} />
                      </p>
                    ) : (
                      <p class="small">
                        {say(`outcome.${each.outcome}`)} {each.endedAt !== undefined && <Time at={each.endedAt} />}
                        {each.outcomeReason !== undefined && <span class="wrap">: {each.outcomeReason}</span>}
                      </p>
                    )}
                    {each.outcome === undefined && may('disputes.write') && (
                      <details>
                        <summary>{say('disputes.decide')}</summary>
                        <EndDispute uploadId={upload.id} disputeId={each.id} onEnd={changed} />
                      </details>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {may('disputes.write') && (
        <details>
          <summary>{say('disputes.record')}</summary>
          <RecordDispute uploadId={upload.id} onRecord={changed} />
        </details>
      )}
    </section>
  );
}

/** A form that records that somebody calls the use lawful. */
export function RecordDispute({ uploadId, onRecord }: { readonly uploadId: string; readonly onRecord: () => void }) {
  return (
    <Form
      button={say('disputes.record')}
      send={async ({ by = '', ground = '', text, received }) => {
        const body = {
          by,
          ground,
          ...(text !== undefined && { text }),
          ...(received !== undefined && { receivedAt: new Date(received).toISOString() }),
        };
        await answerOf(client.api.POST('/v1/uploads/{id}/disputes', { params: { path: { id: uploadId } }, body }));
        onRecord();
      }}
    >
      <div class="fields">
        <Field label={say('disputes.by')}>
          <input name="by" required maxLength={1000} />
        </Field>
        <Field label={say('disputes.ground')} hint={say('disputes.ground.hint')}>
          <input name="ground" required maxLength={1000} />
        </Field>
        <Field label={say('disputes.received')} hint={say('disputes.received.hint')}>
          <input name="received" type="datetime-local" />
        </Field>
      </div>
      <Field label={say('disputes.text')}>
        <textarea name="text" maxLength={100_000} />
      </Field>
    </Form>
  );
}

/** A form that records how a dispute ended, and why. */
export function EndDispute({
  uploadId,
  disputeId,
  onEnd,
  chosen,
}: {
  readonly uploadId: string;
  readonly disputeId: string;
  readonly onEnd: () => void;
  /** What the form begins with. */
  readonly chosen?: (typeof OUTCOMES)[number];
}) {
  return (
    <Form
      button={say('disputes.end')}
      send={async ({ outcome, reason = '' }) => {
        const chosenOne = OUTCOMES.find((each) => each === outcome);
        if (chosenOne === undefined) return;
        const body = { outcome: chosenOne, reason };
        await answerOf(
          client.api.POST('/v1/uploads/{id}/disputes/{dispute}/end', { params: { path: { id: uploadId, dispute: disputeId } }, body }),
        );
        onEnd();
      }}
    >
      <div class="fields">
        <Field label={say('disputes.outcome')}>
          <select name="outcome" required>
            {chosen === undefined && <option value="" />}
            {OUTCOMES.map((each) => (
              <option key={each} value={each} selected={each === chosen}>
                {say(`outcome.${each}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={say('disputes.reason')} hint={say('disputes.reason.hint')}>
          <input name="reason" required maxLength={1000} />
        </Field>
      </div>
    </Form>
  );
}
