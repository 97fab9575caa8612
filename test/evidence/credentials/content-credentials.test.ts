import { readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContentCredentials, contradictionsOf, readContentCredentials } from '@streetdate/evidence';
import { describe, expect, test } from 'vitest';
import { streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';
import { sharedData } from '../../tools/footage.ts';

const pictures = sharedData('standards/c2pa');

describe.skipIf(pictures === undefined)('the pictures of shared/data/standards/c2pa (skipped where the folder is absent)', () => {
  const names = pictures === undefined ? [] : readdirSync(pictures).filter((name) => name.endsWith('.json'));

  test.each(names)('another reader finds the same faults: %s', async (name) => {
    const judged = JSON.parse(readFileSync(join(pictures!, name), 'utf8')) as { validation_status?: { code: string }[] };
    const expected = (judged.validation_status ?? []).map(({ code }) => code);
    const read = await readContentCredentials(readFileSync(join(pictures!, name.replace('.json', '.jpg'))));
    expect(read?.faults).toEqual(expected);
    // Their names tell as well: E and X are damaged.
    expect(read?.isIntact).toBe(!/^[EX]/.test(name));
  });

  test('a claim names its program, signer, actions and ingredients', async () => {
    expect(await readContentCredentials(readFileSync(join(pictures!, 'CAI.jpg')))).toMatchObject({
      generator: expect.stringContaining('make_test_images'),
      signer: expect.stringContaining('CN=C2PA Signer'),
      issuer: expect.stringContaining('CN=Intermediate CA'),
      actions: expect.arrayContaining(['c2pa.opened', 'c2pa.placed']),
      ingredients: [
        { title: 'A.jpg', relationship: 'parentOf' },
        { title: 'I.jpg', relationship: 'componentOf' },
      ],
      isBound: true,
    });
  });

  test('a picture without a manifest has none, and a cut one is no error', async () => {
    expect(await readContentCredentials(readFileSync(join(pictures!, 'A.jpg')))).toBeUndefined();
    const bytes = readFileSync(join(pictures!, 'CA.jpg'));
    for (const length of [3, 100, 5000, 100_000, bytes.length - 1000]) {
      const read = await readContentCredentials(bytes.subarray(0, length));
      expect(read?.isIntact ?? false).toBe(false);
    }
  });

  test('the command prints what is claimed and what does not hold', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'in'));
    for (const name of ['A', 'CA', 'E-sig-CA']) await copyFile(join(pictures!, `${name}.jpg`), join(folder, 'in', `${name}.jpg`));
    await writeFile(join(folder, 'in', 'text.txt'), 'hello');
    const files = ['A.jpg', 'CA.jpg', 'E-sig-CA.jpg', 'text.txt', 'none.jpg'].map((name) => join(folder, 'in', name));
    const run = await streetdate(['c2pa', ...files, '--home', join(folder, 'library')]);
    expect(run).toMatchObject({ status: 3, stderr: expect.stringContaining('none.jpg') });
    expect(run.stdout).toMatch(/A\.jpg: no C2PA manifest/);
    expect(run.stdout).toMatch(/CA\.jpg: the claim fits the file\n {2}made by make_test_images/);
    expect(run.stdout).toMatch(/E-sig-CA\.jpg: the claim does not hold: timeStamp\.mismatch, claimSignature\.mismatch/);
    expect(run.stdout).toMatch(/text\.txt: no C2PA manifest/);
  });
});

describe('a claim and a match', () => {
  const claim: ContentCredentials = {
    isIntact: true,
    faults: [],
    generator: 'Camera',
    signer: 'CN=Camera',
    issuer: 'CN=Maker',
    actions: ['c2pa.created'],
    ingredients: [],
    isBound: true,
    hardBinding: 'c2pa.hash.data',
    softBindings: [],
  };

  test('contradict each other where the claim says that the file was created of nothing else', () => {
    expect(contradictionsOf(claim, ['Film'])).toEqual([
      'The claim says that the file was created, of nothing else, and the file matches Film.',
    ]);
    expect(contradictionsOf({ ...claim, actions: ['c2pa.edited'] }, ['Film', 'Other'])).toEqual([
      'The claim names nothing that the file was made of, and the file matches Film and Other.',
    ]);
  });

  test('do not where there is no match, an ingredient is named, or the claim does not hold', () => {
    expect(contradictionsOf(claim, [])).toEqual([]);
    expect(contradictionsOf({ ...claim, ingredients: [{ title: 'film.mov', relationship: 'parentOf' }] }, ['Film'])).toEqual([]);
    expect(contradictionsOf({ ...claim, isIntact: false, faults: ['assertion.dataHash.mismatch'] }, ['Film'])).toEqual([]);
    expect(contradictionsOf({ ...claim, isBound: false }, ['Film'])).toEqual([]);
  });
});
