// @module-tag process
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import {
  adoptSharedMemory,
  type BandKernel,
  type BandLookUp,
  type BandTable,
  createBandKernel,
  PlainBands,
  sharedBytes,
  sharedMemoryOf,
  WasmBands,
} from '@streetdate/core/internal';
import { hammingDistance } from '@streetdate/core/portable';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { seeded } from '../../tools/synthetic-film.ts';

afterEach(() => vi.unstubAllGlobals());

const EVERYTHING = { maxDistance: 256, commonFrom: 2 ** 31 - 1, exactFrom: 2 ** 31 - 1 };

/** How a table's words and postings are cut. */
type Cut = Pick<BandTable, 'bandBits' | 'frameBits' | 'runBits'>;

/** A table of some hashes, one posting a run of frames that share a key, sorted by bucket and frame: what a segment has, spelled out. */
function tableOf(hashes: Uint32Array, { bandBits, frameBits, runBits }: Cut, words = 8): BandTable {
  const frames = hashes.length / words;
  const keyBits = bandBits + 32 - frameBits - runBits;
  const bucketOf = (word: number) => word & (2 ** bandBits - 1);
  const directory: number[] = [];
  const postings: number[] = [];
  for (let band = 0; band < words; band++) {
    const keyOf = (frame: number) => hashes[frame * words + band]! % 2 ** keyBits;
    const runs: { word: number; frame: number; run: number }[] = [];
    for (let frame = 0, run = 1; frame < frames; frame += run) {
      for (run = 1; frame + run < frames && run < 2 ** runBits && keyOf(frame + run) === keyOf(frame); ) run++;
      runs.push({ word: keyOf(frame), frame, run });
    }
    for (let bucket = 0; bucket < 2 ** bandBits; bucket++) {
      directory.push(postings.length);
      for (const { word, frame, run } of runs) {
        if (bucketOf(word) !== bucket) continue;
        postings.push((run - 1) * 2 ** (32 - runBits) + Math.floor(word / 2 ** bandBits) * 2 ** frameBits + frame);
      }
    }
    directory.push(postings.length);
  }
  const bytes = sharedBytes(4 * (directory.length + postings.length + hashes.length));
  const at = (first: number, values: readonly number[] | Uint32Array) => {
    const view = new Uint32Array(bytes.buffer, 4 * first, values.length);
    view.set(values);
    return view;
  };
  return {
    bits: 32 * words,
    bandBits,
    frameBits,
    runBits,
    directory: at(0, directory),
    postings: at(directory.length, postings),
    codes: at(directory.length + postings.length, hashes),
  };
}

/** A film: a new picture every twelve frames, and a few bits off the one before in between, except in still intervals. */
function film(frames: number, seed: number, words = 8): Uint32Array {
  const random = seeded(seed);
  const hashes = new Uint32Array(frames * words);
  for (let at = 0; at < hashes.length; at++) {
    const frame = Math.floor(at / words);
    const still = frame % 36 < 12;
    hashes[at] = frame % 12 === 0 ? random() * 2 ** 32 : hashes[at - words]! ^ (still ? 0 : 1 << (32 * random()));
  }
  return hashes;
}

function wasm(table: BandTable): BandKernel {
  const kernel = WasmBands.create(table);
  if (kernel === undefined) throw new Error('WebAssembly runs on every Node that is supported');
  return kernel;
}

/** A hash's own words, here those of its bands. */
const wordsOf = (hashes: Uint32Array, hash: number, words = 8) => hashes.subarray(hash * words, (hash + 1) * words);

/** What a look-up finds, as `frame distance band`. */
function found(kernel: BandKernel, hashes: Uint32Array, hash: number, lookUp: BandLookUp, words = 8): string[] {
  const all: string[] = [];
  kernel.lookUp(hashes, hash, wordsOf(hashes, hash, words), lookUp, (frame, distance, band) => all.push(`${frame} ${distance} ${band}`));
  return all;
}

const ofVersion1: Cut = { bandBits: 5, frameBits: 26, runBits: 6 };
const ofVersion2: Cut = { bandBits: 5, frameBits: 9, runBits: 3 };

describe.each<[string, (table: BandTable) => BandKernel]>([
  ['WasmBands', wasm],
  ['PlainBands', (table) => new PlainBands(table)],
])('%s, as every band kernel,', (_name, create) => {
  test.each<[string, Cut, number]>([
    ['whose postings tell no more than their bucket', ofVersion1, 5],
    ['whose postings tell more of the key', ofVersion2, 5],
    ['whose postings tell more of the key, all of which must agree', ofVersion2, 20],
  ])('finds exactly the frames that share a key but for one bit, in a table %s', (_which, cut, keyBits) => {
    const hashes = film(400, 3);
    const kernel = create(tableOf(hashes, cut));
    const expected: string[] = [];
    for (let band = 0; band < 8; band++) {
      for (let frame = 0; frame < 400; frame++) {
        const differing = (hashes[17 * 8 + band]! ^ hashes[frame * 8 + band]!) & (2 ** keyBits - 1);
        const distance = hammingDistance(hashes, 17 * 8, hashes, frame * 8, 8);
        if ((differing & (differing - 1)) === 0 && distance <= 120) expected.push(`${frame} ${distance} ${band}`);
      }
    }
    expect(expected.length).toBeGreaterThan(10);
    expect(found(kernel, hashes, 17, { ...EVERYTHING, keyBits, maxDistance: 120.9 }).sort()).toEqual(expected.sort());
  });

  test('passes over common buckets, and over very common ones that are named exactly', () => {
    // One picture 600 times, never twice in a row, with a bit of word 3 turned in every fourth frame.
    const picture = film(1, 8);
    const hashes = film(1200, 9);
    for (let frame = 0; frame < 1200; frame += 2) hashes.set(picture, frame * 8);
    for (let frame = 0; frame < 1200; frame += 4) hashes[frame * 8 + 3]! ^= 1;
    const kernel = create(tableOf(hashes, { bandBits: 5, frameBits: 11, runBits: 3 }));
    const bandsOf = (limits: object) => {
      const bands = found(kernel, picture, 0, { ...EVERYTHING, keyBits: 5, maxDistance: 1, ...limits });
      return Array.from({ length: 8 }, (_, band) => bands.filter((pair) => pair.endsWith(` ${band}`)).length);
    };
    expect(bandsOf({})).toEqual([600, 600, 600, 600, 600, 600, 600, 600]);
    // Buckets of 300 and 300 in word 3, of 600 in the others, and some by chance in each.
    expect(bandsOf({ commonFrom: 200 })).toEqual([600, 600, 600, 300, 600, 600, 600, 600]);
    expect(bandsOf({ commonFrom: 200, exactFrom: 500 })).toEqual([0, 0, 0, 300, 0, 0, 0, 0]);
  });

  test('says how near some frames come to a hash, and that none do where there are none', () => {
    const hashes = film(400, 6);
    const kernel = create(tableOf(hashes, ofVersion2));
    for (const [first, end] of [
      [0, 400],
      [10, 17],
      [399, 400],
      [18, 40],
    ] as const) {
      const distances = Array.from({ length: end - first }, (_, at) => hammingDistance(hashes, 17 * 8, hashes, (first + at) * 8, 8));
      expect(kernel.nearest(hashes, 17, first, end)).toBe(Math.min(...distances));
    }
    expect(kernel.nearest(hashes, 17, 5, 5)).toBe(256);
  });

  test('finds more than its list holds at once', () => {
    const hashes = Uint32Array.from({ length: 8 * 40_000 }, (_, at) => (at & 7) | ((at & 8) << 2));
    const kernel = create(tableOf(hashes, { bandBits: 1, frameBits: 16, runBits: 3 }));
    expect(found(kernel, hashes, 0, { ...EVERYTHING, keyBits: 1 })).toHaveLength(8 * 40_000);
    expect(kernel.lookUp(hashes, 0, wordsOf(hashes, 0), { ...EVERYTHING, keyBits: 1 }, () => {})).toBe(8 * 40_000);
  });
});

test('the compiled kernel and its twin find the same in the same order, and compare as many postings', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 0, max: 256 }),
      fc.integer({ min: 0, max: 60 }),
      (seed, frames, bandBits, more, maxDistance, commonFrom) => {
        const hashes = film(frames, seed);
        const frameBits = Math.max(1, 32 - Math.clz32(frames - 1));
        const table = tableOf(hashes, { bandBits, frameBits, runBits: 32 - frameBits - more });
        const lookUp = { keyBits: bandBits + more, maxDistance, commonFrom, exactFrom: 2 * commonFrom };
        for (const hash of [0, frames >> 1, frames - 1]) {
          const compared: number[] = [];
          const [compiled, plain] = [wasm(table), new PlainBands(table)].map((kernel) => {
            const all: number[] = [];
            compared.push(kernel.lookUp(hashes, hash, wordsOf(hashes, hash), lookUp, (...near) => all.push(...near)));
            return all;
          });
          expect(compiled).toEqual(plain);
          expect(compared[0]).toBe(compared[1]);
        }
      },
    ),
    { numRuns: 60 },
  );
});

describe('the kernel that is chosen', () => {
  const hashes = film(200, 4);

  test('is the compiled one for 256 bits in shared memory, and plain for other lengths and other memory', () => {
    const table = tableOf(hashes, ofVersion2);
    expect(createBandKernel(table).kind).toBe('wasm');
    expect(createBandKernel({ ...table, codes: table.codes.slice() }).kind).toBe('plain');
    const long = film(200, 4, 16);
    const kernel = createBandKernel(tableOf(long, ofVersion2, 16));
    expect(kernel.kind).toBe('plain');
    expect(found(kernel, long, 5, { ...EVERYTHING, keyBits: 20, maxDistance: 0 }, 16)).toContain('5 0 15');
  });

  test('is plain where there is no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    const table = tableOf(hashes, ofVersion2);
    expect(table.codes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(createBandKernel(table).kind).toBe('plain');
  });

  test('is compiled in the thread that a memory was sent to, and there finds the same', () => {
    const table = tableOf(hashes, ofVersion2);
    const here = wasm(table);
    const { port1, port2 } = new MessageChannel();
    port1.postMessage(sharedMemoryOf(table.codes));
    const bytes = adoptSharedMemory(receiveMessageOnPort(port2)?.message);
    port1.close();
    const moved = (view: Uint32Array) => new Uint32Array(bytes.buffer, view.byteOffset, view.length);
    const there = wasm({
      ...table,
      directory: moved(table.directory),
      postings: moved(table.postings),
      codes: moved(table.codes),
    });
    expect(bytes.buffer).not.toBe(table.codes.buffer);
    for (const kernel of [there, here, there])
      expect(found(kernel, hashes, 9, { ...EVERYTHING, keyBits: 8 })).toEqual(
        found(new PlainBands(table), hashes, 9, { ...EVERYTHING, keyBits: 8 }),
      );
  });
});
