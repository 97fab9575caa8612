// @module-tag process
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Cache } from '../../../packages/bench/src/accuracy/cache.ts';

test('a file that two ask for at once is made once, and both get it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'accuracy-cache-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const cache = await Cache.open(folder);
  let made = 0;
  const ask = () =>
    cache.make('films', 'the same recipe', 'txt', async (out) => {
      made++;
      await writeFile(cache.resolve(out), 'film');
    });
  const paths = await Promise.all([ask(), ask(), ask()]);
  expect(new Set([...paths, await ask()]).size).toBe(1);
  expect(made).toBe(1);
});
