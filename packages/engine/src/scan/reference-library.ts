import { type Fingerprint, StreetdateError } from '@streetdate/core';
import { BandIndex, type ReferenceIndex } from '@streetdate/index';
import { loadStored } from '../blobs/fingerprints.ts';
import type { StoredReference } from '../catalogue/stored.ts';
import type { Stores } from '../stores.ts';

/**
 * Loads the fingerprints of all references into a memory index.
 * @throws StreetdateError as {@link loadReference}.
 */
export async function loadIndex(stores: Stores, references: Iterable<StoredReference>): Promise<ReferenceIndex> {
  const index = new BandIndex();
  for (const reference of references) await loadReference(stores, reference, (fingerprint) => index.add(reference.id, fingerprint));
  return index;
}

/**
 * Loads the fingerprint of a reference into an index.
 * @throws StreetdateError `bad-library` if it is missing or damaged: a search without one title must not look complete.
 */
export async function loadReference(
  stores: Stores,
  { id, fingerprintSha256 }: StoredReference,
  add: (fingerprint: Fingerprint) => void,
): Promise<void> {
  const fingerprint = await loadStored(stores.blobs, fingerprintSha256).catch((cause: unknown) => {
    throw unusable(stores, id, cause);
  });
  try {
    add(fingerprint);
  } catch (cause) {
    if (cause instanceof TypeError || cause instanceof RangeError) throw unusable(stores, id, cause);
    throw cause;
  }
}

function unusable({ home }: Stores, id: string, cause: unknown): StreetdateError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `the fingerprint of reference ${id} cannot be used (${reason}); enroll its media again`;
  return new StreetdateError('bad-library', message, { path: home, cause });
}
