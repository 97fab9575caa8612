import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';

/** How long a key is kept, hours. */
export const KEPT_HOURS = 24;

/** A request that was given a key. */
export interface KeyedRequest {
  readonly organisationId: string;
  /** The key, by the client's choice. */
  readonly key: string;
  /** SHA-256 of what it asks for. */
  readonly requestSha256: string;
}

/** What an earlier request with the key made. */
export interface EarlierRequest {
  readonly resourceId: string;
  /** Whether that request asked for the same. */
  readonly isSame: boolean;
}

/** The request that had the key within the last 24 hours. */
export async function findEarlier(
  database: ServiceDatabase,
  { organisationId, key, requestSha256 }: KeyedRequest,
  now: Date,
): Promise<EarlierRequest | undefined> {
  const row = await database
    .selectFrom('idempotency_key')
    .select(['request_sha256', 'resource_id'])
    .where('organisation_id', '=', organisationId)
    .where('key', '=', key)
    .where('created_at', '>', oldest(now))
    .executeTakeFirst();
  return row && { resourceId: row.resource_id, isSame: row.request_sha256 === requestSha256 };
}

/**
 * Notes what a request made. Call it in the transaction that makes it, so that neither is kept alone. It drops the organisation's keys that
 * are older than 24 hours.
 * @returns Whether it was noted; if not, another request has the key, and the transaction must not be kept.
 */
export async function noteKey(
  database: ServiceDatabase,
  { organisationId, key, requestSha256 }: KeyedRequest,
  resourceId: string,
  now: Date,
): Promise<boolean> {
  await database
    .deleteFrom('idempotency_key')
    .where('organisation_id', '=', organisationId)
    .where('created_at', '<=', oldest(now))
    .execute();
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('idempotency_key')
    .values({
      id: newId(),
      organisation_id: organisationId,
      key,
      request_sha256: requestSha256,
      resource_id: resourceId,
      created_at: now.toISOString(),
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'key']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows !== 0n;
}

function oldest(now: Date): string {
  return new Date(now.getTime() - KEPT_HOURS * 3_600_000).toISOString();
}
