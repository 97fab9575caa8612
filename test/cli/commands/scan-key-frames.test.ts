// @module-tag slow
import { join } from 'node:path';
import { scanRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** More than three minutes of a generated film at 12 frames a second, with 4 to 10 s of Sintel from 100 s on; a key frame every two seconds. */
async function longFilm(path: string): Promise<void> {
  const generated = (seconds: number) => ['-f', 'lavfi', '-i', `testsrc2=s=200x86:r=12:d=${seconds}`];
  const shape = 'scale=200:86,setsar=1,format=yuv420p';
  const clip = `[1:v]fps=12,trim=start_frame=48:end_frame=120,setpts=PTS-STARTPTS,${shape}[b]`;
  await runFfmpeg([
    ...[...generated(100), '-i', FOOTAGE.sintel, ...generated(100)],
    ...['-filter_complex', `[0:v]${shape}[a];${clip};[2:v]hflip,${shape}[c];[a][b][c]concat=n=3[v]`],
    ...['-map', '[v]', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '24', '-bf', '2', '-sc_threshold', '0', path],
  ]);
}

test('of a long film the key frames find a clip, a closer look its ends; --thorough decodes all of it and is not taken for the same', async () => {
  const folder = await temporaryFolder();
  const [film, home] = [join(folder, 'film.mp4'), join(folder, 'home')];
  await longFilm(film);
  const enrolled = await streetdate(['--home', home, '-q', 'enroll', FOOTAGE.sintel, '--title', 'Sintel', '--street-date', '2100-01-01']);
  expect(enrolled.status).toBe(0);
  const scan = async (...more: string[]) => {
    const run = await streetdate(['--home', home, '-q', 'scan', film, '--json', ...more]);
    return scanRecord.parse(records(run)[0]);
  };

  const quick = await scan();
  expect(quick.look.frames).toBe('key');
  const closer = quick.look.closer.reduce((sum, { start, end }) => sum + end - start, 0);
  expect(closer).toBeLessThan(0.4 * quick.duration);
  expect(quick.matches).toHaveLength(1);
  expect(quick.matches[0]).toMatchObject({ strength: 'strong', segments: [{ queryStart: expect.closeTo(100, 1) }] });
  expect(quick.matches[0]!.segments.at(-1)!.queryEnd).toBeCloseTo(106, 0);
  expect(await scan()).toMatchObject({ reused: true, look: quick.look });

  const thorough = await scan('--thorough');
  expect(thorough).toMatchObject({ reused: false, scanId: quick.scanId, look: { frames: 'every', closer: [] } });
  expect(thorough.matches[0]!.segments[0]!.queryStart).toBeCloseTo(quick.matches[0]!.segments[0]!.queryStart, 2);
  // A thorough scan is as good as any, and it stays.
  expect(await scan()).toMatchObject({ reused: true, look: { frames: 'every' } });
  expect(await scan('--thorough')).toMatchObject({ reused: true });
});

test('a title enrolled later is searched in the stored fingerprint, and in the file if that leaves something undecided', async () => {
  const folder = await temporaryFolder();
  const [film, home] = [join(folder, 'film.mp4'), join(folder, 'home')];
  await longFilm(film);
  const enroll = (path: string, title: string) =>
    streetdate(['--home', home, '-q', 'enroll', path, '--title', title, '--street-date', '2100-01-01']);
  await enroll(FOOTAGE.ocean, 'Ocean');
  const scan = async () => scanRecord.parse(records(await streetdate(['--home', home, '-q', 'scan', film, '--json']))[0]);
  expect((await scan()).matches).toEqual([]);
  await enroll(FOOTAGE.sintel, 'Sintel');
  const found = await scan();
  expect(found.look.closer.some(({ start, end }) => start <= 100 && end >= 102)).toBe(true);
  expect(found.matches).toMatchObject([{ title: 'Sintel', strength: 'strong' }]);
});
