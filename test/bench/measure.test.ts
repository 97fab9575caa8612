// @module-tag slow
// @module-tag waits
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cpuSeconds } from '../../packages/bench/src/measure/cpu-time.ts';
import { microBench } from '../../packages/bench/src/measure/micro.ts';
import { peakMemory } from '../../packages/bench/src/measure/peak-memory.ts';
import { measureRounds } from '../../packages/bench/src/measure/rounds.ts';
import { cpuClock } from '../tools/cpu-clock.ts';

/** Works for a time that counts only while this process runs, so that a busy machine changes no ratio. */
function spin(ms: number): void {
  for (const end = cpuClock() + ms; cpuClock() < end; );
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streetdate-measure-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('peakMemory sees what a process holds, whatever its parent held', async () => {
  const measure = fileURLToPath(new URL('../../packages/bench/src/measure/peak-memory.ts', import.meta.url));
  const held = 'const held = Buffer.alloc(Number(process.argv[2]) * 2 ** 20, 1);';
  await build({
    stdin: {
      contents: `import { ownPeakMiB } from ${JSON.stringify(measure)}; ${held} console.log((await ownPeakMiB()) + 0 * held[0]);`,
      resolveDir: folder,
    },
    ...{ outfile: join(folder, 'hold.mjs'), bundle: true, platform: 'node', format: 'esm' },
  });
  const parents = Buffer.alloc(300 * 2 ** 20, 1);
  const [little, much] = [await peakMemory(join(folder, 'hold.mjs'), ['1']), await peakMemory(join(folder, 'hold.mjs'), ['101'])];
  expect(much.nodeMiB - little.nodeMiB).toBeGreaterThan(80);
  expect(much.nodeMiB - little.nodeMiB).toBeLessThan(120);
  expect(parents[1]).toBe(1);
});

test('peakMemory fails when the script fails', async () => {
  const script = join(folder, 'fail.mjs');
  await writeFile(script, 'process.exit(9);');
  await expect(peakMemory(script, [])).rejects.toThrow('stopped with 9');
});

test('jobs take turns in both directions, so that a machine that becomes slower is fair to all', async () => {
  const turns: string[] = [];
  const job = (name: string) => ({ name, run: async () => void turns.push(name) });
  await measureRounds('Test', [job('a'), job('b'), job('c')], [], { rounds: 2, warmUp: false });
  expect(turns.join('')).toBe('abccba');
});

describe.skipIf((await cpuSeconds()) === undefined)('CPU time (skipped without /proc)', () => {
  test('grows with work and not with waiting', async () => {
    const wait = () => new Promise((resolve) => setTimeout(resolve, 300));
    const sections = await measureRounds(
      'Test',
      [
        { name: 'work', run: async () => spin(300) },
        { name: 'wait', run: wait },
      ],
      [],
      { rounds: 2 },
    );
    expect(sections.map(({ title }) => title)).toEqual(['Test: wall time', 'Test: CPU time']);
    const [wall, cpu] = sections;
    expect(wall?.figures[1]?.median).toBeGreaterThan(0.29);
    expect(cpu?.figures[1]?.ratio).toBeLessThan(0.5);
  });
});

test('microBench gives the time of one item, as a ratio to the first task', async () => {
  const [baseline, slower] = await microBench(
    [
      { name: 'one', run: () => spin(4), items: 4 },
      { name: 'ten times', run: () => spin(40), items: 4 },
    ],
    { timeMs: 500 },
  );
  expect(baseline).toMatchObject({ name: 'one', ratio: 1, unit: 'µs' });
  expect(baseline?.median).toBeGreaterThanOrEqual(1000);
  expect(slower?.ratio).toBeGreaterThan(2);
});
