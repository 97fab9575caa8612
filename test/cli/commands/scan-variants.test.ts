import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scanRecord } from 'streetdate';
import { beforeAll, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { makeClipInfo, makeIndex, makePlaylist } from '../../tools/disc/bluray.ts';
import { writeFiles } from '../../tools/disc/write-disc.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

const path = clipFolder();

/** The clips of the film, and another take of the second; seconds of each. */
const CLIPS = [
  { id: '00001', from: FOOTAGE.ocean, start: 0, seconds: 9 },
  { id: '00002', from: FOOTAGE.franck, start: 0, seconds: 6 },
  { id: '00003', from: FOOTAGE.sintel, start: 3.4, seconds: 6.5 },
  { id: '00004', from: 'mandelbrot=size=640x360:rate=24', start: 0, seconds: 6 },
] as const;

/** Three batches of one disc: a take was swapped in the second, and chapters were moved in the third. */
const BATCHES = {
  'batch-1': { clips: ['00001', '00002', '00003'], chapters: [0, 4, 9, 17] },
  'batch-2': { clips: ['00001', '00004', '00003'], chapters: [0, 4, 9, 17] },
  'batch-3': { clips: ['00001', '00002', '00003'], chapters: [0, 5.5, 9, 18.9] },
} as const;
type Batch = keyof typeof BATCHES;

const streamOf = (clip: string) => path(`clips/${clip}.m2ts`);

/** A copy of some clips with chapters at some times, as who keeps a disc's container makes it. */
async function makeCopy(name: string, clips: readonly string[], chapters: readonly number[]): Promise<string> {
  const marks = chapters.map(
    (start, at) => `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${1000 * start}\nEND=${1000 * (chapters[at + 1] ?? 21.5)}\n`,
  );
  await writeFile(path(`${name}.txt`), `;FFMETADATA1\n${marks.join('')}`);
  const graph = `${clips.map((_, at) => `[${at}:v]setpts=PTS-STARTPTS[v${at}];`).join('')}${clips.map((_, at) => `[v${at}]`).join('')}concat=n=${clips.length},scale=480:270[v]`;
  const inputs = [...clips.map(streamOf), path(`${name}.txt`)].flatMap((file) => ['-i', file]);
  const encode = ['-map', '[v]', '-map_chapters', String(clips.length), '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '26'];
  await runFfmpeg([...inputs, '-filter_complex', graph, ...encode, path(`${name}.mkv`)]);
  return path(`${name}.mkv`);
}

beforeAll(async () => {
  await mkdir(path('clips'), { recursive: true });
  for (const { id, from, start, seconds } of CLIPS) {
    const shape = `trim=${start}:${start + seconds},setpts=PTS-STARTPTS,fps=24,scale=640:360,setsar=1`;
    const encode = ['-an', '-vf', shape, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-pix_fmt', 'yuv420p'];
    const drawn = from.includes('=') ? ['-f', 'lavfi'] : [];
    await runFfmpeg([...drawn, '-i', from, ...encode, '-f', 'mpegts', '-mpegts_m2ts_mode', '1', streamOf(id)]);
  }
});

/** A library with some batches of the disc. */
async function libraryWith(...batches: readonly Batch[]): Promise<string> {
  const home = join(await temporaryFolder(), 'library');
  for (const batch of batches) {
    const { clips, chapters } = BATCHES[batch];
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
    for (const { id } of played)
      await runFfmpeg(['-i', streamOf(id), '-c', 'copy', '-f', 'mpegts', '-mpegts_m2ts_mode', '1', join(disc, `BDMV/STREAM/${id}.m2ts`)]);
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
  return home;
}

async function variantsOf(home: string, copy: string) {
  return scanRecord.parse(records(await streetdate(['scan', copy, '--home', home, '--json']))[0]).matches[0]!.sources?.variants;
}

test('a copy says which batch of a disc it was made from, by a take that was swapped', async () => {
  const home = await libraryWith('batch-1', 'batch-2');
  const { clips, chapters } = BATCHES['batch-2'];
  expect(await variantsOf(home, await makeCopy('swapped', clips, chapters))).toMatchObject([
    { carries: ['film-disc-batch-2.00800'], excludes: ['film-disc-batch-1.00800'], points: 1, chance: 0.5 },
  ]);
});

test('and by chapters that were moved', async () => {
  const home = await libraryWith('batch-1', 'batch-3');
  const { clips, chapters } = BATCHES['batch-3'];
  expect(await variantsOf(home, await makeCopy('moved', clips, chapters))).toMatchObject([
    { carries: ['film-disc-batch-3.00800'], excludes: ['film-disc-batch-1.00800'], points: 2, chance: 0.25 },
  ]);
  expect(await variantsOf(home, await makeCopy('without', clips, []))).toEqual([]);
});
