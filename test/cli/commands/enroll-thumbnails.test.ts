// @module-tag slow
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadFingerprint } from '@streetdate/core';
import { scanRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** The fingerprints that a library keeps. */
async function storedIn(home: string) {
  const files = (await readdir(home, { recursive: true })).filter((file) => file.endsWith('.sdfp'));
  return Promise.all(files.map((file) => loadFingerprint(join(home, file))));
}

test('a film that was enrolled with thumbnails is surely found in an upright cut of it, and one without by its keypoints, weakly', async () => {
  const folder = await temporaryFolder();
  const upright = join(folder, 'upright.mp4');
  await runFfmpeg([
    ...['-i', FOOTAGE.sintel, '-vf', 'crop=120:170:260:0,scale=240:340', '-an'],
    ...['-c:v', 'libx264', '-crf', '24', '-pix_fmt', 'yuv420p', upright],
  ]);
  const scanWith = async (name: string, ...options: readonly string[]) => {
    const home = join(folder, name);
    const enrolled = await streetdate(['enroll', FOOTAGE.sintel, '--home', home, '--title', 'Sintel', ...options]);
    expect(enrolled).toMatchObject({ status: 0, stderr: '' });
    const [reference] = await storedIn(home);
    const scanned = await streetdate(['scan', upright, '--home', home, '--json']);
    return { reference: reference!, scan: records(scanned).find(({ type }) => type === 'scan'), home };
  };
  const plain = await scanWith('plain');
  expect(plain.reference.thumbnails).toBeUndefined();
  expect(plain.scan).toMatchObject({ matches: [{ strength: 'weak' }] });
  const { reference, scan, home } = await scanWith('pictures', '--thumbnails');
  expect(reference.thumbnails).toMatchObject({ side: 32 });
  expect(scan).toMatchObject({
    matches: [{ referenceId: 'sintel.1', strength: 'strong', segments: [{ queryView: 'solved', mirrored: false }] }],
  });
  const [segment] = scanRecord.parse(scan).matches[0]!.segments;
  const { cutOut, referenceStart, queryStart } = segment!;
  expect(Math.abs(cutOut!.left - 0.65)).toBeLessThan(0.04);
  expect(Math.abs(cutOut!.right - 0.95)).toBeLessThan(0.04);
  expect(Math.abs(referenceStart - queryStart)).toBeLessThan(0.5);
  const shown = await streetdate(['show', upright, '--home', home]);
  expect(shown.stdout).toMatch(/cropped to 6[1-9] to 9[1-9] % of its width/);
});
