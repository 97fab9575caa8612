import { type Damage, type Fingerprint, type FirstLook, StreetdateError } from '@streetdate/core';
import type { Match, ReferenceIndex, Sighting } from '@streetdate/matcher';
import { loadStored, storeFingerprint } from '../catalogue/fingerprint-files.ts';
import type { Library } from '../catalogue/library.ts';
import { readRevision } from '../catalogue/references.ts';
import { findScan, putScan, type StoredScan, scanIdOf } from '../catalogue/scans.ts';
import { sqliteFault } from '../catalogue/sqlite/sqlite-fault.ts';
import { type FileState, readFileState } from '../files/file-state.ts';
import { VERSION } from '../version.ts';
import { worldsFault } from '../worlds-fault.ts';
import type { Records } from './judging.ts';
import { LibrarySearch, searchThreadsFor } from './library-search.ts';
import { matchOptions } from './match-options.ts';
import { sharpenMatches } from './sharpen-matches.ts';
import { readSourcesOfTitles } from './source-readings.ts';
import { openReferences } from './stored-references.ts';

/** The program's version in what a sweep has stored: another one than a scan's. */
const SWEPT = `${VERSION}-sweep`;

/** What became of one file. */
export type Outcome =
  /** It was scanned, now or by an earlier run. `unstored` says why the result could not be kept. */
  | { readonly path: string; readonly scan: StoredScan; readonly reused: boolean; readonly unstored?: StreetdateError }
  /** It could not be. */
  | { readonly path: string; readonly error: StreetdateError };

/** Options for {@link openScanner}. */
export interface ScannerOptions {
  /** When the files were seen, by the user's word. @defaultValue now, as this program observes them; a stored scan keeps its own */
  readonly seenAt?: string | undefined;
  /** Where they were seen: a country code. @defaultValue not known; a stored scan keeps its own */
  readonly territory?: string | undefined;
  /** Told what the user should know of the library. @defaultValue told nothing */
  readonly onNote?: (message: string) => void;
  /** Stops searches; what they are for then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Matches files against one revision of a library and stores what it finds. */
export interface Scanner {
  /**
   * The outcome of an earlier run, or `outdated` where its fingerprint has to be matched again, since the library or the program has changed; undefined where
   * the file has to be read.
   * @param options - `thorough`: a scan for which not every frame was decoded does not count.
   */
  recall(file: FileState, options?: { readonly thorough?: boolean }): Promise<Outcome | 'outdated' | undefined>;
  /** Matches the stored fingerprint of an outdated scan again; undefined where it is lost, or leaves something undecided, and the file has to be read. */
  matchAgain(file: FileState): Promise<Outcome | undefined>;
  /**
   * Says how many files are to be matched, before the first one is: many are searched for on several threads.
   * @param most - Threads at most. @defaultValue as many as the machine runs at once
   * @returns How many files are best matched at once.
   */
  expect(files: number, most?: number): number;
  /** Decides after a look at a film's key frames what of it is decoded. */
  readonly firstLook: FirstLook;
  /** Matches a file that was read, and stores the result. */
  match(file: FileState, fingerprint: Fingerprint): Promise<Outcome>;
  /** Stores what a sweep has found of a file. A scan of the file looks again, as it spares less work on some references. */
  keepSwept(file: FileState, fingerprint: Fingerprint, found: Searched): Promise<Outcome>;
  /** Closes the references' index. */
  close(): Promise<void>;
}

/** What a search found, and the index that it was found in. */
export interface Searched {
  readonly matches: readonly Match[];
  readonly index: ReferenceIndex;
}

/** Opens a scanner. The references' index is opened when the first file has to be matched. */
export async function openScanner(
  library: Library,
  records: Records,
  now: () => Date,
  { seenAt, territory, onNote = () => {}, signal }: ScannerOptions = {},
): Promise<Scanner> {
  const { database } = library;
  const libraryRevision = await readRevision(database);
  const options = matchOptions(records, now());
  let threads = 1;
  let opened: Promise<LibrarySearch> | undefined;
  const search = (): Promise<LibrarySearch> => {
    opened ??= openReferences(library, records.references, onNote).then((references) => new LibrarySearch(references, options, threads));
    return opened;
  };
  const firstLook: FirstLook = { undecided: async (query) => (await search()).undecided(query, signal) };

  const match = async (file: FileState, fingerprint: Fingerprint, seenBefore?: Sighting): Promise<Outcome> => {
    const references = await search();
    try {
      const matches = await references.findMatches(file.path, fingerprint, signal);
      return await keepFound(file, fingerprint, { matches, index: references.index }, VERSION, seenBefore);
    } catch (error) {
      return { path: file.path, error: worldsFault(error) };
    }
  };

  const keepFound = async (
    file: FileState,
    fingerprint: Fingerprint,
    { index, matches: found }: Searched,
    programVersion: string,
    seenBefore?: Sighting,
  ): Promise<Outcome> => {
    const { path, realPath, stamp } = file;
    try {
      const matches = await settle(file, fingerprint, index, found);
      const seekable = file.stream ? undefined : file.realPath;
      const sources = await readSourcesOfTitles(seekable, fingerprint, matches, index, records.references);
      const damage = fingerprint.damage ?? (await growth(file, fingerprint));
      const scan: StoredScan = {
        id: scanIdOf(file),
        path: realPath,
        stamp,
        libraryRevision,
        programVersion,
        fingerprintSha256: '',
        kind: fingerprint.kind,
        duration: fingerprint.duration,
        ...(fingerprint.look && { look: fingerprint.look }),
        ...(damage && { damage }),
        matches,
        ...(sources && { sources }),
        scannedAt: now().toISOString(),
        sighting: sightingOf(file, seenBefore),
      };
      return await keep(path, scan, false, async () => {
        const stored = { ...scan, fingerprintSha256: await storeFingerprint(library, fingerprint) };
        await putScan(database, stored);
        return stored;
      });
    } catch (error) {
      return { path, error: worldsFault(error) };
    }
  };

  /** A result that cannot be kept, on a full disk or with another writer in the way, is still a result. */
  const keep = async (path: string, scan: StoredScan, reused: boolean, work: () => Promise<StoredScan>): Promise<Outcome> => {
    try {
      return { path, scan: await work(), reused };
    } catch (cause) {
      const error = worldsFault(sqliteFault(cause, library.home) ?? cause);
      const unstored = new StreetdateError(error.code, `${path}: the result could not be stored: ${error.message}`, { path, cause });
      return { path, scan, reused, unstored };
    }
  };

  const sightingOf = ({ realPath }: FileState, before?: Sighting): Sighting => {
    const here = territory ?? before?.territory;
    return {
      // The earliest observation stands: the file has not changed since.
      ...(seenAt === undefined
        ? { seenAt: before?.seenAt ?? now().toISOString(), seenAtBasis: before?.seenAtBasis ?? 'observed' }
        : { seenAt, seenAtBasis: 'reported' }),
      ...(here !== undefined && { territory: here }),
      location: realPath,
    };
  };

  /** Other references may leave other stretches undecided than those that were looked at more closely. */
  const isSeenEnough = async (query: Fingerprint): Promise<boolean> =>
    query.look?.frames !== 'key' || (await firstLook.undecided(query)).length === 0;

  const recall: Scanner['recall'] = async (file, { thorough = false } = {}) => {
    const stored = await findScan(database, file);
    if (!stored || (thorough && stored.look)) return undefined;
    if (stored.libraryRevision !== libraryRevision || stored.programVersion !== VERSION) return 'outdated';
    const scan = { ...stored, sighting: sightingOf(file, stored.sighting) };
    return keep(file.path, scan, true, async () => {
      if (seenAt !== undefined || territory !== undefined) await putScan(database, scan);
      return scan;
    });
  };

  const matchAgain: Scanner['matchAgain'] = async (file) => {
    const stored = await findScan(database, file);
    const fingerprint = stored && (await loadStored(library, stored.fingerprintSha256).catch(() => undefined));
    return fingerprint && (await isSeenEnough(fingerprint)) ? match(file, fingerprint, stored.sighting) : undefined;
  };

  const referenceSeconds = [...records.references.values()].reduce((sum, { duration }) => sum + duration, 0);
  const seenBefore = async (file: FileState) => (await findScan(database, file))?.sighting;
  return {
    recall,
    matchAgain,
    expect: (files, most) => {
      threads = searchThreadsFor(files, referenceSeconds, most);
      return threads;
    },
    firstLook,
    match: async (file, fingerprint) => match(file, fingerprint, await seenBefore(file)),
    keepSwept: async (file, fingerprint, found) => keepFound(file, fingerprint, found, SWEPT, await seenBefore(file)),
    close: async () => (await opened?.catch(() => undefined))?.close(),
  };
}

/** Settles the ends of the matches to the frame, where a second look costs little: a film in an archive would be read from its start each time. */
async function settle(
  file: FileState,
  fingerprint: Fingerprint,
  index: ReferenceIndex,
  matches: readonly Match[],
): Promise<readonly Match[]> {
  return file.stream ? matches : sharpenMatches(file.realPath, fingerprint, index, matches);
}

/** A file that has changed since it was looked at was caught while it was being written: what was read of it is a part. */
async function growth(file: FileState, { duration }: Fingerprint): Promise<Damage | undefined> {
  const stamp = await (file.lookAgain ?? (() => readFileState(file.path)))().then(
    (now) => now.stamp,
    () => undefined,
  );
  return stamp === file.stamp ? undefined : { reason: 'the file changed while it was read', secondsCovered: duration };
}
