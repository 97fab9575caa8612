import { createHammingKernel } from '@streetdate/core/internal';
import { SegmentedIndex } from '@streetdate/index';
import { generatedFingerprint } from '../library/generated-library.ts';
import type { FrameFinder, Frames } from './frame-finder.ts';

const WORDS = 8;
/** Frames in each second of the films and of the queries. */
const RATES = { reference: 8, query: 4 } as const;

/** Compares every frame with every frame in the compiled kernel: all that differ in `maxDistance` bits or fewer. */
export function linearFinder({ codes }: Frames, maxDistance: number): FrameFinder {
  const kernel = createHammingKernel(32 * WORDS);
  return {
    name: 'linear scan (WASM)',
    bytes: codes.byteLength,
    bytesIn: 'memory',
    breadths: [0],
    find: async (query) => {
      const found = Array.from({ length: query.length / WORDS }, (): number[] => []);
      for (const { count, queries, references } of kernel.scan(query, codes, maxDistance))
        for (let at = 0; at < count; at++) found[queries[at]!]!.push(references[at]!);
      return found;
    },
    close: async () => {},
  };
}

/** The index of whole catalogues. */
export function segmentedFinder({ codes, framesAFilm }: Frames): FrameFinder {
  const index = new SegmentedIndex();
  const filmWords = WORDS * framesAFilm;
  const firstFrames = new Map<string, number>();
  for (let at = 0; at < codes.length; at += filmWords) {
    const id = `film ${at}`;
    firstFrames.set(id, at / WORDS);
    const film = codes.subarray(at, at + filmWords);
    index.add(id, generatedFingerprint('reference', framesAFilm / RATES.reference, film, RATES.reference));
  }
  index.seal();
  return {
    name: 'SegmentedIndex',
    bytes: index.memory.segmentBytes,
    bytesIn: 'memory',
    breadths: [0],
    find: async (query) => {
      const frames = query.length / WORDS;
      const track = generatedFingerprint('query', frames / RATES.query, query, RATES.query).tracks[0]!;
      const { count, queryFrames, references, referenceFrames } = index.candidates(track);
      const found = Array.from({ length: frames }, (): number[] => []);
      for (let at = 0; at < count; at++)
        found[queryFrames[at]!]!.push(firstFrames.get(index.idOf(references[at]!))! + referenceFrames[at]!);
      return found;
    },
    close: async () => {},
  };
}
