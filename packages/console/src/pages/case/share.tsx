import { useState } from 'preact/hooks';
import { Field, Form } from '../../parts/form.tsx';
import { Time } from '../../parts/time.tsx';
import { answerOf, client } from '../../service.ts';
import { say } from '../../words.ts';

/** All that a link to a case may do. */
const ACTIONS = ['case.read', 'self.read'] as const;

/** Makes a link by which another party sees the case until it expires. Its secret stands behind the `#`, so that no server's log has it. */
export function Share() {
  const [made, setMade] = useState<{ readonly link: string; readonly until: string | undefined } | undefined>();
  return (
    <section class="card stack no-print" aria-labelledby="share">
      <h2 id="share">{say('share')}</h2>
      <p class="reading soft">{say('share.text')}</p>
      <div role="status">
        {made !== undefined && (
          <div class="notice" data-tone="fine">
            <strong>{say('share.link')}</strong>
            <code class="secret">{made.link}</code>
            {made.until !== undefined && (
              <span>
                {say('keys.expires')} <Time at={made.until} />
              </span>
            )}
          </div>
        )}
      </div>
      <Form
        button={say('share.make')}
        send={async ({ who = '', days = '14' }) => {
          const body = { name: `${say('nav.case')}: ${who}`, role: 'analyst' as const, actions: [...ACTIONS], expiresInDays: Number(days) };
          const { key, secret } = await answerOf(client.api.POST('/v1/keys', { body }));
          setMade({ link: `${location.origin}/case#${secret}`, until: key.expiresAt });
        }}
      >
        <div class="fields">
          <Field label={say('share.who')}>
            <input name="who" required maxLength={180} />
          </Field>
          <Field label={say('share.days')}>
            <input name="days" type="number" min={1} max={90} defaultValue="14" />
          </Field>
        </div>
      </Form>
    </section>
  );
}
