import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { installedPackages } from './installed.ts';
import { workspace } from './tarballs.ts';

const MEGABYTE = 1024 * 1024;
/** About half of what they took before they bundled what they use little of: benchmarks/results/2026-12-01-weight.md. */
const MOST = 121;
/** A part from here on is named in the readme of the command. */
const LARGE = 3;

const installed = installedPackages(inject('project'));
const own = (name: string) => name === 'streetdate' || name.startsWith('@streetdate/');

test(`all thirteen packages with everything that they need take at most ${MOST} MB on the disk`, () => {
  const megabytes = installed.reduce((sum, { bytes }) => sum + bytes, 0) / MEGABYTE;
  console.log(`${megabytes.toFixed(1)} MB in ${installed.length} packages`);
  expect(megabytes).toBeGreaterThan(20);
  expect(megabytes).toBeLessThanOrEqual(MOST);
});

test('the readme of the command names every large part', async () => {
  const readme = await readFile(join(workspace, 'packages/cli/README.md'), 'utf8');
  const large = installed.filter(({ name, bytes }) => bytes >= LARGE * MEGABYTE && !own(name));
  expect(large.length).toBeGreaterThan(2);
  expect(large.filter(({ name }) => !readme.includes(`\`${name}\``)).map(({ name, bytes }) => `${name}: ${bytes / MEGABYTE} MB`)).toEqual(
    [],
  );
});
