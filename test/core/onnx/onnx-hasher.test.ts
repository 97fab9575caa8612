// @module-tag process
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fingerprintFrames, type LumaFrame, scaleArea, WHOLE_PICTURE } from '@streetdate/core';
import { createOnnxHasher, type OnnxHasher, type OnnxHasherOptions } from '@streetdate/core/onnx';
import { findMatches, LinearIndex } from '@streetdate/matcher';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeOnnx, type OnnxModel, projection, projectionModel, type Sizes } from '../../tools/onnx-model.ts';
import { paint, scenery, withNoise } from '../../tools/pictures.ts';

const SIDE = 16;
const BITS = 128;
const matrix = projection(SIDE, BITS, 5);

let folder = '';
const open: OnnxHasher[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streetdate-onnx-'));
});
afterAll(async () => {
  await Promise.all(open.map((hasher) => hasher.close()));
  await rm(folder, { recursive: true, force: true });
});

async function modelFile(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function hasherOf(bytes: Uint8Array, options: Partial<OnnxHasherOptions> = {}, name = 'model.onnx'): Promise<OnnxHasher> {
  const hasher = await createOnnxHasher({ model: await modelFile(name, bytes), algorithm: 'mine/1', ...options });
  open.push(hasher);
  return hasher;
}

/** A model of one input and one output, for what goes wrong. */
const small = (input: Sizes, output: Sizes, rest: Pick<OnnxModel, 'nodes' | 'constants'>) =>
  encodeOnnx({ inputs: { picture: input }, outputs: { values: output }, ...rest });

function hashOf(hasher: OnnxHasher, picture: LumaFrame): Uint32Array {
  const hash = new Uint32Array(hasher.bits / 32);
  hasher.hash(picture, hash, 0);
  return hash;
}

/** The matrix product, in 64-bit floats. */
function product({ pixels }: LumaFrame): number[] {
  return Array.from({ length: BITS }, (_, column) =>
    pixels.reduce((sum, pixel, row) => sum + (pixel / 255) * matrix[row * BITS + column]!, 0),
  );
}

function bitsOf(values: readonly number[], threshold: (bit: number) => number): Uint32Array {
  const hash = new Uint32Array(BITS / 32);
  for (const [bit, value] of values.entries()) if (value > threshold(bit)) hash[bit >> 5]! |= 1 << (bit & 31);
  return hash;
}

describe('a hash', () => {
  test('is the signs of what the model makes of the picture’s light', async () => {
    const hasher = await hasherOf(projectionModel(SIDE, BITS, matrix));
    expect(hasher).toMatchObject({ algorithm: 'mine/1', bits: BITS });
    for (const seed of [1, 2, 3, 4, 5]) {
      const picture = scenery(SIDE, SIDE, seed);
      expect(hashOf(hasher, picture)).toEqual(bitsOf(product(picture), () => 0));
    }
  });

  test('is of the picture scaled to the model’s size', async () => {
    const hasher = await hasherOf(projectionModel(SIDE, BITS, matrix));
    for (const picture of [scenery(64, 64, 6), scenery(90, 31, 7), scenery(5, 3, 8)]) {
      expect(hashOf(hasher, picture)).toEqual(bitsOf(product(scaleArea(picture, WHOLE_PICTURE, SIDE, SIDE)), () => 0));
    }
  });

  test('has a threshold for each bit, where they are given', async () => {
    const thresholds = Float32Array.from({ length: BITS }, (_, bit) => (bit - BITS / 2) / BITS);
    const hasher = await hasherOf(projectionModel(SIDE, BITS, matrix), { thresholds });
    const picture = scenery(SIDE, SIDE, 9);
    expect(hashOf(hasher, picture)).toEqual(bitsOf(product(picture), (bit) => thresholds[bit]!));
    expect(hashOf(hasher, picture)).not.toEqual(bitsOf(product(picture), () => 0));
  });
});

test('a film is found in a copy of it, and another film is not', async () => {
  const hasher = await hasherOf(projectionModel(32, 256, projection(32, 256, 3)));
  const shots = new Map<number, LumaFrame>();
  // A new picture every half second.
  async function* film(seed: number, from: number, to: number, framesPerSecond: number, noise: number) {
    for (let at = 0; from + at / framesPerSecond < to; at++) {
      const shot = 1000 * seed + Math.floor(2 * (from + at / framesPerSecond));
      const picture = shots.get(shot) ?? scenery(48, 48, shot);
      shots.set(shot, picture);
      yield { ...withNoise(picture, noise, at), time: at / framesPerSecond };
    }
  }
  const index = new LinearIndex(hasher.algorithm);
  const options = { hasher, secondOpinion: false, views: false } as const;
  index.add('film', await fingerprintFrames(film(1, 0, 20, 10, 0), { role: 'reference', framesPerSecond: 10, ...options }));
  index.add('other', await fingerprintFrames(film(2, 0, 20, 10, 0), { role: 'reference', framesPerSecond: 10, ...options }));
  const query = await fingerprintFrames(film(1, 8, 18, 4, 12), { role: 'query', ...options });
  expect(query.tracks.map(({ algorithm, bits }) => [algorithm, bits])).toEqual([['mine/1', 256]]);
  const [match, ...others] = findMatches(query, index);
  expect(match).toMatchObject({ referenceId: 'film', strength: 'strong' });
  const [{ referenceStart, queryStart }] = match!.segments as [(typeof match & object)['segments'][number]];
  expect(Math.abs(referenceStart - queryStart - 8)).toBeLessThanOrEqual(0.5);
  expect(others).toEqual([]);
  expect(findMatches(await fingerprintFrames(film(3, 0, 10, 4, 0), { role: 'query', ...options }), index)).toEqual([]);
});

describe('closing', () => {
  const threads = () => (process.report.getReport() as { workers: unknown[] }).workers.length;

  test('ends the thread, may be done twice, and hashing after it is the caller’s mistake', async () => {
    const before = threads();
    const hasher = await hasherOf(projectionModel(SIDE, BITS, matrix));
    expect(threads()).toBe(before + 1);
    await hasher.close();
    await hasher.close();
    expect(threads()).toBe(before);
    expect(() => hashOf(hasher, scenery(SIDE, SIDE, 1))).toThrow(new TypeError('hash must not be called after close'));
  });

  test('is not needed for a process to end', async () => {
    const model = await modelFile('left-open.onnx', projectionModel(SIDE, BITS, matrix));
    const entry = fileURLToPath(new URL('../../../packages/core/src/onnx.ts', import.meta.url));
    const script = `
      const { createOnnxHasher } = await import(${JSON.stringify(entry)});
      const hasher = await createOnnxHasher({ model: ${JSON.stringify(model)}, algorithm: 'mine/1' });
      const hash = new Uint32Array(4);
      hasher.hash({ width: 1, height: 2, pixels: Uint8Array.of(0, 255), time: 0 }, hash, 0);
      console.log(hash.some((word) => word !== 0));`;
    const node = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, node, { timeout: 60_000 });
    expect(stdout).toBe('true\n');
  });
});

describe('a model is refused', () => {
  const reason = (options: Partial<OnnxHasherOptions>) =>
    createOnnxHasher({ model: join(folder, 'absent.onnx'), algorithm: 'mine/1', ...options }).then(
      () => 'it was taken',
      ({ code, message, path }) => ({ code, message: String(message).replace(folder, ''), path }),
    );
  const flat = [['Flatten', ['picture'], ['values'], { axis: 1 }]] as const;

  test('when its file is not there, is empty, or is no model', async () => {
    expect(await reason({})).toMatchObject({ code: 'file-not-found', message: '/absent.onnx does not exist' });
    expect(await reason({ model: folder })).toMatchObject({ code: 'file-unreadable', message: ' is a folder' });
    expect(await reason({ model: await modelFile('empty.onnx', new Uint8Array()) })).toMatchObject({ code: 'empty-file' });
    const model = await modelFile('text\n.onnx', Buffer.from('no model at all'));
    expect(await reason({ model })).toEqual({
      code: 'bad-model',
      path: model,
      message: expect.stringMatching(/^\/text\\n\.onnx: it is no ONNX model that can be run: .*protobuf parsing failed/),
    });
  });

  test.each<[name: string, input: Sizes, got: string]>([
    ['colour', [1, 3, 16, 16], 'float32 [1, 3, 16, 16]'],
    ['wide', [1, 1, 8, 16], 'float32 [1, 1, 8, 16]'],
    ['of open size', ['n', 1, 'height', 'height'], 'float32 [n, 1, height, height]'],
    ['a stack', [4, 1, 16, 16], 'float32 [4, 1, 16, 16]'],
    ['flat', [1, 256], 'float32 [1, 256]'],
    ['large', [1, 1, 2048, 2048], 'float32 [1, 1, 2048, 2048]'],
  ])('when its input is %s', async (name, input, got) => {
    const model = await modelFile(`${name}.onnx`, small(input, ['n', 'values'], { nodes: flat }));
    const message = `/${name}.onnx: its input picture must be float32 [1, 1, S, S] with S from 1 to 1024, got ${got}`;
    expect(await reason({ model })).toEqual({ code: 'bad-model', message, path: model });
  });

  test.each([
    ['too long', 64, '[1, 4096]'],
    ['no whole words', 6, '[1, 36]'],
  ])('when its output has %s', async (_, side, got) => {
    const model = await modelFile('output.onnx', small(['n', 1, side, side], ['n', 'values'], { nodes: flat }));
    const wanted = 'must be float32 [N] with N a multiple of 32, at most 1024';
    expect(await reason({ model })).toMatchObject({
      code: 'bad-model',
      message: `/output.onnx: its output values ${wanted}, got float32 ${got}`,
    });
  });

  test('when it has two outputs, or cannot run', async () => {
    const nodes = [...flat, ['Neg', ['values'], ['more']]] as const;
    const two = encodeOnnx({ inputs: { picture: [1, 1, 8, 8] }, outputs: { values: [1, 64], more: [1, 64] }, nodes });
    expect(await reason({ model: await modelFile('two.onnx', two) })).toMatchObject({
      message: '/two.onnx: it must have one input and one output, got 1 (picture) and 2 (values, more)',
    });
    const unknown = small([1, 1, 8, 8], [1, 64], { nodes: [['NoSuchOperator', ['picture'], ['values']]] });
    expect(await reason({ model: await modelFile('unknown.onnx', unknown) })).toMatchObject({
      code: 'bad-model',
      message: expect.stringContaining('NoSuchOperator'),
    });
    const outside = small([1, 1, 8, 8], [32], {
      nodes: LOOK_UP,
      constants: { table: [[1, 32], new Float32Array(32)], ...BOUNDS(1) },
    });
    expect(await reason({ model: await modelFile('outside.onnx', outside) })).toMatchObject({
      code: 'bad-model',
      message: expect.stringMatching(/^\/outside\.onnx: it is no ONNX model that can be run: .*out of data bounds/),
    });
  });

  test('with options that are wrong', async () => {
    const model = await modelFile('model.onnx', projectionModel(SIDE, BITS, matrix));
    const wanted = 'algorithm must be 1 to 16 visible ASCII characters, and none of pdq/1, blockhash/1, chromaprint/1';
    for (const algorithm of ['pdq/1', 'chromaprint/1', '', 'two words', 'seventeen letters'])
      expect(await reason({ model, algorithm })).toMatchObject({ message: `${wanted}, got ${JSON.stringify(algorithm)}` });
    expect(await reason({ model, timeoutMs: 0 })).toMatchObject({
      message: 'timeoutMs must be a whole number from 1 to 2147483647, got 0',
    });
    expect(await reason({ model, thresholds: [1, 2, 3] })).toMatchObject({
      message: 'thresholds must be 128 finite numbers, got 3 values',
    });
    const broken = new Float32Array(BITS).fill(Number.NaN);
    expect(await reason({ model, thresholds: broken })).toMatchObject({ message: 'thresholds must be 128 finite numbers, got 128 values' });
  });
});

/** Takes the row of a table whose number is the picture's brightest light plus `base`. */
const LOOK_UP: OnnxModel['nodes'] = [
  ['ReduceMax', ['picture'], ['brightest'], { keepdims: 0 }],
  ['Add', ['brightest', 'base'], ['shifted']],
  ['Cast', ['shifted'], ['row'], { to: 7 }],
  ['Gather', ['table', 'row'], ['values'], { axis: 0 }],
];
const BOUNDS = (base: number): NonNullable<OnnxModel['constants']> => ({ base: [[], Float32Array.of(base)] });

describe('a run that fails names the model and the reason', () => {
  const black = paint(8, 8, () => 0);
  const white = paint(8, 8, () => 255);

  test('when the model fails on one picture; the next is hashed', async () => {
    const constants = { table: [[1, 32], new Float32Array(32).fill(1)], ...BOUNDS(0) } as const;
    const hasher = await hasherOf(small([1, 1, 8, 8], [32], { nodes: LOOK_UP, constants }), {}, 'table.onnx');
    expect(() => hashOf(hasher, white)).toThrow(/table\.onnx: it failed on a picture: .*out of data bounds/);
    expect(hashOf(hasher, black)).toEqual(Uint32Array.of(0xffffffff));
  });

  test('when it gives another number of values', async () => {
    const nodes: OnnxModel['nodes'] = [
      ['NonZero', ['picture'], ['places']],
      ['Cast', ['places'], ['light'], { to: 1 }],
      ['Flatten', ['light'], ['found'], { axis: 0 }],
      ['Concat', ['fixed', 'found'], ['values'], { axis: 1 }],
    ];
    const constants = { fixed: [[1, 32], new Float32Array(32)] } as const;
    const hasher = await hasherOf(small([1, 1, 8, 8], [1, 'values'], { nodes, constants }), {}, 'growing.onnx');
    expect(() => hashOf(hasher, white)).toThrow(/growing\.onnx: it failed on a picture: it gave 288 values, not 32/);
    expect(hashOf(hasher, black)).toEqual(Uint32Array.of(0));
  });

  test('when a value is not finite', async () => {
    const nodes: OnnxModel['nodes'] = [
      ['Flatten', ['picture'], ['flat'], { axis: 1 }],
      ['Log', ['flat'], ['values']],
    ];
    const hasher = await hasherOf(small([1, 1, 8, 8], [1, 64], { nodes }), {}, 'log.onnx');
    expect(() =>
      hashOf(
        hasher,
        paint(8, 8, (x, y) => (x === 3 && y === 2 ? 0 : 9)),
      ),
    ).toThrow(/log\.onnx: it gave -Infinity as value 19 of a picture/);
    expect(hashOf(hasher, white)).toEqual(new Uint32Array(2));
  });

  test('when it takes too long; the hasher is closed', async () => {
    // A black picture gives the product of two empty matrices, a white one of two of 3000 × 3000.
    const nodes: OnnxModel['nodes'] = [
      ['ReduceMax', ['picture'], ['brightest'], { keepdims: 0 }],
      ['Mul', ['brightest', 'size'], ['scaled']],
      ['Cast', ['scaled'], ['sides'], { to: 7 }],
      ['ConstantOfShape', ['sides'], ['square']],
      ['MatMul', ['square', 'square'], ['product']],
      ['ReduceSum', ['product'], ['sum'], { keepdims: 0 }],
      ['Add', ['sum', 'fixed'], ['values']],
    ];
    const constants = { size: [[2], Float32Array.of(6000, 6000)], fixed: [[32], new Float32Array(32).fill(1)] } as const;
    const hasher = await hasherOf(small([1, 1, 8, 8], [32], { nodes, constants }), { timeoutMs: 4000 }, 'slow.onnx');
    expect(hashOf(hasher, black)).toEqual(Uint32Array.of(0xffffffff));
    expect(() => hashOf(hasher, white)).toThrow(/slow\.onnx: it gave no answer for a picture within 4000 ms/);
    expect(() => hashOf(hasher, black)).toThrow('hash must not be called after close');
  });
});
