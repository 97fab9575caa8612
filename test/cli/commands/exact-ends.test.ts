// @module-tag process
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

test('a clip inside another film is found to the frame, and a window still to open makes its title hot', async () => {
  const folder = await temporaryFolder();
  const mixed = join(folder, 'mixed.mp4');
  // 25 frames a second throughout: 3 s of waves, frames 130 to 210 of Sintel (5.2 to 8.4 s of that film at its new rate), waves again.
  const part = (input: number, from: number, to: number, label: string) =>
    `[${input}:v]fps=25,scale=400:170,setsar=1,trim=start_frame=${from}:end_frame=${to},setpts=PTS-STARTPTS[${label}]`;
  await runFfmpeg([
    ...['-i', FOOTAGE.ocean, '-i', FOOTAGE.sintel, '-i', FOOTAGE.ocean],
    ...['-filter_complex', `${part(0, 0, 75, 'a')};${part(1, 130, 210, 'b')};${part(2, 75, 150, 'c')};[a][b][c]concat=n=3[v]`],
    ...['-map', '[v]', '-c:v', 'libx264', '-crf', '20', '-pix_fmt', 'yuv420p', mixed],
  ]);
  const home = join(folder, 'home');
  const enrolled = await streetdate([
    '--home',
    home,
    '-q',
    'enroll',
    FOOTAGE.sintel,
    '--title',
    'Sintel',
    '--window',
    'US:disc:2026-03-01T00:00:00Z',
    // Three seconds may be of a trailer, unless there is none.
    '--promo',
    'none',
  ]);
  expect(enrolled).toMatchObject({ status: 0, stderr: '' });
  const scanned = await streetdate(['--home', home, '-q', 'scan', mixed, '--json', '--territory', 'US']);
  expect(scanned.status, scanned.stderr).toBe(1);
  const [scan] = records(scanned) as { matches: { segments: { queryStart: number; queryEnd: number; speed: number }[] }[] }[];
  expect(scan!.matches).toHaveLength(1);
  const [segment, ...others] = scan!.matches[0]!.segments;
  expect(others).toEqual([]);
  expect(segment!.queryStart).toBeCloseTo(75 / 25, 2);
  expect(segment!.queryEnd).toBeCloseTo(155 / 25, 2);
});
