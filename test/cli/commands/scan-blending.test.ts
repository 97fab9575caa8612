// @module-tag slow
import { join } from 'node:path';
import { scanRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** Where a part of the picture goes in each shot, in pixels a frame: fast enough for two frames to be unlike. */
const PANS = ['x=14*n:y=0', 'x=640-14*n:y=180', 'x=12*n:y=6*n', 'x=640-12*n:y=180-6*n', 'x=320:y=8*n'];

/** A film of 24 s at 24 frames a second: shots of a second and a half, each a pan over a picture. */
function shots(): string {
  const cut = (at: number) =>
    `[0:v]trim=${(at % 5) * 1.6}:${(at % 5) * 1.6 + 1.55},setpts=PTS-STARTPTS,fps=24,trim=end_frame=36,crop=640:540:${PANS[(2 * at) % PANS.length]},scale=640:360${at % 3 === 1 ? ',hflip' : ''},setsar=1[shot${at}]`;
  const all = Array.from({ length: 16 }, (_, at) => at);
  return `${all.map(cut).join(';')};${all.map((at) => `[shot${at}]`).join('')}concat=n=16:v=1`;
}

test('frames that were mixed for another rate tell which of two renditions a copy was made from', async () => {
  const folder = await temporaryFolder();
  const path = (name: string) => join(folder, name);
  const x264 = (crf: number) => ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(crf)];
  const mix = 'framerate=fps=50:interp_start=0:interp_end=255:scene=100';
  const mpeg2 = ['-c:v', 'mpeg2video', '-b:v', '4M', '-g', '12', '-flags', '+ildct+ilme'];
  await runFfmpeg(['-i', FOOTAGE.ocean, '-an', '-filter_complex', shots(), ...x264(14), path('master.mkv')]);
  await runFfmpeg(['-i', path('master.mkv'), '-vf', `${mix},scale=720:576,interlace=lowpass=off`, '-r', '25', ...mpeg2, path('disc.mpg')]);
  await runFfmpeg(['-i', path('master.mkv'), '-vf', 'scale=480:270', ...x264(28), path('of-the-master.mkv')]);
  await runFfmpeg(['-i', path('master.mkv'), '-vf', 'fps=25,scale=480:270', ...x264(28), path('repeated.mkv')]);
  await runFfmpeg(['-i', path('disc.mpg'), '-vf', 'yadif=deint=all,scale=480:270', ...x264(28), path('of-the-disc.mkv')]);
  const home = path('home');
  for (const [kind, file] of [
    ['master', 'master.mkv'],
    ['disc', 'disc.mpg'],
  ] as const) {
    const call = ['enroll', path(file), '--home', home, '--title', 'Waves', '--id', kind, '--kind', kind, '--details'];
    expect(await streetdate(call)).toMatchObject({ status: 0 });
  }
  const reasonsOf = async (file: string) => {
    const { sources } = scanRecord.parse(records(await streetdate(['scan', path(file), '--home', home, '--json']))[0]).matches[0]!;
    return sources!.evidence.map(({ reason }) => reason);
  };
  const notMixed =
    'Its frames are not mixed from two pictures every 1.00 s; those of the disc disc are, and those of the digital rendition master are not.';
  expect(await reasonsOf('of-the-master.mkv')).toContain(notMixed);
  expect(await reasonsOf('repeated.mkv')).toContain(notMixed);
  expect(await reasonsOf('of-the-disc.mkv')).toContain(
    'Its frames are mixed from two pictures every 1.00 s, at the moments where those of the disc disc are; those of the digital rendition master are not.',
  );
});
