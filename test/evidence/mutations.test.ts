// @module-tag process
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKeys } from './tools/case.ts';
import { CASE_PAGE_TEXT, type GoodBundles, goodBundles } from './tools/good-bundles.ts';
import { silentMutations } from './tools/silent-mutations.ts';

const keys = newKeys();
let folder = '';
let good: GoodBundles;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-mutations-')));
  good = await goodBundles(folder, keys.privateKey);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// `many-mutations.test.ts` has thousands.
test.each(['scan', 'whole'] as const)(
  'with the key, no change of a bundle of a %s passes without a word: a sample of 150',
  async (name) => {
    const trust = { keys: [keys.publicKey], pageOf: () => CASE_PAGE_TEXT };
    const { silent, refused, named } = await silentMutations(good[name], keys.privateKey, trust, { seed: 43, count: 150 });
    expect(silent).toEqual([]);
    expect(refused).toBeGreaterThan(100);
    expect(named).toBeGreaterThan(20);
  },
);
