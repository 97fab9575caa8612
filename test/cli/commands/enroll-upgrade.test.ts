// @module-tag process
import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadFingerprint } from '@streetdate/core';
import { expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** The only fingerprint that the library refers to. */
async function referenceOf(home: string) {
  const { openLibrary } = await import('@streetdate/engine');
  await using library = await openLibrary(home, { access: 'read' });
  const [reference, another] = await library.references();
  expect(another).toBeUndefined();
  return { reference: reference!, fingerprint: await loadFingerprint(join(home, 'fingerprints', `${reference!.fingerprintSha256}.sdfp`)) };
}

test('an enrolled film gets the sections that it lacks, and stored scans of it are searched again on request', {
  timeout: 180_000,
}, async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const upright = join(folder, 'upright.mp4');
  await runFfmpeg([
    ...['-i', FOOTAGE.sintel, '-vf', 'crop=120:170:260:0,scale=240:340', '-an'],
    ...['-c:v', 'libx264', '-crf', '24', '-pix_fmt', 'yuv420p', upright],
  ]);
  const enroll = (...options: string[]) =>
    streetdate(['enroll', FOOTAGE.sintel, '--home', home, '--title', 'Sintel', '--without-iscc', '--json', ...options]);
  await enroll();
  const before = await referenceOf(home);
  expect(before.fingerprint.thumbnails).toBeUndefined();
  const missed = await streetdate(['scan', upright, '--home', home, '--json']);
  expect(records(missed).find(({ type }) => type === 'scan')).toMatchObject({ matches: [] });

  const upgraded = await enroll('--thumbnails');
  expect(upgraded.status).toBe(0);
  expect(records(upgraded)).toMatchObject([{ id: 'sintel.1', alreadyEnrolled: true, upgraded: ['thumbnails'] }]);
  expect(upgraded.stderr).toContain('1 stored scan may find more now');
  const after = await referenceOf(home);
  const { thumbnails, ...rest } = after.fingerprint;
  expect(thumbnails).toMatchObject({ side: 32 });
  expect(rest).toEqual(before.fingerprint);
  expect(after.reference).toEqual({ ...before.reference, fingerprintSha256: after.reference.fingerprintSha256 });

  // What is there is not made again; another section is added to it.
  const same = await enroll('--thumbnails');
  expect(records(same)[0]).not.toHaveProperty('upgraded');
  // Pictures of so few rows give none.
  const none = await enroll('--thumbnails', '--details');
  expect(records(none)[0]).not.toHaveProperty('upgraded');
  expect(none.stderr).toContain('no details can be made of it');
  const found = await streetdate(['scan', upright, '--home', home, '--json']);
  expect(records(found).find(({ type }) => type === 'scan')).toMatchObject({ matches: [{ referenceId: 'sintel.1' }] });
});

test('another copy of an enrolled film upgrades it in place, and --search-again finds what a scan had missed', {
  timeout: 180_000,
}, async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const [film, upright] = [join(folder, 'copy.mp4'), join(folder, 'upright.mp4')];
  await copyFile(FOOTAGE.sintel, film);
  await runFfmpeg([
    ...['-i', FOOTAGE.sintel, '-vf', 'crop=120:170:260:0,scale=240:340', '-an'],
    ...['-c:v', 'libx264', '-crf', '24', '-pix_fmt', 'yuv420p', upright],
  ]);
  const common = ['--home', home, '--title', 'Sintel', '--without-iscc'];
  await streetdate(['enroll', FOOTAGE.sintel, ...common]);
  await streetdate(['scan', upright, '--home', home]);
  const text = await streetdate(['enroll', film, ...common, '--thumbnails', '--search-again']);
  expect(text.stdout).toContain('thumbnails added');
  expect(text.stdout).toMatch(/upright\.mp4.*\n(?:.*\n)*.*Sintel/);
  await referenceOf(home);
  expect((await readdir(join(home, 'fingerprints'))).length).toBeGreaterThan(1);
});

test('one section is added beside another, and neither changes', { timeout: 180_000 }, async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const enroll = (...options: string[]) =>
    streetdate(['enroll', FOOTAGE.ocean, '--home', home, '--title', 'Ocean', '--without-iscc', '--json', ...options]);
  await enroll('--thumbnails');
  const { fingerprint: before } = await referenceOf(home);
  expect(records(await enroll('--details'))).toMatchObject([{ upgraded: ['details'] }]);
  const { details, blending: _, ...rest } = (await referenceOf(home)).fingerprint;
  expect(details).toMatchObject({ width: 84, height: 48 });
  expect(rest).toEqual(before);
});
