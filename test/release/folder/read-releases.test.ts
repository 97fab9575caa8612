import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32 } from '@streetdate/core/internal';
import { nameEvidence, type ReadReleasesOptions, readReleases } from '@streetdate/release';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildRar } from '../../tools/release/rar-builder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'streetdate-dump-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), bytes);
}

const FILM = Uint8Array.from({ length: 5000 }, (_, at) => at & 255);

async function putVolumes(folder: string, stem: string, name: string, left?: number): Promise<void> {
  const volumes = buildRar(4, [{ name, bytes: FILM }], 2000);
  const names = volumes.map((_, number) => (number === 0 ? `${stem}.rar` : `${stem}.r0${number - 1}`));
  for (const [number, bytes] of volumes.entries()) if (number !== left) await put(`${folder}/${names[number]}`, bytes);
  await put(
    `${folder}/${stem}.sfv`,
    names.map((file, number) => `${file} ${crc32(volumes[number]!).toString(16).padStart(8, '0')}\r\n`).join(''),
  );
}

async function all(options: ReadReleasesOptions = {}) {
  const releases = [];
  for await (const release of readReleases(root, options)) releases.push(release);
  return releases;
}

test('a dump is read as releases: one for all its files and folders', async () => {
  const folder = 'new/The.Long.Harbour.2011.DVDRip.XviD-NoRDiC';
  await putVolumes(`${folder}/CD1`, 'nrd-harbour-a', 'nrd-harbour-a.avi');
  await putVolumes(`${folder}/CD2`, 'nrd-harbour-b', 'nrd-harbour-b.avi');
  await put(`${folder}/Sample/nrd-harbour-sample.avi`, 'x');
  await put(`${folder}/Subs/nrd-harbour.srt`, 'x');
  await put(`${folder}/nrd-harbour.nfo`, Uint8Array.of(0xc9, 0xcd, 0xbb));
  await put('loose/holiday.mp4', 'x');
  await put('loose/Salt.Flats.2020.1080p.WEB.x264-GRP.mkv', 'x');
  const [release, ...others] = await all({ checkSums: true });
  expect(others).toEqual([]);
  expect(release).toMatchObject({
    name: { title: 'The Long Harbour', year: 2011, source: 'DVDRip', group: 'NoRDiC' },
    nfo: { text: '╔═╗' },
    problems: [],
  });
  expect(release!.media.map(({ path, role, disc }) => [path.slice(release!.path.length + 1), role, disc])).toEqual([
    ['CD1/nrd-harbour-a.rar//nrd-harbour-a.avi', 'main', 1],
    ['CD2/nrd-harbour-b.rar//nrd-harbour-b.avi', 'main', 2],
    ['Sample/nrd-harbour-sample.avi', 'sample', undefined],
  ]);
  expect(release!.subtitles).toHaveLength(1);
  expect(release!.sfv.map(({ state }) => state)).toEqual(['right', 'right', 'right', 'right', 'right', 'right']);
});

test('a folder that is named as releases are needs no archive; a season holds releases of its own', async () => {
  await put('Harbour.Lights.S01.720p.WEB.x264-LMN/Harbour.Lights.S01E01.720p.WEB.x264-LMN/a.mkv', 'x');
  await put('Harbour.Lights.S01.720p.WEB.x264-LMN/Harbour.Lights.S01E02.720p.WEB.x264-LMN/b.mkv', 'x');
  expect((await all()).map(({ name }) => name.episodes)).toEqual([[1], [2]]);
});

test('a missing volume, a wrong checksum and an archive that is none are told, and nothing else is lost', async () => {
  await putVolumes('Salt.Flats.2020.DVDRip.XviD-AB', 'a', 'a.avi', 1);
  await put('Salt.Flats.2020.DVDRip.XviD-AB/Sample/b.rar', 'nothing');
  const [release] = await all({ checkSums: true });
  expect(release!.media[0]).toMatchObject({ entry: { damage: { reason: 'volume 2 is missing' } } });
  expect(release!.problems.map(({ code, message }) => `${code}: ${message.replace(root, '')}`)).toEqual([
    'archive-damaged: /Salt.Flats.2020.DVDRip.XviD-AB/a.rar is incomplete: volume 2 is missing',
    'archive-damaged: /Salt.Flats.2020.DVDRip.XviD-AB/Sample/b.rar is no RAR volume',
  ]);
  expect(release!.sfv.map(({ state }) => state)).toEqual(['right', 'missing', 'right']);
});

test('parts of a film that lie side by side have the numbers in their names', async () => {
  const folder = 'The.Long.Harbour.2011.DVDRip.XviD-NoRDiC';
  await putVolumes(folder, 'nrd-harbour.cd1', 'nrd-harbour.cd1.avi');
  await putVolumes(folder, 'nrd-harbour.cd2', 'nrd-harbour.cd2.avi');
  await put(`${folder}/Salt.Discovery.1080p.avi`, 'x');
  const [release, ...others] = await all();
  expect(others).toEqual([]);
  expect(release!.media.map(({ path, disc }) => [path.slice(release!.path.length + 1), disc])).toEqual([
    ['Salt.Discovery.1080p.avi', undefined],
    ['nrd-harbour.cd1.rar//nrd-harbour.cd1.avi', 1],
    ['nrd-harbour.cd2.rar//nrd-harbour.cd2.avi', 2],
  ]);
});

test('a film that is hidden in an archive of another kind, or in one inside another, is said to be', async () => {
  const nested = buildRar(4, [
    { name: 'inner/film.7z', bytes: FILM },
    { name: 'film.nfo', bytes: FILM },
  ]);
  await put('A.Hidden.Harbour.2011.DVDRip.XviD-AB/a.rar', nested[0]!);
  await put('B.Hidden.Harbour.2011.1080p.BluRay.x264-AB/b.7z.001', 'x');
  await put('B.Hidden.Harbour.2011.1080p.BluRay.x264-AB/b.7z.002', 'x');
  await put('C.Hidden.Harbour.2011.1080p.BluRay.x264-AB/c.zipx', 'x');
  for (const disk of ['zip', 'z01', 'z02']) await put(`D.Hidden.Harbour.2011.1080p.BluRay.x264-AB/d.${disk}`, 'x');
  for (const piece of ['001', '002']) await put(`E.Hidden.Harbour.2011.1080p.BluRay.x264-AB/e.zip.${piece}`, 'x');
  const releases = await all();
  expect(releases.flatMap(({ media }) => media)).toEqual([]);
  expect(releases.map(({ problems }) => problems.map(({ code, message }) => `${code}: ${message.replace(/^.*\//u, '')}`))).toEqual([
    ['archive-unsupported: film.7z, and archives in archives are not opened'],
    ['archive-unsupported: b.7z.001: archives of its kind are not read'],
    ['archive-unsupported: c.zipx: archives of its kind are not read'],
    ['archive-unsupported: d.zip: it is a ZIP archive in 3 files, and only whole ones are read'],
    ['archive-unsupported: e.zip.001: it is a ZIP archive in 2 files, and only whole ones are read'],
  ]);
});

test('encrypted films are refused when the release is listed, and are not among its films', async () => {
  const folder = 'The.Long.Harbour.2011.DVDRip.XviD-NoRDiC';
  await putVolumes(folder, 'a', 'a.avi');
  const locked = (name: string) => ({ name, bytes: FILM, encrypted: true });
  await put(`${folder}/b.rar`, buildRar(4, [locked('b.avi')])[0]!);
  await put(`${folder}/c.rar`, buildRar(5, [locked('c.avi'), locked('c.nfo'), locked('d.avi'), { name: 'e.avi', bytes: FILM }])[0]!);
  const [release] = await all();
  expect(release!.media.map(({ path }) => path.slice(release!.path.length + 1))).toEqual(['a.rar//a.avi', 'c.rar//e.avi']);
  expect(release!.problems.map(({ code, message }) => `${code}: ${message.replace(/^.*\//u, '')}`)).toEqual([
    'archive-encrypted: b.rar: b.avi is encrypted, and no password is tried',
    'archive-encrypted: c.rar: c.avi is encrypted, and no password is tried; 1 more of its films likewise',
  ]);
});

test('a loop of links ends, and a folder that is left out is not looked into', async () => {
  await put('a/Salt.Flats.2020.DVDRip.XviD-AB/a.avi', 'x');
  await symlink(root, join(root, 'a', 'loop'));
  expect(await all()).toHaveLength(1);
  expect(await all({ leaveOut: [join(root, 'a')] })).toEqual([]);
  await expect(readReleases(join(root, 'none')).next()).rejects.toMatchObject({ code: 'file-unreadable' });
});

test('a name is weak evidence, stated as a claim', () => {
  expect(nameEvidence('The.Long.Harbour.2011.DVDSCR.XviD-AB')).toEqual({
    source: 'screener',
    likelihoodRatio: 4,
    reason: 'Its name claims DVDSCR.',
  });
  expect(nameEvidence('The.Long.Harbour.2011.HDRip.XviD-AB')).toBeUndefined();
  expect(nameEvidence('holiday')).toBeUndefined();
  // A folder of transport streams, or of recordings of a camera, claims nothing of what lies in it.
  for (const bare of ['ts/', 'ts/film.mkv', '/srv/cam/upload.mp4', 'web/x.mp4', 'cam.mp4'])
    expect(nameEvidence(bare), bare).toBeUndefined();
  expect(nameEvidence('ts/Film.2026.TS.x264-AB/film.mkv')).toMatchObject({ source: 'camera' });
});
