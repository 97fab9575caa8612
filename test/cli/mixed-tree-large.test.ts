// @module-tag slow
import { join } from 'node:path';
import { test } from 'vitest';
import { FOOTAGE } from '../tools/footage.ts';
import { makeMixedTree } from '../tools/mixed-tree.ts';
import { expectAllAccounted } from './tools/accounting.ts';
import { streetdate, temporaryFolder } from './tools/streetdate.ts';

test('of 2,000 mixed files every leak is found or named as not looked at, and the summary adds up', async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const tree = await makeMixedTree(folder, 2000, 2);
  await streetdate([
    'enroll',
    FOOTAGE.sintel,
    '--home',
    home,
    '--title',
    'Sintel',
    '--street-date',
    '2026-03-10T00:00:00Z',
    '--without-iscc',
  ]);
  const run = await streetdate(['scan', tree.root, '--home', home, '--json', '--without-iscc']);
  expectAllAccounted(tree, run);
}, 1_500_000);
