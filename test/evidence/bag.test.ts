import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bagInFolder, bagInMemory, checkBag } from '@streetdate/evidence';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../tools/footage.ts';

/** Bags, good and bad: the conformance suite of the Library of Congress. */
const suite = sharedData('standards/bagit');
const bags = (kind: 'valid' | 'invalid') =>
  suite === undefined
    ? []
    : ['v0.97', 'v1.0'].flatMap((version) => {
        const folders = readdirSync(join(suite, version, kind), { withFileTypes: true }).filter((entry) => entry.isDirectory());
        return folders.map(({ name }) => join(version, kind, name));
      });

describe.skipIf(suite === undefined)('the bags of shared/data/standards/bagit (skipped where the folder is absent)', () => {
  test.each(bags('valid'))('%s is accepted', async (path) => {
    expect((await checkBag(await bagInFolder(join(suite!, path)))).faults).toEqual([]);
  });

  test.each(bags('invalid'))('%s is refused, with a reason', async (path) => {
    const { faults } = await checkBag(await bagInFolder(join(suite!, path)));
    expect(faults.length).toBeGreaterThan(0);
  });
});

const bytes = (text: string) => new TextEncoder().encode(text);
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const DECLARED = bytes('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');

test('each fault is named with its file', async () => {
  const bag = (files: Record<string, string>) =>
    checkBag(bagInMemory(new Map([['bagit.txt', DECLARED], ...Object.entries(files).map(([path, text]) => [path, bytes(text)] as const)])));
  const faultsOf = async (files: Record<string, string>) => (await bag(files)).faults;
  const good = { 'data/a': '', 'manifest-sha256.txt': `${EMPTY}  data/a\n` };
  expect(await faultsOf(good)).toEqual([]);
  expect(await faultsOf({ ...good, 'data/a': 'x' })).toEqual(['data/a was changed: its sha256 is not that of manifest-sha256.txt']);
  expect(await faultsOf({ ...good, 'data/b': '' })).toEqual(['data/b is listed in no manifest']);
  expect(await faultsOf({ 'manifest-sha256.txt': `${EMPTY}  data/a\n` })).toEqual(['data/a is missing: manifest-sha256.txt lists it']);
  expect(await faultsOf({ ...good, 'manifest-sha256.txt': `${EMPTY}  data/a\n${EMPTY}  data/../../x\n` })).toEqual([
    'manifest-sha256.txt lists data/../../x, which leads out of the bag',
  ]);
  expect(await faultsOf({ ...good, 'manifest-crc.txt': '' })).toEqual(['manifest-crc.txt is of a digest that is not known']);
  expect(await faultsOf({ ...good, 'fetch.txt': 'https://example.org/b - data/b\n' })).toEqual([
    'data/b is missing: fetch.txt says where it was',
  ]);
  expect(await faultsOf({ 'data/a': '' })).toEqual(['no manifest lists the payload', 'data/a is listed in no manifest']);
  expect((await checkBag(bagInMemory(new Map()))).faults).toEqual(['bagit.txt is missing']);
});
