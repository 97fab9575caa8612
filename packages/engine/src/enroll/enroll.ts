import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import { openArchive, shownPath, volumeSets } from '@streetdate/release';
import { readReleaseFile } from '../files/archived-film.ts';
import { readFileState } from '../files/file-state.ts';
import type { Stores } from '../stores.ts';
import { worldsFault } from '../worlds-fault.ts';
import { enrollDisc } from './enroll-disc.ts';
import { enrollFiles, type FileToEnroll } from './enroll-files.ts';
import type { Enrolled, EnrollOptions, NotEnrolled } from './enrollment.ts';

/** A folder that contains one of these is a disc. */
const DISC_FOLDERS: ReadonlySet<string> = new Set(['VIDEO_TS', 'BDMV']);
/** Extensions of disc images. */
const DISC_IMAGE = /\.(?:iso|img|udf)$/iu;
/** Extensions of supported archives, or of their first volume. */
const ARCHIVE = /\.(?:rar|zip|001)$/iu;
/** Extensions of films. */
const FILM = /\.(?:3gp|asf|avi|divx|evo|f4v|flv|m2ts|m2v|m4v|mkv|mov|mp4|mpe?g|mts|mxf|ogm|ogv|rmvb?|ts|vob|webm|wmv)$/iu;

/** Enrolls media of any form and yields each result. Files come first, then discs, each in the order given. */
export async function* enroll(
  stores: Stores,
  paths: readonly string[],
  options: EnrollOptions,
  enrolledAt: string,
): AsyncGenerator<Enrolled | NotEnrolled> {
  const files: FileToEnroll[] = [];
  const discs: string[] = [];
  for (const path of paths) {
    const form = options.as === undefined || options.as === 'any' ? await formOf(path) : options.as;
    if (form === 'disc') discs.push(path);
    else if (form === 'archive') files.push(...(await filmsOf(path)));
    else files.push(await fileAt(path));
  }
  if (files.length > 0) yield* enrollFiles(stores, files, options, enrolledAt);
  for (const path of discs) {
    options.signal?.throwIfAborted();
    const enrolled = enrollDisc(stores, path, options, enrolledAt);
    let failed: NotEnrolled | undefined;
    try {
      yield* enrolled;
    } catch (error) {
      failed = { kind: 'failed', path, error: worldsFault(error) };
    }
    if (failed) yield failed;
  }
}

/** The form of a path, from its name or a folder's contents. A missing path counts as a file and fails when it is read. */
async function formOf(path: string): Promise<'file' | 'disc' | 'archive'> {
  const facts = await stat(path).catch(() => undefined);
  if (facts?.isDirectory()) {
    if (DISC_FOLDERS.has(basename(path).toUpperCase())) return 'disc';
    const names = await readdir(path).catch(() => []);
    return names.some((name) => DISC_FOLDERS.has(name.toUpperCase())) ? 'disc' : 'file';
  }
  if (DISC_IMAGE.test(path)) return 'disc';
  return ARCHIVE.test(path) ? 'archive' : 'file';
}

async function fileAt(path: string): Promise<FileToEnroll> {
  try {
    return { file: await readFileState(path) };
  } catch (error) {
    return { path, error: worldsFault(error) };
  }
}

/** The films of an archive, read in place. A refused film, or an archive without films, is a failure. */
async function filmsOf(path: string): Promise<FileToEnroll[]> {
  try {
    await readFileState(path);
    const folder = dirname(path);
    const set = volumeSets(await readdir(folder)).find(({ volumes }) => volumes.includes(basename(path)));
    const archive = set && (await openArchive(folder, set));
    const films = archive?.entries.filter(({ name }) => FILM.test(name)) ?? [];
    if (set === undefined || films.length === 0) {
      throw new StreetdateError('not-media', `${shownPath(path)}: it has no film`, { path });
    }
    const files = set.volumes.flatMap((volume) => (volume === undefined ? [] : [join(folder, volume)]));
    const found: FileToEnroll[] = [];
    for (const entry of films) {
      const place = `${path}//${shownPath(entry.name)}`;
      const { fileBytes, refusal } = entry;
      if (refusal) found.push({ path: place, error: refusal });
      else found.push({ file: await readReleaseFile({ path: place, role: 'main', disc: undefined, fileBytes, entry, files }) });
    }
    return found;
  } catch (error) {
    return [{ path, error: worldsFault(error) }];
  }
}
