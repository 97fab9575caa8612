// @module-tag slow
// A few of the mutated files. All: STREETDATE_MUTATIONS=2000 npx vitest run test/engine/scan/untrusted.test.ts
import { readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { StreetdateError } from '@streetdate/core';
import { openLibrary } from '@streetdate/engine';
import { expect, test, vi } from 'vitest';
import { writeReference } from '../../cli/tools/prints.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { runningDecoders } from '../../tools/running-decoders.ts';
import { handMade } from '../../tools/untrusted/hand-made.ts';
import { mutate } from '../../tools/untrusted/mutate.ts';
import { makeSoundFiles, type SoundFile } from '../../tools/untrusted/sound-files.ts';

const MUTATIONS = Number(process.env.STREETDATE_MUTATIONS || 60);
/** Files of one scan. */
const BATCH = 70;
/** Memory that the process may keep after all scans, beyond what it had after the first: caches of compiled code and of the allocator. */
const MARGIN_BYTES = 64 * 2 ** 20;

const openFiles = () => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);

test(`${MUTATIONS} mutated files and those made by hand are scanned, and nothing is left behind`, async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const folder = await temporaryFolder();
  const sound = await makeSoundFiles(join(folder, 'sound'));
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  vi.stubEnv('TMPDIR', temporary);
  const library = await openLibrary(join(folder, 'library'));
  await library.enroll(await writeReference(folder, 'film.sdfp', 1), { title: 'Film' });

  const counts: Record<string, number> = {};
  let slowest = 0;
  const scan = async (files: readonly SoundFile[]) => {
    const uploads = join(folder, 'uploads');
    await mkdir(uploads);
    // Each in a folder of its own, as a release: otherwise archives are not opened.
    for (const [index, { name, bytes }] of files.entries()) {
      await mkdir(join(uploads, String(index)));
      await writeFile(join(uploads, String(index), name), bytes);
    }
    let since = performance.now();
    for await (const outcome of library.scan(uploads)) {
      const tookMs = performance.now() - since;
      slowest = Math.max(slowest, tookMs);
      since = performance.now();
      const kind = 'error' in outcome ? outcome.error.code : outcome.verdict.kind;
      counts[kind] = (counts[kind] ?? 0) + 1;
      if (!('error' in outcome)) continue;
      expect(outcome.error).toBeInstanceOf(StreetdateError);
      expect(outcome.error.message).not.toMatch(/[\n\r]/);
    }
    await rm(uploads, { recursive: true });
  };
  const state = () => {
    collectGarbage();
    const { heapUsed, external, rss } = process.memoryUsage();
    return { files: openFiles(), held: heapUsed + external, rss };
  };

  const started = performance.now();
  await scan([...(await handMade()), ...sound]);
  const before = state();
  for (let from = 0; from < MUTATIONS; from += BATCH) {
    await scan(Array.from({ length: Math.min(BATCH, MUTATIONS - from) }, (_, index) => mutate(sound, from + index)));
    if (MUTATIONS > BATCH)
      console.log(JSON.stringify({ done: from + BATCH, seconds: Math.round((performance.now() - started) / 1000), counts, ...state() }));
  }
  const after = state();
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(JSON.stringify({ MUTATIONS, seconds, slowestSeconds: slowest / 1000, counts, before, after }));

  expect(runningDecoders()).toEqual([]);
  // Another tool of the tests keeps its cache there.
  expect(readdirSync(temporary).filter((name) => !name.startsWith('tsx-'))).toEqual([]);
  expect(after.files).toBeLessThanOrEqual(before.files);
  expect(after.held - before.held).toBeLessThan(MARGIN_BYTES);
  expect(after.rss - before.rss).toBeLessThan(4 * MARGIN_BYTES);
  // The library still works.
  expect((await library.scans()).length).toBeGreaterThan(0);
  await library.close();
  vi.unstubAllEnvs();
}, 7_200_000);
