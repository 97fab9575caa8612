import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { sectionKindsOf } from '@streetdate/core/internal';
import { fileOfBlob, folderOfKind } from '../blobs/blob-places.ts';
import type { StoredReference } from '../catalogue/stored.ts';

/** Bytes that hold the table of all sections. */
const HEAD_BYTES = 1024;

/**
 * The references of a library in a folder whose fingerprints have no local features: an earlier version enrolled them. Stills have none.
 * Only the beginning of each file is read; a file that is missing is not counted, since `db check` names it.
 */
export async function lackLocalFeatures(home: string, references: readonly StoredReference[]): Promise<StoredReference[]> {
  const lacking: StoredReference[] = [];
  for (const reference of references) {
    if (reference.kind === 'still' || reference.duration === 0) continue;
    const file = await open(join(home, folderOfKind('fingerprint'), fileOfBlob('fingerprint', reference.fingerprintSha256))).catch(
      () => {},
    );
    if (file === undefined) continue;
    try {
      const head = new Uint8Array(HEAD_BYTES);
      const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
      const kinds = sectionKindsOf(head.subarray(0, bytesRead));
      if (kinds.length > 0 && !kinds.includes('LFEA')) lacking.push(reference);
    } finally {
      await file.close();
    }
  }
  return lacking;
}
