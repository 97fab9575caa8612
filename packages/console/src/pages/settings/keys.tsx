import { useState } from 'preact/hooks';
import { usePages } from '../../live.ts';
import { DoButton, Field, Form } from '../../parts/form.tsx';
import { Empty, LoadedList } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { answerOf, client, may } from '../../service.ts';
import { say } from '../../words.ts';
import { ROLES, RoleChoice } from './people.tsx';

/** Keys by which programs call the service. */
export function Keys() {
  const pages = usePages('keys', loadPage);
  const [secret, setSecret] = useState<string | undefined>();
  return (
    <div class="wide-stack">
      {secret !== undefined && (
        <div class="notice" data-tone="fine" role="status">
          <strong>{say('keys.secret')}</strong>
          <code class="secret">{secret}</code>
          <p>{say('secret.once')}</p>
        </div>
      )}
      <LoadedList pages={pages} empty={<Empty title={say('keys.none')} text={say('keys.none.text')} />}>
        {(keys) => (
          <ul class="card lines">
            {keys.map(({ id, name, role, hint, createdBy, usedAt, revokedAt, expiresAt }) => (
              <li key={id}>
                <div>
                  <strong class="wrap">{name}</strong> <code>{hint}…</code>
                  <p class="soft small">
                    {say(`role.${role}`)} · {createdBy} ·{' '}
                    {revokedAt !== undefined ? (
                      <>
                        {say('keys.revoked')} <Time at={revokedAt} />
                      </>
                    ) : usedAt !== undefined ? (
                      <>
                        {say('keys.used')} <Time at={usedAt} />
                      </>
                    ) : (
                      say('keys.unused')
                    )}
                    {expiresAt !== undefined && revokedAt === undefined && (
                      <>
                        {' '}
                        · {say('keys.expires')} <Time at={expiresAt} />
                      </>
                    )}
                  </p>
                </div>
                {may('keys.write') && revokedAt === undefined && (
                  <DoButton
                    isFinal
                    className="button little grave"
                    act={() => answerOf(client.api.DELETE('/v1/keys/{id}', { params: { path: { id } } })).then(pages.live.refresh)}
                  >
                    {say('keys.revoke')}
                  </DoButton>
                )}
              </li>
            ))}
          </ul>
        )}
      </LoadedList>
      {may('keys.write') && (
        <section class="card stack" aria-labelledby="add">
          <h2 id="add">{say('keys.add')}</h2>
          <Form
            button={say('keys.add')}
            send={async ({ name = '', role, days = '365' }) => {
              const body = { name, role: ROLES.find((each) => each === role) ?? 'viewer', expiresInDays: Number(days) };
              const made = await answerOf(client.api.POST('/v1/keys', { body }));
              setSecret(made.secret);
              pages.live.refresh();
            }}
          >
            <div class="fields">
              <Field label={say('name')}>
                <input name="name" required maxLength={200} />
              </Field>
              <Field label={say('role')} hint={say('role.hint')}>
                <RoleChoice />
              </Field>
              <Field label={say('keys.days')}>
                <input name="days" type="number" min={1} max={3650} defaultValue="365" />
              </Field>
            </div>
          </Form>
        </section>
      )}
    </div>
  );
}

async function loadPage(cursor: string | undefined, signal: AbortSignal) {
  const query = { most: 100, ...(cursor !== undefined && { cursor }) };
  const { keys, next } = await answerOf(client.api.GET('/v1/keys', { params: { query }, signal }));
  return { items: keys, next };
}
