// @module-tag slow
import { appendFile, copyFile, cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isccCodeOfUnits, isccOfBytes, openLibrary } from '@streetdate/engine';
import { scanRecord } from '@streetdate/engine/records';
import { beforeAll, expect, test } from 'vitest';
import { openSqliteFile } from '../../../packages/engine/src/catalogue/sqlite/open-sqlite-file.ts';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { makeOlder } from '../tools/older-library.ts';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { type Run, records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

const path = clipFolder();
/** Ten seconds of Sintel, which has sound. */
const film = path('sintel.ts');
const enrollIn = (home: string) => ['enroll', film, '--home', home, '--title', 'Sintel', '--json'];

let enrolled: Run;
beforeAll(async () => {
  await copyFile(FOOTAGE.sintel, film);
  enrolled = await streetdate(enrollIn(path('library')));
});

/** A library with the film, for one test: it is a copy, since enrolling decodes the film. */
async function setUp() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  await cp(path('library'), home, { recursive: true });
  return { folder, home, film, enroll: enrollIn(home), enrolled };
}

const unitsOf = async (path: string) => {
  const { dataCode: data, instanceCode: instance } = await isccOfBytes([await readFile(path)], 256);
  return { data, instance };
};

test('enrolling stores the codes of the file and of its sound, and show prints them', async () => {
  const { home, film, enrolled } = await setUp();
  const units = await unitsOf(film);
  const [record] = records(enrolled);
  expect(record?.iscc).toEqual({ ...units, audio: expect.stringMatching(/^ISCC:EID[A-Z2-7]{52,}$/) });
  const { stdout } = await streetdate(['show', 'sintel.1', '--home', home]);
  expect(stdout).toContain(`  ISCC-CODE ${isccCodeOfUnits(units)}\n  Audio-Code ISCC:EID`);
  expect(stdout).toContain(`  Instance-Code ${units.instance}\n`);
  const [code] = records(await streetdate(['iscc', film, '--json']));
  expect(code?.iscc).toBe(isccCodeOfUnits(units));
});

test('enroll, scan and judge print an ISCC only when everything is to be told, and show always does', async () => {
  const { home, film, enroll } = await setUp();
  const again = enroll.filter((word) => word !== '--json');
  for (const argv of [again, ['scan', film, '--home', home], ['judge', film, '--home', home]]) {
    expect((await streetdate(argv)).stdout, argv[0]).not.toContain('ISCC');
    expect((await streetdate([...argv, '--verbose'])).stdout, argv[0]).toMatch(/ISCC-CODE ISCC:KU/);
  }
  expect((await streetdate(['scan', film, '--home', home, '-v'])).stdout).toMatch(/ISCC-CODE ISCC:KU/);
  for (const name of ['sintel.1', film]) expect((await streetdate(['show', name, '--home', home])).stdout).toMatch(/ISCC-CODE ISCC:KU/);
});

test('find takes an ISCC-CODE and finds the file, and a file that shares most of its bytes', async () => {
  const { folder, home, film } = await setUp();
  const changed = join(folder, 'changed.ts');
  await copyFile(film, changed);
  await appendFile(changed, 'a few bytes more');
  const codeOf = async (path: string) => String(records(await streetdate(['iscc', path, '--json']))[0]?.iscc);
  const found = records(await streetdate(['find', await codeOf(film), '--home', home, '--json']));
  expect(found).toEqual([
    expect.objectContaining({ type: 'find', referenceId: 'sintel.1', title: 'Sintel', unit: 'data', distance: 0, bits: 64 }),
    expect.objectContaining({ referenceId: 'sintel.1', unit: 'instance', distance: 0, bits: 64 }),
  ]);
  const near = await streetdate(['find', await codeOf(changed), '--home', home]);
  expect(near.stdout).toMatch(/^sintel\.1 {2}Sintel: Data-Code (?:equal in|\d of) 64 bits.*\n$/);
  const other = await streetdate(['find', await codeOf(FOOTAGE.ocean), '--home', home]);
  expect(other).toMatchObject({ status: 0, stdout: '', stderr: expect.stringContaining('no reference has it or is near it') });
});

test('a copy in another encoding is found by its Audio-Code alone, and its scan carries its codes', async () => {
  const { folder, home } = await setUp();
  await mkdir(join(folder, 'in'));
  const copy = join(folder, 'in', 'copy.mp4');
  await runFfmpeg(['-i', FOOTAGE.sintel, '-c:v', 'mpeg4', '-q:v', '5', '-c:a', 'aac', '-b:a', '96k', copy]);
  const [line] = records(await streetdate(['scan', copy, '--home', home, '--json']));
  const { iscc, matches } = scanRecord.parse(line);
  expect(matches).toHaveLength(1);
  expect(iscc).toEqual({ ...(await unitsOf(copy)), audio: expect.any(String) });
  const found = records(await streetdate(['find', iscc!.audio!, '--home', home, '--json']));
  expect(found).toMatchObject([{ referenceId: 'sintel.1', unit: 'audio', bits: 256 }]);
  expect(found[0]!.distance).toBeLessThanOrEqual(40);
  expect(records(await streetdate(['find', iscc!.data!, '--home', home, '--json']))).toEqual([]);
  // The judged scan has them as stored.
  const [judged] = records(await streetdate(['judge', copy, '--home', home, '--json']));
  expect(judged?.iscc).toEqual(iscc);
});

test('a file that shows nothing is not read again: its scan has the code of its sound alone', async () => {
  const { folder, home } = await setUp();
  const other = join(folder, 'other.mp4');
  await runFfmpeg(['-i', FOOTAGE.bunny, '-t', '12', '-c', 'copy', other]);
  const [line] = records(await streetdate(['scan', other, '--home', home, '--json']));
  expect(line?.matches).toEqual([]);
  expect(line?.iscc).toEqual({ audio: expect.any(String) });
});

test('films of a server are not read again: a server may be full of copies', async () => {
  const { folder, home } = await setUp();
  await mkdir(join(folder, 'server'));
  await copyFile(FOOTAGE.sintel, join(folder, 'server', 'copy.ts'));
  await streetdate(['case', 'add-server', join(folder, 'server'), '--name', 'FTP', '--country', 'NL', '--home', home]);
  await using library = await openLibrary(home, { access: 'read' });
  const [scan] = await library.scans();
  expect(scan?.matches).toHaveLength(1);
  expect(scan?.iscc).toEqual({ audio: expect.any(String) });
});

test('a library of before opens, finds nothing by ISCC and says so, and gets the codes when files are enrolled again', async () => {
  const { home, film, enroll, enrolled } = await setUp();
  await streetdate(['scan', film, '--home', home]);
  const file = openSqliteFile(join(home, 'catalogue.sqlite'));
  makeOlder(file, 6);
  file.close();
  const shown = await streetdate(['show', 'sintel.1', '--home', home]);
  expect(shown.stdout).toContain('no Data-Code and no Instance-Code are stored: enroll its file again to add them');
  const [record] = records(enrolled);
  const { data } = record!.iscc as { data: string };
  const before = await streetdate(['find', data, '--home', home]);
  expect(before).toMatchObject({ status: 0, stdout: '' });
  expect(before.stderr).toContain("1 of the library's references have no Data-Code");
  const again = await streetdate(enroll);
  expect(records(again)).toEqual([{ ...record, alreadyEnrolled: true }]);
  expect(records(await streetdate(['find', data, '--home', home, '--json']))).toMatchObject([{ referenceId: 'sintel.1', distance: 0 }]);
  // Nothing else changed, so stored scans stay valid.
  await using library = await openLibrary(home, { access: 'read' });
  expect(await library.catalogue.revision()).toBe(1);
});

test('a Video-Code is computed on request, also of a film that was enrolled before, and finds copies', async () => {
  const { folder, home, enroll, film } = await setUp();
  const copy = join(folder, 'copy.mkv');
  await runFfmpeg(['-i', FOOTAGE.sintel, '-c:v', 'mpeg4', '-q:v', '6', '-an', copy]);
  const [named] = records(await streetdate(['iscc', copy, '--video', '--json']));
  expect(named).toMatchObject({ iscc: expect.stringMatching(/^ISCC:KM/), videoCode: expect.stringMatching(/^ISCC:EM/) });
  const find = ['find', String(named?.iscc), '--home', home, '--json'];
  expect(records(await streetdate(find))).toEqual([]);
  const [again] = records(await streetdate([...enroll, '--video-code']));
  expect(again).toMatchObject({ alreadyEnrolled: true, iscc: { video: expect.stringMatching(/^ISCC:EMD/), data: expect.any(String) } });
  expect(records(await streetdate(find))).toMatchObject([{ referenceId: 'sintel.1', unit: 'video', bits: 64 }]);
  // The same command again decodes nothing and changes nothing.
  expect(records(await streetdate([...enroll, '--video-code']))).toEqual([again]);
  const shown = await streetdate(['show', 'sintel.1', '--home', home]);
  expect(shown.stdout).toMatch(/ISCC-CODE ISCC:KM\w+\n {2}Audio-Code .*\n {2}Video-Code ISCC:EMD/);
  expect(await streetdate([...enroll, '--video-code', '--without-iscc'])).toMatchObject({ status: 2 });
  expect(await streetdate(['iscc', film, join(folder, 'library', 'catalogue.sqlite'), '--video'])).toMatchObject({ status: 3 });
});

test('codes of the bytes can be left out, and a fingerprint has none', async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const [record] = records(await streetdate([...enrollIn(home), '--without-iscc']));
  expect(record?.iscc).toEqual({ audio: expect.any(String) });
  await streetdate(['enroll', await writeReference(folder, 'film.sdfp', 1), '--home', home, '--title', 'Film']);
  expect((await streetdate(['show', 'film.1', '--home', home])).stdout).toContain('it was enrolled from a fingerprint');
  const scanned = await streetdate(['scan', film, await writeCopy(folder, 'copy.sdfp', 1), '--without-iscc', '--home', home, '--json']);
  expect(records(scanned).map(({ iscc }) => iscc)).toEqual([{ audio: expect.any(String) }, undefined]);
});

test('codes go with an exported library', async () => {
  const { folder, home, enrolled } = await setUp();
  await streetdate(['export', join(folder, 'out'), '--home', home]);
  await streetdate(['import', join(folder, 'out'), '--home', join(folder, 'other')]);
  const [shown] = records(await streetdate(['show', 'sintel.1', '--home', join(folder, 'other'), '--json']));
  expect(shown?.iscc).toEqual(records(enrolled)[0]?.iscc);
});

test('what is no ISCC, or has no stored unit, is wrong use', async () => {
  const { home } = await setUp();
  for (const code of ['hello', 'ISCC:KUAFVC5DMJJGYKZ4', 'ISCC:AAAYPXW445FTYNJ3']) {
    const run = await streetdate(['find', code, '--home', home]);
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(code) });
  }
  expect(await streetdate(['find', 'ISCC:GAAVVC5DMJJGYKZ4', '--distance', '33', '--home', home])).toMatchObject({ status: 2 });
});
