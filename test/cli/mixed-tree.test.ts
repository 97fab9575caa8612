// @module-tag slow
import { join } from 'node:path';
import { test } from 'vitest';
import { FOOTAGE } from '../tools/footage.ts';
import { makeMixedTree } from '../tools/mixed-tree.ts';
import { expectAllAccounted } from './tools/accounting.ts';
import { streetdate, temporaryFolder } from './tools/streetdate.ts';

/** STREETDATE_TREE_FILES=2000 makes a large tree, for which a machine needs a quarter of an hour; STREETDATE_TREE_SEED another one. */
const { STREETDATE_TREE_FILES: files = '60', STREETDATE_TREE_SEED: seed = '1' } = process.env;

test(`of ${files} mixed files every leak is found or named as not looked at, and the summary adds up`, async () => {
  const folder = await temporaryFolder();
  const common = ['--home', join(folder, 'library'), '--without-iscc'];
  const tree = await makeMixedTree(folder, Number(files), Number(seed));
  await streetdate(['enroll', FOOTAGE.sintel, '--title', 'Sintel', '--street-date', '2026-03-10T00:00:00Z', ...common]);
  expectAllAccounted(tree, await streetdate(['scan', tree.root, '--json', ...common]));
}, 3_600_000);
