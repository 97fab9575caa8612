import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainTone } from '../../../packages/core/src/kernels/tone/plain-tone.ts';
import type { ToneKernel } from '../../../packages/core/src/kernels/tone/tone-kernel.ts';
import { createWasmTone } from '../../../packages/core/src/kernels/tone/wasm-tone.ts';

function wasmTone(): ToneKernel {
  const kernel = createWasmTone();
  if (kernel === undefined) throw new Error('every Node that is supported has WebAssembly with vectors');
  return kernel;
}

describe.each([
  ['wasm', wasmTone()],
  ['plain', plainTone],
])('the %s kernel', (kind, kernel) => {
  test('says what it runs on', () => expect(kernel.kind).toBe(kind));

  test('gives the entry of every code', () => {
    const codes = Uint8Array.from({ length: 256 }, (_, at) => at);
    const table = codes.map((code) => (code * 37 + 11) % 256);
    kernel.replace(codes, table);
    expect(codes).toEqual(table);
  });

  test('replaces the bytes that it is given and none beside them', () => {
    const around = Uint8Array.of(1, 2, 3, 4, 5);
    kernel.replace(around.subarray(1, 4), new Uint8Array(256).fill(9));
    expect(around).toEqual(Uint8Array.of(1, 9, 9, 9, 5));
  });
});

test('the compiled kernel and its twin give the same bytes, also of pictures larger than its memory', () => {
  const wasm = wasmTone();
  const table = fc.uint8Array({ minLength: 256, maxLength: 256 });
  fc.assert(
    fc.property(table, fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.constant(150_001)), fc.integer(), (entries, length, seed) => {
      const coded = Uint8Array.from({ length }, (_, at) => Math.imul(at + seed, 2_654_435_761) >>> 24);
      const twin = coded.slice();
      wasm.replace(coded, entries);
      plainTone.replace(twin, entries);
      expect(coded).toEqual(twin);
    }),
    { numRuns: 50 },
  );
});
