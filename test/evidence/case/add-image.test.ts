// @module-tag process
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { addServer, Ledger, recordServers } from '@streetdate/evidence';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { records, streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';
import { alterStatedSha1, EWF_READERS, IMAGE_READERS, makeE01, makeExt4, makeFat32, makePartitions } from '../../tools/disc/disk-images.ts';
import { hasProgram, runProgram } from '../../tools/disc/write-disc.ts';
import { filmTree } from '../tools/film-tree.ts';

const has = (...programs: string[]) => programs.every(hasProgram);
const readsDisks = has(...IMAGE_READERS, 'mkfs.ext4');
const readsEwf = readsDisks && has(...EWF_READERS, 'ewfacquire');
const FACTS = { name: 'FTP 1', country: 'NL', seenAt: '2026-02-01T00:00:00Z' };
const digestOf = (name: string, bytes: Uint8Array | string) => createHash(name).update(bytes).digest('hex');

async function openOne(home: string) {
  const library = await openLibrary(home);
  onTestFinished(() => library.close());
  const { film } = await filmTree();
  await library.enroll(film, { title: 'Film' });
  return library;
}

/** Lets this test have the folder of temporary files to itself. @returns Tells the folders that a spool left there. */
async function ownTemporaryFiles(): Promise<() => Promise<string[]>> {
  const folder = await temporaryFolder();
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return async () => (await readdir(folder)).filter((name) => name.startsWith('streetdate-'));
}

describe.skipIf(!readsEwf)('an E01 image as a server', () => {
  test('is read without being mounted, and its digests, stated and computed, are in the ledger', async () => {
    const folder = await temporaryFolder();
    const { files, copy } = await filmTree();
    const raw = join(folder, 'raw.img');
    await makeExt4(raw, files, 32);
    const image = makeE01(raw, join(folder, 'exhibit'), '1MiB');
    const library = await openOne(join(folder, 'home'));
    const leftBehind = await ownTemporaryFiles();
    const notes: string[] = [];
    const added = await addServer(library, image, FACTS, { onNote: (text) => notes.push(text) });
    expect(await leftBehind()).toEqual([]);
    expect(added.unscanned).toEqual([]);
    expect(added.scanned).toBe(2);
    const bytes = await readFile(raw);
    expect(added.server).toMatchObject({
      source: 'image',
      path: image,
      image: {
        ...{ format: 'ewf', bytes: bytes.length, sha256: digestOf('sha256', bytes), md5: digestOf('md5', bytes) },
        ...{ sha1: digestOf('sha1', bytes), statedMd5: digestOf('md5', bytes), statedSha1: digestOf('sha1', bytes) },
      },
    });
    expect(notes.join()).toContain(`MD5 ${digestOf('md5', bytes)} (as the image states)`);
    const { catalogue } = library;
    expect(await catalogue.serverFile('ftp-1', 'pub/notes.txt')).toMatchObject({ bytes: 5, digest: digestOf('sha256', 'hello') });
    const copies = await catalogue.filmCopies({ after: '', most: 10 });
    expect(copies.map(({ path }) => path).sort()).toEqual(['pub/A.Film.2026.DVDRip.XviD-GRP/f.rar//other.mkv', 'pub/copy.mkv']);
    const found = copies.find(({ path }) => path === 'pub/copy.mkv')!;
    expect(found.digest).toBe(digestOf('sha256', await readFile(copy)));
    const scans = await library.scans();
    expect(scans.map(({ matches }) => matches.length)).toEqual([1, 1]);
    const [entry] = await recordServers(new Ledger(library), library, 'Ann', ['ftp-1']);
    expect(entry!.event).toMatchObject({ kind: 'server', source: 'image', image: added.server.image });

    // A second call reads nothing anew and scans nothing.
    const again = await addServer(library, image, FACTS);
    expect(again).toMatchObject({ scanned: 0, unscanned: [], totals: added.totals });
    expect(await recordServers(new Ledger(library), library, 'Ann', ['ftp-1'])).toEqual([]);
  });

  test('that was changed after it was made is refused by the name of the digest', async () => {
    const folder = await temporaryFolder();
    const raw = join(folder, 'raw.img');
    await makeExt4(raw, (await filmTree()).files, 32);
    const image = makeE01(raw, join(folder, 'exhibit'));
    const bytes = await readFile(raw);
    const sha1 = digestOf('sha1', bytes);
    const stated = await alterStatedSha1(image, bytes);
    const library = await openOne(join(folder, 'home'));
    const message = `${image}: its SHA-1 is ${sha1}, and it states ${stated} from when it was made: it was changed or is damaged`;
    const leftBehind = await ownTemporaryFiles();
    await expect(addServer(library, image, FACTS)).rejects.toMatchObject({ code: 'image-altered', message });
    expect(await leftBehind()).toEqual([]);
    const [outcome] = [await library.scan([image]).next()];
    expect(outcome.value).toMatchObject({ error: { code: 'image-altered' } });
  });
});

describe.skipIf(!readsDisks)('a raw image', () => {
  test('as a server has its digests recorded; another image under the same name is refused', async () => {
    const folder = await temporaryFolder();
    const image = join(folder, 'disk.dd');
    const { files } = await filmTree();
    await makeExt4(join(folder, 'part.img'), files, 32);
    await makePartitions(image, [{ kind: 0x83, path: join(folder, 'part.img') }, { kind: 0x82 }]);
    const library = await openOne(join(folder, 'home'));
    const added = await addServer(library, image, FACTS);
    expect(added).toMatchObject({
      scanned: 2,
      unscanned: [],
      server: { image: { format: 'raw', sha256: digestOf('sha256', await readFile(image)) } },
    });
    expect(added.server.image).not.toHaveProperty('statedMd5');
    const { catalogue } = library;
    expect(await catalogue.serverFile('ftp-1', 'partition-1/pub/copy.mkv')).toMatchObject({ bytes: expect.any(Number) });
    const bytes = await readFile(image);
    bytes.writeUInt8(bytes.at(-1)! ^ 1, bytes.length - 1);
    await writeFile(image, bytes);
    await expect(addServer(library, image, FACTS)).rejects.toMatchObject({
      code: 'image-altered',
      message: expect.stringContaining('when FTP 1 was added'),
    });
  });

  test.skipIf(!has('mkfs.vfat', 'mcopy', 'mdel'))(
    'is scanned like an archive, and its deleted files only where they are asked for',
    async () => {
      const folder = await temporaryFolder();
      const home = join(folder, 'home');
      const { film, files } = await filmTree();
      await streetdate(['init', '--home', home]);
      await streetdate(['enroll', film, '--title', 'Film', '--home', home]);
      const image = join(folder, 'disk.raw');
      await makeFat32(image, [join(files, 'pub')]);
      const pathsOf = async (...options: string[]) => {
        const run = await streetdate(['scan', image, '--home', home, '--json', ...options]);
        return records(run)
          .flatMap(({ type, path }) => (type === 'summary' ? [] : [path]))
          .sort();
      };
      const packed = `${image}//pub/A.Film.2026.DVDRip.XviD-GRP/f.rar//other.mkv`;
      expect(await pathsOf()).toEqual([packed, `${image}//pub/copy.mkv`, `${image}//pub/notes.txt`]);
      runProgram('mdel', ['-i', image, '::pub/copy.mkv']);
      expect(await pathsOf()).toEqual([packed, `${image}//pub/notes.txt`]);
      expect(await pathsOf('--deleted-files')).toEqual([`${image}//$deleted/pub/_opy.mkv`]);
    },
  );
});

test.skipIf(!has('genisoimage'))('an unmounted image of a disc is a server as well', async () => {
  const folder = await temporaryFolder();
  const image = join(folder, 'disc.iso');
  const { files } = await filmTree();
  runProgram('genisoimage', ['-quiet', '-udf', '-J', '-R', '-iso-level', '3', '-V', 'TEST', '-o', image, files]);
  const library = await openOne(join(folder, 'home'));
  const added = await addServer(library, image, FACTS);
  expect(added).toMatchObject({
    scanned: 2,
    unscanned: [],
    server: { source: 'image', image: { format: 'iso', sha256: digestOf('sha256', await readFile(image)) } },
  });
});
