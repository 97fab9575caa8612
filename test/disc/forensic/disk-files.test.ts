// @module-tag process
import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { confinementFor } from '@streetdate/core/internal/node';
import { checkStoredDigests, type DiskFile, diskFiles, exportEwf, imageDigests, readEwf } from '@streetdate/disc';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { linesOf } from '../../../packages/disc/src/forensic/run-program.ts';
import { clipFolder } from '../../tools/clips.ts';
import { EWF_READERS, IMAGE_READERS, makeE01, makeExt4, makeFat32, makeNtfs, makePartitions } from '../../tools/disc/disk-images.ts';
import { hasProgram, runProgram } from '../../tools/disc/write-disc.ts';

const has = (...programs: string[]) => programs.every(hasProgram);
const readsDisks = has(...IMAGE_READERS);
const sandbox = (await confinementFor(process.execPath, 'best')).name;
const FILM = randomBytes(700_000);
/** A right-to-left override, as names that pose as others have it. */
const TURNED = 'a\u202evkm.exe';

const path = clipFolder();
let folder: string;
beforeAll(async () => {
  folder = path('.');
  const tree = join(folder, 'tree');
  await mkdir(join(tree, 'uploads', 'deep'), { recursive: true });
  await writeFile(join(tree, 'uploads', 'film.mkv'), FILM);
  await utimes(join(tree, 'uploads', 'film.mkv'), 1.7e9, 1.7e9);
  await writeFile(join(tree, 'uploads', 'deep', 'a|b -> c.txt'), 'bars');
  await writeFile(join(tree, 'uploads', TURNED), 'turned');
  await writeFile(join(tree, 'empty'), '');
  await symlink('../../etc/passwd', join(tree, 'uploads', 'link'));
}, 60_000);

async function listed(volumes: readonly string[], deleted = false): Promise<DiskFile[]> {
  const files: DiskFile[] = [];
  for await (const file of diskFiles(volumes, { deleted })) files.push(file);
  return files.sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function bytesOf({ read }: DiskFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of read()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe.skipIf(!readsDisks || !has('mkfs.ext4'))('an ext4 image', () => {
  beforeAll(() => makeExt4(join(folder, 'ext.img'), join(folder, 'tree')), 60_000);

  test('gives its files with sizes, times and bytes, and neither links nor files of its own', async () => {
    const files = await listed([join(folder, 'ext.img')]);
    expect(files.map(({ name, fileBytes }) => [name, fileBytes])).toEqual([
      ['empty', 0],
      [`uploads/${TURNED}`, 6],
      ['uploads/deep/a|b -> c.txt', 4],
      ['uploads/film.mkv', 700_000],
    ]);
    expect(files[3]!.modifiedMs).toBe(1.7e12);
    expect((await bytesOf(files[3]!)).equals(FILM)).toBe(true);
    expect((await bytesOf(files[2]!)).toString()).toBe('bars');
    expect(await bytesOf(files[0]!)).toHaveLength(0);
  });

  test('that was cut says so, and a file that leaves the loop ends its program', async () => {
    const cut = join(folder, 'cut.img');
    await writeFile(cut, (await readFile(join(folder, 'ext.img'))).subarray(0, 300_000));
    const read = async () => {
      for (const file of await listed([cut])) await bytesOf(file);
    };
    await expect(read()).rejects.toMatchObject({ name: 'StreetdateError', code: 'damaged-disc', path: cut });
    const [, , , film] = await listed([join(folder, 'ext.img')]);
    for await (const chunk of film!.read()) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
  });

  test('with a folder that The Sleuth Kit lists nothing of names the folder, behind the files of the others', async () => {
    const many = join(folder, 'many');
    await mkdir(join(many, 'pub'), { recursive: true });
    await writeFile(join(many, 'one.txt'), 'hello');
    // Their folder grows between them, to more extents than fit beside its number.
    for (let at = 0; at < 2000; at++) await writeFile(join(many, 'pub', `a file with a long name, number ${at}.txt`), 'hello');
    await makeExt4(join(folder, 'many.img'), many, 16, ['-b', '1024', '-N', '4096']);
    const names: string[] = [];
    let reason = '';
    try {
      for await (const { name } of diskFiles([join(folder, 'many.img')])) names.push(name);
    } catch (error) {
      reason = (error as Error).message;
    }
    expect(names).toContain('one.txt');
    if (names.length === 2001) return;
    expect(reason).toMatch(/could be read only in part: the folder pub could not be listed: icat says: /);
  });

  test('that was split is read whole', async () => {
    const raw = await readFile(join(folder, 'ext.img'));
    const volumes = [0, 1, 2].map((at) => join(folder, `split.00${at + 1}`));
    const length = Math.ceil(raw.length / 3 / 512) * 512;
    for (const [at, volume] of volumes.entries()) await writeFile(volume, raw.subarray(at * length, (at + 1) * length));
    const files = await listed(volumes);
    expect((await bytesOf(files[3]!)).equals(FILM)).toBe(true);
    expect(await imageDigests(volumes)).toMatchObject({ bytes: raw.length, sha256: createHash('sha256').update(raw).digest('hex') });
  });
});

describe.skipIf(!readsDisks || !has('mkfs.ext4', 'mkfs.vfat', 'mcopy'))('a disk with partitions', () => {
  beforeAll(async () => {
    await makeExt4(join(folder, 'one.img'), join(folder, 'tree'));
    await mkdir(join(folder, 'other'), { recursive: true });
    await writeFile(join(folder, 'other', 'second.mkv'), FILM.subarray(0, 5000));
    await makeFat32(join(folder, 'two.img'), [join(folder, 'other')]);
  }, 60_000);

  test('names the partition of each file, and passes over swap', async () => {
    const disk = join(folder, 'disk.img');
    await makePartitions(disk, [
      { kind: 0x83, path: join(folder, 'one.img') },
      { kind: 0x0c, path: join(folder, 'two.img') },
      { kind: 0x82 },
    ]);
    const files = await listed([disk]);
    expect(files.map(({ name }) => name)).toContain('partition-1/uploads/film.mkv');
    const second = files.find(({ name }) => name === 'partition-2/other/second.mkv')!;
    expect((await bytesOf(second)).equals(FILM.subarray(0, 5000))).toBe(true);
    expect(files).toHaveLength(5);
  });

  test('with a partition that cannot be read gives the files of the others first, and then says so', async () => {
    const disk = join(folder, 'locked.img');
    await makePartitions(disk, [{ kind: 0x83, path: join(folder, 'one.img') }, { kind: 0x07 }]);
    const names: string[] = [];
    const read = async () => {
      for await (const { name } of diskFiles([disk])) names.push(name);
    };
    await expect(read()).rejects.toThrow(
      `${disk} could be read only in part: partition 2 (NTFS / exFAT (0x07)) has no file system that can be read; it may be encrypted`,
    );
    expect(names).toHaveLength(4);
  });

  test('gives deleted files only where they are asked for', async () => {
    const image = join(folder, 'deleted.img');
    await cp(join(folder, 'two.img'), image);
    runProgram('mdel', ['-i', image, '::other/second.mkv']);
    expect((await listed([image])).map(({ name }) => name)).toEqual([]);
    const [file] = await listed([image], true);
    // FAT keeps no first letter.
    expect(file!.name).toBe('$deleted/other/_econd.mkv');
    expect((await bytesOf(file!)).equals(FILM.subarray(0, 5000))).toBe(true);
  });
});

// Package ntfs-3g of Debian. Skipped, and so named by the run, where it is not installed.
describe.skipIf(!readsDisks || !has('mkntfs', 'ntfscp'))('an NTFS image', () => {
  test('gives its files and their alternate streams with sizes and bytes, and no files of its own', async () => {
    const [image, small] = [join(folder, 'ntfs.img'), join(folder, 'small.txt')];
    await writeFile(small, 'within the record of the file');
    await makeNtfs(image, [
      { name: 'film.mkv', path: join(folder, 'tree', 'uploads', 'film.mkv') },
      { name: 'ünïcode 影.txt', path: small },
      { name: 'film.mkv', path: small, stream: 'hidden' },
    ]);
    const files = await listed([image]);
    expect(files.map(({ name, fileBytes }) => [name, fileBytes])).toEqual([
      ['film.mkv', 700_000],
      ['film.mkv:hidden', 29],
      ['ünïcode 影.txt', 29],
    ]);
    expect(Math.abs(files[0]!.modifiedMs! - Date.now())).toBeLessThan(600_000);
    expect((await bytesOf(files[0]!)).equals(FILM)).toBe(true);
    for (const file of files.slice(1)) expect((await bytesOf(file)).toString()).toBe('within the record of the file');
    const disk = join(folder, 'ntfs-disk.img');
    await makePartitions(disk, [{ kind: 0x07, path: image }, { kind: 0x82 }]);
    expect((await listed([disk])).map(({ name }) => name)).toEqual([
      'partition-1/film.mkv',
      'partition-1/film.mkv:hidden',
      'partition-1/ünïcode 影.txt',
    ]);
  });
});

test.skipIf(!readsDisks)('a file without a file system says that it may be encrypted', async () => {
  const noise = join(folder, 'noise.img');
  await writeFile(noise, randomBytes(1024 ** 2));
  await expect(listed([noise])).rejects.toThrow(`${noise}: it has no partition and no file system that can be read; it may be encrypted`);
});

describe.skipIf(!readsDisks || !has('mkfs.ext4'))('programs that read images', () => {
  afterEach(() => void vi.unstubAllEnvs());
  const read = async (image: string, reads: readonly string[]) => {
    const lines: string[] = [];
    for await (const line of linesOf('fls', ['-r', '-p', '-i', 'raw', image], { path: image, reads })) lines.push(line);
    return lines.join('\n');
  };

  test.each(['none', 'limits', 'best'])('give the same, confined by %s, and leave no folder behind', async (wish) => {
    vi.stubEnv('STREETDATE_CONFINEMENT', wish);
    const [image, own] = [join(folder, `${wish}.img`), join(folder, `own-${wish}`)];
    await makeExt4(image, join(folder, 'tree'));
    await mkdir(own);
    vi.stubEnv('TMPDIR', own);
    const files = await listed([image]);
    expect((await bytesOf(files[3]!)).equals(FILM)).toBe(true);
    for await (const _chunk of files[3]!.read()) break;
    await vi.waitFor(async () => expect(await readdir(own)).toEqual([]));
  });

  test.skipIf(sandbox !== 'bubblewrap')('see in a sandbox the image that they read, and no other file', async () => {
    const [image, other] = [join(folder, 'seen.img'), join(folder, 'unseen.img')];
    await makeExt4(image, join(folder, 'tree'));
    await makeExt4(other, join(folder, 'tree'));
    vi.stubEnv('STREETDATE_CONFINEMENT', 'limits');
    expect(await read(other, [image])).toContain('uploads/film.mkv');
    vi.stubEnv('STREETDATE_CONFINEMENT', 'required');
    expect(await read(image, [image])).toContain('uploads/film.mkv');
    await expect(read(other, [image])).rejects.toMatchObject({ code: 'damaged-disc' });
  });
});

describe('without its programs', () => {
  afterEach(() => void vi.unstubAllEnvs());

  test('an image names the Debian package that has them', async () => {
    vi.stubEnv('PATH', '/nonexistent');
    const any = join(folder, 'any.img');
    await writeFile(any, 'x');
    await expect(listed([any])).rejects.toMatchObject({
      code: 'runtime-missing',
      message: `${any}: reading it needs fsstat, which Debian's package sleuthkit has`,
    });
    await expect(readEwf([any], { path: any })).rejects.toMatchObject({
      code: 'runtime-missing',
      message: `${any}: reading it needs ewfinfo, which Debian's package ewf-tools has`,
    });
  });
});

describe.skipIf(!has(...EWF_READERS, 'ewfacquire', 'mkfs.ext4'))('an E01 image', () => {
  test('in segments gives the bytes that it was made of, and the digests that it states are theirs', async () => {
    const raw = join(folder, 'raw.img');
    await makeExt4(raw, join(folder, 'tree'), 8);
    // The smallest segment holds 1 MiB, and noise does not compress.
    await writeFile(raw, randomBytes(3 * 1024 ** 2));
    const first = makeE01(raw, join(folder, 'evidence'), '1MiB');
    const made = (await readdir(folder)).filter((name) => /^evidence\.E\d\d$/.test(name));
    const segments = made.sort().map((name) => join(folder, name));
    expect(segments.length).toBeGreaterThanOrEqual(3);
    const { mediaBytes, stored } = await readEwf(segments, { path: first });
    const digests = await imageDigests([raw]);
    expect(mediaBytes).toBe(3 * 1024 ** 2);
    expect(stored).toEqual({ md5: digests.md5, sha1: digests.sha1 });
    await exportEwf(segments, join(folder, 'exported'), mediaBytes, { path: first });
    expect(await imageDigests([join(folder, 'exported.raw')])).toEqual(digests);
    checkStoredDigests(first, stored, digests);
    expect(() => checkStoredDigests(first, { md5: '0'.repeat(32) }, digests)).toThrow(
      `${first}: its MD5 is ${digests.md5}, and it states ${'0'.repeat(32)} from when it was made: it was changed or is damaged`,
    );
    for (const segment of segments.slice(1)) await rm(segment);
    await expect(exportEwf([first], join(folder, 'again'), mediaBytes, { path: first })).rejects.toMatchObject({
      code: 'damaged-disc',
      message: expect.stringMatching(/: ewfexport says: Read errors during export: total number: 1 at sector\(s\): [0-9]+ - 6143$/),
    });
  });
});
