// @module-tag process
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectDecoder } from '@streetdate/core';
import { installLine, locateDecoder } from '@streetdate/core/internal/node';
import { describe, expect, test } from 'vitest';
import { parseDecoderVersion } from '../../../packages/core/src/media/decoder/decoder-version.ts';
import { clipFolder } from '../../tools/clips.ts';

const clip = clipFolder();

describe.skipIf(process.platform === 'win32')('the decoder is looked for', () => {
  async function program(folder: string, name: string, mode = 0o755): Promise<string> {
    await mkdir(clip(folder), { recursive: true });
    await writeFile(join(clip(folder), name), '#!/bin/sh\n');
    await chmod(join(clip(folder), name), mode);
    return join(clip(folder), name);
  }

  test('where the environment says, then on PATH, and ffprobe beside ffmpeg', async () => {
    const ffmpeg = await program('one', 'ffmpeg');
    const ffprobe = await program('one', 'ffprobe');
    const other = await program('two', 'ffmpeg');
    expect(locateDecoder({ PATH: `${clip('none')}:${clip('one')}` })).toEqual({ ffmpegPath: ffmpeg, ffprobePath: ffprobe });
    expect(locateDecoder({ FFMPEG_PATH: other, PATH: clip('one') })).toEqual({ ffmpegPath: other, ffprobePath: ffprobe });
    expect(locateDecoder({ FFMPEG_PATH: ffmpeg, PATH: '' })).toEqual({ ffmpegPath: ffmpeg, ffprobePath: ffprobe });
  });

  test('among what can be run only', async () => {
    await program('three', 'ffmpeg', 0o644);
    await mkdir(join(clip('four'), 'ffmpeg'), { recursive: true });
    const missing = { code: 'decoder-missing' };
    expect(() => locateDecoder({ PATH: `${clip('three')}:${clip('four')}` })).toThrow(expect.objectContaining(missing));
    const named = join(clip('three'), 'ffmpeg');
    const message = `FFMPEG_PATH is ${named}, which is not a program that can be run`;
    expect(() => locateDecoder({ FFMPEG_PATH: named })).toThrow(expect.objectContaining({ ...missing, message }));
  });
});

test.each([
  ['ffmpeg version 7.1.5-0+deb13u1 Copyright (c) 2000-2026\nlibavcodec     61. 19.101 / 61. 19.101', '7.1.5-0+deb13u1', 7],
  [
    'ffmpeg version N-47683-g0e8eb07980-static https://example.org/\nlibavcodec     58. 42.100 / 58. 42.100',
    'N-47683-g0e8eb07980-static',
    4,
  ],
  ['ffmpeg version n4.4.2 Copyright\nlibavcodec     58.134.100 / 58.134.100', 'n4.4.2', 4],
  ['ffmpeg version 5.1.6 Copyright\r\nlibavcodec     59. 37.100 / 59. 37.100', '5.1.6', 5],
  ['ffprobe version git-2020-01-01-abc\nlibavcodec     58. 65.100', 'git-2020-01-01-abc', 4],
  ['something else', 'unknown', 0],
])('the version is read from %j', (printed, version, release) => {
  expect(parseDecoderVersion(printed)).toEqual({ version, release });
});

test.each([
  ['linux', 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nID=debian\n', 'sudo apt-get install ffmpeg'],
  ['linux', 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'sudo apt-get install ffmpeg'],
  ['linux', 'ID=fedora\n', 'sudo dnf install ffmpeg --allowerasing  # after enabling RPM Fusion, rpmfusion.org'],
  [
    'linux',
    'ID="rocky"\nID_LIKE="rhel centos fedora"\n',
    'sudo dnf install ffmpeg --allowerasing  # after enabling RPM Fusion, rpmfusion.org',
  ],
  ['linux', 'ID=alpine\n', 'sudo apk add ffmpeg'],
  ['linux', 'ID=arch\n', 'sudo pacman -S ffmpeg'],
  ['linux', 'ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', 'sudo zypper install ffmpeg'],
  ['linux', 'ID=nixos\n', 'see https://ffmpeg.org/download.html'],
  ['darwin', '', 'brew install ffmpeg'],
  ['win32', '', 'winget install Gyan.FFmpeg'],
])('on %s with %j ffmpeg is installed by %s', (platform, osRelease, line) => {
  expect(installLine(platform, osRelease)).toBe(line);
});

test('the decoder in use is described', async () => {
  const report = await inspectDecoder();
  expect(report).toMatchObject({ ...locateDecoder(), installLine: installLine(), missingFilters: [] });
  expect(report.version).toMatch(/\d/);
  expect(report.probeVersion).toMatch(/\d/);
  // The build of 2018 is old, any other one that tests run on is not; both decode what discs have.
  expect(report.old).toBe(/^N-47683/.test(report.version));
  for (const codec of ['h264', 'mpeg2video', 'vc1', 'hevc', 'ac3', 'dca', 'truehd']) expect(report.missingDecoders).not.toContain(codec);
});

test.skipIf(process.platform === 'win32')('what a decoder lacks is listed', async () => {
  const fake = clip('poor-ffmpeg');
  const lists = `case "$*" in *-decoders*) echo " V....D h264   H.264";; *-filters*) echo " ..C scale  V->V  Scale";; *) echo "ffmpeg version 4.4
libavcodec     58. 134.100";; esac`;
  await writeFile(fake, `#!/bin/sh\n${lists}\n`, { mode: 0o755 });
  const report = await inspectDecoder({ FFMPEG_PATH: fake, FFPROBE_PATH: fake });
  expect(report).toMatchObject({ version: '4.4', old: true });
  expect(report.missingDecoders).toEqual(expect.arrayContaining(['hevc', 'mpeg2video', 'vc1', 'av1', 'vp9', 'eac3', 'dca', 'truehd']));
  expect(report.missingDecoders).not.toContain('h264');
  expect(report.missingFilters).toEqual(expect.arrayContaining(['select', 'showinfo', 'idet', 'field']));
});
