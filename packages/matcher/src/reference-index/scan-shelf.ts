import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { CandidateList } from './candidate-list.ts';
import { type CandidateOptions, type Candidates, DEFAULT_MAX_DISTANCE } from './reference-index.ts';
import { checkQueryTrack, type ReferenceShelf } from './reference-shelf.ts';

/** Compares the query frames with every frame on the shelf. */
export function scanShelf(shelf: ReferenceShelf, track: HashTrack, options: CandidateOptions): Candidates {
  const { maxDistance = DEFAULT_MAX_DISTANCE, frames = track.timesMs.keys(), only } = options;
  checkQueryTrack(track, shelf.algorithm);
  const queryFrames = Uint32Array.from(frames);
  const found = new CandidateList();
  const words = track.bits / 32;
  for (const [number, reference] of shelf.entries()) {
    if (only !== undefined && !only.has(reference.id)) continue;
    const { hashes, timesMs } = reference.track;
    for (const queryFrame of queryFrames) {
      for (let frame = 0; frame < timesMs.length; frame++) {
        const distance = hammingDistance(track.hashes, queryFrame * words, hashes, frame * words, words);
        if (distance <= maxDistance) found.push(queryFrame, number, frame, distance);
      }
    }
  }
  return found;
}
