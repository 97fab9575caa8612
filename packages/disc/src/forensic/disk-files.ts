import { dirname, resolve } from 'node:path';
import { checkList, checkObject, checkPath } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import type { ImageFile } from '../source/image-files.ts';
import { type FileSystem, findFileSystems } from './partitions.ts';
import { linesOf, type ProgramRun, runProgram } from './run-program.ts';

/** A file in a disk image. */
export interface DiskFile extends ImageFile {
  /** When it was last written, milliseconds since 1970; undefined if nothing is recorded. FAT keeps local times, which are taken as UTC. */
  readonly modifiedMs: number | undefined;
}

/** Options for {@link diskFiles}. */
export interface DiskFilesOptions {
  /** The image's name in messages. @defaultValue its first volume */
  readonly shown?: string | undefined;
  /** Lists deleted files in place of those that are there, as `$deleted/film.mkv`. Their bytes may be those of later files. @defaultValue false */
  readonly deleted?: boolean | undefined;
  /** Stops it; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Most files of one image. */
const MOST_FILES = 5_000_000;

/**
 * Lists the files of a raw image of a disk or of one file system: NTFS, FAT, exFAT, ext, HFS+, ISO 9660 and what else The Sleuth Kit reads. Its
 * programs run apart, and nothing is mounted or written. A file of one partition among several is named `partition-2/folder/film.mkv`. Names
 * are as recorded, and may hold anything. Links and the file systems' own files are left out.
 * @param volumes - The image's files in order; several of a split image.
 * @throws StreetdateError `runtime-missing` if a program is not installed, `damaged-disc`; after the files, `damaged-disc` for file systems that cannot be read or not to their end.
 */
export async function* diskFiles(volumes: readonly string[], options: DiskFilesOptions = {}): AsyncGenerator<DiskFile, void, undefined> {
  checkList('volumes', volumes, checkPath);
  checkObject('options', options);
  const { shown = volumes[0], deleted = false, signal } = options;
  if (shown === undefined) throw new TypeError('volumes must name at least one file, got none');
  // An absolute path is no option, whatever it is called.
  const files = volumes.map((volume) => resolve(volume));
  const run: ProgramRun = { path: shown, reads: files, signal };
  const { systems, faults } = await findFileSystems(files, run);
  const unlisted: string[] = [];
  let count = 0;
  for (const system of systems) {
    const { place, partition } = system;
    const prefix = `${partition === undefined ? '' : `partition-${partition}/`}${deleted ? '$deleted/' : ''}`;
    const wanted = deleted ? '-d' : '-u';
    // Folders that no file or folder was listed in so far.
    const empty = new Map<string, string>();
    const kinds = deleted ? ['-F'] : [];
    for await (const line of listed(linesOf('fls', ['-r', '-p', ...kinds, wanted, '-m', '', '-i', 'raw', ...place, ...files], run))) {
      if (typeof line !== 'string') {
        const what = `the file system of ${partition === undefined ? 'the disk' : `partition ${partition}`} (${system.kind})`;
        unlisted.push(
          `${what} could not be listed to its end, so that it is damaged or cut short: ${line.message.slice(shown.length + 2)}`,
        );
        break;
      }
      const entry = entryOf(line, system, deleted);
      if (entry === undefined) continue;
      empty.delete(dirname(entry.name));
      if (entry.isFolder) {
        if (isExt(system) && entry.fileBytes >= LEAST_UNLISTED) empty.set(entry.name, entry.inode);
        continue;
      }
      if (++count > MOST_FILES) throw new StreetdateError('damaged-disc', `${shown} has more than ${MOST_FILES} files`, { path: shown });
      const { name, inode, fileBytes, modifiedMs } = entry;
      yield {
        name: `${prefix}${name}`,
        fileBytes,
        modifiedMs,
        read: () => bytesOf(['-i', 'raw', ...place, ...files, inode], `${prefix}${name}`, fileBytes, run),
      };
    }
    for (const [folder, inode] of empty) {
      const reason = await unreadFolder(['-i', 'raw', ...place, ...files, inode], run);
      if (reason !== undefined) unlisted.push(`the folder ${prefix}${folder} could not be listed: ${reason}`);
    }
  }
  const all = [...unlisted, ...faults];
  if (all.length > 0) throw new StreetdateError('damaged-disc', `${shown} could be read only in part: ${all.join('; ')}`, { path: shown });
}

/** Lines, and at their end the fault that ended them: the other file systems are listed all the same. */
async function* listed(lines: AsyncIterable<string>): AsyncGenerator<string | StreetdateError, void, undefined> {
  try {
    yield* lines;
  } catch (error) {
    if (!(error instanceof StreetdateError) || error.code !== 'damaged-disc') throw error;
    yield error;
  }
}

function isExt({ kind }: FileSystem): boolean {
  return kind.startsWith('ext');
}

/** Bytes of the smallest folder of ext4 with so many extents that The Sleuth Kit 4.12 may list nothing of it, without a word. */
const LEAST_UNLISTED = 5 * 1024;

/** Why a folder cannot be read; undefined if it can. @param args - Where the image is, and the folder's number. */
async function unreadFolder(args: readonly string[], run: ProgramRun): Promise<string | undefined> {
  try {
    for await (const _chunk of runProgram('icat', args, run)) {
      // Its bytes tell nothing more.
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof StreetdateError) || error.code !== 'damaged-disc') throw error;
    return error.message.slice(run.path.length + 2);
  }
}

/** Files that a file system keeps for itself, below its root. */
const OWN_FILES = /^\$(?:MBR|FAT1|FAT2|OrphanFiles|VOLUME_GUID|ALLOC_BITMAP|UPCASE_TABLE|Extend(?:\/.*)?)$/u;
/** Numbers that NTFS keeps for its own files. */
const OWN_NUMBERS = 24;
/** Type of the attribute that is a file's content, in NTFS. */
const DATA = 128;

/**
 * A line of the body format of `fls`: checksum, name, number, mode, owner, group, size, and the times of reading, writing, change and birth. A
 * name may hold bars as well, so that the other fields are counted from the end.
 */
function entryOf(line: string, { kind }: FileSystem, deleted: boolean) {
  const fields = line.split('|');
  if (fields.length < 11) return undefined;
  const [inode = '', mode = '', , , size = '', , written = ''] = fields.slice(-9);
  const name = nameOf(fields.slice(1, -9).join('|'), deleted);
  // The first letter is the folder's word on the kind, the second that of the file itself.
  const isFolder = /^d\/d/u.test(mode);
  if (!(isFolder || /^[r-]\/r/u.test(mode)) || name === '' || OWN_FILES.test(name)) return undefined;
  const [number, type] = inode.split('-').map(Number);
  if (kind === 'ntfs' && !isFolder && ((type !== undefined && type !== DATA) || number! < OWN_NUMBERS)) return undefined;
  const [fileBytes, seconds] = [Number(size), Number(written)];
  return { name, inode, isFolder, fileBytes, modifiedMs: seconds > 0 ? 1000 * seconds : undefined };
}

function nameOf(recorded: string, deleted: boolean): string {
  const name = recorded.replace(/^\/+/u, '');
  return deleted ? name.replace(/ \(deleted(?:-realloc)?\)$/u, '') : name;
}

async function* bytesOf(
  args: readonly string[],
  name: string,
  fileBytes: number,
  run: ProgramRun,
): AsyncGenerator<Uint8Array, void, undefined> {
  let read = 0;
  for await (const chunk of runProgram('icat', args, run)) {
    read += chunk.length;
    yield chunk;
  }
  if (read === fileBytes) return;
  const reason = `${name} has ${read} bytes, and ${fileBytes} are recorded`;
  throw new StreetdateError('damaged-disc', `${run.path}: ${reason}`, { path: run.path });
}
