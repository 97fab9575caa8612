import { type ServiceDatabase, sql } from '../store/database.ts';
import type { OrganisationLimitTable } from '../store/life-rows.ts';

/** How long and how much an organisation keeps, and where its messages may go. What is undefined is as the service's setting says, or without bound. */
export interface OrganisationLimits {
  /** Of which uploads the media is kept. */
  readonly media?: 'never' | 'matched' | 'all' | undefined;
  /** Days after the verdict for which it is kept. */
  readonly mediaDays?: number | undefined;
  /** Days for which fingerprints are searched for new references. */
  readonly fingerprintDays?: number | undefined;
  /** Most bytes of media that are kept at once. */
  readonly mostBytes?: number | undefined;
  /** Most uploads that are kept at once, with or without their media. */
  readonly mostUploads?: number | undefined;
  /** Networks that its webhooks may be in although they are private, beside those of the service's setting: `10.0.0.7`, `fd00::/8`. */
  readonly webhookNetworks?: readonly string[] | undefined;
}

/** What an organisation keeps now. */
export interface KeptNow {
  /** Bytes of media. */
  readonly bytes: number;
  /** Uploads. */
  readonly uploads: number;
}

/** An organisation keeps as much as it may. */
export class QuotaError extends Error {
  override readonly name = 'QuotaError';
}

/** The limits of an organisation. */
export async function readLimits(database: ServiceDatabase, organisationId: string): Promise<OrganisationLimits> {
  const row = await database.selectFrom('organisation_limit').selectAll().where('organisation_id', '=', organisationId).executeTakeFirst();
  return row === undefined ? {} : limitsOf(row);
}

/** The limits of all organisations that have any, by their ids. */
export async function allLimits(database: ServiceDatabase): Promise<ReadonlyMap<string, OrganisationLimits>> {
  const rows = await database.selectFrom('organisation_limit').selectAll().execute();
  return new Map(rows.map((row) => [row.organisation_id, limitsOf(row)]));
}

/** Replaces the limits of an organisation. */
export async function putLimits(database: ServiceDatabase, organisationId: string, limits: OrganisationLimits): Promise<void> {
  const { media, mediaDays, fingerprintDays, mostBytes, mostUploads, webhookNetworks } = limits;
  const columns = {
    ...{ media: media ?? null, media_days: mediaDays ?? null, fingerprint_days: fingerprintDays ?? null },
    ...{ most_bytes: mostBytes ?? null, most_uploads: mostUploads ?? null },
    webhook_networks: webhookNetworks === undefined ? null : JSON.stringify(webhookNetworks),
  };
  await database
    .insertInto('organisation_limit')
    .values({ organisation_id: organisationId, ...columns })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(columns))
    .execute();
}

/** What an organisation keeps now. It is counted as rows change, and reads none of them. */
export async function readKept(database: ServiceDatabase, organisationId: string): Promise<KeptNow> {
  const rows = await database
    .selectFrom('tally')
    .select(['what', sql<number>`sum(change)`.as('sum')])
    .where('what', 'in', ['bytes', 'uploads'])
    .where('kind', '=', organisationId)
    .groupBy('what')
    .execute();
  const of = (what: string) => Number(rows.find((row) => row.what === what)?.sum ?? 0);
  return { bytes: of('bytes'), uploads: of('uploads') };
}

/** Makes sure that an organisation may keep one more upload. @throws QuotaError that says what is full. */
export async function checkQuota(database: ServiceDatabase, organisationId: string, bytes: number): Promise<void> {
  const { mostBytes, mostUploads } = await readLimits(database, organisationId);
  if (mostBytes === undefined && mostUploads === undefined) return;
  const kept = await readKept(database, organisationId);
  if (mostUploads !== undefined && kept.uploads >= mostUploads)
    throw new QuotaError(
      `the organisation keeps ${kept.uploads} uploads and may keep ${mostUploads}: delete some, or ask for a higher limit`,
    );
  if (mostBytes !== undefined && kept.bytes + bytes > mostBytes)
    throw new QuotaError(
      `the organisation keeps ${kept.bytes} bytes of media and may keep ${mostBytes}: ${bytes} more do not fit. Delete some, or ask for a higher limit`,
    );
}

function limitsOf(row: OrganisationLimitTable): OrganisationLimits {
  const { media, media_days, fingerprint_days, most_bytes, most_uploads, webhook_networks } = row;
  return {
    ...(media !== null && { media: media as NonNullable<OrganisationLimits['media']> }),
    ...(media_days !== null && { mediaDays: media_days }),
    ...(fingerprint_days !== null && { fingerprintDays: fingerprint_days }),
    ...(most_bytes !== null && { mostBytes: Number(most_bytes) }),
    ...(most_uploads !== null && { mostUploads: Number(most_uploads) }),
    ...(webhook_networks !== null && { webhookNetworks: JSON.parse(webhook_networks) as string[] }),
  };
}
