import { useState } from 'preact/hooks';
import { bytes, number } from '../../facts/time.ts';
import { useLive } from '../../live.ts';
import { Field, Form, type Typed } from '../../parts/form.tsx';
import { Loaded } from '../../parts/states.tsx';
import { answerOf, client, may, session } from '../../service.ts';
import { useStore } from '../../store.ts';
import { say } from '../../words.ts';

const GIGABYTE = 1e9;

/** How long and how much the organisation keeps, and what it keeps now. Who runs the service may change it. */
export function Retention() {
  const now = useStore(session);
  const live = useLive('usage', (signal) => answerOf(client.api.GET('/v1/usage', { signal })));
  const [isSaved, setSaved] = useState(false);
  return (
    <section class="card stack" aria-labelledby="retention">
      <h2 id="retention">{say('settings.retention')}</h2>
      <p class="reading">{say('retention.text')}</p>
      <Loaded live={live}>
        {({ limits, keeps }) => (
          <>
            <p>{say('retention.now', { bytes: bytes(keeps.bytes), uploads: number(keeps.uploads, 21) })}</p>
            {now.state === 'in' && may('organisations.manage') ? (
              <Form
                keeps
                button={say('retention.set')}
                send={async (typed) => {
                  setSaved(false);
                  const { id } = now.who.organisation;
                  await answerOf(client.api.PUT('/v1/organisations/{id}/limits', { params: { path: { id } }, body: limitsOf(typed) }));
                  setSaved(true);
                  live.refresh();
                }}
              >
                <Field label={say('retention.media')} hint={say('retention.empty')}>
                  <select name="media">
                    {(['', ...MEDIA] as const).map((each) => (
                      <option key={each} value={each} selected={each === (limits.media ?? '')}>
                        {say(`retention.media.${each === '' ? 'service' : each}`)}
                      </option>
                    ))}
                  </select>
                </Field>
                <NumberField name="mediaDays" value={limits.mediaDays} most={36_500} />
                <NumberField name="fingerprintDays" value={limits.fingerprintDays} most={36_500} />
                <NumberField name="gigabytes" value={limits.mostBytes === undefined ? undefined : limits.mostBytes / GIGABYTE} most={9e6} />
                <NumberField name="mostUploads" value={limits.mostUploads} most={1e12} isWhole />
              </Form>
            ) : (
              <ul>
                <li>
                  {say('retention.media')}: {say(`retention.media.${limits.media ?? 'service'}`)}
                </li>
                {(['mediaDays', 'fingerprintDays', 'mostUploads'] as const).map((name) => (
                  <li key={name}>
                    {say(`retention.${name}`)}: {limits[name] === undefined ? say('retention.media.service') : number(limits[name], 21)}
                  </li>
                ))}
                <li>
                  {say('retention.gigabytes')}: {limits.mostBytes === undefined ? say('retention.media.service') : bytes(limits.mostBytes)}
                </li>
              </ul>
            )}
          </>
        )}
      </Loaded>
      <p role="status">{isSaved && say('policy.saved')}</p>
    </section>
  );
}

const MEDIA = ['never', 'matched', 'all'] as const;

function NumberField({
  name,
  value,
  most,
  isWhole = false,
}: {
  readonly name: 'mediaDays' | 'fingerprintDays' | 'gigabytes' | 'mostUploads';
  readonly value: number | undefined;
  readonly most: number;
  readonly isWhole?: boolean;
}) {
  return (
    <Field label={say(`retention.${name}`)}>
      <input
        type="number"
        name={name}
        min="0"
        max={most}
        step={isWhole ? 1 : 'any'}
        defaultValue={value === undefined ? '' : String(value)}
      />
    </Field>
  );
}

/** The limits that were typed. What is empty is left to the service. */
function limitsOf({ media, mediaDays, fingerprintDays, gigabytes, mostUploads }: Typed) {
  return {
    ...(media !== undefined && { media: media as (typeof MEDIA)[number] }),
    ...(mediaDays !== undefined && { mediaDays: Number(mediaDays) }),
    ...(fingerprintDays !== undefined && { fingerprintDays: Number(fingerprintDays) }),
    ...(gigabytes !== undefined && { mostBytes: Math.round(Number(gigabytes) * GIGABYTE) }),
    ...(mostUploads !== undefined && { mostUploads: Number(mostUploads) }),
  };
}
