import { readDispute } from '../disputes.ts';
import type { StoredDispute } from '../stored.ts';
import type { Database } from './database.ts';
import type { DisputeTable } from './tables.ts';

/** All disputes, in order of the times that they were received. */
export async function listDisputes(database: Database): Promise<StoredDispute[]> {
  return (await database.selectFrom('dispute').selectAll().orderBy('received_at').orderBy('id').execute()).map(fromDisputeRow);
}

/** Adds a dispute, or replaces the one with its id. */
export async function putDispute(database: Database, dispute: StoredDispute): Promise<void> {
  const row = toRow(dispute);
  await database
    .insertInto('dispute')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** A dispute as far as its row can be read. */
export function fromDisputeRow(row: DisputeTable): StoredDispute {
  return readDispute({
    id: row.id,
    scanId: row.scan_id,
    path: row.path,
    fingerprintSha256: row.fingerprint_sha256,
    by: row.disputed_by,
    ground: row.ground,
    ...(row.notice !== null && { text: row.notice }),
    receivedAt: row.received_at,
    deadline: row.deadline,
    recordedAt: row.recorded_at,
    ...(row.outcome !== null && { outcome: row.outcome as NonNullable<StoredDispute['outcome']> }),
    ...(row.outcome_reason !== null && { outcomeReason: row.outcome_reason }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
  });
}

function toRow(dispute: StoredDispute): DisputeTable {
  return {
    id: dispute.id,
    scan_id: dispute.scanId,
    path: dispute.path,
    fingerprint_sha256: dispute.fingerprintSha256,
    disputed_by: dispute.by,
    ground: dispute.ground,
    notice: dispute.text ?? null,
    received_at: dispute.receivedAt,
    deadline: dispute.deadline,
    recorded_at: dispute.recordedAt,
    outcome: dispute.outcome ?? null,
    outcome_reason: dispute.outcomeReason ?? null,
    ended_at: dispute.endedAt ?? null,
  };
}
