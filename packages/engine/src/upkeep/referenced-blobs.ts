import type { BlobKind } from '../blobs/blob-store.ts';
import type { Database } from '../catalogue/sql/database.ts';

/** The kinds of blobs that rows of the catalogue name. */
export const NAMED_KINDS = ['fingerprint', 'manifest'] as const satisfies readonly BlobKind[];

/** The blobs that rows name, by kind. */
export async function referencedBlobs(database: Database): Promise<ReadonlyMap<BlobKind, ReadonlySet<string>>> {
  const references = await database.selectFrom('reference').select(['fingerprint_sha256', 'manifest_sha256']).execute();
  const scans = await database.selectFrom('scan').select('fingerprint_sha256').distinct().execute();
  const clips = await database.selectFrom('disc_clip').select('fingerprint_sha256').distinct().execute();
  const fingerprints = [...references, ...scans, ...clips].flatMap(({ fingerprint_sha256 }) => fingerprint_sha256 ?? []);
  return new Map<BlobKind, ReadonlySet<string>>([
    ['fingerprint', new Set(fingerprints)],
    ['manifest', new Set(references.flatMap(({ manifest_sha256 }) => manifest_sha256 ?? []))],
  ]);
}

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
