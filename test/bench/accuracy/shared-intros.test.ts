// @module-tag slow
import { mkdir, readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { benchSharedIntros, type SharedIntros } from '../../../packages/bench/src/accuracy/shared-intros/bench-shared-intros.ts';
import { SHOWN } from '../../../packages/bench/src/accuracy/shared-intros/make-cases.ts';
import { falselyAccused, isFound, sharedIntrosText, writeSharedIntros } from '../../../packages/bench/src/accuracy/shared-intros/report.ts';
import { runFacts } from '../../../packages/bench/src/results/run-facts.ts';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const place = clipFolder();

describe('two intros before films of npm footage', () => {
  let run: SharedIntros;

  beforeAll(async () => {
    await mkdir(place('clips'));
    const cut = (film: string, name: string, start: number, seconds: number) => {
      const part = ['-ss', String(start), '-i', film, '-t', String(seconds), '-vf', 'scale=160:-2', '-pix_fmt', 'yuv420p', '-an'];
      return runFfmpeg([...part, '-c:v', 'libx264', '-preset', 'veryfast', place(`clips/${name}.mp4`)]);
    };
    for (const [at, name] of ['bunny-a', 'bunny-b', 'bunny-c'].entries()) await cut(FOOTAGE.bunny, name, 8 + 39 * at, 37);
    await cut(FOOTAGE.ocean, 'ocean', 0, 10);
    await cut(FOOTAGE.sintel, 'sintel', 0, 10);
    // As the command line gives it.
    const clips = relative(process.cwd(), place('clips'));
    run = await benchSharedIntros({ clips, intros: 2, seed: 7, keep: place('keep') });
  }, 600_000);

  test('each intro is asked for in every way: alone, with another film, and with a film of the library', () => {
    expect(run.results).toHaveLength(12);
    expect([...new Set(run.results.map(({ shows }) => shows))]).toEqual([...SHOWN]);
    for (const { seconds, treatments } of run.results) {
      expect(seconds).toBeGreaterThanOrEqual(2.9);
      expect(treatments.length).toBeGreaterThanOrEqual(2);
      expect(treatments.filter((treatment) => treatment === 'none')).toHaveLength(1);
    }
  });

  test('no query accuses a film by the intro, and films that queries show beside it are found', () => {
    expect(run.results.flatMap(falselyAccused)).toEqual([]);
    expect(run.results.flatMap((result) => isFound(result) ?? [])).toEqual([true, true, true, true]);
  });

  test('a result names each wrong answer', async () => {
    const [right] = run.results;
    expect(sharedIntrosText(run)).toContain('No answer was wrong.');
    const wrong = { ...right!, matches: [{ referenceId: 'film 9', score: 5, strong: true }] };
    expect(sharedIntrosText({ ...run, results: [wrong] })).toContain('accused film 9');
    const [page, data] = await writeSharedIntros(place('out'), await runFacts(), run);
    expect(await readFile(page!, 'utf8')).toContain('Shared intros: 12 queries of 2 intros');
    expect(JSON.parse(await readFile(data!, 'utf8'))).toMatchObject({ seed: 7, intros: 2 });
  });
});
