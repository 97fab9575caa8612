import { type Fingerprint, StreetdateError } from '@streetdate/core';
import { BandIndex, type ReferenceIndex } from '@streetdate/matcher';
import { loadStored } from '../catalogue/fingerprint-files.ts';
import type { Library } from '../catalogue/library.ts';
import type { StoredReference } from '../catalogue/references.ts';

/**
 * Loads the fingerprints of all references into an index in memory.
 * @throws StreetdateError as {@link loadReference}.
 */
export async function loadIndex(library: Library, references: Iterable<StoredReference>): Promise<ReferenceIndex> {
  const index = new BandIndex();
  for (const reference of references) await loadReference(library, reference, (fingerprint) => index.add(reference.id, fingerprint));
  return index;
}

/**
 * Loads the fingerprint of a reference and puts it into an index.
 * @throws StreetdateError `bad-library` when it is missing or damaged: a search that leaves a title out must not look complete.
 */
export async function loadReference(
  library: Library,
  { id, fingerprintSha256 }: StoredReference,
  add: (fingerprint: Fingerprint) => void,
): Promise<void> {
  const fingerprint = await loadStored(library, fingerprintSha256).catch((cause: unknown) => {
    throw unusable(library, id, cause);
  });
  try {
    add(fingerprint);
  } catch (cause) {
    if (cause instanceof TypeError || cause instanceof RangeError) throw unusable(library, id, cause);
    throw cause;
  }
}

function unusable(library: Library, id: string, cause: unknown): StreetdateError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `the fingerprint of reference ${id} cannot be used (${reason}); enroll its media again`;
  return new StreetdateError('bad-library', message, { path: library.home, cause });
}
