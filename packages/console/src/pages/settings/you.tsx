import { useLive } from '../../live.ts';
import { DoButton, Field, Form } from '../../parts/form.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { answerOf, client, session } from '../../service.ts';
import { useStore } from '../../store.ts';
import { say } from '../../words.ts';

/** One's own password and browsers. */
export function You() {
  const now = useStore(session);
  if (now.state !== 'in' || now.who.kind !== 'account') return <Empty title={say('who.local')} text={say('you.local')} />;
  return (
    <div class="columns">
      <section class="card stack" aria-labelledby="password">
        <h2 id="password">{say('you.password')}</h2>
        <Form
          button={say('you.password')}
          send={({ current = '', password = '' }) => answerOf(client.api.POST('/v1/me/password', { body: { current, password } }))}
        >
          <Field label={say('you.current')}>
            <input name="current" type="password" required autocomplete="current-password" />
          </Field>
          <Field label={say('you.new')} hint={say('you.new.hint')}>
            <input name="password" type="password" required minLength={12} autocomplete="new-password" />
          </Field>
        </Form>
      </section>
      <Browsers />
    </div>
  );
}

function Browsers() {
  const live = useLive('sessions', (signal) => answerOf(client.api.GET('/v1/sessions', { signal })));
  return (
    <section class="card stack" aria-labelledby="browsers">
      <h2 id="browsers">{say('you.browsers')}</h2>
      <Loaded live={live}>
        {({ sessions }) => (
          <ul class="lines">
            {sessions.map(({ id, agent, address, seenAt, isThisOne }) => (
              <li key={id}>
                <div>
                  <p class="wrap small">{agent}</p>
                  <p class="soft small">
                    {address} · <Time at={seenAt} />
                  </p>
                </div>
                {isThisOne ? (
                  <span class="soft small">{say('you.this')}</span>
                ) : (
                  <DoButton act={() => answerOf(client.api.DELETE('/v1/sessions/{id}', { params: { path: { id } } })).then(live.refresh)}>
                    {say('signout')}
                  </DoButton>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}
