import { useState } from 'preact/hooks';
import { usePages } from '../../live.ts';
import { DoButton, Field, Form } from '../../parts/form.tsx';
import { Empty, LoadedList } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { answerOf, client, may } from '../../service.ts';
import { say } from '../../words.ts';

/** Roles, the lowest first. */
export const ROLES = ['viewer', 'analyst', 'operator', 'admin'] as const;

/** The people of the organisation. */
export function People() {
  const pages = usePages('accounts', loadPage);
  const [link, setLink] = useState<{ readonly path: string; readonly expiresAt: string } | undefined>();
  const refresh = pages.live.refresh;
  return (
    <div class="wide-stack">
      {link !== undefined && (
        <div class="notice" data-tone="fine" role="status">
          <strong>{say('people.link')}</strong>
          <code class="secret">{location.origin + link.path}</code>
          <p>
            {say('people.link.hint')} <Time at={link.expiresAt} />
          </p>
        </div>
      )}
      <LoadedList pages={pages} empty={<Empty title={say('people.none')} text={say('people.none.text')} />}>
        {(accounts) => (
          <ul class="card lines">
            {accounts.map(({ id, name, email, role, state, signedInAt }) => (
              <li key={id}>
                <div>
                  <strong class="wrap">{name}</strong> <span class="soft wrap">{email}</span>
                  <p class="soft small">
                    {say(`role.${role}`)} · {say(`account.${state}`)}
                    {signedInAt !== undefined && (
                      <>
                        {' '}
                        · <Time at={signedInAt} />
                      </>
                    )}
                  </p>
                </div>
                {may('accounts.write') && state !== 'closed' && (
                  <span class="row">
                    <DoButton
                      act={async () => setLink(await answerOf(client.api.POST('/v1/accounts/{id}/links', { params: { path: { id } } })))}
                    >
                      {say('people.newlink')}
                    </DoButton>
                    <DoButton
                      isFinal
                      className="button little grave"
                      act={() =>
                        answerOf(client.api.PATCH('/v1/accounts/{id}', { params: { path: { id } }, body: { state: 'closed' } })).then(
                          refresh,
                        )
                      }
                    >
                      {say('people.close')}
                    </DoButton>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </LoadedList>
      {may('accounts.write') && (
        <section class="card stack" aria-labelledby="add">
          <h2 id="add">{say('people.add')}</h2>
          <Form
            button={say('people.add')}
            send={async ({ email = '', name = '', role }) => {
              const body = { email, name, role: ROLES.find((each) => each === role) ?? 'viewer' };
              const made = await answerOf(client.api.POST('/v1/accounts', { body }));
              setLink(made.link);
              refresh();
            }}
          >
            <div class="fields">
              <Field label={say('signin.email')}>
                <input name="email" type="email" required />
              </Field>
              <Field label={say('name')}>
                <input name="name" required maxLength={200} />
              </Field>
              <Field label={say('role')} hint={say('role.hint')}>
                <RoleChoice />
              </Field>
            </div>
          </Form>
        </section>
      )}
    </div>
  );
}

/** A choice of a role. */
export function RoleChoice() {
  return (
    <select name="role">
      {ROLES.map((each) => (
        <option key={each} value={each}>
          {say(`role.${each}`)}
        </option>
      ))}
    </select>
  );
}

async function loadPage(cursor: string | undefined, signal: AbortSignal) {
  const query = { most: 100, ...(cursor !== undefined && { cursor }) };
  const { accounts, next } = await answerOf(client.api.GET('/v1/accounts', { params: { query }, signal }));
  return { items: accounts, next };
}
