// @module-tag slow
import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scanRecord } from 'streetdate';
import { beforeAll, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { makeClipInfo, makeIndex, makePlaylist } from '../../tools/disc/bluray.ts';
import { writeFiles } from '../../tools/disc/write-disc.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { standing, writeGraphics, writeSubRip } from '../../tools/subtitles.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

const path = clipFolder();

/** The clips of the film, and another take of the second; seconds of each. */
const CLIPS = [
  { id: '00001', from: FOOTAGE.ocean, start: 0, seconds: 9 },
  { id: '00002', from: FOOTAGE.franck, start: 0, seconds: 6 },
  { id: '00003', from: FOOTAGE.sintel, start: 3.4, seconds: 6.5 },
  { id: '00005', from: FOOTAGE.franck, start: 60, seconds: 6 },
  { id: '00004', from: 'mandelbrot=size=480x270:rate=24', start: 0, seconds: 6 },
] as const;

/** Times of the lines of a subtitle stream in the first clip, seconds. */
const LINES = [0.4, 1.1, 1.8, 2.5, 3.2, 3.9, 4.6, 5.3, 6, 6.7, 7.4, 8.1];

/** Six batches of one disc: a take was swapped in the second and the sixth, chapters were moved in the third, and lines of the subtitles in the fourth and the fifth. */
const BATCHES = {
  'batch-1': { clips: ['00001', '00002', '00003'], chapters: [0, 4, 9, 17] },
  'batch-2': { clips: ['00001', '00004', '00003'], chapters: [0, 4, 9, 17] },
  'batch-3': { clips: ['00001', '00002', '00003'], chapters: [0, 5.5, 9, 18.9] },
  'batch-4': { clips: ['00001', '00002', '00003'], chapters: [0, 4, 9, 17], lines: LINES.with(2, 2.14) },
  'batch-5': { clips: ['00001', '00002', '00003'], chapters: [0, 4, 9, 17], lines: LINES.with(6, 4.94) },
  'batch-6': { clips: ['00001', '00005', '00003'], chapters: [0, 4, 9, 17] },
} as const;
type Batch = keyof typeof BATCHES;

const x264 = (crf: number) => ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(crf), '-pix_fmt', 'yuv420p'];
const streamOf = (clip: string) => path(`clips/${clip}.m2ts`);

/** A copy of some clips with chapters at some times, as who keeps a disc's container makes it. */
async function makeCopy(
  name: string,
  clips: readonly string[],
  chapters: readonly number[],
  lines: readonly number[] = [],
): Promise<string> {
  const marks = chapters.map(
    (start, at) => `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${1000 * start}\nEND=${1000 * (chapters[at + 1] ?? 21.5)}\n`,
  );
  await writeFile(path(`${name}.txt`), `;FFMETADATA1\n${marks.join('')}`);
  const graph = `${clips.map((_, at) => `[${at}:v]setpts=PTS-STARTPTS[v${at}];`).join('')}${clips.map((_, at) => `[v${at}]`).join('')}concat=n=${clips.length},scale=320:180[v]`;
  await writeSubRip(path(`${name}.srt`), standing(...lines));
  const texts = lines.length === 0 ? [] : [path(`${name}.srt`)];
  const inputs = [...clips.map(streamOf), path(`${name}.txt`), ...texts].flatMap((file) => ['-i', file]);
  const streams = ['-map', '[v]', ...texts.flatMap(() => ['-map', String(clips.length + 1)]), '-map_chapters', String(clips.length)];
  await runFfmpeg([...inputs, '-filter_complex', graph, ...streams, ...x264(26), path(`${name}.mkv`)]);
  return path(`${name}.mkv`);
}

beforeAll(async () => {
  await mkdir(path('clips'), { recursive: true });
  for (const { id, from, start, seconds } of CLIPS) {
    // The rate first: where a film's end is cut off before, older ones of ffmpeg fill up to it with its last picture.
    const shape = `fps=24,trim=${start}:${start + seconds},setpts=PTS-STARTPTS,scale=480:270,setsar=1`;
    const encode = ['-an', '-vf', shape, ...x264(18)];
    const drawn = from.includes('=') ? ['-f', 'lavfi'] : [];
    await runFfmpeg([...drawn, '-i', from, ...encode, '-f', 'mpegts', '-mpegts_m2ts_mode', '1', streamOf(id)]);
  }
});

/** A library with the first batch of the disc and another one. */
async function libraryWithFirstAnd(batch: Batch): Promise<string> {
  const home = join(await temporaryFolder(), 'library');
  if (!existsSync(path('library'))) await enroll(path('library'), 'batch-1');
  await cp(path('library'), home, { recursive: true });
  await enroll(home, batch);
  return home;
}

/** Enrolls batches of the disc. */
async function enroll(home: string, ...batches: readonly Batch[]): Promise<void> {
  for (const batch of batches) {
    const { clips, chapters, lines } = { lines: [], ...BATCHES[batch] };
    const played = CLIPS.filter(({ id }) => (clips as readonly string[]).includes(id));
    const disc = join(await temporaryFolder(), batch);
    await writeFiles(disc, {
      'BDMV/index.bdmv': makeIndex(-1, [-1]),
      'BDMV/PLAYLIST/00800.mpls': makePlaylist(
        clips.map((clip) => ({ clip, in: 600, out: 600 + played.find(({ id }) => id === clip)!.seconds, connection: 6 })),
        { chapters },
      ),
      ...Object.fromEntries(played.map(({ id, seconds }) => [`BDMV/CLIPINF/${id}.clpi`, makeClipInfo(600, 600 + seconds)])),
    });
    await mkdir(join(disc, 'BDMV/STREAM'), { recursive: true });
    await writeGraphics(join(disc, 'lines.sup'), standing(...lines));
    for (const { id } of played) {
      const texts = id === CLIPS[0].id && lines.length > 0 ? ['-i', join(disc, 'lines.sup'), '-map', '0', '-map', '1'] : [];
      const named = ['-streamid', `0:${0x1011}`, '-streamid', `1:${0x1200}`, '-f', 'mpegts', '-mpegts_m2ts_mode', '1'];
      await runFfmpeg(['-i', streamOf(id), ...texts, '-c', 'copy', ...named, join(disc, `BDMV/STREAM/${id}.m2ts`)]);
    }
    const call = [
      'enroll',
      'disc',
      disc,
      '--home',
      home,
      '--title',
      'Film',
      '--edition',
      'Retail',
      '--variant',
      batch,
      '--main-title',
      '00800',
    ];
    expect(await streetdate(call)).toMatchObject({ status: 0 });
  }
}

async function variantsOf(home: string, copy: string) {
  return scanRecord.parse(records(await streetdate(['scan', copy, '--home', home, '--json']))[0]).matches[0]!.sources?.variants;
}

test('a copy says which batch of a disc it was made from, by a take that was swapped', async () => {
  const home = await libraryWithFirstAnd('batch-2');
  const { clips, chapters } = BATCHES['batch-2'];
  expect(await variantsOf(home, await makeCopy('swapped', clips, chapters))).toMatchObject([
    { carries: ['film-disc-batch-2.00800'], excludes: ['film-disc-batch-1.00800'], points: 1, chance: 0.5 },
  ]);
});

test('also where one man before one camera is in both takes', async () => {
  const home = await libraryWithFirstAnd('batch-6');
  const { clips, chapters } = BATCHES['batch-6'];
  expect(await variantsOf(home, await makeCopy('still', clips, chapters))).toMatchObject([
    { carries: ['film-disc-batch-6.00800'], excludes: ['film-disc-batch-1.00800'], points: 1, chance: 0.5 },
  ]);
});

test('and by chapters that were moved', async () => {
  const home = await libraryWithFirstAnd('batch-3');
  const { clips, chapters } = BATCHES['batch-3'];
  expect(await variantsOf(home, await makeCopy('moved', clips, chapters))).toMatchObject([
    { carries: ['film-disc-batch-3.00800'], excludes: ['film-disc-batch-1.00800'], points: 2, chance: 0.25 },
  ]);
  expect(await variantsOf(home, await makeCopy('without', clips, []))).toEqual([]);
});

test('and by lines of subtitles that were moved, where it kept them', async () => {
  const home = join(await temporaryFolder(), 'library');
  await enroll(home, 'batch-4', 'batch-5');
  const { clips, lines } = BATCHES['batch-5'];
  expect(await variantsOf(home, await makeCopy('lines', clips, [], lines))).toMatchObject([
    { carries: ['film-disc-batch-5.00800'], excludes: ['film-disc-batch-4.00800'], points: 2, chance: 0.25 },
  ]);
  expect(await variantsOf(home, await makeCopy('no-lines', clips, []))).toEqual([]);
});

test('and by subtitles in the picture that come at other moments', async () => {
  const home = join(await temporaryFolder(), 'library');
  const shots =
    '[0:v]fps=24,scale=320:180,setsar=1[waves];[1:v]fps=24,trim=0:40,setpts=PTS-STARTPTS,scale=320:180,setsar=1[man];[waves][man]concat';
  const moments = { one: [2, 7, 12, 18, 25, 32, 40], other: [2, 7, 12, 19.5, 25, 33.5, 40] };
  for (const [id, starts] of Object.entries(moments)) {
    const shown = starts.map((start) => `between(t\\,${start}\\,${start}+2.5)`).join('+');
    const graph = `${shots},drawbox=x=80:y=155:w=160:h=12:color=white:t=fill:enable='${shown}'[v]`;
    const encode = ['-map', '[v]', ...x264(18)];
    await runFfmpeg(['-i', FOOTAGE.ocean, '-i', FOOTAGE.franck, '-filter_complex', graph, ...encode, path(`${id}.mkv`)]);
    const call = ['enroll', path(`${id}.mkv`), '--home', home, '--title', 'Film', '--id', id, '--kind', 'disc'];
    expect(await streetdate(call)).toMatchObject({ status: 0 });
  }
  await runFfmpeg(['-i', path('other.mkv'), '-vf', 'scale=240:136', ...x264(26), path('burned.mkv')]);
  const [reading, ...others] = (await variantsOf(home, path('burned.mkv'))) ?? [];
  expect(others).toEqual([]);
  expect(reading).toMatchObject({ carries: ['other'], excludes: ['one'] });
  expect(reading!.points).toBeGreaterThanOrEqual(2);
});
