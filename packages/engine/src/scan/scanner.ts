import { type Damage, type Fingerprint, StreetdateError, type TimeSpan } from '@streetdate/core';
import type { ReferenceIndex } from '@streetdate/index';
import type { Match, Sighting } from '@streetdate/matcher';
import { readSeenAt } from '@streetdate/matcher/internal';
import { loadStored, storeFingerprint } from '../blobs/fingerprints.ts';
import { scanIdOf } from '../catalogue/ids.ts';
import type { StoredScan } from '../catalogue/stored.ts';
import { type FileState, readFileState } from '../files/file-state.ts';
import { type IsccUnits, isccOfFingerprint } from '../iscc/iscc-units.ts';
import type { MissingReferences } from '../reference-search.ts';
import type { Stores } from '../stores.ts';
import { VERSION } from '../version.ts';
import { worldsFault } from '../worlds-fault.ts';
import type { Records } from './judging.ts';
import type { KeptThreads } from './kept-threads.ts';
import { LibrarySearch, searchThreadsFor } from './library-search.ts';
import { matchOptions } from './match-options.ts';
import { openSearch } from './open-search.ts';
import { readIscc } from './read-iscc.ts';
import { refineEnds } from './refine-ends.ts';
import { RemoteSearch } from './remote-search.ts';
import { putSeenScan } from './seen-scan.ts';
import { readSourcesOfTitles } from './source-readings.ts';

/** Marks results of a sweep in the catalogue, by another program version than a scan's. */
const SWEPT = `${VERSION}-sweep`;

/** The outcome for one file. */
export type FileResult =
  /** Scanned, now or earlier. `unstored` is the reason if the result could not be stored. `missing` is what could not be searched. */
  | {
      readonly path: string;
      readonly scan: StoredScan;
      readonly reused: boolean;
      readonly unstored?: StreetdateError;
      /** What could not be searched. */
      readonly missing?: readonly MissingReferences[];
    }
  /** Failed. */
  | { readonly path: string; readonly error: StreetdateError };

/** The stored state of a file before its scan. The catalogue is read once for it. */
export type Recalled =
  /** A current scan. */
  | { readonly kind: 'current'; readonly result: FileResult }
  /** A scan whose fingerprint must be matched again: the library or the program has changed. */
  | { readonly kind: 'outdated'; readonly stored: StoredScan }
  /** No current scan: the file has to be read. `seenBefore` is the sighting of an outdated scan. */
  | { readonly kind: 'unread'; readonly seenBefore: Sighting | undefined };

/** Options for {@link openScanner}. */
export interface ScannerOptions {
  /** When the files were seen, by the user's word. @defaultValue now, as observed by this program; a stored scan keeps its own */
  readonly seenAt?: string | Date | undefined;
  /** How that time is known. @defaultValue reported */
  readonly seenAtBasis?: Sighting['seenAtBasis'] | undefined;
  /** Where they were seen: a country code. @defaultValue unknown; a stored scan keeps its own */
  readonly territory?: string | undefined;
  /** The address that they were seen at. With it or `host`, the sighting is stored beside others. @defaultValue unknown */
  readonly link?: string | undefined;
  /** The server that they were seen on. @defaultValue unknown */
  readonly host?: string | undefined;
  /** The account there. @defaultValue unknown */
  readonly account?: string | undefined;
  /** Whether to compute the ISCC of the bytes of files that match. @defaultValue true */
  readonly iscc?: boolean | undefined;
  /** Called with notices about the library. */
  readonly onNote?: ((message: string) => void) | undefined;
  /** Stops searches, which then reject with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Searches on threads that are kept between scans. @defaultValue this thread, or threads of its own for many files */
  readonly kept?: KeptThreads | undefined;
}

/** Matches files against one revision of a library and stores the results. */
export interface Scanner {
  /** Whether a stored result is current, so that {@link Scanner.recall} would not need the file's bytes. Stores nothing. */
  isCurrent(file: FileState, options: { readonly rescan: boolean; readonly thorough: boolean }): Promise<boolean>;
  /** Reads the stored state of a file. */
  recall(file: FileState, options: { readonly rescan: boolean; readonly thorough: boolean }): Promise<Recalled>;
  /**
   * Matches the stored fingerprint of an outdated scan again. Undefined if the file has to be read: the fingerprint is lost or leaves
   * something undecided.
   */
  matchAgain(file: FileState, stored: StoredScan): Promise<FileResult | undefined>;
  /**
   * Announces the number of files to match, before the first. Many files are searched on several threads.
   * @param most - Most threads. @defaultValue the number of processors
   * @returns The best number of files to match at once.
   */
  expect(files: number, most?: number): number;
  /** The intervals of a film that a key-frame pass leaves undecided, seconds. */
  undecided(query: Fingerprint): Promise<readonly TimeSpan[]>;
  /** Matches a fingerprint, and stores nothing. */
  lookUp(file: FileState, fingerprint: Fingerprint): Promise<FileResult>;
  /** Matches a read file and stores the result. */
  match(file: FileState, fingerprint: Fingerprint, seenBefore: Sighting | undefined): Promise<FileResult>;
  /** Stores the result of a sweep. A scan of the file searches again, because it spends more work on some references. */
  keepSwept(file: FileState, fingerprint: Fingerprint, found: Searched): Promise<FileResult>;
  /** Closes the references' index. */
  close(): Promise<void>;
}

/** The result of a search, and its index. */
export interface Searched {
  readonly matches: readonly Match[];
  readonly index: ReferenceIndex;
}

/** Opens a scanner. The references' index is opened on the first search. */
export async function openScanner(
  stores: Stores,
  records: Records,
  now: () => Date,
  {
    seenAt: given,
    seenAtBasis = 'reported',
    territory,
    link,
    host,
    account,
    iscc: wantsIscc = true,
    onNote = () => {},
    signal,
    kept,
  }: ScannerOptions = {},
): Promise<Scanner> {
  const { catalogue, blobs } = stores;
  const seenAt = given === undefined ? undefined : readSeenAt('seenAt', given);
  const libraryRevision = await catalogue.revision();
  const options = matchOptions(records, now());
  let threads = 1;
  let opened: Promise<LibrarySearch | RemoteSearch> | undefined;
  const search = (): Promise<LibrarySearch | RemoteSearch> => {
    if (stores.search !== undefined) opened ??= Promise.resolve(new RemoteSearch(stores, records.references, stores.search, options));
    opened ??= (
      kept?.search(stores, records.references, libraryRevision, onNote) ??
      openSearch(stores, records.references, threads > 1 ? threads : 0, onNote)
    ).then((found) => new LibrarySearch(found, options));
    return opened;
  };
  const undecided = async (query: Fingerprint) => (await search()).undecided(query, signal);

  const match = async (file: FileState, fingerprint: Fingerprint, seenBefore: Sighting | undefined): Promise<FileResult> => {
    const references = await search();
    try {
      const { missing, ...found } = await references.findMatches(file.path, fingerprint, signal);
      // What was not searched is searched by the next scan: it finds a scan of an earlier library.
      const revision = missing.length === 0 ? libraryRevision : libraryRevision - 1;
      const result = await keepFound(file, fingerprint, found, VERSION, seenBefore, revision);
      return missing.length === 0 || 'error' in result ? result : { ...result, missing };
    } catch (error) {
      return { path: file.path, error: worldsFault(error) };
    }
  };

  const lookUp: Scanner['lookUp'] = async (file, fingerprint) => {
    const { missing, ...found } = await (await search()).findMatches(file.path, fingerprint, signal);
    const scan = await scanOf(file, fingerprint, found, VERSION, undefined, libraryRevision);
    return { path: file.path, scan, reused: false, ...(missing.length > 0 && { missing }) };
  };

  const keepFound = async (
    file: FileState,
    fingerprint: Fingerprint,
    found: Searched,
    programVersion: string,
    seenBefore: Sighting | undefined,
    searchedRevision = libraryRevision,
  ): Promise<FileResult> => {
    const { path } = file;
    try {
      const scan = await scanOf(file, fingerprint, found, programVersion, seenBefore, searchedRevision);
      return await keep(path, scan, false, async () => {
        const stored = { ...scan, fingerprintSha256: await storeFingerprint(blobs, fingerprint) };
        await put(stored);
        return stored;
      });
    } catch (error) {
      return { path, error: worldsFault(error) };
    }
  };

  /** What was found of a file, before its fingerprint has a name. */
  const scanOf = async (
    file: FileState,
    fingerprint: Fingerprint,
    { index, matches: found }: Searched,
    programVersion: string,
    seenBefore: Sighting | undefined,
    searchedRevision: number,
  ): Promise<StoredScan> => {
    const { realPath, stamp } = file;
    const matches = await refine(file, fingerprint, index, found);
    const seekable = file.stream || file.isGone ? undefined : (file.media ?? file.realPath);
    const sources = await readSourcesOfTitles(seekable, fingerprint, matches, index, records.references);
    const damage = fingerprint.damage ?? (await growth(file, fingerprint));
    const iscc = await isccOf(file, fingerprint, matches.length > 0);
    // Before the time of the scan is taken: a file is seen no later than it is scanned.
    const sighting = sightingOf(file, seenBefore);
    return {
      id: scanIdOf(file),
      path: realPath,
      stamp,
      libraryRevision: searchedRevision,
      programVersion,
      fingerprintSha256: '',
      kind: fingerprint.kind,
      duration: fingerprint.duration,
      ...(fingerprint.look && { look: fingerprint.look }),
      ...(damage && { damage }),
      matches,
      ...(sources && { sources }),
      scannedAt: now().toISOString(),
      sighting,
      ...(iscc && { iscc }),
    };
  };

  /**
   * The ISCC of a file. Its bytes are read only if it matches: nearly every file shows nothing, and reading it again would double the cost of
   * finding that out. An equal file that was scanned before is not read again.
   */
  const isccOf = async (file: FileState, fingerprint: Fingerprint, isMatched: boolean): Promise<IsccUnits | undefined> => {
    const before = (await catalogue.scan(scanIdOf(file)))?.iscc;
    let units: IsccUnits = { ...before, ...isccOfFingerprint(fingerprint) };
    try {
      if (isMatched && wantsIscc && before?.data === undefined) units = await readIscc(file, fingerprint, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      onNote(`${worldsFault(error).message}; so only the ISCC of its sound is stored`);
    }
    return Object.keys(units).length > 0 ? units : undefined;
  };

  /** A result that cannot be stored, because of a full disk or another writer, is still returned. */
  const keep = async (path: string, scan: StoredScan, reused: boolean, work: () => Promise<StoredScan>): Promise<FileResult> => {
    try {
      return { path, scan: await work(), reused };
    } catch (cause) {
      const error = worldsFault(cause);
      const unstored = new StreetdateError(error.code, `${path}: the result could not be stored: ${error.message}`, { path, cause });
      return { path, scan, reused, unstored };
    }
  };

  const isSeenSomewhere = link !== undefined || host !== undefined;
  const put = (scan: StoredScan): Promise<void> =>
    catalogue.write((writer) =>
      isSeenSomewhere ? putSeenScan(writer, scan, { link, host, account, recordedAt: now().toISOString() }) : writer.putScan(scan),
    );

  const sightingOf = ({ realPath }: FileState, known: Sighting | undefined): Sighting => {
    // Another place has its own time and country, or none that is known.
    const before = isSeenSomewhere ? undefined : known;
    const here = territory ?? before?.territory;
    return {
      // The earliest observation counts, because the file has not changed since.
      ...(seenAt === undefined
        ? { seenAt: before?.seenAt ?? now().toISOString(), seenAtBasis: before?.seenAtBasis ?? 'observed' }
        : { seenAt, seenAtBasis }),
      ...(here !== undefined && { territory: here }),
      location: realPath,
    };
  };

  /** A key-frame pass decoded the intervals that the references of that time left undecided. Other references may leave other intervals. */
  const isDecided = async (query: Fingerprint): Promise<boolean> => query.look?.frames !== 'key' || (await undecided(query)).length === 0;

  // A row that cannot be read is made anew from the fingerprint.
  const isOfNow = (stored: StoredScan) =>
    stored.libraryRevision === libraryRevision && stored.programVersion === VERSION && stored.fault === undefined;
  const isCurrent: Scanner['isCurrent'] = async (file, { rescan, thorough }) => {
    if (rescan) return false;
    const stored = await catalogue.scan(scanIdOf(file));
    return stored !== undefined && isOfNow(stored) && !(thorough && stored.look);
  };

  const recall: Scanner['recall'] = async (file, { rescan, thorough }) => {
    const stored = await catalogue.scan(scanIdOf(file));
    if (!stored || rescan || (thorough && stored.look)) return { kind: 'unread', seenBefore: stored?.sighting };
    if (!isOfNow(stored)) return { kind: 'outdated', stored };
    const scan = { ...stored, sighting: sightingOf(file, stored.sighting) };
    const result = await keep(file.path, scan, true, async () => {
      if (seenAt !== undefined || territory !== undefined || isSeenSomewhere) await put(scan);
      return scan;
    });
    return { kind: 'current', result };
  };

  const matchAgain: Scanner['matchAgain'] = async (file, { fingerprintSha256, sighting }) => {
    const fingerprint = await loadStored(blobs, fingerprintSha256).catch(() => undefined);
    return fingerprint && (await isDecided(fingerprint)) ? match(file, fingerprint, sighting) : undefined;
  };

  const referenceSeconds = [...records.references.values()].reduce((sum, { duration }) => sum + duration, 0);
  return {
    isCurrent,
    recall,
    matchAgain,
    expect: (files, most) => {
      threads = searchThreadsFor(files, referenceSeconds, most);
      return threads;
    },
    undecided,
    lookUp,
    match,
    keepSwept: async (file, fingerprint, found) => {
      const stored = await catalogue.scan(scanIdOf(file));
      return keepFound(file, fingerprint, found, SWEPT, stored?.sighting);
    },
    close: async () => (await opened?.catch(() => undefined))?.close(),
  };
}

/** Refines the ends of the matches to the frame if decoding is cheap. A film that is only in an archive would be read from its start each time. */
async function refine(
  file: FileState,
  fingerprint: Fingerprint,
  index: ReferenceIndex,
  matches: readonly Match[],
): Promise<readonly Match[]> {
  return file.stream || file.isGone ? matches : refineEnds(file.media ?? file.realPath, fingerprint, index, matches);
}

/**
 * A file that changed since it was opened was still being written, and only a part was read. One that was removed meanwhile was read to its
 * end: a reader keeps it until then.
 */
async function growth(file: FileState, { duration }: Fingerprint): Promise<Damage | undefined> {
  if (file.isGone) return undefined;
  const stamp = await (file.lookAgain ?? (() => readFileState(file.path)))().then(
    (now) => now.stamp,
    () => file.stamp,
  );
  return stamp === file.stamp ? undefined : { reason: 'the file changed while it was read', secondsCovered: duration };
}
