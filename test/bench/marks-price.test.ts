// @module-tag process
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { measurePrice, writePrice } from '../../packages/bench/src/marks/price.ts';
import { runFacts } from '../../packages/bench/src/results/run-facts.ts';
import { clipFolder } from '../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';

const at = clipFolder();

test('the price of both versions is a ratio to a plain encode, in wall time and in processor time', async () => {
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-an'];
  await runFfmpeg(['-i', FOOTAGE.bunny, '-t', '2', '-s', '160x120', ...encode, at('film.mp4')]);
  const sections = await measurePrice([at('film.mp4')], { rounds: 1, preset: 'ultrafast', segmentSeconds: 0.4 });
  expect(sections.map(({ title }) => title)).toEqual([
    'film.mp4, 160 × 120: wall time',
    ...(process.platform === 'linux' ? ['film.mp4, 160 × 120: CPU time'] : []),
  ]);
  for (const { figures, notes } of sections) {
    expect(figures.map(({ name }) => name)).toEqual(['one plain encode', 'both versions']);
    expect(notes.join()).toMatch(/30 frames, libx264 ultrafast at CRF 18\. Version A has \d\.\d\d × the bytes of the plain encode\./);
  }
  const [page] = await writePrice(at('results'), await runFacts(), sections);
  expect(await readFile(page!, 'utf8')).toContain('both versions');
});
