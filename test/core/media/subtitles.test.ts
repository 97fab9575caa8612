// @module-tag process
import { copyFile, truncate } from 'node:fs/promises';
import { fingerprintFile, probe } from '@streetdate/core';
import { readSubtitles } from '@streetdate/core/internal/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { footageFingerprint } from '../../tools/footage-fingerprint.ts';
import { standing, writeGraphics, writeSubRip } from '../../tools/subtitles.ts';

const clip = clipFolder();
const SHOWN = [2, 4.5, 7, 8.2];
const times = (stream: number, shown = SHOWN) => ({ stream, timesMs: Uint32Array.from(shown, (seconds) => 1000 * seconds) });

/** Makes a film of twelve seconds, from whose two subtitle files streams are taken as `output` says. */
function makeFilm(name: string, output: readonly string[]): Promise<void> {
  const inputs = ['-f', 'lavfi', '-i', 'testsrc=s=720x480:r=30:d=12', '-i', clip('graphics.sup'), '-i', clip('text.srt')];
  return runFfmpeg([...inputs, '-map', '0', ...output, clip(name)]);
}

beforeAll(async () => {
  await writeGraphics(clip('graphics.sup'), standing(...SHOWN));
  await writeSubRip(clip('text.srt'), standing(...SHOWN));
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await makeFilm('both.mkv', ['-map', '1', '-map', '2', ...encode, '-c:s', 'copy']);
  await makeFilm('text.mp4', ['-map', '2', ...encode, '-c:s', 'mov_text']);
  await makeFilm('disc.vob', ['-map', '1', '-target', 'ntsc-dvd', '-c:s', 'dvdsub']);
  await makeFilm('graphics.m2ts', ['-map', '1', ...encode, '-c:s', 'copy', '-mpegts_m2ts_mode', '1', '-f', 'mpegts']);
});

describe('when subtitles have something to show', () => {
  test.each([
    ['both.mkv', [times(1), times(2)]],
    ['text.mp4', [times(1)]],
    ['graphics.m2ts', [times(1)]],
  ])('is read of %s', async (name, expected) => {
    const { subtitles } = await probe(clip(name));
    // ffmpeg of before 2020 writes such a stream without saying what it is.
    expect(await readSubtitles(clip(name))).toEqual(subtitles.length === 0 ? [] : expected);
  });

  test('is read of a DVD’s stream, whose clock does not begin at nought', async () => {
    const [track, ...others] = await readSubtitles(clip('disc.vob'));
    expect(others).toEqual([]);
    for (const [at, seconds] of SHOWN.entries()) expect(track!.timesMs[at]! / 1000).toBeCloseTo(seconds, 1);
  });

  test('is kept with a reference, and not with a query', async () => {
    expect((await fingerprintFile(clip('both.mkv'), { role: 'reference' })).subtitles).toEqual([times(1), times(2)]);
    expect(await fingerprintFile(clip('both.mkv'))).not.toHaveProperty('subtitles');
    expect(await footageFingerprint('sintel', 'reference')).not.toHaveProperty('subtitles');
  });

  test('is read of what is left of a file that was cut off', async () => {
    await copyFile(clip('both.mkv'), clip('cut.mkv'));
    const { fileBytes } = await probe(clip('both.mkv'));
    await truncate(clip('cut.mkv'), Math.floor(0.6 * fileBytes));
    const [graphics, text] = await readSubtitles(clip('cut.mkv'));
    expect([...graphics!.timesMs]).toEqual(SHOWN.map((seconds) => 1000 * seconds).slice(0, graphics!.timesMs.length));
    expect(text!.timesMs.length).toBeGreaterThanOrEqual(1);
  });

  test('is not asked of a file that has no such streams, and stops with the signal’s reason', async () => {
    expect(await readSubtitles(FOOTAGE.ocean)).toEqual([]);
    await expect(readSubtitles(clip('both.mkv'), { signal: AbortSignal.abort('enough') })).rejects.toBe('enough');
    await expect(readSubtitles(clip('nowhere.mkv'))).rejects.toMatchObject({ code: 'file-not-found' });
  });
});
