// @module-tag process
import { readFile } from 'node:fs/promises';
import { SubtitleClock } from '@streetdate/disc';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder } from '../tools/clips.ts';
import { runFfmpeg } from '../tools/footage.ts';
import { standing, writeGraphics } from '../tools/subtitles.ts';

const path = clipFolder();
const SHOWN = [2, 4.5, 7, 8.2];

beforeAll(async () => {
  await writeGraphics(path('graphics.sup'), standing(...SHOWN));
  const film = ['-f', 'lavfi', '-i', 'testsrc=s=720x480:r=30:d=12', '-f', 'lavfi', '-i', 'sine=d=12', '-i', path('graphics.sup')];
  const streams = ['-map', '0', '-map', '1', '-map', '2'];
  const named = ['-streamid', `0:${0x1011}`, '-streamid', `1:${0x1100}`, '-streamid', `2:${0x1200}`, '-mpegts_m2ts_mode', '1'];
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'ac3', '-c:s', 'copy'];
  await runFfmpeg([...film, ...streams, ...encode, ...named, '-f', 'mpegts', path('00001.m2ts')]);
  await runFfmpeg([...film, ...streams, '-target', 'ntsc-dvd', '-c:s', 'dvdsub', path('title.vob')]);
});

/** Passes a file through in blocks. */
async function listen(clock: SubtitleClock, name: string, share = 1): Promise<Buffer> {
  const bytes = await readFile(path(name));
  const blocks = async function* () {
    for (let at = 0; at < share * bytes.length; at += 6144) yield bytes.subarray(at, at + 6144);
  };
  const passed: Uint8Array[] = [];
  for await (const block of clock.listen(blocks())) passed.push(block);
  return Buffer.concat(passed);
}

describe.each([
  { name: 'title.vob', kind: 'a DVD', vobId: 1, stream: 0x20 },
  { name: '00001.m2ts', kind: 'a Blu-ray', vobId: undefined, stream: 0x1200 },
])('while a clip of $kind passes by', ({ name, stream, ...vob }) => {
  const clip = vob.vobId === undefined ? {} : { vobId: vob.vobId };

  test('it is noted when its subtitles come up', async () => {
    const clock = new SubtitleClock(clip);
    expect((await listen(clock, name)).equals(await readFile(path(name)))).toBe(true);
    const [track, ...others] = clock.tracks();
    expect(others).toEqual([]);
    expect(track!.stream).toBe(stream);
    expect(track!.timesMs).toHaveLength(SHOWN.length);
    for (const [at, seconds] of SHOWN.entries()) expect(track!.timesMs[at]! / 1000).toBeCloseTo(seconds, 1);
  });

  test('what came farthest counts', async () => {
    const clock = new SubtitleClock(clip);
    expect(clock.tracks()).toEqual([]);
    await listen(clock, name);
    const whole = clock.tracks();
    await listen(clock, name, 0.5);
    expect(clock.tracks()).toEqual(whole);
  });
});

test('bytes that are no clip have no subtitles', async () => {
  for (const clip of [{}, { vobId: 1 }]) {
    const clock = new SubtitleClock(clip);
    for await (const _ of clock.listen(
      (async function* () {
        yield new Uint8Array(12_288).fill(0x47);
        yield new Uint8Array(7);
      })(),
    ));
    expect(clock.tracks()).toEqual([]);
  }
});
