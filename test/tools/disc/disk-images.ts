import { createHash } from 'node:crypto';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { runProgram } from './write-disc.ts';

/** Programs that read disk images. */
export const IMAGE_READERS = ['mmls', 'fsstat', 'fls', 'icat'];
/** Programs that read E01 images. */
export const EWF_READERS = ['ewfinfo', 'ewfexport'];

/** Makes an ext4 file system of a folder. @param options - Further options of `mkfs.ext4`. */
export async function makeExt4(image: string, folder: string, megabytes = 16, options: readonly string[] = []): Promise<void> {
  await writeFile(image, '');
  await truncate(image, megabytes * 1024 ** 2);
  runProgram('mkfs.ext4', ['-q', '-F', ...options, '-d', folder, image]);
}

/** Makes a FAT32 file system of the files of a folder. */
export async function makeFat32(image: string, folders: readonly string[]): Promise<void> {
  await writeFile(image, '');
  await truncate(image, 64 * 1024 ** 2);
  runProgram('mkfs.vfat', ['-F', '32', image]);
  runProgram('mcopy', ['-i', image, '-s', ...folders, '::']);
}

/** Makes an NTFS file system of files, all at its root: `ntfscp` makes no folders. A file `stream` of a row is an alternate stream of the file of that name. */
export async function makeNtfs(
  image: string,
  files: readonly { readonly name: string; readonly path: string; readonly stream?: string }[],
): Promise<void> {
  await writeFile(image, '');
  await truncate(image, 16 * 1024 ** 2);
  runProgram('mkntfs', ['-q', '-F', '-f', image]);
  for (const { name, path, stream } of files)
    runProgram('ntfscp', ['-q', ...(stream === undefined ? [] : ['-N', stream]), image, path, name]);
}

/** Makes an E01 image of a raw one. @param segment - Bytes of a segment, such as `1MiB`. @returns Its first segment. */
export function makeE01(raw: string, stem: string, segment = '1GiB'): string {
  runProgram('ewfacquire', ['-u', '-q', '-t', stem, '-f', 'encase6', '-c', 'fast', '-S', segment, '-d', 'sha1', raw]);
  return `${stem}.E01`;
}

/** Changes the SHA-1 that an E01 image states, with the checksum behind it, so that only its bytes tell. @param disk - The disk that it is of. @returns What it states now. */
export async function alterStatedSha1(image: string, disk: Uint8Array): Promise<string> {
  const [md5, sha1] = ['md5', 'sha1'].map((name) => createHash(name).update(disk).digest('hex')) as [string, string];
  const altered = await readFile(image);
  // The digests that it states are in two sections, each with a checksum behind it: one of both, one of the MD5 (libewf's documentation of the format).
  const both = altered.indexOf(Buffer.from(md5 + sha1, 'hex'));
  altered[both + 16]! ^= 1;
  altered.writeUInt32LE(adler32(altered.subarray(both, both + 76)), both + 76);
  await writeFile(image, altered);
  return altered.subarray(both + 16, both + 36).toString('hex');
}

/** RFC 1950. */
function adler32(bytes: Uint8Array): number {
  let [one, other] = [1, 0];
  for (const byte of bytes) {
    one = (one + byte) % 65_521;
    other = (other + one) % 65_521;
  }
  return other * 65_536 + one;
}

const SECTOR = 512;
/** First sector of the first partition, as programs align them. */
const FIRST = 2048;

/** Puts file systems into the partitions of a disk with a master boot record. @param parts - Kind of each, and its bytes; none for one that is empty. */
export async function makePartitions(image: string, parts: readonly { readonly kind: number; readonly path?: string }[]): Promise<void> {
  const record = Buffer.alloc(SECTOR);
  const contents = await Promise.all(parts.map(({ path }) => (path === undefined ? Buffer.alloc(1024 ** 2) : readFile(path))));
  let start = FIRST;
  for (const [at, { kind }] of parts.entries()) {
    const sectors = contents[at]!.length / SECTOR;
    record[446 + 16 * at + 4] = kind;
    record.writeUInt32LE(start, 446 + 16 * at + 8);
    record.writeUInt32LE(sectors, 446 + 16 * at + 12);
    start += sectors;
  }
  record.writeUInt16LE(0xaa55, 510);
  await writeFile(image, Buffer.concat([record, Buffer.alloc((FIRST - 1) * SECTOR), ...contents]));
}
