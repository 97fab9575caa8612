import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Index } from 'usearch';
import { type Absent, BREADTHS, type FrameFinder, type Frames, GRAPH, NEAREST } from './frame-finder.ts';

const BITS = 256;
const NAME = 'usearch (HNSW)';
/** Frames added at once: a number for each bit is what the package takes. */
const FRAMES_AT_ONCE = 10_000;

/** usearch: a graph of binary codes under Hamming distance, in this process. Its file is what it has in memory. */
export async function usearchFinder({ codes }: Frames): Promise<FrameFinder | Absent> {
  const usearch = await import('usearch').catch((cause: unknown) => String(cause).split('\n', 1)[0]!);
  if (typeof usearch === 'string') return { name: NAME, reason: `it cannot be loaded (npm install usearch): ${usearch}` };
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-usearch-'));
  const create = (breadth: number) =>
    new usearch.Index({
      dimensions: BITS,
      metric: usearch.MetricKind.Hamming,
      quantization: usearch.ScalarKind.B1,
      connectivity: GRAPH.neighbours,
      expansion_add: GRAPH.buildBreadth,
      expansion_search: breadth,
      multi: false,
    });
  const built = create(BREADTHS[0]!);
  const frames = (32 * codes.length) / BITS;
  for (let at = 0; at < frames; at += FRAMES_AT_ONCE) {
    const end = Math.min(frames, at + FRAMES_AT_ONCE);
    const keys = BigUint64Array.from({ length: end - at }, (_, frame) => BigInt(at + frame));
    built.add(keys, bitsOf(codes.subarray((at * BITS) / 32, (end * BITS) / 32)), 0);
  }
  const path = join(folder, 'index');
  built.save(path);
  // How widely it searches is said when it is made: each breadth has an index of its own, of the same file.
  const indexes = new Map<number, Index>();
  const indexOf = (breadth: number): Index => {
    const known = indexes.get(breadth) ?? create(breadth);
    if (!indexes.has(breadth)) known.load(path);
    indexes.set(breadth, known);
    return known;
  };
  return {
    name: NAME,
    bytes: (await stat(path)).size,
    bytesIn: 'memory',
    breadths: BREADTHS,
    find: async (query, breadth) => {
      const count = (32 * query.length) / BITS;
      const found = indexOf(breadth).search(bitsOf(query), NEAREST, 1);
      const keys = Array.from(found.keys, Number);
      return Array.from({ length: count }, (_, frame) => keys.slice(NEAREST * frame, NEAREST * (frame + 1)));
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A number for each bit: the package packs them itself. */
function bitsOf(codes: Uint32Array): Float32Array {
  const bits = new Float32Array(32 * codes.length);
  for (let bit = 0; bit < bits.length; bit++) bits[bit] = (codes[bit >> 5]! >>> (bit & 31)) & 1;
  return bits;
}
