import type { Upload } from '@streetdate/client';
import { useState } from 'preact/hooks';
import { OWN_POWER } from '../../facts/thresholds.ts';
import { number } from '../../facts/time.ts';
import { useLive } from '../../live.ts';
import { Field } from '../../parts/form.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Thresholds } from '../../parts/thresholds.tsx';
import { answerOf, client } from '../../service.ts';
import { say } from '../../words.ts';

/** Uploads that the preview is on. */
const MOST = 200;

/** How sure a match has to be, as expected false matches a year, with what that would have done to the latest uploads. */
export function Sureness() {
  const [perDay, setPerDay] = useState(1000);
  const live = useLive('sureness', (signal) =>
    answerOf(client.api.GET('/v1/uploads', { params: { query: { state: 'done', most: MOST } }, signal })),
  );
  return (
    <section class="card stack" aria-labelledby="sureness">
      <h2 id="sureness">{say('settings.sureness')}</h2>
      <p class="reading">{say('thresholds.text')}</p>
      <div class="fields">
        <Field label={say('thresholds.perDay')}>
          <input
            type="number"
            min={1}
            max={100_000_000}
            step={1}
            value={perDay}
            onInput={({ currentTarget }) => currentTarget.valueAsNumber > 0 && setPerDay(currentTarget.valueAsNumber)}
          />
        </Field>
      </div>
      <p role="status">
        <strong>{say('thresholds.now', { count: number(perDay * 365 * 10 ** -OWN_POWER, 2), perDay })}</strong>
      </p>
      <Loaded live={live}>
        {({ uploads }) => {
          const matches = (uploads as Upload[]).flatMap(({ verdict }) => verdict?.outcome.matches ?? []);
          return (
            <div class="stack">
              <h3>{say('thresholds.preview', { count: uploads.length })}</h3>
              {matches.length === 0 && <Empty title={say('thresholds.none')} text={say('thresholds.none.text')} />}
              <Thresholds matches={matches} uploadsADay={perDay} />
              <p class="soft small reading">{say('thresholds.hint')}</p>
            </div>
          );
        }}
      </Loaded>
    </section>
  );
}
