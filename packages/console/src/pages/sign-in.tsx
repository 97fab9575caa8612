import { Field, Form } from '../parts/form.tsx';
import { place } from '../router.ts';
import { client, refreshWho } from '../service.ts';
import { useStore } from '../store.ts';
import { say } from '../words.ts';

/** Asks who one is. The address stays, so that the page that was asked for is shown afterwards. */
export function SignIn({ why, problem }: { readonly why: string; readonly problem: string }) {
  const { path, query } = useStore(place);
  const back = path + (query.size > 0 ? `?${query}` : '');
  return (
    <main class="door">
      <div>
        <p class="brand">
          <img src="/mark.svg" alt="" />
          Streetdate
        </p>
        <h1>{say('signin')}</h1>
        {problem === 'session-over' && (
          <p class="notice" data-tone="review">
            {say('signin.over')}
          </p>
        )}
        {problem === 'unknown-key' && (
          <p class="notice" data-tone="review">
            {say('share.over')}
          </p>
        )}
        {problem !== 'session-over' && why.includes('set-up link') && (
          <p class="notice" data-tone="review">
            {say('signin.nobody')}
          </p>
        )}
        <Form
          button={say('signin')}
          send={async ({ organisation, email = '', password = '' }) => {
            const body = { email, password, ...(organisation !== undefined && { organisation }) };
            const { error } = await client.api.POST('/v1/sessions', { body });
            if (error !== undefined) throw new Error(error.detail ?? error.title);
            await refreshWho();
          }}
        >
          <Field label={say('signin.email')}>
            <input name="email" type="email" required autocomplete="username" />
          </Field>
          <Field label={say('signin.password')}>
            <input name="password" type="password" required autocomplete="current-password" />
          </Field>
          <Field label={say('signin.organisation')} hint={say('signin.organisation.hint')}>
            <input name="organisation" autocomplete="organization" />
          </Field>
        </Form>
        <p class="small">
          <a href={`/sign-in?to=${encodeURIComponent(back)}`}>{say('signin.other')}</a>
        </p>
      </div>
    </main>
  );
}
