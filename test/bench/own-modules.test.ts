import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadHasher } from '../../packages/bench/src/hashers/load-hasher.ts';
import { loadIndex } from '../../packages/bench/src/library/own-index.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streetdate-own-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function module(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const hasher = (id: string) => `{ algorithm: '${id}', bits: 64, hash(picture, hashes, at) { hashes[at] = picture.pixels[0]; } }`;

test('a hasher is the default export, also of a CommonJS module', async () => {
  const both = await module('both.mjs', `export const other = ${hasher('other/1')}; export default ${hasher('mine/1')};`);
  expect(await loadHasher(both)).toMatchObject({ name: 'mine/1', source: both, hasher: { algorithm: 'mine/1', bits: 64 } });
  expect((await loadHasher(await module('old.cjs', `module.exports = ${hasher('old/1')};`))).name).toBe('old/1');
});

test('an index is a class with the methods of one, inherited ones included', async () => {
  const methods = ['remove', 'get', 'trackOf', 'ids', 'numberOf', 'idOf', 'candidates'].map((name) => `${name}() {}`).join(' ');
  const text = (name: string, own: string) => `class Base { ${own} } export default class ${name} extends Base { ${methods} }`;
  expect((await loadIndex(await module('index.mjs', text('Mine', 'add() {}')))).name).toBe('Mine');
  const half = await module('half.mjs', text('Half', ''));
  await expect(loadIndex(half)).rejects.toThrow(`${half} must have a class of WritableReferenceIndex as its default export: it lacks add`);
});

describe('what is no hasher is refused with the name of the file and the reason', () => {
  test.each([
    [
      'named.mjs',
      `export const mine = ${hasher('mine/1')}; export const size = 3;`,
      'write `export default …`; it only exports mine, size by name',
    ],
    ['empty.mjs', '', 'write `export default …`; it exports nothing'],
    ['function.mjs', 'export default function hash() {}', 'it is a function, not an object with algorithm, bits and hash()'],
    ['number.mjs', 'export default 7', 'it is number, not an object'],
    ['nothing.mjs', 'export default null', 'it is null, not an object'],
    ['bits.mjs', `export default { algorithm: 'a/1', bits: 33, hash() {} }`, 'bits must be a multiple of 32 from 32 to 1024, got 33'],
    ['long.mjs', `export default { algorithm: 'a/1', bits: 2048, hash() {} }`, 'bits must be a multiple of 32 from 32 to 1024, got 2048'],
    ['id.mjs', `export default { algorithm: 'my hash', bits: 32, hash() {} }`, 'algorithm must be 1 to 16 visible ASCII characters'],
    ['hash.mjs', `export default { algorithm: 'a/1', bits: 32, hash: 'x' }`, 'hash must be a function, got string'],
    ['async.mjs', `export default { algorithm: 'a/1', bits: 32, async hash() {} }`, 'hash() is asynchronous'],
  ])('%s', async (name, text, reason) => {
    const path = await module(name, text);
    const failure = await loadHasher(path).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'UsageError' });
    expect((failure as Error).message).toContain(`${path} must have a FrameHasher as its default export: `);
    expect((failure as Error).message).toContain(reason);
  });

  test('a file that is absent, or that the engine cannot read', async () => {
    const absent = join(folder, 'absent.mjs');
    await expect(loadHasher(absent)).rejects.toThrow(`${absent} cannot be loaded: there is no such file`);
    const broken = await module('broken.mjs', 'this is not (');
    await expect(loadHasher(broken)).rejects.toThrow(`${broken} cannot be loaded: `);
    const failing = await module('failing.mjs', `throw new Error('no licence');`);
    await expect(loadHasher(failing)).rejects.toThrow(`${failing} cannot be loaded: no licence`);
  });
});
