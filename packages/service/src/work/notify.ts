import { readLimits } from '../organisations/limits.ts';
import { signatureHeaders } from '../webhooks/sign.ts';
import { findDelivery, findWebhook, noteAttempt, setDeliveryState, signingSecrets } from '../webhooks/webhooks.ts';
import { NOTIFY } from './announce-verdict.ts';
import type { Handler } from './handler.ts';
import type { HeldJob } from './jobs.ts';

/** Tells a webhook something. A receiver that gets a message twice knows it by its id. */
export const notify: Handler = {
  kind: NOTIFY,

  async run({ database, now, webhooks, secretSeal }, job, signal) {
    const delivery = await findDelivery(database, job.organisationId, deliveryIdOf(job));
    const webhook = delivery && (await findWebhook(database, job.organisationId, delivery.webhookId));
    if (delivery === undefined || webhook === undefined || delivery.state === 'delivered') return;
    const { id, payload } = delivery;
    const post = async () => {
      const { webhookNetworks } = await readLimits(database, job.organisationId);
      const signature = signatureHeaders(signingSecrets(webhook, secretSeal, now()), id, now(), payload);
      const headers = { 'content-type': 'application/json', 'user-agent': 'Streetdate', ...signature };
      return webhooks.post(webhook.url, headers, payload, signal, webhookNetworks);
    };
    const outcome = await post().then(
      (status) => (status >= 200 && status < 300 ? { status } : { status, error: `it answered ${status}` }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    );
    // A worker that stops has attempted nothing.
    signal.throwIfAborted();
    await noteAttempt(database, id, outcome, now());
    if ('error' in outcome) throw new Error(`webhook ${webhook.id}: ${outcome.error}`);
  },

  async giveUp(database, job) {
    await setDeliveryState(database, deliveryIdOf(job), 'failed');
  },

  async revive(database, job) {
    await setDeliveryState(database, deliveryIdOf(job), 'waiting');
  },
};

function deliveryIdOf({ payload }: HeldJob): string {
  return (payload as { readonly deliveryId: string }).deliveryId;
}
