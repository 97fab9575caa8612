// @module-tag process
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { probe } from '@streetdate/core';
import { openDiscSource, readDisc } from '@streetdate/disc';
import { readKeyFile, readMarkSet } from '@streetdate/marks';
import { biasesOf, wordOf } from '@streetdate/marks/internal';
import { beforeAll, expect, test } from 'vitest';
import { records, streetdate } from '../cli/tools/streetdate.ts';
import { clipFolder } from '../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';

const at = clipFolder();
const marking = (...more: string[]) => {
  const files = [at('master.mkv'), '--recipients', at('list.csv'), '--out', at('marks'), '--key', at('marks.key')];
  return ['mark', ...files, '--segment', '0.4', '--preset', 'ultrafast', '--colluders', '1', '--container', 'bluray', ...more];
};
const discOf = async (path: string) => {
  const source = await openDiscSource(path);
  try {
    return await readDisc(source);
  } finally {
    await source.close();
  }
};
interface Issued {
  readonly serial: string;
  readonly recipient: string;
  readonly file: string;
}
let issued: Issued[] = [];

beforeAll(async () => {
  // The picture and its chapters come two pictures after the sound.
  const chapters = [8, 508, 908].map((start) => `[CHAPTER]\nTIMEBASE=1/100\nSTART=${start}\nEND=${start + 400}\n`);
  await writeFile(at('chapters.txt'), `;FFMETADATA1\n${chapters.join('')}`);
  const inputs = ['-ss', '20', '-t', '13', '-i', FOOTAGE.bunny, '-f', 'lavfi', '-i', 'sine=duration=13', '-i', at('chapters.txt')];
  const maps = ['-map', '0:v', '-map', '1:a', '-map_metadata', '2', '-metadata:s:a:0', 'language=eng'];
  const encode = ['-vf', 'fps=25,scale=720:480,setsar=1,setpts=PTS+0.08/TB', '-c:v', 'libx264', '-crf', '14'];
  const sound = ['-preset', 'ultrafast', '-c:a', 'flac'];
  await runFfmpeg([...inputs, ...maps, ...encode, ...sound, at('master.mkv')]);
  await writeFile(at('list.csv'), 'recipient\nBatch 1\nBatch 2\n');
  const run = await streetdate(marking('--json'));
  expect(run).toMatchObject({ status: 0 });
  issued = records(run)
    .slice(1)
    .map(({ serial, recipient, file }) => ({ serial: String(serial), recipient: String(recipient), file: String(file) }));
});

test('each recipient gets a disc whose playlist orders the clips of its word, and the clips take space once', async () => {
  const key = await readKeyFile(at('marks.key'));
  const set = await readMarkSet(at('marks'), key);
  expect(set.segments).toBe(33);
  const words = issued.map(({ serial }) => wordOf(key, set.set, serial, biasesOf(key, set.set, set.segments, set.colluders)));
  for (const [which, { file, serial }] of issued.entries()) {
    expect(file).toBe(join('copies', serial));
    const disc = await discOf(join(at('marks'), file));
    expect(disc.faults).toEqual([]);
    expect(disc).toMatchObject({ kind: 'bluray', titles: [{ id: '00000', firstPlay: true, linked: true, otherAngles: [] }] });
    const { timeline, chapters, video, audio, duration } = disc.titles[0]!;
    const clips = Array.from(words[which]!, (variant, segment) => `${variant + 1}${String(segment).padStart(4, '0')}`);
    expect(timeline.map(({ clip }) => clip)).toEqual(clips);
    expect(timeline.map(({ seamless }) => seamless)).toEqual(clips.map((_, place) => place > 0));
    for (const { start, end } of timeline.slice(0, -1)) {
      expect(start).toBe(0);
      expect(end).toBeCloseTo(0.4, 3);
    }
    expect(Math.abs(duration - set.frames / 25)).toBeLessThan(0.002);
    for (const [place, start] of [0, 5, 9].entries()) expect(chapters[place]).toBeCloseTo(start, 2);
    expect(video).toMatchObject([{ codec: 'h264', width: 720, height: 480, frameRate: 25, scan: 'progressive' }]);
    expect(audio).toMatchObject([{ codec: 'ac3', channels: 1, sampleRate: 48_000, language: 'eng' }]);
    // The disc holds the clips of its word, and none of the other version: those are links to the clips that were made once.
    const files = await readdir(join(at('marks'), file, 'BDMV', 'STREAM'));
    expect(files.sort()).toEqual(clips.map((clip) => `${clip}.m2ts`).sort());
    const [linked, made] = await Promise.all(
      [join(at('marks'), file, 'BDMV', 'STREAM', files[0]!), join(at('marks'), 'clips', files[0]!)].map((path) => stat(path)),
    );
    expect(linked!.ino).toBe(made!.ino);
    // The sound leads the picture as it does in the master.
    const clip = await probe(join(at('marks'), 'clips', '10000.m2ts'));
    expect(clip.video!.start - clip.audio[0]!.start).toBeCloseTo(0.08, 1);
    // Discs are read by units of 32 source packets: a clip that ends within one loses its end.
    expect(made!.size % 6144).toBe(0);
  }
  expect([...words[0]!]).not.toEqual([...words[1]!]);
});

test('a copy of what a disc plays is consistent with that disc alone', async () => {
  const disc = await discOf(join(at('marks'), issued[1]!.file));
  const pieces = await Promise.all(
    disc.titles[0]!.timeline.map(({ clip }) => readFile(join(at('marks'), issued[1]!.file, 'BDMV', 'STREAM', `${clip}.m2ts`))),
  );
  await writeFile(at('joined.m2ts'), Buffer.concat(pieces));
  await runFfmpeg([
    '-i',
    at('joined.m2ts'),
    '-vf',
    'scale=-2:240',
    '-an',
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '26',
    at('rip.mp4'),
  ]);
  const reading = ['trace', at('rip.mp4'), '--original', at('master.mkv'), '--marks', at('marks'), '--key', at('marks.key'), '--json'];
  const [trace] = records(await streetdate(reading));
  expect(trace).toMatchObject({ consistentWith: 1, copies: [{ recipient: 'Batch 2', consistent: true }, { consistent: false }] });
});

test('a further recipient costs a playlist: no clip is made again', async () => {
  const before = await stat(join(at('marks'), 'clips', '10000.m2ts'));
  await writeFile(at('list.csv'), 'recipient\nBatch 1\nBatch 2\nBatch 3\n');
  expect(await streetdate(marking())).toMatchObject({ status: 0 });
  const after = await stat(join(at('marks'), 'clips', '10000.m2ts'));
  expect(after.mtimeMs).toBe(before.mtimeMs);
  expect(await readdir(join(at('marks'), 'copies'))).toHaveLength(3);
});

test('a picture that discs do not take, and more segments than a playlist holds, are refused before anything is rendered', async () => {
  const other = [
    '--recipients',
    at('list.csv'),
    '--out',
    at('other'),
    '--key',
    at('marks.key'),
    '--container',
    'bluray',
    '--colluders',
    '1',
  ];
  const size = await streetdate(['mark', FOOTAGE.bunny, ...other]);
  expect(size).toMatchObject({ status: 2 });
  expect(size.stderr).toContain("a disc's picture must have 720x480, 720x576, 1280x720, 1920x1080 pixels at");
  await runFfmpeg(['-f', 'lavfi', '-i', 'color=s=720x480:r=25:d=300', '-c:v', 'libx264', '-preset', 'ultrafast', at('long.mp4')]);
  const long = await streetdate(['mark', at('long.mp4'), ...other, '--segment', '0.2']);
  expect(long).toMatchObject({ status: 2 });
  expect(long.stderr).toContain('a playlist may have 999 items, and the film has 1500 segments: take segments of 0.4 s and more');
  await expect(stat(at('other'))).rejects.toThrow('ENOENT');
});
