// @module-tag slow
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HashRecord, hashRecord, hashSchema } from '../../../packages/bench/src/hashers/report/record.ts';
import { FOOTAGE } from '../../tools/footage.ts';
import { runBench } from './run-bench.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hash-command-'));
  await writeFile(
    join(folder, 'constant.mjs'),
    `export default { algorithm: 'constant/1', bits: 64, hash(picture, hashes, offset) { hashes.fill(0, offset, offset + 2); } };`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const film = ['--film', FOOTAGE.sintel];

test('--json prints one line that the schema describes, and nothing else', async () => {
  const { status, stdout, stderr } = await runBench(['hash', ...film, '--hasher', 'constant.mjs', '--json', '--verbose'], folder);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  const record: HashRecord = hashRecord.parse(JSON.parse(stdout));
  expect(record).toMatchObject({ isPartial: false, missing: [], film: { width: 400, height: 170 } });
  expect(record.library!.pictures).toBeGreaterThan(200);
  const [pdq, blockhash, constant] = record.hashers;
  expect([pdq!.algorithm, blockhash!.algorithm, constant!.algorithm]).toEqual(['pdq/1', 'blockhash/1', 'constant/1']);
  for (const { telling } of [pdq!, blockhash!]) {
    expect(telling!.areaUnderCurve).toBeGreaterThan(0.98);
    expect(telling!.rank1).toBeGreaterThan(0.9);
    expect(telling!.foundAt1e4).toBeGreaterThan(0.6);
  }
  expect(constant!.telling).toMatchObject({ areaUnderCurve: 0.5, foundAt1e3: 0, foundAt1e4: 0, equalErrorRate: 0.5 });
  expect(constant!.telling!.rank1).toBeCloseTo(record.library!.chance.rank1, 9);
  // Mirrored copies have a row. They are no copies unless that is asked for.
  expect(pdq!.telling!.changes.filter(({ isCounted }) => !isCounted).map(({ change }) => change)).toEqual(['mirrored']);
  expect(pdq!.speed!.picturesPerSecond).toBeCloseTo(1e6 / pdq!.speed!.microseconds, 6);
});

test('the tables show each hasher beside guessing; plots and pages are written; steps go to a pipe only when asked for', async () => {
  const args = ['hash', ...film, '--seconds', '4', '--hasher', './constant.mjs', '--mirrored', '--verbose', '--out', 'results'];
  const { status, stdout, stderr } = await runBench(args, folder);
  expect(status).toBe(0);
  expect(stderr).toMatch(/^0 %, about \d+ s left: reading\n(\d+ %.*\n)+$/);
  expect(stdout).toMatch(/^\| hasher +\| bits \| pictures a second \| time a picture \|/m);
  expect(stdout).toMatch(/^\| constant\/1 +\| .*0\.5000 \| +0 % \| .*50 % \|$/m);
  expect(stdout).toMatch(/^\| guessing +\|/m);
  expect(stdout).toMatch(/^\| mirrored +\|/m);
  expect(stdout).toContain('constant/1 does not tell pictures apart: its area under the curve is 0.5000, and guessing has 0.5.');
  const files = (await readdir(join(folder, 'results'))).map((name) => name.slice('2026-12-01'.length)).sort();
  expect(files).toEqual(['-hash-distances.svg', '-hash-roc.svg', '-hash-speed.svg', '-hash.json', '-hash.md']);
});

describe('stopped by Ctrl-C', () => {
  /** Stops a run once a step has begun. */
  const stopAt = (step: string, ...args: string[]) =>
    runBench(['hash', ...film, '--hasher', 'constant.mjs', '--verbose', ...args], folder, (child) => {
      let printed = '';
      child.stderr!.on('data', (chunk) => {
        const before = printed;
        printed += chunk;
        // Once: the second one ends the process at once.
        if (printed.includes(step) && !before.includes(step)) child.kill('SIGINT');
      });
    });

  test('it prints what was measured, marked as partial, and ends with 130', async () => {
    const { status, stdout, stderr } = await stopAt('noise of 16 levels');
    expect(status).toBe(130);
    expect(stderr).toContain('streetdate-bench: stopped; what was measured until now follows');
    expect(stdout).toMatch(/^# PARTIAL RESULT: stopped after [\d.]+ s, at “/);
    expect(stdout).toMatch(/Measured: H\.264 at CRF 40, half size and back.*\. Not measured: .*mirrored\./);
    expect(stdout).toMatch(/^\| half size and back +\| +\d/m);
    expect(stdout).not.toMatch(/^\| mirrored/m);
    expect(stdout.trimEnd()).toMatch(/This result is partial: the run was stopped\.$/);
  });

  test('while the film is read, nothing is measured yet, and the result states it', async () => {
    const { status, stdout } = await stopAt('reading');
    expect(status).toBe(130);
    expect(stdout).toMatch(/^# PARTIAL RESULT/);
    expect(stdout).toContain('Nothing was measured yet');
  });
});

describe('the exit status is', () => {
  test.each([
    [2, 'a module that is no hasher', ['--hasher', 'absent.mjs'], 'absent.mjs cannot be loaded: there is no such file'],
    [2, 'a wrong option', ['--seconds', 'ten'], "option '--seconds <n>' argument 'ten' is invalid"],
    [3, 'a film that is none', ['--film', 'constant.mjs'], 'constant.mjs is not media'],
    [3, 'a hasher that fails', ['--hasher', 'broken.mjs'], 'broken.mjs: hash() threw Error: out of ideas, for generated picture 1'],
  ])('%i for %s', async (expected, _, args, message) => {
    await writeFile(
      join(folder, 'broken.mjs'),
      `export default { algorithm: 'broken/1', bits: 32, hash() { throw new Error('out of ideas'); } };`,
    );
    const { status, stdout, stderr } = await runBench(['hash', ...args], folder);
    expect([status, stdout]).toEqual([expected, '']);
    expect(stderr).toContain(message);
  });
});

test('a long film is read in pieces over its whole length', async () => {
  const { stdout } = await runBench(['hash', '--film', FOOTAGE.bunny, '--seconds', '10', '--json'], folder);
  const { film: read } = hashRecord.parse(JSON.parse(stdout));
  expect(read!.secondsRead).toBeCloseTo(10, 9);
  expect(read!.frames).toBeGreaterThanOrEqual(70);
  expect(read!.frames).toBeLessThanOrEqual(100);
});

test('help has the form of a module, examples and the exit statuses', async () => {
  const { status, stdout } = await runBench(['hash', '--help'], folder);
  expect(status).toBe(0);
  for (const part of ['export default {', 'Examples:', 'Exit status:', '--import tsx', 'Node 22.18']) expect(stdout).toContain(part);
});

test('the published JSON Schema is that of the program; write-schema.ts beside this test writes it anew', async () => {
  const published = await readFile(new URL('../../../packages/bench/schema/hash.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(hashSchema()));
});
