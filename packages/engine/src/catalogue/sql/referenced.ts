import type { BlobKind } from '../../blobs/blob-store.ts';
import type { Database } from './database.ts';

/** Whether a row names a blob. */
export async function isReferenced(database: Database, kind: BlobKind, sha256: string): Promise<boolean> {
  if (kind === 'manifest') {
    const row = await database.selectFrom('reference').select('id').where('manifest_sha256', '=', sha256).executeTakeFirst();
    return row !== undefined;
  }
  for (const table of ['reference', 'scan', 'disc_clip'] as const) {
    const row = await database.selectFrom(table).select('fingerprint_sha256').where('fingerprint_sha256', '=', sha256).executeTakeFirst();
    if (row !== undefined) return true;
  }
  return false;
}
