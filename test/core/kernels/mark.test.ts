import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FRACTION_BITS, type GridAxis, type MarkKernel } from '../../../packages/core/src/kernels/mark/mark-kernel.ts';
import { plainMark } from '../../../packages/core/src/kernels/mark/plain-mark.ts';
import { createWasmMark } from '../../../packages/core/src/kernels/mark/wasm-mark.ts';

function wasmMark(): MarkKernel {
  const kernel = createWasmMark();
  if (kernel === undefined) throw new Error('every Node that is supported has WebAssembly with vectors');
  return kernel;
}

function axis(cells: number, pixels: number): GridAxis {
  const places = Float64Array.from({ length: pixels }, (_, at) => ((at + 0.5) * cells) / pixels - 0.5);
  const clamp = (cell: number) => Math.min(cells - 1, Math.max(0, cell));
  return {
    before: Int32Array.from(places, (place) => clamp(Math.floor(place))),
    after: Int32Array.from(places, (place) => clamp(Math.floor(place) + 1)),
    share: Float32Array.from(places, (place) => place - Math.floor(place)),
  };
}

interface Job {
  readonly luma: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  readonly cells: Float32Array;
  readonly scale: number;
  readonly dither: Int16Array;
}

function marked(kernel: MarkKernel, { luma, width, height, columns, rows, cells, scale, dither }: Job) {
  // The bytes after the picture are those of its colours, and stay.
  const [a, b] = [new Uint8Array(width * height + 3).fill(9), new Uint8Array(width * height + 3).fill(9)];
  const squares = kernel.mark(luma, cells, columns, axis(columns, width), axis(rows, height), scale, dither, a, b);
  return { a, b, squares };
}

/** Numbers from 0 to `below`, alike in every run. */
function numbers(count: number, below: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  });
}

function jobOf(width: number, height: number, columns: number, rows: number, seed: number, scale = 1): Job {
  return {
    ...{ width, height, columns, rows, scale },
    luma: Uint8Array.from(numbers(width * height, 256, seed)),
    cells: Float32Array.from(numbers(columns * rows, 2001, seed + 1), (cell) => cell / 100 - 10),
    dither: Int16Array.from(numbers(64, 2 ** FRACTION_BITS, seed + 2)),
  };
}

describe.each([
  ['wasm', wasmMark()],
  ['plain', plainMark],
])('the %s kernel', (kind, kernel) => {
  test('says what it runs on', () => expect(kernel.kind).toBe(kind));

  test('adds the grid and subtracts it, and stops at black and white', () => {
    const luma = Uint8Array.from([100, 0, 255, 254, 1, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160]);
    const job = { luma, width: 17, height: 1, columns: 1, rows: 1, cells: Float32Array.of(2), scale: 1 };
    const { a, b, squares } = marked(kernel, { ...job, dither: Int16Array.of(0) });
    expect([...a.subarray(0, 6), ...a.subarray(15)]).toEqual([102, 2, 255, 255, 3, 52, 152, 162, 9, 9, 9]);
    expect([...b.subarray(0, 6), ...b.subarray(15)]).toEqual([98, 0, 253, 252, 0, 48, 148, 158, 9, 9, 9]);
    expect(squares).toBe(15 * 4 + 0 + 1);
  });

  test('carries fractions of a code value by dither', () => {
    const job = { luma: new Uint8Array(64).fill(100), width: 64, height: 1, columns: 1, rows: 1, cells: Float32Array.of(0.25), scale: 1 };
    const { a } = marked(kernel, { ...job, dither: Int16Array.from({ length: 64 }, (_, at) => at * 64) });
    expect(a.subarray(0, 64).reduce((sum, pixel) => sum + pixel - 100, 0)).toBe(16);
  });
});

test('both kernels give the same bytes', () => {
  const kernel = wasmMark();
  const size = fc.record({
    width: fc.integer({ min: 1, max: 80 }),
    height: fc.integer({ min: 1, max: 40 }),
    columns: fc.integer({ min: 1, max: 12 }),
    rows: fc.integer({ min: 1, max: 12 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
    scale: fc.double({ min: 0, max: 40, noNaN: true }),
  });
  fc.assert(
    fc.property(size, ({ width, height, columns, rows, seed, scale }) => {
      const job = jobOf(width, height, columns, rows, seed, scale);
      expect(marked(kernel, job)).toEqual(marked(plainMark, job));
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['1080 rows, in bands', 1920, 1080],
  ['wider than the memory takes', 8300, 12],
])('both give the same bytes of a picture that is %s', (_, width, height) => {
  const job = jobOf(width, height, 107, 60, 7, 0.3);
  const [one, other] = [marked(wasmMark(), job), marked(plainMark, job)];
  expect(one.squares).toBe(other.squares);
  expect(Buffer.compare(one.a, other.a)).toBe(0);
  expect(Buffer.compare(one.b, other.b)).toBe(0);
});
