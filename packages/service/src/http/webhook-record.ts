import type { Delivery, Webhook } from '../webhooks/webhooks.ts';
import { id, instant } from './records.ts';
import { z } from './schema.ts';
import { verdictKind } from './upload-record.ts';

const url = z
  .string()
  .min(1)
  .max(2000)
  .describe('Where messages go: https, and a public address')
  .meta({ examples: ['https://example.com/hooks/streetdate'] });
const kinds = z
  .array(verdictKind)
  .min(1)
  .describe('Kinds of verdicts that it is told of')
  .meta({ examples: [['pre-release-leak', 'needs-review']] });

/** A webhook to add. */
export const newWebhook = z.object({ url, kinds: kinds.default(['pre-release-leak', 'needs-review']) }).meta({
  id: 'NewWebhook',
  description: 'A webhook to add',
  examples: [{ url: 'https://example.com/hooks/streetdate', kinds: ['pre-release-leak'] }],
});

/** What to change of a webhook. */
export const webhookChange = z.object({ url: url.optional(), kinds: kinds.optional(), isActive: z.boolean().optional() }).meta({
  id: 'WebhookChange',
  description: 'What to change of a webhook',
  examples: [{ isActive: false }],
});

const WEBHOOK_EXAMPLE = {
  id: '019a3a1e-7c11-7000-8000-5d1f0c3b2a11',
  url: 'https://example.com/hooks/streetdate',
  kinds: ['pre-release-leak'],
  isActive: true,
  createdAt: '2027-02-07T12:00:00.000Z',
} as const;

/** A webhook without its secret. */
export const webhook = z
  .object({
    id,
    url: z.string(),
    kinds: z.array(verdictKind),
    isActive: z.boolean(),
    createdAt: instant,
    oldSecretsUntil: instant.optional().describe('Until when an earlier secret signs too; absent if only the current one does'),
  })
  .meta({ id: 'Webhook', description: 'An address that is told of verdicts', examples: [WEBHOOK_EXAMPLE] });

/** A webhook with its secret, which is shown once. */
export const webhookWithSecret = webhook
  .extend({ secret: z.string().describe('It signs each message, by Standard Webhooks. It is shown here only') })
  .meta({
    id: 'WebhookWithSecret',
    description: 'A new webhook with its secret',
    examples: [{ ...WEBHOOK_EXAMPLE, secret: 'whsec_c2VjcmV0IGtleSBvZiB0aGlzIGV4YW1wbGUgb25seQ==' }],
  });

/** How a secret is replaced. */
export const renewal = z
  .object({
    keepSeconds: z
      .number()
      .int()
      .min(0)
      .max(30 * 86_400)
      .default(86_400)
      .describe('How long the secret before signs too. With 0, no earlier secret signs from now on: for one that others have seen'),
  })
  .meta({ id: 'SecretRenewal', description: 'How a secret is replaced', examples: [{ keepSeconds: 86_400 }] });

/** A message to a webhook. */
export const delivery = z
  .object({
    id,
    eventId: id.describe('What it tells of: a verdict, or a ping'),
    state: z.enum(['waiting', 'delivered', 'failed']),
    attempts: z.number().int(),
    status: z.number().int().optional().describe('Status of the last answer'),
    error: z.string().optional().describe('Why the last attempt failed'),
    payload: z.string().describe('The body, as it is sent'),
    createdAt: instant,
    deliveredAt: instant.optional(),
  })
  .meta({
    id: 'Delivery',
    description: 'A message to a webhook, and what became of it',
    examples: [
      {
        id: '019a3a1e-7c12-7000-8000-5d1f0c3b2a11',
        eventId: '019a3a1e-7c13-7000-8000-5d1f0c3b2a11',
        state: 'delivered',
        attempts: 1,
        status: 204,
        payload: '{"type":"ping","timestamp":"2027-02-07T12:00:00.000Z","data":{}}',
        createdAt: '2027-02-07T12:00:00.000Z',
        deliveredAt: '2027-02-07T12:00:01.000Z',
      },
    ],
  });

/** A webhook as the API gives it, at a time. */
export function webhookAnswer({ secret: _, oldSecrets, kinds, ...facts }: Webhook, now: Date): z.infer<typeof webhook> {
  // The latest one is kept longest, or was kept for less time by somebody's wish.
  const until = oldSecrets
    .map((old) => old.until)
    .sort()
    .at(-1);
  const old = until !== undefined && until > now.toISOString() ? { oldSecretsUntil: until } : {};
  return { ...facts, kinds: kinds as z.infer<typeof webhook>['kinds'], ...old };
}

/** A message as the API gives it. */
export function deliveryAnswer({ webhookId: _, ...facts }: Delivery): z.infer<typeof delivery> {
  return facts;
}
