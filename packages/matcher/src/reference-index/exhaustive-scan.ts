import { createHammingKernel, type HammingKernel, type HashTrack } from '@streetdate/core/portable';
import { CandidateList } from './candidate-list.ts';
import { type CandidateOptions, type Candidates, DEFAULT_MAX_DISTANCE } from './reference-index.ts';
import { checkQueryTrack, type ReferenceShelf } from './reference-table.ts';

/** This thread's kernels, by the bits of the hashes that they compare. */
const kernels = new Map<number, HammingKernel>();

/** Compares the query frames with every frame on the shelf. */
export function scanShelf(shelf: ReferenceShelf, track: HashTrack, options: CandidateOptions): Candidates {
  const { maxDistance = DEFAULT_MAX_DISTANCE, frames = track.timesMs.keys(), only } = options;
  checkQueryTrack(track, shelf.algorithm);
  const queryFrames = Uint32Array.from(frames);
  const queries = hashesOf(track, queryFrames);
  const kernel = kernelFor(track.bits);
  const found = new CandidateList();
  for (const [number, reference] of shelf.entries()) {
    if (only !== undefined && !only.has(reference.id)) continue;
    scanHashes(kernel, queries, queryFrames, reference.track.hashes, number, maxDistance, found);
  }
  return found;
}

/** Compares some query frames, whose hashes lie side by side, with every frame of a reference. */
export function scanHashes(
  kernel: HammingKernel,
  queries: Uint32Array,
  queryFrames: Uint32Array,
  hashes: Uint32Array,
  number: number,
  maxDistance: number,
  found: CandidateList,
): void {
  for (const pairs of kernel.scan(queries, hashes, maxDistance)) {
    for (let at = 0; at < pairs.count; at++) {
      found.push(queryFrames[pairs.queries[at]!]!, number, pairs.references[at]!, pairs.distances[at]!);
    }
  }
}

/** The hashes of some frames of a track, side by side. */
export function hashesOf(track: HashTrack, frames: Uint32Array): Uint32Array {
  const words = track.bits / 32;
  const hashes = new Uint32Array(frames.length * words);
  for (let at = 0; at < frames.length; at++) {
    hashes.set(track.hashes.subarray(frames[at]! * words, (frames[at]! + 1) * words), at * words);
  }
  return hashes;
}

/** This thread's kernel for hashes of so many bits. */
export function kernelFor(bits: number): HammingKernel {
  const known = kernels.get(bits);
  if (known !== undefined) return known;
  const kernel = createHammingKernel(bits);
  kernels.set(bits, kernel);
  return kernel;
}
