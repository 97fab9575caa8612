import { readExclusion } from '../held-back.ts';
import type { StoredExclusion } from '../stored.ts';
import type { Database } from './database.ts';
import type { ExclusionTable } from './tables.ts';

/** Ids of one statement. SQLite allows 32,766 parameters. */
const IDS = 2000;

/** All exclusions, ordered by reference and time. */
export async function listExclusions(database: Database): Promise<StoredExclusion[]> {
  const rows = await database.selectFrom('exclusion').selectAll().orderBy('reference_id').orderBy('starts_at').orderBy('id').execute();
  return rows.map(fromExclusionRow);
}

/** Adds exclusions, each in place of the one with its id. */
export async function putExclusions(database: Database, exclusions: readonly StoredExclusion[]): Promise<void> {
  for (const exclusion of exclusions) {
    const row = toRow(exclusion);
    await database
      .insertInto('exclusion')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }
}

/** Removes exclusions. */
export async function removeExclusions(database: Database, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += IDS) {
    await database
      .deleteFrom('exclusion')
      .where('id', 'in', ids.slice(start, start + IDS))
      .execute();
  }
}

/** An exclusion as far as its row can be read. */
export function fromExclusionRow(row: ExclusionTable): StoredExclusion {
  return readExclusion({
    id: row.id,
    referenceId: row.reference_id,
    start: row.starts_at,
    end: row.ends_at,
    reason: row.reason,
    addedAt: row.added_at,
    ...(row.carried_from !== null && { carriedFrom: row.carried_from }),
  });
}

function toRow({ id, referenceId, start, end, reason, addedAt, carriedFrom }: StoredExclusion): ExclusionTable {
  const interval = { reference_id: referenceId, starts_at: start, ends_at: end };
  return { id, ...interval, reason, added_at: addedAt, carried_from: carriedFrom ?? null };
}
