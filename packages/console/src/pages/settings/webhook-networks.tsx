import { useState } from 'preact/hooks';
import { useLive } from '../../live.ts';
import { Field, Form } from '../../parts/form.tsx';
import { Loaded } from '../../parts/states.tsx';
import { answerOf, client } from '../../service.ts';
import { say } from '../../words.ts';

/** The private networks that an organisation's webhooks may be in, for who runs the service. */
export function WebhookNetworks({ organisationId }: { readonly organisationId: string }) {
  const params = { path: { id: organisationId } };
  const live = useLive('limits', (signal) => answerOf(client.api.GET('/v1/organisations/{id}/limits', { params, signal })));
  const [isSaved, setSaved] = useState(false);
  return (
    <section class="card stack" aria-labelledby="networks">
      <h2 id="networks">{say('networks')}</h2>
      <p class="reading">{say('networks.text')}</p>
      <Loaded live={live}>
        {({ limits }) => (
          <Form
            keeps
            button={say('networks.set')}
            send={async ({ networks = '' }) => {
              setSaved(false);
              const { webhookNetworks: _, ...others } = limits;
              const named = networks.split(/[\s,]+/).filter((each) => each !== '');
              const body = named.length === 0 ? others : { ...others, webhookNetworks: named };
              await answerOf(client.api.PUT('/v1/organisations/{id}/limits', { params, body }));
              live.refresh();
              setSaved(true);
            }}
          >
            <Field label={say('networks.list')} hint={say('networks.list.hint')}>
              <textarea name="networks" rows={3} defaultValue={limits.webhookNetworks?.join('\n') ?? ''} onInput={() => setSaved(false)} />
            </Field>
          </Form>
        )}
      </Loaded>
      <p role="status">{isSaved && say('networks.saved')}</p>
    </section>
  );
}
