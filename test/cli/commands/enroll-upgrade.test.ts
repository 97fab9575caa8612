// @module-tag slow
import { createHash } from 'node:crypto';
import { copyFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintFile, loadFingerprint } from '@streetdate/core';
import { encodeFingerprint } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { sqliteDatabase } from '../../../packages/engine/src/catalogue/sql/database.ts';
import { openSqlCatalogue } from '../../../packages/engine/src/catalogue/sql/sql-catalogue.ts';
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
  // By its keypoints alone.
  const unsure = await streetdate(['scan', upright, '--home', home, '--json']);
  expect(records(unsure).find(({ type }) => type === 'scan')).toMatchObject({ matches: [{ strength: 'weak' }] });

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
  expect(records(found).find(({ type }) => type === 'scan')).toMatchObject({ matches: [{ referenceId: 'sintel.1', strength: 'strong' }] });
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

test('a film that an earlier version enrolled gets local features on request, and by another copy of it', {
  timeout: 180_000,
}, async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const enroll = (film: string, ...options: string[]) =>
    streetdate(['enroll', film, '--home', home, '--title', 'Ocean', '--without-iscc', '--json', ...options]);
  await enroll(FOOTAGE.ocean);
  const { fingerprint: whole } = await referenceOf(home);
  expect(whole.localFeatures).toMatchObject({ looks: 1 });

  await forgetLocalFeatures(home);
  // Nothing is decoded again unless it is asked for.
  expect(records(await enroll(FOOTAGE.ocean))[0]).not.toHaveProperty('upgraded');
  expect(records(await streetdate(['doctor', '--home', home, '--json']))[0]).toMatchObject({ library: { lackLocalFeatures: 1 } });
  expect((await streetdate(['doctor', '--home', home])).stdout).toContain('1 reference has no local features');
  expect(records(await enroll(FOOTAGE.ocean, '--local-features'))).toMatchObject([{ upgraded: ['localFeatures'] }]);
  expect((await referenceOf(home)).fingerprint).toEqual(whole);
  expect(records(await streetdate(['doctor', '--home', home, '--json']))[0]).toMatchObject({ library: { lackLocalFeatures: 0 } });

  await forgetLocalFeatures(home);
  const copy = join(folder, 'copy.mp4');
  await copyFile(FOOTAGE.ocean, copy);
  expect(records(await enroll(copy))).toMatchObject([{ id: 'ocean.1', upgraded: ['localFeatures'] }]);
  expect((await referenceOf(home)).fingerprint).toEqual(whole);
});

/** Makes the only fingerprint of a library one of an earlier version. */
async function forgetLocalFeatures(home: string): Promise<void> {
  const { reference } = await referenceOf(home);
  const bytes = encodeFingerprint(await fingerprintFile(reference.media!.path, { role: 'reference', localFeatures: false }));
  const fingerprintSha256 = createHash('sha256').update(bytes).digest('hex');
  await writeFile(join(home, 'fingerprints', `${fingerprintSha256}.sdfp`), bytes);
  const catalogue = await openSqlCatalogue(sqliteDatabase(join(home, 'catalogue.sqlite')));
  await catalogue.write((writer) => writer.putReference({ ...reference, fingerprintSha256 }));
  await catalogue.close();
}
