import { type Fingerprint, findTrack, StreetdateError } from '@streetdate/core';
import { BandIndex, findMatches, type Match, type ReferenceIndex } from '@streetdate/matcher';
import { loadStored } from '../catalogue/fingerprint-files.ts';
import type { Library } from '../catalogue/library.ts';
import type { StoredReference } from '../catalogue/references.ts';

/**
 * Loads the fingerprints of all references into an index.
 * @throws StreetdateError `bad-library` when one is missing or damaged: a search that leaves a title out must not look complete.
 */
export async function loadIndex(library: Library, references: Iterable<StoredReference>): Promise<ReferenceIndex> {
  const index = new BandIndex();
  for (const reference of references) {
    try {
      index.add(reference.id, await loadStored(library, reference.fingerprintSha256));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `the fingerprint of reference ${reference.id} cannot be used (${reason}); enroll its media again`;
      throw new StreetdateError('bad-library', message, { path: library.home, cause });
    }
  }
  return index;
}

/**
 * Finds what a fingerprint shows of the references.
 * @param hot - References on which no work is spared.
 * @throws StreetdateError `unknown-algorithm` when it has no track that the index can compare.
 */
export function searchIndex(index: ReferenceIndex, path: string, fingerprint: Fingerprint, hot: ReadonlySet<string>): Match[] {
  if (!findTrack(fingerprint, index.algorithm)) {
    const tracks = fingerprint.tracks.map(({ algorithm }) => algorithm).join(', ') || 'none';
    throw new StreetdateError('unknown-algorithm', `${path}: it has no ${index.algorithm} track, only: ${tracks}`, { path });
  }
  return findMatches(fingerprint, index, { hot });
}
