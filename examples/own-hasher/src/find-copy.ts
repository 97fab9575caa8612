import { decodeFrames, type Fingerprint, FRAMES_PER_SECOND, type FrameHasher, fingerprintFrames } from '@streetdate/core';
import { findMatches, LinearIndex, type Match } from '@streetdate/matcher';

/** Fingerprints a film with any hasher: everything but the hash is the pipeline's (bars, quality, equal neighbours, times). */
export function fingerprintWith(hasher: FrameHasher, path: string, role: 'reference' | 'query'): Promise<Fingerprint> {
  return fingerprintFrames(decodeFrames(path, { framesPerSecond: FRAMES_PER_SECOND[role] }), { role, hasher, secondOpinion: false });
}

/** Looks for a film in a copy of it by one hasher alone; undefined when that hasher does not see it. */
export async function findCopy(hasher: FrameHasher, film: string, copy: string): Promise<Match | undefined> {
  const index = new LinearIndex(hasher.algorithm);
  index.add('film', await fingerprintWith(hasher, film, 'reference'));
  return findMatches(await fingerprintWith(hasher, copy, 'query'), index)[0];
}
