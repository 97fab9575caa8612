// @module-tag process
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from '@streetdate/core/internal';
import { locateDecoder } from '@streetdate/core/internal/node';
import { scanRecord } from 'streetdate';
import { describe, expect, test } from 'vitest';
import { FOOTAGE } from '../../tools/footage.ts';
import { buildRar } from '../../tools/release/rar-builder.ts';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { records, streetdate, summaryOf, temporaryFolder } from '../tools/streetdate.ts';

const run = promisify(execFile);

/** A library with the footage as a disc to come. */
async function setUp() {
  const folder = await temporaryFolder();
  const [home, dump] = [join(folder, 'library'), join(folder, 'dump')];
  const enrolled = await streetdate([
    'enroll',
    FOOTAGE.sintel,
    '--home',
    home,
    '--title',
    'Film',
    '--id',
    'disc-1',
    '--street-date',
    '2026-03-10T00:00:00Z',
  ]);
  expect(enrolled).toMatchObject({ status: 0 });
  return { folder, home, dump };
}

/** A re-encode of the footage in another container. */
async function encode(folder: string, name: string, ...options: readonly string[]): Promise<Uint8Array> {
  const path = join(folder, name);
  await run(locateDecoder().ffmpegPath, [
    '-v',
    'error',
    '-y',
    '-i',
    FOOTAGE.sintel,
    '-vf',
    'scale=320:-2',
    '-c:v',
    'mpeg4',
    '-q:v',
    '5',
    '-c:a',
    'ac3',
    ...options,
    path,
  ]);
  return readFile(path);
}

async function putVolumes(release: string, stem: string, name: string, bytes: Uint8Array, left?: number): Promise<void> {
  await mkdir(release, { recursive: true });
  const volumes = buildRar(4, [{ name, bytes }], Math.ceil(bytes.length / 4));
  const names = volumes.map((_, number) => (number === 0 ? `${stem}.rar` : `${stem}.r0${number - 1}`));
  for (const [number, volume] of volumes.entries()) if (number !== left) await writeFile(join(release, names[number]!), volume);
  await writeFile(
    join(release, `${stem}.sfv`),
    names.map((file, number) => `${file} ${crc32(volumes[number]!).toString(16).padStart(8, '0')}`).join('\r\n'),
  );
}

describe('a release', () => {
  test('in volumes is one result, its film unpacked, its name stated as a claim', async () => {
    const { folder, home, dump } = await setUp();
    const release = join(dump, 'Night.Film.2010.DVDSCR.XviD-GRP');
    await putVolumes(release, 'grp-film', 'grp-film.avi', await encode(folder, 'film.avi'));
    await mkdir(join(release, 'Sample'));
    await writeFile(join(release, 'Sample', 'grp-film-sample.avi'), 'never read');
    await writeFile(join(release, 'grp.nfo'), Uint8Array.of(0xc9, 0xcd, 0xbb));
    const unrelated = await writeCopy(dump, 'z-unrelated.sdfp', 2);

    const scan = await streetdate(['scan', dump, '--home', home, '--json', '--check-sums']);
    expect(scan).toMatchObject({ status: 1, stderr: '' });
    const other = records(scan).filter(({ type }) => type === 'not-media');
    expect(other.map(({ path, content }) => [String(path).slice(release.length + 1), content])).toEqual([
      ['Sample/grp-film-sample.avi', 'a text'],
      ['grp-film.sfv', 'a text'],
      ['grp.nfo', 'a text'],
    ]);
    const lines = records(scan).filter(({ type }) => type === 'scan');
    expect(lines.map((line) => scanRecord.safeParse(line).error)).toEqual([undefined, undefined]);
    expect(lines).toMatchObject([
      { path: unrelated },
      {
        path: `${join(release, 'grp-film.rar')}//grp-film.avi`,
        claim: { source: 'screener', reason: 'Its name claims DVDSCR.' },
        matches: [{ referenceId: 'disc-1', strength: 'strong' }],
        verdict: { kind: 'pre-release-leak' },
        release: {
          path: release,
          title: 'Night Film',
          year: 2010,
          source: 'DVDSCR',
          group: 'GRP',
          nfo: { encoding: 'cp437', text: '╔═╗' },
          sfv: { right: 4, wrong: [], missing: [] },
          media: [{ role: 'main', verdict: 'pre-release-leak' }, { role: 'sample' }],
        },
      },
    ]);

    const again = await streetdate(['scan', dump, '--home', home]);
    expect(again.stdout).toContain('release Night Film (2010) by GRP, 2 films\n    Its name claims DVDSCR');
    expect(summaryOf(await streetdate(['scan', dump, '--home', home, '--json']))).toMatchObject({ judged: 2, reused: 2, notMedia: 3 });
  });

  test('without a volume in the middle is read as far as it goes, and the run says so', async () => {
    const { folder, home, dump } = await setUp();
    const release = join(dump, 'Night.Film.2010.BDRip.x264-GRP');
    await putVolumes(release, 'grp', 'grp.avi', await encode(folder, 'film.avi'), 3);
    const scan = await streetdate(['scan', dump, '--home', home]);
    expect(scan.status).toBe(3);
    expect(scan.stderr).toMatch(/grp\.rar is incomplete: the volume after grp\.r01 is missing/);
    expect(scan.stdout).toMatch(/^PRE-RELEASE LEAK/);
  });

  test('with an MP4 whose index stands at its end is read like any other', async () => {
    const { folder, home, dump } = await setUp();
    await putVolumes(join(dump, 'Night.Film.2010.WEB-DL.x264-GRP'), 'grp', 'grp.mp4', await encode(folder, 'film.mp4'));
    const scan = await streetdate(['scan', dump, '--home', home]);
    expect(scan).toMatchObject({ status: 1, stderr: '' });
    expect(scan.stdout).toMatch(/^PRE-RELEASE LEAK .*grp\.rar\/\/grp\.mp4\n/);
  });
});

test('an encrypted release is refused in one line, and the others of its folder are scanned', async () => {
  const folder = await temporaryFolder();
  const [home, dump] = [join(folder, 'library'), join(folder, 'dump')];
  const release = join(dump, 'Night.Film.2010.DVDRip.XviD-GRP');
  const [volume] = buildRar(5, [{ name: 'grp.avi', bytes: new Uint8Array(5000), encrypted: true }]);
  await mkdir(release, { recursive: true });
  await writeFile(join(release, 'grp.rar'), volume!);
  await streetdate(['enroll', await writeReference(folder, 'film.sdfp', 1), '--home', home, '--title', 'Film']);
  const copy = await writeCopy(dump, 'z.sdfp', 1);
  const scan = await streetdate(['scan', dump, '--home', home, '--json']);
  expect(scan.status).toBe(3);
  expect(scan.stderr).toBe(`streetdate: ${join(release, 'grp.rar')}: grp.avi is encrypted, and no password is tried\n`);
  expect(records(scan)).toMatchObject([{ path: copy }, { type: 'error', code: 'archive-encrypted', path: join(release, 'grp.rar') }]);

  const named = await streetdate(['scan', join(release, 'grp.rar'), '--home', home]);
  expect(named.status).toBe(3);
  expect(named.stderr).toContain('grp.avi is encrypted, and no password is tried');
});

test('files beside releases still give a line each', async () => {
  const folder = await temporaryFolder();
  const [home, dump] = [join(folder, 'library'), join(folder, 'dump')];
  await mkdir(dump);
  const film = await writeReference(folder, 'film.sdfp', 1);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film']);
  const copies = [await writeCopy(dump, 'a.sdfp', 1), await writeCopy(dump, 'b.sdfp', 2)];
  expect(records(await streetdate(['scan', dump, '--home', home, '--json'])).map((record) => [record.path, record.release])).toEqual(
    copies.map((path) => [path, undefined]),
  );
});
