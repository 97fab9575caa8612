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
