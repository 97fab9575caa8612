import { createHammingKernel, type HammingKernel } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';
import { CandidateList } from './candidate-list.ts';
import { type CandidateOptions, type Candidates, DEFAULT_MAX_DISTANCE } from './reference-index.ts';
import { checkQueryTrack, type ReferenceTable } from './reference-table.ts';

/** One kernel for each hash length: a kernel has WebAssembly memory of its own. Lengths are multiples of 32 up to 1024, so there are at most 32. */
const kernels = new Map<number, HammingKernel>();

/** Compares the query frames with every frame on the table. */
export function scanTable(table: ReferenceTable, track: HashTrack, options: CandidateOptions): Candidates {
  const { maxDistance = DEFAULT_MAX_DISTANCE, frames = track.timesMs.keys(), only } = options;
  checkQueryTrack(track, table.algorithm);
  const queryFrames = Uint32Array.from(frames);
  const queries = hashesOf(track, queryFrames);
  const kernel = kernelFor(track.bits);
  const found = new CandidateList();
  for (const [number, reference] of table.entries()) {
    if (only !== undefined && !only.has(reference.id)) continue;
    scanHashes(kernel, queries, queryFrames, reference.track.hashes, number, maxDistance, found);
  }
  return found;
}

/**
 * Compares query frames with every frame of one reference, and adds the near pairs to `found`.
 * @param queries - The hashes of the query frames, one after the other.
 * @param queryFrames - The index of each of them in the query's track.
 */
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

/** Copies the hashes of some frames of a track, one after the other. */
export function hashesOf(track: HashTrack, frames: Uint32Array): Uint32Array {
  const words = track.bits / 32;
  const hashes = new Uint32Array(frames.length * words);
  for (let at = 0; at < frames.length; at++) {
    hashes.set(track.hashes.subarray(frames[at]! * words, (frames[at]! + 1) * words), at * words);
  }
  return hashes;
}

/** This thread's kernel for hashes of that many bits. */
export function kernelFor(bits: number): HammingKernel {
  const known = kernels.get(bits);
  if (known !== undefined) return known;
  const kernel = createHammingKernel(bits);
  kernels.set(bits, kernel);
  return kernel;
}
