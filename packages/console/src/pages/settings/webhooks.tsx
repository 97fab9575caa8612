import { useState } from 'preact/hooks';
import { TONES } from '../../facts/verdict.ts';
import { useLive, usePages } from '../../live.ts';
import { DoButton, Field, Form } from '../../parts/form.tsx';
import { Empty, Loaded, LoadedList } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { answerOf, client, may, session } from '../../service.ts';
import { say } from '../../words.ts';
import { WebhookNetworks } from './webhook-networks.tsx';

/** Kinds of verdicts that a webhook may be told of. */
const KINDS = ['pre-release-leak', 'needs-review', 'authorised', 'released-copy', 'published-material', 'no-match'] as const;

/** Addresses that are told of verdicts. */
export function Webhooks() {
  const pages = usePages('webhooks', loadPage);
  const [secret, setSecret] = useState<string | undefined>();
  const refresh = pages.live.refresh;
  const now = session.get();
  return (
    <div class="wide-stack">
      {secret !== undefined && (
        <div class="notice" data-tone="fine" role="status">
          <strong>{say('webhooks.secret')}</strong>
          <code class="secret">{secret}</code>
          <p>{say('secret.once')}</p>
        </div>
      )}
      <LoadedList pages={pages} empty={<Empty title={say('webhooks.none')} text={say('webhooks.none.text')} />}>
        {(webhooks) => (
          <ul class="card lines">
            {webhooks.map(({ id, url, kinds, isActive }) => (
              <li key={id}>
                <div class="stack">
                  <strong class="wrap">{url}</strong>
                  <p class="row">
                    {!isActive && <span class="soft small">{say('webhooks.off')}</span>}
                    {kinds.map((kind) => (
                      <span class="badge" data-tone={TONES[kind]} key={kind}>
                        {say(`standing.${kind}`)}
                      </span>
                    ))}
                  </p>
                  <Deliveries id={id} />
                </div>
                {may('webhooks.write') && (
                  <span class="row">
                    <DoButton act={() => answerOf(client.api.POST('/v1/webhooks/{id}/ping', { params: { path: { id } } }))}>
                      {say('webhooks.ping')}
                    </DoButton>
                    <DoButton
                      act={() =>
                        answerOf(client.api.PATCH('/v1/webhooks/{id}', { params: { path: { id } }, body: { isActive: !isActive } })).then(
                          refresh,
                        )
                      }
                    >
                      {say(isActive ? 'webhooks.stop' : 'webhooks.start')}
                    </DoButton>
                    <DoButton
                      isFinal
                      className="button little grave"
                      act={() => answerOf(client.api.DELETE('/v1/webhooks/{id}', { params: { path: { id } } })).then(refresh)}
                    >
                      {say('remove')}
                    </DoButton>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </LoadedList>
      {may('webhooks.write') && (
        <section class="card stack" aria-labelledby="add">
          <h2 id="add">{say('webhooks.add')}</h2>
          <Form
            button={say('webhooks.add')}
            send={async ({ url = '', ...chosen }) => {
              const kinds = KINDS.filter((kind) => chosen[kind] !== undefined);
              const made = await answerOf(
                client.api.POST('/v1/webhooks', { body: { url, ...(kinds.length > 0 ? { kinds } : {}) } as never }),
              );
              setSecret(made.secret);
              refresh();
            }}
          >
            <Field label={say('webhooks.url')} hint={say('webhooks.url.hint')}>
              <input name="url" type="url" required maxLength={2000} />
            </Field>
            <fieldset class="row plain bare">
              <legend>{say('webhooks.kinds')}</legend>
              {KINDS.map((kind) => (
                <label key={kind}>
                  <input type="checkbox" name={kind} defaultChecked={kind === 'pre-release-leak' || kind === 'needs-review'} />{' '}
                  {say(`standing.${kind}`)}
                </label>
              ))}
            </fieldset>
          </Form>
        </section>
      )}
      {now.state === 'in' && may('organisations.manage') && <WebhookNetworks organisationId={now.who.organisation.id} />}
    </div>
  );
}

function Deliveries({ id }: { readonly id: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say('webhooks.deliveries')}</summary>
      {isOpen && <DeliveryList id={id} />}
    </details>
  );
}

function DeliveryList({ id }: { readonly id: string }) {
  const live = useLive(
    `deliveries ${id}`,
    (signal) => answerOf(client.api.GET('/v1/webhooks/{id}/deliveries', { params: { path: { id }, query: { most: 20 } }, signal })),
    3000,
  );
  return (
    <Loaded live={live}>
      {({ deliveries }) => (
        <ul class="lines">
          {deliveries.length === 0 && <li class="soft">{say('webhooks.nodeliveries')}</li>}
          {deliveries.map((each) => (
            <li key={each.id} class="small">
              <span>
                {say(`delivery.${each.state}`)} · {say('job.attempts', { count: each.attempts })}
              </span>
              <Time at={each.createdAt} />
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}

async function loadPage(cursor: string | undefined, signal: AbortSignal) {
  const query = { most: 100, ...(cursor !== undefined && { cursor }) };
  const { webhooks, next } = await answerOf(client.api.GET('/v1/webhooks', { params: { query }, signal }));
  return { items: webhooks, next };
}
