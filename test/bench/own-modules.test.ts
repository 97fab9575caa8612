import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadHasher } from '../../packages/bench/src/hashers/own-hasher.ts';
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

test('a hasher is the default export, or the one that is exported by name', async () => {
  const both = await module('both.mjs', `export const other = ${hasher('other/1')}; export default ${hasher('mine/1')};`);
  expect((await loadHasher(both)).algorithm).toBe('mine/1');
  const named = await module('named.mjs', `export const size = 3; export const mine = ${hasher('named/1')};`);
  expect((await loadHasher(named)).algorithm).toBe('named/1');
});

test('an index is a class with the methods of one, inherited ones included', async () => {
  const methods = ['remove', 'get', 'trackOf', 'ids', 'numberOf', 'idOf', 'candidates'].map((name) => `${name}() {}`).join(' ');
  const path = await module(
    'index.mjs',
    `class Base { add() {} } export class Mine extends Base { ${methods} } export class Half { add() {} }`,
  );
  expect((await loadIndex(path)).name).toBe('Mine');
});

test('what is none is refused with the name of the file and what it exports', async () => {
  const path = await module('none.mjs', 'export const algorithm = "x"; export function hash() {}');
  await expect(loadHasher(path)).rejects.toThrow(
    `${path} must export a FrameHasher: an object with algorithm, bits and hash(), got algorithm, hash`,
  );
  await expect(loadIndex(path)).rejects.toThrow(`${path} must export a class of WritableReferenceIndex`);
  const odd = await module('odd.mjs', `export default { algorithm: 'a/1', bits: 33, hash() {} }`);
  await expect(loadHasher(odd)).rejects.toThrow('must export a FrameHasher');
  await expect(loadHasher(join(folder, 'absent.mjs'))).rejects.toThrow(`${join(folder, 'absent.mjs')} cannot be loaded: `);
});
