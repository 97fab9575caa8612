// @module-tag process
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateDecoder } from '@streetdate/core/internal/node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { pictureWords } from '../../../packages/cli/src/output/picture-progress.ts';
import { collectPictures } from '../../../packages/cli/src/report/index.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { EXAMPLE_REFERENCES, exampleContent, exampleMatch, exampleScan, exampleSegment } from './example-content.ts';

const COPIES = 3;
const PAIRS = 4;

let folder: string;
let log: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streetdate-passes-'));
  log = join(folder, 'started.log');
  for (let copy = 0; copy < COPIES; copy++) {
    await runFfmpeg([
      '-i',
      FOOTAGE.sintel,
      '-ss',
      String(copy),
      '-t',
      '6',
      '-an',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p',
      join(folder, `${copy}.mkv`),
    ]);
  }
  // Decoders that write down each start but that for their version.
  const { ffmpegPath, ffprobePath } = locateDecoder();
  for (const [name, path] of [
    ['ffmpeg', ffmpegPath],
    ['ffprobe', ffprobePath],
  ]) {
    const program = join(folder, name!);
    await writeFile(program, `#!/bin/sh\ncase "$*" in *-version*) ;; *) echo ${name} >> '${log}' ;; esac\nexec '${path}' "$@"\n`);
    await chmod(program, 0o755);
    vi.stubEnv(name === 'ffmpeg' ? 'FFMPEG_PATH' : 'FFPROBE_PATH', program);
  }
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

test('a report opens each file once for all its pictures, and a reference once for all the copies of it', async () => {
  const scans = Array.from({ length: COPIES }, (_, copy) => {
    const match = exampleMatch([exampleSegment({ queryStart: 0, length: 6, referenceStart: copy })]);
    return exampleScan(join(folder, `${copy}.mkv`), { scanId: `scan-${copy}`, duration: 6, matches: [match] });
  });
  const references = new Map([...EXAMPLE_REFERENCES].map(([id, reference]) => [id, { ...reference, media: { path: FOOTAGE.sintel } }]));
  const heard: { done: number; total: number }[] = [];
  const pictures = await collectPictures(exampleContent(scans, { references }), {
    pairsPerMatch: PAIRS,
    onProgress: (progress) => heard.push({ ...progress }),
  });

  const shown = [...pictures.values()].flat().flatMap(({ query, reference }) => [query, reference]);
  expect(shown).toHaveLength(2 * COPIES * PAIRS);
  expect(shown.filter((picture) => typeof picture === 'string')).toEqual([]);

  const started = (await readFile(log, 'utf8')).trim().split('\n');
  const files = COPIES + 1;
  expect(started.filter((name) => name === 'ffprobe')).toHaveLength(files);
  // 24 before.
  expect(started.filter((name) => name === 'ffmpeg')).toHaveLength(files);

  // Each picture is told once, up to all of them.
  const total = 2 * COPIES * PAIRS;
  expect(heard.slice(0, total).map(({ done }) => done)).toEqual(Array.from({ length: total }, (_, at) => at + 1));
  expect(heard.at(-1)).toEqual({ done: total, total });
});

test('progress tells the pictures that are ready of all, and the time that the rest takes at that pace', () => {
  expect(pictureWords({ done: 0, total: 216 }, 3)).toBe('0 of 216 pictures');
  expect(pictureWords({ done: 54, total: 216 }, 3)).toBe('54 of 216 pictures, 9 s left');
  expect(pictureWords({ done: 1000, total: 61_000 }, 60)).toBe('1,000 of 61,000 pictures, 1 h 0 min left');
  expect(pictureWords({ done: 216, total: 216 }, 12)).toBe('216 of 216 pictures');
});
