import { useState } from 'preact/hooks';
import { useLive } from '../../live.ts';
import { Field, Form } from '../../parts/form.tsx';
import { Loaded } from '../../parts/states.tsx';
import { answerOf, client, may } from '../../service.ts';
import { say } from '../../words.ts';

/** How many people have to agree about a verdict. */
export function ReviewPolicy() {
  const live = useLive('review policy', (signal) => answerOf(client.api.GET('/v1/precision', { signal })));
  const [isSaved, setSaved] = useState(false);
  return (
    <section class="card stack" aria-labelledby="policy">
      <h2 id="policy">{say('settings.review')}</h2>
      <p class="reading">{say('policy.text')}</p>
      <Loaded live={live}>
        {({ people }) =>
          may('decisions.policy') ? (
            <Form
              keeps
              button={say('policy.set')}
              send={async ({ people: chosen }) => {
                setSaved(false);
                await answerOf(client.api.PUT('/v1/review-policy', { body: { people: chosen === '2' ? 2 : 1 } }));
                setSaved(true);
              }}
            >
              <Field label={say('policy.people')}>
                <select name="people" defaultValue={String(people)} onChange={() => setSaved(false)}>
                  <option value="1" selected={people === 1}>
                    {say('policy.one')}
                  </option>
                  <option value="2" selected={people === 2}>
                    {say('policy.two')}
                  </option>
                </select>
              </Field>
            </Form>
          ) : (
            <p>{say(people === 2 ? 'policy.two' : 'policy.one')}</p>
          )
        }
      </Loaded>
      <p role="status">{isSaved && say('policy.saved')}</p>
    </section>
  );
}
