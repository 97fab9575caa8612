import { readdir, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import { shownPath } from '@streetdate/release';
import { readFileState } from '../files/file-state.ts';
import { contentOf } from '../intake/content.ts';
import { listInputs } from '../intake/list-inputs.ts';
import { readHead } from '../intake/read-head.ts';
import { Spool } from '../intake/spool.ts';
import { unpack } from '../intake/unpack.ts';
import type { Stores } from '../stores.ts';
import { worldsFault } from '../worlds-fault.ts';
import { enrollDisc } from './enroll-disc.ts';
import { enrollFiles, type FileToEnroll } from './enroll-files.ts';
import type { Enrolled, EnrollOptions, NotEnrolled } from './enrollment.ts';
import { matchPromos } from './match-promos.ts';

/** A folder that contains one of these is a disc. */
const DISC_FOLDERS: ReadonlySet<string> = new Set(['VIDEO_TS', 'BDMV']);
/** Extensions of disc images. */
const DISC_IMAGE = /\.(?:iso|img|udf)$/iu;

/**
 * Enrolls media of any form and yields each result. Files come first, then discs, each in the order given. Then the footage of promos is found
 * in the films of their titles.
 */
export async function* enroll(
  stores: Stores,
  paths: readonly string[],
  options: EnrollOptions,
  enrolledAt: string,
): AsyncGenerator<Enrolled | NotEnrolled> {
  yield* enrollMedia(stores, paths, options, enrolledAt);
  for await (const { promo, film, footage } of matchPromos(stores, undefined, options.signal)) {
    const { foundSeconds, promoSeconds, intervals } = footage;
    const pieces = intervals.length === 1 ? '1 piece' : `${intervals.length} pieces`;
    const [found, whole] = [foundSeconds, promoSeconds].map((seconds) => seconds.toFixed(1));
    options.onNote?.(`promo ${promo.id}: ${found} s of ${whole} s are in ${film.id}, in ${pieces}`);
  }
}

async function* enrollMedia(
  stores: Stores,
  paths: readonly string[],
  options: EnrollOptions,
  enrolledAt: string,
): AsyncGenerator<Enrolled | NotEnrolled> {
  const files: FileToEnroll[] = [];
  const discs: string[] = [];
  const spool = new Spool();
  try {
    for (const path of paths) {
      const form = options.as === undefined || options.as === 'any' ? await formOf(path) : options.as;
      if (form === 'disc') discs.push(path);
      else if (form === 'archive') files.push(...(await filmsOf(path, spool, options.signal)));
      else files.push(await fileAt(path));
    }
    if (files.length > 0) yield* enrollFiles(stores, files, options, enrolledAt);
  } finally {
    await spool.close();
  }
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

/** The form of a path, from its contents; an image also from its name. A missing path counts as a file and fails when it is read. */
async function formOf(path: string): Promise<'file' | 'disc' | 'archive'> {
  const facts = await stat(path).catch(() => undefined);
  if (facts?.isDirectory()) {
    if (DISC_FOLDERS.has(basename(path).toUpperCase())) return 'disc';
    const names = await readdir(path).catch(() => []);
    return names.some((name) => DISC_FOLDERS.has(name.toUpperCase())) ? 'disc' : 'file';
  }
  if (DISC_IMAGE.test(path)) return 'disc';
  if (!facts?.isFile()) return 'file';
  const content = await contentOf(await readHead(path).catch(() => new Uint8Array()));
  if (content.kind !== 'archive') return 'file';
  return content.format.format === 'iso' ? 'disc' : 'archive';
}

async function fileAt(path: string): Promise<FileToEnroll> {
  try {
    return { file: await readFileState(path) };
  } catch (error) {
    return { path, error: worldsFault(error) };
  }
}

/** The films of an archive, unpacked. A film that cannot be read, or an archive without films, is a failure. */
async function filmsOf(path: string, spool: Spool, signal: AbortSignal | undefined): Promise<FileToEnroll[]> {
  const found: FileToEnroll[] = [];
  for await (const listed of listInputs([path], { signal })) {
    if (listed.kind === 'failed') found.push(listed);
    if (listed.kind !== 'archive') continue;
    for await (const input of unpack(listed, { spool, signal })) {
      if (input.kind === 'failed') found.push(input);
      // Bytes that tell nothing and have no name of a film are not enrolled by chance.
      else if (input.kind === 'media' && input.expected) found.push({ file: input.file });
    }
  }
  if (found.length > 0) return found;
  return [{ path, error: new StreetdateError('not-media', `${shownPath(path)}: it has no film`, { path }) }];
}
