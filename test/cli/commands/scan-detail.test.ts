// @module-tag slow
import { join } from 'node:path';
import { scanRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** What makes other shots of one: each pans over it, so that no two frames are alike. */
const PANS = ['8*n:0', '320-8*n:180', '8*n:5*n', '320-8*n:180-5*n'];
const TURNS = ['null', 'hflip', 'vflip'];

/** A film of twelve shots of a second and a half. */
function shots(): string {
  const cut = (at: number) =>
    `[0:v]trim=${(at % 5) * 1.6}:${(at % 5) * 1.6 + 1.5},setpts=PTS-STARTPTS,crop=960:540:${PANS[at % PANS.length]},${TURNS[at % TURNS.length]}[shot${at}]`;
  const all = Array.from({ length: 12 }, (_, at) => at);
  return `${all.map(cut).join(';')};${all.map((at) => `[shot${at}]`).join('')}concat=n=12:v=1`;
}

test('what is fine in a copy’s pictures tells which of two renditions it was made from', async () => {
  const folder = await temporaryFolder();
  const path = (name: string) => join(folder, name);
  const x264 = (crf: number) => ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(crf)];
  await runFfmpeg(['-i', FOOTAGE.ocean, '-an', '-filter_complex', shots(), ...x264(12), path('master.mkv')]);
  await runFfmpeg(['-i', path('master.mkv'), '-vf', 'scale=480:270', '-c:v', 'mpeg2video', '-b:v', '1500k', '-g', '12', path('disc.mpg')]);
  await runFfmpeg(['-i', path('master.mkv'), '-vf', 'scale=720:404', ...x264(12), path('of-the-master.mkv')]);
  await runFfmpeg(['-i', path('disc.mpg'), '-vf', 'scale=720:404', ...x264(12), path('of-the-disc.mkv')]);
  const home = path('library');
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
  expect(await reasonsOf('of-the-master.mkv')).toContainEqual(
    expect.stringMatching(
      /^At full resolution it shares more detail, grain and compression errors with the digital rendition master than the disc disc does, in \d+ moments against \d+\.$/,
    ),
  );
  expect((await reasonsOf('of-the-disc.mkv')).filter((reason) => reason.includes('than the disc disc does'))).toEqual([]);
});
