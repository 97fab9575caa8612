import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { WebhookDeliveryTable, WebhookTable } from '../store/webhook-rows.ts';
import type { OldSecret, SecretSeal } from './sealed-secrets.ts';
import { newSecret } from './sign.ts';

/** An address that is told of verdicts. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  /** As it is stored: a {@link SecretSeal} opens it. */
  readonly secret: string;
  /** Secrets that it had before, latest first. Each signs too, until its time. */
  readonly oldSecrets: readonly OldSecret[];
  readonly kinds: readonly string[];
  readonly isActive: boolean;
  readonly createdAt: string;
}

/** Most old secrets at a time. Each makes the header of every message longer. */
const MOST_OLD_SECRETS = 4;

/** A message to a webhook, and what became of it. */
export interface Delivery {
  readonly id: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly payload: string;
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly status?: number;
  readonly error?: string;
  readonly createdAt: string;
  readonly deliveredAt?: string;
}

/** What can be changed of a webhook. */
export interface WebhookChange {
  readonly url?: string | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly isActive?: boolean | undefined;
}

/** Adds a webhook with a new secret. */
export async function addWebhook(
  database: ServiceDatabase,
  organisationId: string,
  { url, kinds }: { readonly url: string; readonly kinds: readonly string[] },
  { seal }: SecretSeal,
  now: Date,
): Promise<Webhook> {
  const id = newId();
  const row: WebhookTable = {
    id,
    organisation_id: organisationId,
    url,
    secret: seal(newSecret(), id),
    old_secrets: '[]',
    kinds: JSON.stringify(kinds),
    active: 1,
    created_at: now.toISOString(),
  };
  await database.insertInto('webhook').values(row).execute();
  return webhookOf(row);
}

/** Webhooks of an organisation, ordered by age. */
export async function listWebhooks(database: ServiceDatabase, organisationId: string): Promise<Webhook[]> {
  const rows = await database.selectFrom('webhook').selectAll().where('organisation_id', '=', organisationId).orderBy('id').execute();
  return rows.map(webhookOf);
}

/** The webhook of an organisation with that id. */
export async function findWebhook(database: ServiceDatabase, organisationId: string, id: string): Promise<Webhook | undefined> {
  return (await listWebhooks(database, organisationId)).find((webhook) => webhook.id === id);
}

/** Changes a webhook. Its secret stays. */
export async function changeWebhook(database: ServiceDatabase, organisationId: string, id: string, change: WebhookChange): Promise<void> {
  const { url, kinds, isActive } = change;
  const columns = {
    ...(url !== undefined && { url }),
    ...(kinds !== undefined && { kinds: JSON.stringify(kinds) }),
    ...(isActive !== undefined && { active: isActive ? 1 : 0 }),
  };
  if (Object.keys(columns).length === 0) return;
  await database.updateTable('webhook').set(columns).where('organisation_id', '=', organisationId).where('id', '=', id).execute();
}

/**
 * Gives a webhook a new secret. The one before signs beside it for some time, so that receivers can change without missing a message. Call it
 * inside a transaction.
 * @param keepSeconds - How long. With 0 no secret but the new one signs from now on.
 * @returns Whether it has: not if it has too many old secrets that are still valid.
 */
export async function renewSecret(
  database: ServiceDatabase,
  { id, secret, oldSecrets }: Webhook,
  keepSeconds: number,
  { seal }: SecretSeal,
  now: Date,
): Promise<boolean> {
  const until = new Date(now.getTime() + 1000 * keepSeconds).toISOString();
  const old = keepSeconds > 0 ? [{ secret, until }, ...validOf(oldSecrets, now)] : [];
  if (old.length > MOST_OLD_SECRETS) return false;
  // Of two at once the second one would forget the secret that the first one has given.
  const { numUpdatedRows } = await database
    .updateTable('webhook')
    .set({ secret: seal(newSecret(), id), old_secrets: JSON.stringify(old) })
    .where('id', '=', id)
    .where('secret', '=', secret)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The secrets that sign a message, the current one first. @throws Error if one cannot be opened. */
export function signingSecrets({ id, secret, oldSecrets }: Webhook, { open }: SecretSeal, now: Date): string[] {
  return [secret, ...validOf(oldSecrets, now).map((old) => old.secret)].map((stored) => open(stored, id));
}

function validOf(secrets: readonly OldSecret[], now: Date): OldSecret[] {
  return secrets.filter(({ until }) => until > now.toISOString());
}

/** Removes a webhook with its deliveries. Call it inside a transaction. */
export async function removeWebhook(database: ServiceDatabase, organisationId: string, id: string): Promise<void> {
  // Foreign keys of SQLite are only kept where they are switched on.
  await database.deleteFrom('webhook_delivery').where('organisation_id', '=', organisationId).where('webhook_id', '=', id).execute();
  await database.deleteFrom('webhook').where('organisation_id', '=', organisationId).where('id', '=', id).execute();
}

/** Adds a message to a webhook, unless that was told of the event. @returns Its id; undefined if it was told. */
export async function addDelivery(
  database: ServiceDatabase,
  organisationId: string,
  { webhookId, eventId, payload }: Pick<Delivery, 'webhookId' | 'eventId' | 'payload'>,
  now: Date,
): Promise<string | undefined> {
  const row: WebhookDeliveryTable = {
    id: newId(),
    organisation_id: organisationId,
    webhook_id: webhookId,
    event_id: eventId,
    payload,
    state: 'waiting',
    attempts: 0,
    status: null,
    error: null,
    created_at: now.toISOString(),
    delivered_at: null,
  };
  const added = await database
    .insertInto('webhook_delivery')
    .values(row)
    .onConflict((conflict) => conflict.columns(['webhook_id', 'event_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added?.id;
}

/** Deliveries of a webhook, latest first: at most `most`, older than the one named `before`. */
export async function listDeliveries(
  database: ServiceDatabase,
  organisationId: string,
  webhookId: string,
  { before, most }: { readonly before?: string | undefined; readonly most: number },
): Promise<Delivery[]> {
  let query = database.selectFrom('webhook_delivery').selectAll();
  query = query.where('organisation_id', '=', organisationId).where('webhook_id', '=', webhookId);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.orderBy('id', 'desc').limit(most).execute()).map(deliveryOf);
}

/** Removes messages that have ended so before a time: at most that many, the oldest first. @returns How many. */
export async function removeDeliveries(
  database: ServiceDatabase,
  state: 'delivered' | 'failed',
  before: Date,
  most: number,
): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('webhook_delivery')
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('webhook_delivery')
        .select('id')
        .where('state', '=', state)
        .where('created_at', '<', before.toISOString())
        .orderBy('created_at')
        .limit(most),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** The delivery of an organisation with that id. */
export async function findDelivery(database: ServiceDatabase, organisationId: string, id: string): Promise<Delivery | undefined> {
  const row = await database
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && deliveryOf(row);
}

/** Notes how an attempt ended. */
export async function noteAttempt(
  database: ServiceDatabase,
  id: string,
  attempt: { readonly status?: number; readonly error?: string },
  now: Date,
): Promise<void> {
  const isDelivered = attempt.error === undefined;
  await database
    .updateTable('webhook_delivery')
    .set((column) => ({
      attempts: column('attempts', '+', 1),
      status: attempt.status ?? null,
      error: attempt.error ?? null,
      ...(isDelivered && { state: 'delivered', delivered_at: now.toISOString() }),
    }))
    .where('id', '=', id)
    .where('state', '<>', 'delivered')
    .execute();
}

/** Notes that a delivery is given up, or that it is tried again. */
export async function setDeliveryState(database: ServiceDatabase, id: string, state: 'waiting' | 'failed'): Promise<void> {
  await database.updateTable('webhook_delivery').set({ state }).where('id', '=', id).where('state', '<>', 'delivered').execute();
}

function webhookOf(row: WebhookTable): Webhook {
  const { id, url, secret, old_secrets, kinds, active, created_at } = row;
  const oldSecrets = JSON.parse(old_secrets) as OldSecret[];
  return { id, url, secret, oldSecrets, kinds: JSON.parse(kinds), isActive: Number(active) === 1, createdAt: created_at };
}

function deliveryOf(row: WebhookDeliveryTable): Delivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    payload: row.payload,
    state: row.state as Delivery['state'],
    attempts: row.attempts,
    ...(row.status !== null && { status: row.status }),
    ...(row.error !== null && { error: row.error }),
    createdAt: row.created_at,
    ...(row.delivered_at !== null && { deliveredAt: row.delivered_at }),
  };
}
