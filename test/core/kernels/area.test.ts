import type { AreaKernel, Cover } from '@streetdate/core/internal';
import { createWasmArea, plainArea } from '@streetdate/core/internal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

function wasmArea(): AreaKernel {
  const kernel = createWasmArea();
  if (kernel === undefined) throw new Error('every Node that is supported has WebAssembly with vectors');
  return kernel;
}

/** A cover of one entry for each `[first sample, last sample, weight of the first, weight of the last]`. */
function coverOf(innerWeight: number, ...entries: readonly (readonly [number, number, number, number])[]): Cover {
  const bytes = new ArrayBuffer(16 * entries.length);
  const [samples, weights] = [new Uint32Array(bytes), new Float32Array(bytes)];
  for (const [at, [first, last, firstWeight, lastWeight]] of entries.entries()) {
    samples.set([first, last], 4 * at);
    weights.set([firstWeight, lastWeight], 4 * at + 2);
  }
  return { samples, weights, innerWeight };
}

function scaled(kernel: AreaKernel, pixels: Uint8Array, width: number, columns: Cover, rows: Cover): number[] {
  const out = new Uint8Array((columns.samples.length * rows.samples.length) / 16);
  kernel.scale(pixels, width, columns, rows, out);
  return [...out];
}

describe.each([
  ['wasm', wasmArea()],
  ['plain', plainArea],
])('the %s kernel', (kind, kernel) => {
  test('says what it runs on', () => expect(kernel.kind).toBe(kind));

  test('weighs the first and the last sample, and all between alike', () => {
    const columns = coverOf(0.25, [0, 4, 0.125, 0.125], [4, 4, 1, 0]);
    const rows = coverOf(0, [0, 1, 0.5, 0.5]);
    const pixels = Uint8Array.of(0, 80, 160, 240, 40, 16, 80, 160, 240, 40);
    expect(scaled(kernel, pixels, 5, columns, rows)).toEqual([126, 40]);
  });

  test('rounds halves up', () => {
    const columns = coverOf(0, [0, 1, 0.5, 0.5]);
    expect(scaled(kernel, Uint8Array.of(3, 4), 2, columns, coverOf(0, [0, 0, 1, 0]))).toEqual([4]);
  });

  test('reads only the rows that are covered', () => {
    const pixels = new Uint8Array(4 * 1000).fill(255);
    pixels.set([10, 20, 30, 40], 4 * 900);
    expect(scaled(kernel, pixels, 4, coverOf(0, [1, 1, 1, 0], [3, 3, 1, 0]), coverOf(0, [900, 900, 1, 0]))).toEqual([20, 40]);
  });
});

describe('the compiled kernel and its twin agree to the last bit', () => {
  const wasm = wasmArea();
  const axis = (samples: number) =>
    fc.record({
      outputs: fc.integer({ min: 1, max: 130 }),
      from: fc.double({ min: 0, max: 0.6, noNaN: true }),
      share: fc.double({ min: 0.05, max: 0.4, noNaN: true }),
      samples: fc.constant(samples),
    });
  const picture = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 })).chain(([width, height]) =>
    fc.tuple(
      fc.constant(width),
      axis(width),
      axis(height),
      fc
        .infiniteStream(fc.integer({ min: 0, max: 255 }))
        .map((bytes) => Uint8Array.from({ length: width * height }, () => bytes.next().value!)),
    ),
  );
  function covering({ samples, from, share, outputs }: { samples: number; from: number; share: number; outputs: number }): Cover {
    const step = (share * samples) / outputs;
    return coverOf(
      1 / step,
      ...Array.from({ length: outputs }, (_, at): [number, number, number, number] => {
        const [begin, end] = [from * samples + at * step, from * samples + (at + 1) * step];
        const [first, last] = [Math.floor(begin), Math.max(Math.floor(begin), Math.ceil(end) - 1)];
        return first === last ? [first, last, 1, 0] : [first, last, (first + 1 - begin) / step, (end - last) / step];
      }),
    );
  }

  test('whatever the picture, its part and the size', () => {
    fc.assert(
      fc.property(picture, ([width, across, down, pixels]) => {
        const [columns, rows] = [covering(across), covering(down)];
        expect(scaled(wasm, pixels, width, columns, rows)).toEqual(scaled(plainArea, pixels, width, columns, rows));
      }),
      { numRuns: 60 },
    );
  });
});
