// @module-tag process
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { createBundle, Ledger, recordScans, signerOf } from '@streetdate/evidence';
import { expect, test } from 'vitest';
import { writeCopy } from '../cli/tools/prints.ts';
import { records, streetdate } from '../cli/tools/streetdate.ts';
import { madeBundle, newKeys } from './tools/case.ts';
import { resigned } from './tools/forge.ts';

test('a scan of the same file elsewhere confirms the bundle, to the byte', async () => {
  const { folder, copy, bundle } = await madeBundle();
  const path = join(folder, 'case-1.zip');
  await writeFile(path, bundle.bytes);
  const run = await streetdate(['replay', path, '--media', copy]);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toMatch(/^Is as the bundle states:\n/);
  expect(run.stdout).toMatch(/The fingerprint of the whole file has the SHA-256 [0-9a-f]{64}, as stated\./);
  expect(run.stdout).toMatch(/Film: (\d+) of the \1 enclosed frames have the same hash at the same time in the file\./);
  expect(run.stdout).toMatch(
    /Film: seconds 0\.0 to 60\.\d at a mean distance of 0\.05\d is stated, and seconds 0\.0 to 60\.\d .* was found\./,
  );
  expect(run.stdout).toMatch(/Film: the verdict is stated to be “pre-release-leak”, as it is here\./);
  const [record] = records(await streetdate(['replay', path, '--media', copy, '--json']));
  expect(record).toMatchObject({ type: 'replay', isConfirmed: true });
});

test('a renamed file is compared with the only scan; another film confirms nothing', async () => {
  const { folder, uploads, stranger, bundle } = await madeBundle();
  const path = join(folder, 'case-1.zip');
  await writeFile(path, bundle.bytes);
  const elsewhere = join(folder, 'elsewhere');
  await mkdir(elsewhere);
  await copyFile(stranger, join(elsewhere, 'copy.sdfp'));
  const other = await streetdate(['replay', path, '--media', join(elsewhere, 'copy.sdfp')]);
  expect(other).toMatchObject({ status: 3, stderr: expect.stringContaining('does not confirm the bundle') });
  expect(other.stdout).toMatch(/^Differs:\n/);
  expect(other.stdout).toMatch(/Film: 0 of the \d+ enclosed frames have the same hash/);
  expect(other.stdout).toMatch(/Film: the stated match was not found\./);
  expect(other.stdout).not.toMatch(/leaked by/);
  await copyFile(await writeCopy(uploads, 'film.sdfp', 1), join(elsewhere, 'renamed.sdfp'));
  expect(await streetdate(['replay', path, '--media', join(elsewhere, 'renamed.sdfp'), '--scan', 'none'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('scan must be one of the bundle: copy.sdfp'),
  });
  expect(await streetdate(['replay', path, '--media', join(elsewhere, 'renamed.sdfp')])).toMatchObject({ status: 0 });
});

test('what a bundle states wrongly is found by the repeated scan', async () => {
  const { folder, copy, bundle, privateKey } = await madeBundle();
  const path = join(folder, 'forged.zip');
  const forged = await resigned(bundle, privateKey, (content) => {
    content.scans[0].found[0].segments[0].queryEnd = 30;
    content.scans[0].matches[0].verdict.kind = 'released-copy';
  });
  await writeFile(path, forged);
  const run = await streetdate(['replay', path, '--media', copy]);
  expect(run.status).toBe(3);
  expect(run.stdout).toMatch(/seconds 0\.0 to 30\.0 at a mean distance of 0\.05\d is stated and was not found\./);
  expect(run.stdout).toMatch(/the verdict is stated to be “released-copy”, and is “pre-release-leak” here\./);
});

test('of a bundle with two scans, the one of that file is compared; a damaged bundle and a missing file are named', async () => {
  const { folder, home, copy, stranger } = await madeBundle();
  const library = await openLibrary(home);
  const ledger = new Ledger(library);
  await recordScans(ledger, library, 'M. Rossi');
  const { bytes } = await createBundle(library, ledger, [copy, stranger], { signers: [signerOf(newKeys().privateKey)] });
  await library.close();
  const path = join(folder, 'both.zip');
  await writeFile(path, bytes);
  const run = await streetdate(['replay', path, '--media', stranger]);
  expect(run).toMatchObject({ status: 0, stdout: expect.stringContaining('No match is stated.') });
  expect(await streetdate(['replay', path, '--media', join(folder, 'none.mp4'), '--scan', 'copy.sdfp'])).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('none.mp4'),
  });
  await writeFile(path, bytes.subarray(0, 1000));
  expect(await streetdate(['replay', path, '--media', copy])).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('the bundle is damaged'),
  });
});
