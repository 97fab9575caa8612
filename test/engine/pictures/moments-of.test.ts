// @module-tag process
import { mkdir } from 'node:fs/promises';
import { decodeMoments, type Moment } from '@streetdate/core/internal/node';
import { momentsOf } from '@streetdate/engine/internal';
import { expect, test } from 'vitest';
import { clipFolder, meanDifference } from '../../tools/clips.ts';
import { makeClipInfo, makeIndex, makePlaylist } from '../../tools/disc/bluray.ts';
import { DVD_PROGRAMS, sharedDvd } from '../../tools/disc/dvd.ts';
import { hasProgram, writeFiles } from '../../tools/disc/write-disc.ts';
import { runFfmpeg } from '../../tools/footage.ts';

const path = clipFolder();
const LONG_SIDE = 160;

async function take(moments: AsyncIterable<Moment>): Promise<Moment[]> {
  const taken: Moment[] = [];
  for await (const moment of moments) taken.push(moment);
  return taken;
}

/** The moments of a file, as a time of the film and of the file. */
async function truthOf(file: string, times: readonly (readonly [film: number, file: number])[]): Promise<Moment[]> {
  const found = await take(
    decodeMoments(
      file,
      times.map(([, time]) => time),
      { longSide: LONG_SIDE },
    ),
  );
  return times.map(([film, time]) => {
    const { frame } = found.find((moment) => moment.time === time)!;
    return { time: film, frame: frame && { ...frame, time: frame.time + film - time } };
  });
}

function expectEqual(found: readonly Moment[], truth: readonly Moment[]): void {
  expect(found.map(({ time }) => time)).toEqual(truth.map(({ time }) => time));
  for (const [at, { time, frame }] of truth.entries()) {
    expect(frame, `a frame at ${time}`).toBeDefined();
    expect(found[at]!.frame, `a frame at ${time}`).toBeDefined();
    // A transport stream's clock differs by some milliseconds after a seek.
    expect(Math.abs(found[at]!.frame!.time - frame!.time), `its time at ${time}`).toBeLessThan(0.005);
    expect(meanDifference(found[at]!.frame!, frame!), `its picture at ${time}`).toBeLessThan(1);
  }
}

// A disc has a key frame a second; encoders of other films put some 10 s between them.
test.each([24, 240])('of a film on a Blu-ray the frames come from its clips, with a key frame each %i frames', async (keyFrames) => {
  const disc = path(`disc-${keyFrames}`);
  await mkdir(`${disc}/BDMV/STREAM`, { recursive: true });
  const stream = (name: string) => `${disc}/BDMV/STREAM/${name}.m2ts`;
  const coded = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-g',
    String(keyFrames),
    '-keyint_min',
    String(keyFrames),
    '-sc_threshold',
    '0',
  ];
  const packed = ['-b:v', '6M', '-minrate', '6M', '-maxrate', '6M', '-bufsize', '6M', '-pix_fmt', 'yuv420p', '-c:a', 'ac3'];
  for (const [name, picture, seconds] of [
    ['00001', 'testsrc2', 40],
    ['00002', 'testsrc', 12],
  ] as const) {
    const film = [
      '-f',
      'lavfi',
      '-i',
      `${picture}=s=320x180:r=24:d=${seconds},noise=alls=40:allf=t`,
      '-f',
      'lavfi',
      '-i',
      `sine=d=${seconds}`,
    ];
    await runFfmpeg([...film, ...coded, ...packed, '-f', 'mpegts', '-mpegts_m2ts_mode', '1', stream(name)]);
  }
  await writeFiles(disc, {
    'BDMV/index.bdmv': makeIndex(-1, [-1]),
    'BDMV/PLAYLIST/00800.mpls': makePlaylist([
      { clip: '00001', in: 605, out: 635 },
      { clip: '00002', in: 600, out: 612 },
    ]),
    'BDMV/CLIPINF/00001.clpi': makeClipInfo(600, 640),
    'BDMV/CLIPINF/00002.clpi': makeClipInfo(600, 612),
  });
  const film = { path: disc, feature: '00800' };
  const found = await take(momentsOf(film, [38.5, 0.5, 29, 27.25, 14, 500], { longSide: LONG_SIDE }));
  const one = [0.5, 14, 27.25, 29].map((time) => [time, time + 5] as const);
  const truth = [...(await truthOf(stream('00001'), one)), ...(await truthOf(stream('00002'), [[38.5, 8.5]]))];
  expect(found.pop()).toEqual({ time: 500, frame: undefined });
  expectEqual(found, truth);
});

test.skipIf(!DVD_PROGRAMS.every(hasProgram))(
  'of a film on a DVD the frames come from its VOBs, of which the first has 180 frames',
  async () => {
    const disc = await sharedDvd();
    const found = await take(momentsOf({ path: disc, feature: '1' }, [3, 5.5, 8.01], { longSide: LONG_SIDE }));
    const parts = `${disc}/..`;
    const truth = [
      ...(await truthOf(`${parts}/a.mpg`, [
        [3, 3],
        [5.5, 5.5],
      ])),
      ...(await truthOf(`${parts}/b.mpg`, [[8.01, 8.01 - 6.006]])),
    ];
    expectEqual(found, truth);
  },
);

test('a film that a disc does not have is named', async () => {
  const missing = take(momentsOf({ path: path('disc-24'), feature: '00801' }, [1], { longSide: LONG_SIDE }));
  await expect(missing).rejects.toMatchObject({ code: 'damaged-disc', message: `${path('disc-24')} has no title 00801` });
  await expect(take(momentsOf({ path: undefined }, [1], { longSide: LONG_SIDE }))).rejects.toMatchObject({ code: 'file-not-found' });
});
