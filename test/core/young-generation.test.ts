// @module-tag process
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

/** Makes objects of which some are alive at each time, and prints the size of the part of the heap in which they are made, MiB. */
const SCRIPT = `
  import { limitYoungGeneration } from '@streetdate/core';
  import { getHeapSpaceStatistics } from 'node:v8';
  const size = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size / 2 ** 20;
  if (process.argv[1] === 'hold') limitYoungGeneration();
  const before = size();
  let alive = [];
  for (let made = 0; made < 4e7; made++) {
    alive.push({ made });
    if (alive.length > 100_000) alive = [];
  }
  console.log(before, size());
`;

async function sizes(...args: readonly string[]): Promise<number[]> {
  const flags = ['--import', 'tsx', '--conditions=development', '--input-type=module', '--eval', SCRIPT, '--'];
  const { stdout } = await run(process.execPath, [...flags, ...args]);
  return stdout.trim().split(' ').map(Number);
}

test('the part of the heap in which objects are made grows over time, and not where it is held', async () => {
  const [, grown] = await sizes();
  const [before, held] = await sizes('hold');
  expect(held).toBeLessThanOrEqual(before!);
  expect(grown).toBeGreaterThanOrEqual(1.5 * before!);
});
