import { readConflict } from '../held-back.ts';
import type { StoredConflict } from '../stored.ts';
import type { Database } from './database.ts';
import type { ConflictTable } from './tables.ts';

/** Ids of one statement. SQLite allows 32,766 parameters. */
const IDS = 2000;

/** All footage that references of two titles share, ordered by reference and time. */
export async function listConflicts(database: Database): Promise<StoredConflict[]> {
  const query = database.selectFrom('conflict').selectAll().orderBy('reference_id').orderBy('other_reference_id');
  return (await query.orderBy('starts_at').orderBy('id').execute()).map(fromConflictRow);
}

/** Adds footage that two titles share, each in place of what is stored with its id. */
export async function putConflicts(database: Database, conflicts: readonly StoredConflict[]): Promise<void> {
  for (const each of conflicts) {
    const row = toRow(each);
    await database
      .insertInto('conflict')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }
}

/** Removes footage that two titles shared. */
export async function removeConflicts(database: Database, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += IDS) {
    await database
      .deleteFrom('conflict')
      .where('id', 'in', ids.slice(start, start + IDS))
      .execute();
  }
}

/** Shared footage as far as its row can be read. */
export function fromConflictRow(row: ConflictTable): StoredConflict {
  return readConflict({
    id: row.id,
    referenceId: row.reference_id,
    otherReferenceId: row.other_reference_id,
    start: row.starts_at,
    end: row.ends_at,
    otherStart: row.other_starts_at,
    otherEnd: row.other_ends_at,
    decision: row.decision as StoredConflict['decision'],
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
    ...(row.reason !== null && { reason: row.reason }),
  });
}

function toRow(conflict: StoredConflict): ConflictTable {
  return {
    id: conflict.id,
    reference_id: conflict.referenceId,
    other_reference_id: conflict.otherReferenceId,
    starts_at: conflict.start,
    ends_at: conflict.end,
    other_starts_at: conflict.otherStart,
    other_ends_at: conflict.otherEnd,
    decision: conflict.decision,
    decided_at: conflict.decidedAt ?? null,
    reason: conflict.reason ?? null,
  };
}
