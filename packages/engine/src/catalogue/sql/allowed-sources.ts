import type { AllowedSource, AllowedSourceFacts } from '@streetdate/matcher';
import { readAllowedSource, readAllowedSourceFacts } from '@streetdate/matcher/internal';
import { sha256Of } from '../../blobs/sha256.ts';
import { tryToRead } from '../read-rows.ts';
import type { AllowedSources, StoredAllowedSource, UnreadableAllowedSource } from '../stored.ts';
import type { Database } from './database.ts';
import type { AllowedSourceTable } from './tables.ts';

/** The places where copies are allowed, ordered by host, account and id. */
export async function listAllowedSources(database: Database): Promise<AllowedSources> {
  const rows = await database.selectFrom('allowed_source').selectAll().orderBy('id').execute();
  const keyed = rows.map((row) => ({ row, key: [row.host, row.account ?? '', row.id] }));
  // Here, because databases order texts in different ways.
  keyed.sort((one, other) => compareTexts(one.key, other.key));
  const sources: StoredAllowedSource[] = [];
  const unreadable: UnreadableAllowedSource[] = [];
  for (const { row } of keyed) {
    const { source, fault } = fromAllowedRow(row);
    if (source !== undefined) sources.push(source);
    else unreadable.push({ id: row.id, source: wordsOf(row), fault });
  }
  return { sources, unreadable };
}

/** Adds a place, unless it is there already. Another reason replaces the known one. */
export async function putAllowedSource(
  database: Database,
  given: AllowedSourceFacts,
  addedAt: string,
): Promise<{ readonly source: StoredAllowedSource; readonly isNew: boolean }> {
  const row = toRow(readAllowedSourceFacts('source', given), addedAt);
  const known = await database.selectFrom('allowed_source').selectAll().where('id', '=', row.id).executeTakeFirst();
  const stored = known === undefined ? row : { ...row, added_at: known.added_at, reason: row.reason ?? known.reason };
  await database
    .insertInto('allowed_source')
    .values(stored)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(stored))
    .execute();
  return { source: { ...readAllowedSource('source', factsOf(stored)), addedAt: stored.added_at }, isNew: known === undefined };
}

/** Removes a place. @returns Whether it was there. */
export async function removeAllowedSource(database: Database, id: string): Promise<boolean> {
  const { numDeletedRows } = await database.deleteFrom('allowed_source').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The place of a row, or what is wrong with it. A row whose id is not of its facts was changed by somebody, and allows nothing. */
export function fromAllowedRow(
  row: AllowedSourceTable,
): { readonly source: StoredAllowedSource; readonly fault?: undefined } | { readonly source?: undefined; readonly fault: string } {
  const { value, fault } = tryToRead(() => {
    const source = readAllowedSource('source', factsOf(row));
    if (idOf(toRow(source, row.added_at)) !== row.id)
      throw new RangeError('its id is not that of its facts: it was changed outside of Streetdate');
    return source;
  });
  if (value === undefined) return { fault: fault ?? '' };
  return { source: { ...value, addedAt: row.added_at } };
}

/** What a row has, for people, also if it cannot be read. */
export function wordsOf({ host, account, title_id }: AllowedSourceTable): string {
  return [host, account === null ? 'every account' : `account ${account}`, title_id === null ? 'every title' : `title ${title_id}`].join(
    ', ',
  );
}

function factsOf(row: AllowedSourceTable): AllowedSource {
  const given = {
    id: row.id,
    host: row.host,
    account: row.account,
    titleId: row.title_id,
    from: row.allowed_from,
    fromTimeZone: row.from_time_zone,
    until: row.allowed_until,
    untilTimeZone: row.until_time_zone,
    // A number that is neither is told by its check.
    wholeHost: row.whole_host === 1 ? true : row.whole_host === 0 ? null : row.whole_host,
    reason: row.reason,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as unknown as AllowedSource;
}

function toRow(facts: AllowedSourceFacts, addedAt: string): AllowedSourceTable {
  const { host, account, titleId, from, fromTimeZone, until, untilTimeZone, wholeHost = false, reason } = facts;
  const row = {
    host,
    account: account ?? null,
    title_id: titleId ?? null,
    allowed_from: from ?? null,
    from_time_zone: fromTimeZone ?? null,
    allowed_until: until ?? null,
    until_time_zone: untilTimeZone ?? null,
    whole_host: wholeHost ? 1 : 0,
  };
  return { id: idOf(row), ...row, reason: reason ?? null, added_at: addedAt };
}

function idOf(row: Omit<AllowedSourceTable, 'id' | 'reason' | 'added_at'>): string {
  const { host, account, title_id, allowed_from, from_time_zone, allowed_until, until_time_zone, whole_host } = row;
  const facts = [host, account, title_id, allowed_from, from_time_zone, allowed_until, until_time_zone, whole_host];
  return sha256Of(new TextEncoder().encode(JSON.stringify(facts))).slice(0, 16);
}

function compareTexts(one: readonly string[], other: readonly string[]): number {
  const place = one.findIndex((text, at) => text !== other[at]);
  return place < 0 ? 0 : one[place]! < other[place]! ? -1 : 1;
}
