// @module-tag process
import { createHash, randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Library } from '@streetdate/engine';
import { addServer, Ledger, makeCaseReport, recordServers } from '@streetdate/evidence';
import { describe, expect, test } from 'vitest';
import { alterStatedSha1, EWF_READERS, IMAGE_READERS, makeE01, makeExt4, makeFat32, makePartitions } from '../../tools/disc/disk-images.ts';
import { hasProgram, runProgram } from '../../tools/disc/write-disc.ts';
import { buildRar } from '../../tools/release/rar-builder.ts';
import { zipOf } from '../../tools/release/zip-of.ts';
import { filmServer, spoolFolder } from '../tools/film-server.ts';
import { filmTree } from '../tools/film-tree.ts';

const has = (...programs: string[]) => programs.every(hasProgram);
const readsDisks = has(...IMAGE_READERS, 'mkfs.ext4');
const readsEwf = readsDisks && has(...EWF_READERS, 'ewfacquire');
const FACTS = { name: 'FTP 1', country: 'NL', seenAt: '2026-02-01T00:00:00Z' };
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A library with the film, an empty folder of a server, and a folder with a copy of the film and a text. */
async function prepared() {
  const { folder, server, inside, library, copy } = await filmServer();
  await writeFile(join(inside, 'pub', 'notes.txt'), 'hello');
  const spool = await spoolFolder();
  const leftBehind = async () => (await readdir(spool)).filter((name) => name.startsWith('streetdate-'));
  return { folder, server, inside, library, copy: sha256(await readFile(copy)), leftBehind };
}

async function filmsOf(library: Library): Promise<string[]> {
  return (await library.catalogue.filmCopies({ after: '', most: 100 })).map(({ path }) => path).sort();
}

function makeIso(image: string, folder: string): void {
  runProgram('genisoimage', ['-quiet', '-udf', '-J', '-R', '-iso-level', '3', '-V', 'TEST', '-o', image, folder]);
}

describe.skipIf(!has('genisoimage'))('an image of a disc among the files of a server', () => {
  test('is read like an archive, also when it lies in one, under whatever name', async () => {
    const { folder, server, inside, library, copy, leftBehind } = await prepared();
    makeIso(join(server, 'disc.iso'), inside);
    await copyFile(join(server, 'disc.iso'), join(server, 'same again.bin'));
    await writeFile(join(inside, 'pub', 'more.txt'), 'another image');
    makeIso(join(folder, 'packed.iso'), inside);
    await writeFile(join(server, 'pack.zip'), await zipOf({ 'packed.iso': await readFile(join(folder, 'packed.iso')) }));
    const added = await addServer(library, server, FACTS);
    expect(added).toMatchObject({ scanned: 1, unscanned: [], totals: { files: 6, digested: 6, unread: 0 } });
    expect(await library.catalogue.serverProblems('ftp-1')).toEqual([]);
    const films = ['disc.iso//pub/copy.mkv', 'pack.zip//packed.iso//pub/copy.mkv', 'same again.bin//pub/copy.mkv'];
    expect(await filmsOf(library)).toEqual(films);
    const packed = sha256(await readFile(join(folder, 'packed.iso')));
    expect(await library.catalogue.serverImages('ftp-1')).toMatchObject([{ path: 'pack.zip//packed.iso', format: 'iso', sha256: packed }]);
    for (const path of films) expect((await library.catalogue.serverFile('ftp-1', path))?.digest).toBe(copy);
    expect((await library.scans()).map(({ matches }) => matches.length)).toEqual([1]);
    expect(await leftBehind()).toEqual([]);
    expect(await addServer(library, server, FACTS)).toMatchObject({ scanned: 0, unscanned: [], totals: added.totals });
  });
});

describe.skipIf(!readsEwf)('an E01 image among the files of a server', () => {
  test('is compared with the digests that it states, and read; its films have their own times', async () => {
    const { folder, server, inside, library, copy, leftBehind } = await prepared();
    await utimes(join(inside, 'pub', 'copy.mkv'), 1_700_000_000, 1_700_000_000);
    await makeExt4(join(folder, 'raw.img'), inside);
    makeE01(join(folder, 'raw.img'), join(server, 'exhibit'));
    const notes: string[] = [];
    expect(await addServer(library, server, FACTS, { onNote: (text) => notes.push(text) })).toMatchObject({ scanned: 1, unscanned: [] });
    const film = await library.catalogue.serverFile('ftp-1', 'exhibit.E01//pub/copy.mkv');
    expect(film).toMatchObject({ digest: copy, modifiedMs: 1_700_000_000_000 });
    expect(await leftBehind()).toEqual([]);
    const raw = await readFile(join(folder, 'raw.img'));
    const [md5, sha1] = ['md5', 'sha1'].map((name) => createHash(name).update(raw).digest('hex'));
    const image = {
      path: 'exhibit.E01',
      format: 'ewf',
      bytes: raw.length,
      sha256: sha256(raw),
      md5,
      sha1,
      statedMd5: md5,
      statedSha1: sha1,
    };
    expect(await library.catalogue.serverImages('ftp-1')).toEqual([image]);
    expect((await makeCaseReport(library)).servers).toMatchObject([{ images: [image] }]);
    const [entry] = await recordServers(new Ledger(library), library, 'Ann');
    expect(entry!.event).toMatchObject({ kind: 'server', source: 'folder', images: [image] });

    // Another image in its place is named, and not read; what was read before stays.
    await writeFile(join(inside, 'pub', 'notes.txt'), 'other');
    await makeExt4(join(folder, 'raw.img'), inside);
    await rm(join(server, 'exhibit.E01'));
    makeE01(join(folder, 'raw.img'), join(server, 'exhibit'));
    await addServer(library, server, FACTS);
    const reason = `its SHA-256 is ${sha256(await readFile(join(folder, 'raw.img')))}, and was ${image.sha256} when it was read before`;
    expect(await library.catalogue.serverProblems('ftp-1')).toEqual([{ path: 'exhibit.E01', reason }]);
    expect(await filmsOf(library)).toEqual(['exhibit.E01//pub/copy.mkv']);
  });

  test('whose bytes are not those that it states is named, and nothing of it is read', async () => {
    const { folder, server, inside, library, leftBehind } = await prepared();
    await makeExt4(join(folder, 'raw.img'), inside);
    const image = makeE01(join(folder, 'raw.img'), join(folder, 'exhibit'));
    const stated = await alterStatedSha1(image, await readFile(join(folder, 'raw.img')));
    await copyFile(image, join(server, 'exhibit.E01'));
    await writeFile(join(server, 'pack.zip'), await zipOf({ 'exhibit.E01': await readFile(image) }));
    await addServer(library, server, FACTS);
    expect(await filmsOf(library)).toEqual([]);
    const reason = expect.stringMatching(new RegExp(`its SHA-1 is [0-9a-f]{40}, and it states ${stated} from when it was made`));
    expect(await library.catalogue.serverProblems('ftp-1')).toEqual([
      { path: 'exhibit.E01', reason },
      { path: 'pack.zip//exhibit.E01', reason },
    ]);
    expect(await library.catalogue.serverImages('ftp-1')).toEqual([]);
    expect(await leftBehind()).toEqual([]);
  });

  test('in segments is read, also inside an archive, and a missing segment is named', async () => {
    const { folder, server, inside, library } = await prepared();
    // Noise does not compress, so that there are several segments.
    await writeFile(join(inside, 'noise'), randomBytes(5_000_000));
    await makeExt4(join(folder, 'raw.img'), inside, 24);
    makeE01(join(folder, 'raw.img'), join(folder, 'ex'), '1MiB');
    const segments = (await readdir(folder)).filter((name) => name.startsWith('ex.E'));
    expect(segments.length).toBeGreaterThan(3);
    const bytes = Object.fromEntries(await Promise.all(segments.map(async (name) => [name, await readFile(join(folder, name))] as const)));
    for (const name of segments) await writeFile(join(server, name), bytes[name]!);
    await writeFile(join(server, 'pack.zip'), await zipOf(bytes, false));
    await mkdir(join(server, 'gap'));
    for (const name of segments) if (name !== 'ex.E02') await writeFile(join(server, 'gap', name), bytes[name]!);
    const { 'ex.E02': _, ...rest } = bytes;
    await writeFile(join(server, 'gap.zip'), await zipOf(rest, false));
    await addServer(library, server, FACTS);
    expect(await filmsOf(library)).toEqual(['ex.E01//pub/copy.mkv', 'pack.zip//ex.E01//pub/copy.mkv']);
    expect(await library.catalogue.serverProblems('ftp-1')).toEqual([
      { path: 'gap.zip//ex.E01', reason: `segment 2 of ${segments.length} is missing` },
      { path: 'gap/ex.E01', reason: `segment 2 of ${segments.length} is missing` },
    ]);
  });
});

describe.skipIf(!readsDisks)('a raw image among the files of a server', () => {
  test.skipIf(!has('mkfs.vfat', 'mcopy'))(
    'may list volumes of an archive with folders between them, and they belong together all the same',
    async () => {
      const { folder, server, library, copy } = await prepared();
      const film = await readFile((await filmTree()).copy);
      const listed: string[] = [];
      for (const [at, bytes] of buildRar(5, [{ name: 'film.mkv', bytes: film }], Math.ceil(film.length / 4)).entries()) {
        listed.push(join(folder, at === 0 ? 'f.rar' : `f.r0${at - 1}`), join(folder, `folder ${at}`));
        await writeFile(listed.at(-2)!, bytes);
        await mkdir(listed.at(-1)!);
        await writeFile(join(listed.at(-1)!, 'text.txt'), 'hello');
      }
      // FAT keeps the order in which files were written.
      await makeFat32(join(server, 'disk.dd'), listed);
      await addServer(library, server, FACTS);
      expect(await library.catalogue.serverProblems('ftp-1')).toEqual([]);
      expect((await library.catalogue.serverFile('ftp-1', 'disk.dd//f.rar//film.mkv'))?.digest).toBe(copy);
    },
  );

  test('is read, whole and in pieces; a missing piece, a cut image and an encrypted volume are named, and the rest goes on', async () => {
    const { folder, server, inside, library } = await prepared();
    await makeExt4(join(folder, 'part.img'), inside);
    await makePartitions(join(server, 'disk.dd'), [{ kind: 0x83, path: join(folder, 'part.img') }, { kind: 0x83 }]);
    const bytes = await readFile(join(folder, 'part.img'));
    const pieces = [bytes.subarray(0, 5_000_000), bytes.subarray(5_000_000, 10_000_000), bytes.subarray(10_000_000)];
    await mkdir(join(server, 'gap'));
    for (const [at, piece] of pieces.entries()) {
      await writeFile(join(server, `split.00${at + 1}`), piece);
      if (at !== 1) await writeFile(join(server, 'gap', `split.00${at + 1}`), piece);
    }
    await writeFile(join(server, 'cut.dd'), bytes.subarray(0, 100_000));
    await writeFile(join(server, 'luks.img'), Buffer.concat([Buffer.from('LUKS\xba\xbe\0\x02', 'latin1'), randomBytes(100_000)]));
    await writeFile(join(server, 'noise.img'), randomBytes(100_000));
    await writeFile(join(server, 'no-image.img'), 'hello');
    await writeFile(join(server, 'empty.img'), '');
    await truncate(join(server, 'empty.img'), 100_000);
    await addServer(library, server, FACTS);
    expect(await filmsOf(library)).toEqual(['disk.dd//partition-1/pub/copy.mkv', 'split.001//pub/copy.mkv']);
    const problems = await library.catalogue.serverProblems('ftp-1');
    expect(Object.fromEntries(problems.map(({ path, reason }) => [path, reason]))).toEqual({
      'cut.dd': expect.stringMatching(
        /the file system of the disk \(ext4\) could not be listed to its end, so that it is damaged or cut short/,
      ),
      'disk.dd': expect.stringMatching(/could be read only in part: partition 2 .* it may be encrypted/),
      'empty.img': 'it is named like an image, and its bytes tell of no file system: it may be encrypted',
      'gap/split.001': 'segment 2 of 3 is missing',
      'luks.img': 'luks.img is an encrypted volume (LUKS), and files of its kind are not opened',
      'noise.img': 'it is named like an image, and its bytes tell of no file system: it may be encrypted',
    });
  });
});
