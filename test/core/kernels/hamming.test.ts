import { createHammingKernel, type HammingKernel, type HammingPairs, PlainHamming, WasmHamming } from '@streetdate/core/internal';
import { hammingDistance } from '@streetdate/core/portable';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { seeded } from '../../tools/synthetic-film.ts';

afterEach(() => vi.unstubAllGlobals());

function wasm(): WasmHamming {
  const kernel = WasmHamming.create();
  if (kernel === undefined) throw new Error('WebAssembly runs on every Node that is supported');
  return kernel;
}

/** Pairs as `query reference distance`. */
const pairsIn = ({ count, queries, references, distances }: HammingPairs) =>
  Array.from({ length: count }, (_, at) => `${queries[at]} ${references[at]} ${distances[at]}`);

/** Every pair that a scan finds, in the order found. */
function pairsOf(kernel: HammingKernel, queries: Uint32Array, references: Uint32Array, maxDistance: number): string[] {
  return Array.from(kernel.scan(queries, references, maxDistance), pairsIn).flat();
}

/** Hashes of one film: a new picture every 40 frames, and a few bits off the one before in between. */
function hashes(count: number, seed: number, words = 8): Uint32Array {
  const random = seeded(seed);
  const all = new Uint32Array(count * words);
  for (let hash = 0; hash < count; hash++) {
    for (let word = 0; word < words; word++) {
      const at = hash * words + word;
      all[at] = hash % 40 === 0 ? random() * 2 ** 32 : all[at - words]! ^ (1 << (32 * random()));
    }
  }
  return all;
}

const query = hashes(37, 5);
const reference = hashes(1300, 5);

describe.each<[string, () => HammingKernel]>([
  ['WasmHamming', wasm],
  ['PlainHamming', () => new PlainHamming()],
])('%s, as every Hamming kernel,', (_name, create) => {
  test('finds exactly the pairs that are near, over many blocks', () => {
    const expected: string[] = [];
    for (let q = 0; q < 37; q++) {
      for (let r = 0; r < 1300; r++) {
        const distance = hammingDistance(query, q * 8, reference, r * 8, 8);
        if (distance <= 90) expected.push(`${q} ${r} ${distance}`);
      }
    }
    expect(expected.length).toBeGreaterThan(500);
    expect(expected.length).toBeLessThan(40_000);
    expect(pairsOf(create(), query, reference, 90).sort()).toEqual(expected.sort());
  });

  test('gives each query its references in order', () => {
    const last = new Map<number, number>();
    for (const pair of pairsOf(create(), query, reference, 110)) {
      const [q, r] = pair.split(' ').map(Number) as [number, number];
      expect(r).toBeGreaterThan(last.get(q) ?? -1);
      last.set(q, r);
    }
    expect(last.size).toBe(37);
  });

  test('finds every pair there is where every pair is near, and equal ones alone at distance 0', () => {
    expect(pairsOf(create(), query, reference, 256)).toHaveLength(37 * 1300);
    expect(pairsOf(create(), query, reference, 100_000)).toHaveLength(37 * 1300);
    expect(pairsOf(create(), query.slice(0, 8), query.slice(0, 8), 0)).toEqual(['0 0 0']);
  });

  test('takes a distance between two whole numbers for the lower one', () => {
    expect(pairsOf(create(), query, reference, 90.9)).toEqual(pairsOf(create(), query, reference, 90));
  });

  test('finds nothing among no hashes', () => {
    expect(pairsOf(create(), new Uint32Array(0), reference, 256)).toEqual([]);
    expect(pairsOf(create(), query, new Uint32Array(0), 256)).toEqual([]);
  });

  test('goes on where it was when two scans take turns', () => {
    const kernel = create();
    const other = hashes(900, 77);
    const sides = [
      { scan: kernel.scan(query, reference, 256), alone: pairsOf(create(), query, reference, 256), found: [] as string[] },
      { scan: kernel.scan(other, query, 256), alone: pairsOf(create(), other, query, 256), found: [] as string[] },
    ];
    for (let ended = 0; ended < sides.length; ) {
      ended = 0;
      for (const { scan, found } of sides) {
        const { done, value } = scan.next();
        if (done) ended++;
        else found.push(...pairsIn(value));
      }
    }
    for (const { found, alone } of sides) expect(found).toEqual(alone);
  });

  test('looks at what the hashes are now, not at what they were', () => {
    const kernel = create();
    const changing = query.slice(0, 8);
    expect(pairsOf(kernel, query.slice(0, 8), changing, 0)).toHaveLength(1);
    changing[3]! ^= 1;
    expect(pairsOf(kernel, query.slice(0, 8), changing, 0)).toHaveLength(0);
    changing[3]! ^= 1;
    const row = new Uint16Array(1);
    kernel.distances(query, 0, changing, 0, 1, row);
    expect([...row]).toEqual([0]);
  });

  test('counts a row of distances from the middle of a film', () => {
    const distances = new Uint16Array(1203).fill(999);
    create().distances(query, 30, reference, 99, 1300, distances);
    for (let at = 0; at < 1201; at++) expect(distances[at]).toBe(hammingDistance(query, 240, reference, (99 + at) * 8, 8));
    expect([...distances.subarray(1201)]).toEqual([999, 999]);
  });

  test('reads hashes that are views of a file', () => {
    const file = new ArrayBuffer(52 + reference.byteLength);
    const view = new Uint32Array(file, 52);
    view.set(reference);
    expect(pairsOf(create(), query, view, 90)).toEqual(pairsOf(create(), query, reference, 90));
  });

  test('refuses half a hash and a distance that is none', () => {
    const kernel = create();
    expect(() => kernel.scan(new Uint32Array(9), reference, 31).next()).toThrow(
      new RangeError('queries must hold whole hashes of 8 words, got 9 words'),
    );
    expect(() => kernel.scan(query, new Uint32Array(4), 31).next()).toThrow(
      new RangeError('references must hold whole hashes of 8 words, got 4 words'),
    );
    for (const bad of [-1, Number.NaN]) expect(() => kernel.scan(query, reference, bad).next()).toThrow(/maxDistance must be/);
  });
});

test('the compiled kernel and its twin give the same pairs in the same order, and the same distances', () => {
  const compiled = wasm();
  const plain = new PlainHamming();
  const packed = (max: number) => fc.array(fc.uint32Array({ minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: max });
  const flat = (some: readonly Uint32Array[]) => Uint32Array.from(some.flatMap((hash) => [...hash]));
  fc.assert(
    fc.property(packed(40), packed(40), fc.integer({ min: 0, max: 256 }), (some, others, maxDistance) => {
      const [queries, references] = [flat(some), flat(others)];
      expect(pairsOf(compiled, queries, references, maxDistance)).toEqual(pairsOf(plain, queries, references, maxDistance));
      const rows = [compiled, plain].map((kernel) => {
        const distances = new Uint16Array(others.length);
        kernel.distances(queries, some.length - 1, references, 0, others.length, distances);
        return distances;
      });
      expect(rows[0]).toEqual(rows[1]);
    }),
  );
});

describe('the kernel that is chosen', () => {
  test('is the compiled one for 256 bits, and plain for other lengths', () => {
    expect(createHammingKernel().kind).toBe('wasm');
    const long = createHammingKernel(512);
    expect([long.kind, long.bits]).toEqual(['plain', 512]);
    const [some, others] = [hashes(20, 3, 16), hashes(30, 3, 16)];
    expect(pairsOf(long, some, others, 512)).toHaveLength(600);
    expect(pairsOf(long, some, others, 200)).toContain(`1 2 ${hammingDistance(some, 16, others, 32, 16)}`);
  });

  test.each([
    ['there is no WebAssembly', undefined],
    [
      'the page forbids WebAssembly',
      {
        Module: class {
          constructor() {
            throw new EvalError('Refused to compile WebAssembly');
          }
        },
      },
    ],
  ])('is plain where %s', (_where, api) => {
    vi.stubGlobal('WebAssembly', api);
    expect(createHammingKernel().kind).toBe('plain');
  });

  test('refuses bits that are no whole words', () => {
    expect(() => createHammingKernel(100)).toThrow(new RangeError('bits must be a multiple of 32, got 100'));
    expect(() => createHammingKernel(0)).toThrow(new RangeError('bits must be a whole number from 32 to 1024, got 0'));
  });
});
