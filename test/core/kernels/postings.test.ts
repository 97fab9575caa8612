import {
  bandWordsOf,
  createPostingKernel,
  keyBitsOf,
  PlainPostings,
  type PostingCut,
  type PostingKernel,
  type PostingRoom,
  sharedBytes,
  WasmPostings,
} from '@streetdate/core/internal';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { seeded } from '../../tools/synthetic-film.ts';

afterEach(() => vi.unstubAllGlobals());

/** Room for the postings of some hashes, with so much scratch. */
function roomFor(hashes: Uint32Array, { bits, bandBits }: PostingCut, scratchBytes: number): PostingRoom {
  const entries = (bits / 32) * (2 ** bandBits + 1);
  const bytes = sharedBytes(4 * (entries + 2 * hashes.length) + scratchBytes);
  const words = (first: number, count: number) => new Uint32Array(bytes.buffer, 4 * first, count);
  const codes = words(0, hashes.length);
  codes.set(hashes);
  return {
    codes,
    directory: words(hashes.length, entries),
    postings: words(hashes.length + entries, hashes.length),
    scratch: new Uint8Array(bytes.buffer, 4 * (entries + 2 * hashes.length), scratchBytes),
  };
}

/** Films one after the other, in which pictures stand still now and then. */
function films(lengths: readonly number[], seed: number, words = 8): Uint32Array {
  const random = seeded(seed);
  const hashes = new Uint32Array(words * lengths.reduce((sum, length) => sum + length, 0));
  for (let at = 0; at < hashes.length; at += words) {
    const [cut, turned] = [random() < 0.1, random() < 0.5];
    for (let word = 0; word < words; word++)
      hashes[at + word] = cut || at === 0 ? random() * 2 ** 32 : hashes[at - words + word]! ^ (turned ? 1 << (32 * random()) : 0);
  }
  return hashes;
}

function run(kernel: PostingKernel, lengths: readonly number[]): number {
  const postings = lengths.reduce((sum, length) => sum + kernel.count(length), 0);
  for (const _ of kernel.place());
  return postings;
}

function wasm(room: PostingRoom, cut: PostingCut): PostingKernel {
  const kernel = WasmPostings.create(room, cut);
  if (kernel === undefined) throw new Error('WebAssembly runs on every Node that is supported');
  return kernel;
}

const cut: PostingCut = { bits: 256, bandBits: 5, frameBits: 11, runBits: 3 };

describe.each<[string, (room: PostingRoom, cut: PostingCut) => PostingKernel]>([
  ['WasmPostings', wasm],
  ['PlainPostings', (room, cut) => new PlainPostings(room, cut)],
])('%s, as every posting kernel,', (_name, create) => {
  test.each([0, 10_000])(
    'names every frame once in each band, in the order of buckets and frames, given %i bytes of scratch',
    (scratchBytes) => {
      const lengths = [700, 1, 0, 900, 8];
      const hashes = films(lengths, 3);
      const room = roomFor(hashes, cut, scratchBytes);
      const count = run(create(room, cut), lengths);
      const { directory, postings } = room;
      const wordOf = bandWordsOf({ bits: 256, spread: true });
      const keyMask = 2 ** keyBitsOf(cut) - 1;
      const ends = [700, 701, 1601, 1609];
      let [before, runs] = [0, 0];
      for (let band = 0; band < 8; band++) {
        const frames: number[] = [];
        for (let bucket = 0; bucket < 32; bucket++) {
          const [start, end] = [directory[33 * band + bucket]!, directory[33 * band + bucket + 1]!];
          expect(start).toBe(before);
          before = end;
          let last = -1;
          for (const posting of postings.subarray(start, end)) {
            const first = posting & (2 ** 11 - 1);
            const key = bucket + (((posting >>> 11) << 5) & keyMask);
            expect(first).toBeGreaterThan(last);
            last = first + (posting >>> 29);
            runs += posting >>> 29;
            expect(ends.find((end) => end > first)).toBe(ends.find((end) => end > last));
            for (let frame = first; frame <= last; frame++) {
              expect((wordOf(hashes, frame, band) ^ key) & keyMask).toBe(0);
              frames.push(frame);
            }
          }
        }
        expect(frames.sort((one, other) => one - other)).toEqual(Array.from({ length: 1609 }, (_, frame) => frame));
      }
      expect(before).toBe(count);
      expect(runs).toBeGreaterThan(1000);
      expect(room.scratch.every((byte) => byte === 0)).toBe(true);
      expect(postings.subarray(count).every((posting) => posting === 0)).toBe(true);
    },
  );
});

test('the compiled kernel and its twin make the same', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 0, max: 8000 }),
      (seed, lengths, bandBits, runBits, scratchBytes) => {
        const hashes = films(lengths, seed);
        const frameBits = Math.max(1, 32 - Math.clz32(Math.max(0, hashes.length / 8 - 1)));
        const cut = { bits: 256, bandBits, frameBits, runBits };
        // Of no frames nothing is to be made.
        fc.pre(hashes.length > 0);
        const made = [wasm, (room: PostingRoom) => new PlainPostings(room, cut)].map((create) => {
          const room = roomFor(hashes, cut, 8 * Math.floor(scratchBytes / 8));
          const postings = run(create(room, cut), lengths);
          return [postings, ...room.directory, ...room.postings, ...room.codes];
        });
        expect(made[0]).toEqual(made[1]);
      },
    ),
    { numRuns: 200 },
  );
});

describe('the kernel that is chosen', () => {
  test('is the compiled one for 256 bits in shared memory, and plain for other lengths, other memory and no frames', () => {
    const hashes = films([50], 4);
    const room = roomFor(hashes, cut, 0);
    expect(createPostingKernel(room, cut).kind).toBe('wasm');
    expect(createPostingKernel({ ...room, codes: room.codes.slice() }, cut).kind).toBe('plain');
    expect(createPostingKernel(roomFor(new Uint32Array(0), cut, 0), cut).kind).toBe('plain');
    const long = { ...cut, bits: 512 };
    const kernel = createPostingKernel(roomFor(films([50], 4, 16), long, 0), long);
    expect(kernel.kind).toBe('plain');
    expect(kernel.count(50)).toBeGreaterThan(16);
  });

  test('is plain where there is no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(createPostingKernel(roomFor(films([50], 4), cut, 0), cut).kind).toBe('plain');
  });
});
