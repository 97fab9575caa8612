import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import { checkObject, checkPath } from '@streetdate/core/internal';
import type { ArchiveEntry } from '../archive/archive.ts';
import { openArchive } from '../archive/open-archive.ts';
import { shownPath } from '../archive/shown-path.ts';
import { type VolumeSet, volumeSets } from '../archive/volume-names.ts';
import { parseReleaseName } from '../name/parse-release-name.ts';
import type { ReleaseName } from '../name/release-name.ts';
import { readNfo } from '../side-files/nfo.ts';
import { checkSfv, readSfv, type SfvResult } from '../side-files/sfv.ts';
import { discOfName, isArchive, isFilm, isOtherArchive, isSubtitle, type PartFolder, partFolder, roleOfName } from './kinds.ts';
import type { ReadReleasesOptions, Release, ReleaseMedia } from './release.ts';

/** An NFO is one or two pages long. */
const MOST_NFO_BYTES = 1024 * 1024;
/** An SFV has about forty bytes a volume. */
const MOST_SFV_BYTES = 4 * 1024 * 1024;
/** Deepest nesting of folders. Anything deeper is a loop, or built to be one. */
const DEEPEST = 32;

/**
 * Finds the releases below a folder. A folder is a release if it or its parts (`CD1`, `Sample`, `Subs`) hold an SFV file, or one archive in
 * volumes and no film beside it, or if it is named like a release and holds films. Files outside releases are ignored, and symbolic links to folders are not
 * followed. Only the file lists of archives are read; archives inside archives are not opened. Nothing is written.
 * @param path - A folder; it may itself be a release.
 * @throws StreetdateError `file-not-found` or `file-unreadable` for `path`. Faults below it are listed in {@link Release.problems};
 * unreadable folders are left out.
 */
export async function* readReleases(path: string, options: ReadReleasesOptions = {}): AsyncGenerator<Release, void, undefined> {
  checkPath('path', path);
  checkObject('options', options);
  const entries = await list(path);
  if (entries === undefined) throw new StreetdateError('file-unreadable', `${shownPath(path)} cannot be read as a folder`, { path });
  yield* visit(path, entries, options, 0);
}

async function* visit(
  path: string,
  entries: readonly Dirent[],
  options: ReadReleasesOptions,
  depth: number,
): AsyncGenerator<Release, void, undefined> {
  options.signal?.throwIfAborted();
  if (depth > DEEPEST || options.leaveOut?.includes(await realpath(path))) return;
  const parts = await partsOf(path, entries);
  const name = parseReleaseName(basename(path) || path);
  const isRelease =
    parts.some(({ names }) => names.some((file) => /\.sfv$/iu.test(file))) || isOneArchive(parts) || isNamedRelease(name, parts);
  if (isRelease) yield await readRelease(path, name, parts, options);
  for (const entry of entries) {
    if (!entry.isDirectory() || (isRelease && partFolder(entry.name))) continue;
    const below = await list(join(path, entry.name));
    if (below) yield* visit(join(path, entry.name), below, options, depth + 1);
  }
}

/** The folders of a release: its own and those of its parts. */
interface Part extends PartFolder {
  readonly path: string;
  readonly names: readonly string[];
}

async function partsOf(path: string, entries: readonly Dirent[]): Promise<Part[]> {
  const names = (among: readonly Dirent[]) => among.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const parts: Part[] = [{ path, names: names(entries), role: 'main', disc: undefined }];
  for (const entry of entries) {
    const part = entry.isDirectory() ? partFolder(entry.name) : undefined;
    const below = part && (await list(join(path, entry.name)));
    if (part && below) parts.push({ path: join(path, entry.name), names: names(below), ...part });
  }
  return parts;
}

/** A volume of an unsupported archive. */
const OTHER_VOLUME = /\.(?:7z|tar)\.[0-9]{3}$/iu;

/** An archive that typically holds films. A ZIP alone may be anything. */
function isVolumes({ kind, volumes }: VolumeSet): boolean {
  return kind === 'rar' && volumes.some((name) => name !== undefined && /\.(?:rar|[r-z][0-9]{2})$/iu.test(name));
}

/** Whether the folder holds one archive in volumes, or one in each of its `CD1`, `CD2`, and no film beside it: it is no folder of uploads. */
function isOneArchive(parts: readonly Part[]): boolean {
  const mains = parts.filter(({ role }) => role === 'main').map(({ names }) => names);
  if (!parts.some(({ names }) => volumeSets(names).some(isVolumes))) return false;
  return mains.every((names) => {
    const others = names.filter((file) => (isFilm(file) && roleOfName(file) === undefined) || isOtherArchive(file));
    return others.length === 0 && volumeSets(names).length <= 1;
  });
}

function isNamedRelease({ title, tags, group }: ReleaseName, parts: readonly Part[]): boolean {
  const strong = tags.filter(({ strength, kind }) => strength === 'strong' && ['source', 'resolution', 'video-codec'].includes(kind));
  return (
    title !== undefined &&
    group !== undefined &&
    strong.length >= 2 &&
    parts.some(({ names }) => names.some((file) => isFilm(file) || /\.zip(?:\.[0-9]{3})?$/iu.test(file) || isOtherArchive(file)))
  );
}

async function readRelease(
  path: string,
  name: ReleaseName,
  parts: readonly Part[],
  { checkSums = false, signal }: ReadReleasesOptions,
): Promise<Release> {
  const problems: StreetdateError[] = [];
  const media: ReleaseMedia[] = [];
  const sfv: SfvResult[] = [];
  const subtitles: string[] = [];
  let nfo: Release['nfo'];
  const keep = async (work: () => Promise<void>, file: string) => {
    try {
      await work();
    } catch (cause) {
      signal?.throwIfAborted();
      problems.push(
        cause instanceof StreetdateError
          ? cause
          : new StreetdateError('file-unreadable', `${shownPath(file)} cannot be read: ${reasonOf(cause)}`, { path: file, cause }),
      );
    }
  };
  for (const part of parts) {
    const { role } = part;
    for (const file of part.names) {
      const at = join(part.path, file);
      if (isSubtitle(file)) subtitles.push(at);
      else if (isFilm(file) && role !== 'subtitles') {
        await keep(async () => {
          media.push({
            path: at,
            role: roleOfName(file) ?? role,
            disc: part.disc ?? discOfName(file),
            fileBytes: (await stat(at)).size,
            entry: undefined,
            files: [at],
          });
        }, at);
      } else if (isOtherArchive(file) && role !== 'subtitles') {
        problems.push(new StreetdateError('archive-unsupported', `${shownPath(at)}: archives of its kind are not read`, { path: at }));
      } else if (/\.nfo$/iu.test(file) && nfo === undefined) {
        await keep(async () => {
          nfo = { ...readNfo(await readSmall(at, MOST_NFO_BYTES)), path: at };
        }, at);
      } else if (/\.sfv$/iu.test(file) && checkSums) {
        await keep(async () => {
          const text = new TextDecoder('latin1').decode(await readSmall(at, MOST_SFV_BYTES));
          sfv.push(...(await checkSfv(part.path, readSfv(text), { signal })));
        }, at);
      }
    }
    for (const set of volumeSets(part.names.filter((file) => !isOtherArchive(file) && !OTHER_VOLUME.test(file)))) {
      signal?.throwIfAborted();
      // A forensic image is no part of a release.
      if (set.kind === 'ewf') continue;
      const first = join(part.path, set.volumes.find((volume) => volume !== undefined)!);
      await keep(async () => {
        media.push(...(await mediaIn(part, set, first, problems)));
      }, first);
    }
  }
  media.sort((one, other) => Number(one.role !== 'main') - Number(other.role !== 'main') || (one.path < other.path ? -1 : 1));
  const files = parts.flatMap((part) => part.names.map((file) => join(part.path, file)));
  return { path, name, nfo, sfv, media, subtitles, files, problems };
}

/**
 * The reasons why films of an archive are never read, each kind of reason once: one password applies to all films.
 * @param path - Its first volume.
 */
function refusalsOf(films: readonly ArchiveEntry[], path: string): StreetdateError[] {
  const refusals = films.flatMap(({ refusal }) => refusal ?? []);
  return [...new Set(refusals.map(({ code }) => code))].map((code) => {
    const [first, ...others] = refusals.filter((refusal) => refusal.code === code);
    return others.length === 0
      ? first!
      : new StreetdateError(code, `${first!.message}; ${others.length} more of its films likewise`, { path });
  });
}

/** The readable films in an archive. Archives of subtitles are skipped. */
async function mediaIn(part: Part, set: VolumeSet, first: string, problems: StreetdateError[]): Promise<ReleaseMedia[]> {
  const { role } = part;
  if (role === 'subtitles') return [];
  const { entries, damage } = await openArchive(part.path, set);
  if (damage) problems.push(new StreetdateError('archive-damaged', `${shownPath(first)} is incomplete: ${damage.reason}`, { path: first }));
  const nested = entries.find(({ name }) => isArchive(name));
  if (nested && !entries.some(({ name }) => isFilm(name))) {
    const reason = `it has no film, but the archive ${shownPath(nested.name)}, and archives in archives are not opened`;
    problems.push(new StreetdateError('archive-unsupported', `${shownPath(first)}: ${reason}`, { path: first }));
  }
  const films = entries.filter(({ name }) => isFilm(name));
  problems.push(...refusalsOf(films, first));
  const files = set.volumes.flatMap((volume) => (volume === undefined ? [] : [join(part.path, volume)]));
  return films
    .filter(({ refusal }) => refusal === undefined)
    .map((entry) => ({
      path: `${first}//${shownPath(entry.name)}`,
      role: roleOfName(entry.name) ?? role,
      disc: part.disc ?? discOfName(entry.name),
      fileBytes: entry.fileBytes,
      entry,
      files,
    }));
}

async function readSmall(path: string, mostBytes: number): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > mostBytes)
    throw new StreetdateError('file-unreadable', `${shownPath(path)} has ${size} bytes, more than a text of its kind`, { path });
  return readFile(path);
}

/** The entries of a folder in code unit order; undefined if it cannot be read. */
async function list(path: string): Promise<Dirent[] | undefined> {
  try {
    return (await readdir(path, { withFileTypes: true })).sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch {
    return undefined;
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
