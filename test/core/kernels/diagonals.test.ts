import {
  createDiagonalKernel,
  createWasmDiagonals,
  type DiagonalFilm,
  type DiagonalKernel,
  type DiagonalRow,
  plainDiagonals,
  popcount32,
} from '@streetdate/core/internal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../tools/synthetic-film.ts';

function wasmDiagonals(): DiagonalKernel {
  const kernel = createWasmDiagonals();
  if (kernel === undefined) throw new Error('every Node that is supported has WebAssembly');
  return kernel;
}

/** What a kernel visits: row, place, sum. */
function visited(kernel: DiagonalKernel, film: DiagonalFilm, rows: readonly DiagonalRow[], most: number) {
  const found: [row: number, place: number, sum: number][] = [];
  kernel.scan(
    film,
    rows,
    () => most,
    (...hit) => void found.push(hit),
  );
  // Kernels take the rows of each part of a film in turn.
  return found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
}

/** A film whose step `at` has the code [at, 0]. */
const counting = (steps: number): DiagonalFilm => ({
  codes: Uint32Array.from({ length: 2 * steps }, (_, word) => (word % 2 === 0 ? word / 2 : 0)),
  shown: new Uint8Array(steps).fill(1),
});

const filmOf = (steps: number) =>
  fc.record({
    codes: fc.uint32Array({ minLength: 2 * steps, maxLength: 2 * steps }),
    shown: fc.uint8Array({ minLength: steps, maxLength: steps, max: 1 }),
  });

const row = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(0xffffffff), fc.nat(0xffffffff)), { minLength: 1, maxLength: 12 }).map(
  (pictures): DiagonalRow => ({
    codes: Uint32Array.from(pictures.flatMap(([, low, high]) => [low, high])),
    steps: Uint32Array.from(pictures, (_, at) => pictures.slice(1, at + 1).reduce((sum, [step]) => sum + step, 0)),
  }),
);

describe.each([
  ['wasm', wasmDiagonals()],
  ['plain', plainDiagonals],
])('the %s kernel', (kind, kernel) => {
  test('says what it runs on', () => expect(kernel.kind).toBe(kind));

  test('visits the place where a row lies in a film', () => {
    const shown: DiagonalRow = { codes: Uint32Array.from([700, 0, 702, 0, 705, 0]), steps: Uint32Array.from([0, 2, 5]) };
    expect(visited(kernel, counting(6000), [shown], 0)).toContainEqual([0, 700, 0]);
    expect(visited(kernel, counting(6000), [shown], 0).filter(([, place]) => place >= 0 && place < 5990)).toEqual([[0, 700, 0]]);
  });

  test('visits places before the start and behind the end, where only a part of the row meets the film', () => {
    const shown: DiagonalRow = { codes: Uint32Array.from([90, 0, 0, 0, 1, 0]), steps: Uint32Array.from([0, 1, 2]) };
    expect(visited(kernel, counting(50), [shown], 0)).toContainEqual([0, -1, 0]);
    const last: DiagonalRow = { codes: Uint32Array.from([49, 0, 90, 0]), steps: Uint32Array.from([0, 1]) };
    expect(visited(kernel, counting(50), [last], 0)).toContainEqual([0, 49, 0]);
  });

  test('adds nothing for steps without a picture', () => {
    const film = counting(50);
    film.shown.fill(0, 20, 30);
    const shown: DiagonalRow = { codes: Uint32Array.from([19, 0, 0xffffffff, 0xffffffff]), steps: Uint32Array.from([0, 1]) };
    expect(visited(kernel, film, [shown], 0)).toContainEqual([0, 19, 0]);
  });

  test('visits nothing in an empty film', () => {
    const shown: DiagonalRow = { codes: Uint32Array.from([1, 2]), steps: Uint32Array.from([0]) };
    expect(visited(kernel, counting(0), [shown], 64)).toEqual([]);
  });
});

test('the kernels visit the same places with the same sums, over several parts of a film', () => {
  const kernel = wasmDiagonals();
  fc.assert(
    fc.property(filmOf(300), fc.array(row, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 400 }), (film, rows, most) => {
      expect(visited(kernel, film, rows, most)).toEqual(visited(plainDiagonals, film, rows, most));
    }),
    { numRuns: 40 },
  );
  const long = counting(9000);
  const shown: DiagonalRow = { codes: Uint32Array.from([4094, 0, 4099, 0]), steps: Uint32Array.from([0, 5]) };
  expect(visited(kernel, long, [shown], 3)).toEqual(visited(plainDiagonals, long, [shown], 3));
});

test('rows that span more than the compiled kernel holds are scanned all the same', () => {
  const shown: DiagonalRow = { codes: Uint32Array.from([3, 0, 2003, 0]), steps: Uint32Array.from([0, 2000]) };
  expect(visited(createDiagonalKernel(), counting(3000), [shown], 0)).toContainEqual([0, 3, 0]);
});

test('of places that differ in few enough bits less than one in two hundred is given up half-way', () => {
  const random = seeded(7);
  const word = (share: number) => Array.from({ length: 32 }).reduce<number>((bits) => 2 * bits + Number(random() < share), 0);
  const kernel = wasmDiagonals();
  const most = 410;
  let [near, found] = [0, 0];
  for (let trial = 0; trial < 2000; trial++) {
    const codes = Uint32Array.from({ length: 32 }, () => word(0.5));
    const film: DiagonalFilm = { codes: codes.map((code) => code ^ word(0.39)), shown: new Uint8Array(16).fill(1) };
    const row: DiagonalRow = { codes, steps: Uint32Array.from({ length: 16 }, (_, at) => at) };
    const sum = codes.reduce((bits, code, at) => bits + popcount32((code ^ film.codes[at]!) >>> 0), 0);
    if (sum > most) continue;
    near++;
    found += visited(kernel, film, [row], most).filter(([, place]) => place === 0).length;
  }
  expect(near).toBeGreaterThan(1000);
  expect(found / near).toBeGreaterThan(0.995);
});
