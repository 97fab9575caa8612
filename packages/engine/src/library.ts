/// <reference lib="esnext.disposable" preserve="true" />
import {
  checkBoolean,
  checkBytes,
  checkFields,
  checkFingerprint,
  checkFunction,
  checkInteger,
  checkList,
  checkObject,
  checkOneOf,
  checkPath,
  checkStorable,
  checkText,
} from '@streetdate/core/internal';
import { type Fingerprint, StreetdateError, type TimeSpan } from '@streetdate/core/portable';
import type { AllowedSourceFacts, ReleaseWindow, SearchStep } from '@streetdate/matcher';
import { readAllowedSourceFacts, readSeenAt, readWindows } from '@streetdate/matcher/internal';
import type { SweepManifest } from '@streetdate/sweep';
import type { BlobStore } from './blobs/blob-store.ts';
import type { Catalogue, CatalogueReader, ScanPlace } from './catalogue/catalogue.ts';
import { checkLedgerEntries, checkNewTitle, readWindowsOfTitles } from './catalogue/check-rows.ts';
import { CONFLICT_DECISIONS } from './catalogue/held-back.ts';
import type { ServerWriter } from './catalogue/server-store.ts';
import type {
  AllowedSources,
  ConflictDecision,
  HeldBackSpan,
  NewTitle,
  StoredAllowedSource,
  StoredConflict,
  StoredDisc,
  StoredDispute,
  StoredExclusion,
  StoredLedgerEntry,
  StoredPublishedFootage,
  StoredReference,
  StoredScan,
  StoredSighting,
  TitleWithWindows,
} from './catalogue/stored.ts';
import { addDispute, checkDisputeEnd, type DisputeEnd, endDispute, type NewDispute, readNewDispute } from './disputes/disputes.ts';
import { readEnrollOptions } from './enroll/check-enroll-options.ts';
import { enroll } from './enroll/enroll.ts';
import { type Enrolled, type EnrollOptions, type NotEnrolled, nameOfTitle } from './enroll/enrollment.ts';
import { matchPromos } from './enroll/match-promos.ts';
import { scansToSearchAgain } from './enroll/scans-to-search-again.ts';
import { carryMissing } from './held-back/carry-missing.ts';
import { checkDecideOptions, checkExcludeOptions, checkIntervals } from './held-back/check-held-back.ts';
import { type DecideConflictsOptions, decideConflicts } from './held-back/decide-conflicts.ts';
import { type Excluded, type ExcludeOptions, exclude, removeExclusion } from './held-back/exclude.ts';
import { type IsccNearness, nearUnits, searchableUnits } from './iscc/iscc-units.ts';
import { RefusedError } from './refusal.ts';
import { checkSearchAgainOptions, pathsOf, readFindCopiesOptions, readJudgeOptions, readScanOptions } from './scan/check-scan-options.ts';
import { explainSearchOf } from './scan/explain-search.ts';
import { type FindCopiesOptions, findCopies } from './scan/find-copies.ts';
import { findScans } from './scan/find-scans.ts';
import { type IndexState, readIndexState } from './scan/index-state.ts';
import { judgeScan, readRecords } from './scan/judging.ts';
import { KeptThreads } from './scan/kept-threads.ts';
import { type JudgedOutcome, type ScannedFile, type ScanOutcome, unscanned } from './scan/outcome.ts';
import type { JudgeOptions, ScanOptions } from './scan/scan-options.ts';
import { scanPaths } from './scan/scan-paths.ts';
import { type SearchAgainOptions, searchAgain } from './scan/search-again.ts';
import type { Stores } from './stores.ts';
import { checkParquetOptions, readSweepOptions } from './sweep/check-sweep-options.ts';
import { type SweepOptions, type SweepSummary, sweepPaths } from './sweep/sweep-paths.ts';
import { exportLibrary, type Transfer } from './transfer/export-library.ts';
import { exportLibraryAsParquet, type ParquetOptions } from './transfer/export-parquet.ts';
import { importLibrary } from './transfer/import-library.ts';
import { eraseReferences, eraseScans } from './upkeep/erase.ts';

/** Settings of an open library. */
export interface LibrarySetting {
  /** The current time. */
  readonly now: () => Date;
  /** Whether writing is allowed. */
  readonly canWrite: boolean;
  /** Reserves the library for this process, and gives what releases it. @throws StreetdateError `bad-library` */
  readonly reserve: () => Promise<() => Promise<void>>;
  /** Releases the library, which is reserved now. */
  readonly release: () => Promise<void>;
  /** Threads that scans use, kept between them. @defaultValue each scan starts its own if it has enough to do */
  readonly keptThreads?: number | undefined;
}

/**
 * A library of references: titles with their release windows, their enrolled renditions, and the scans of suspect files.
 *
 * **Concurrency.** One process at a time has a library open for writing. Any number may read it meanwhile and see committed changes. Within
 * the writing process, scans, enrollments and imports may run concurrently: each change is one transaction, and each file is stored by
 * itself. A scan uses the references of its start. The next scan finds later ones and matches stored fingerprints again without decoding.
 *
 * **Durability.** The outcome of a file is stored before it is yielded: first its fingerprint, then its row. A reference is stored with its
 * title and windows before it is yielded. A clip of a disc is stored as soon as it is decoded. An import is one transaction.
 *
 * **After an abort**, a kill or leaving a loop, everything yielded is stored, and no decoder or thread keeps running. The next call reads
 * unfinished files anew, and also finished ones that waited for an earlier file. An enrollment of a disc continues after its last complete
 * clip. Files are written atomically and rows name them only afterwards, so nothing half-written is ever read.
 */
export class Library {
  readonly #stores: Stores;
  readonly #setting: LibrarySetting;
  readonly #kept: KeptThreads | undefined;
  #closed: Promise<void> | undefined;
  /** Releases the reserved library; undefined while it is paused. */
  #release: (() => Promise<void>) | undefined;

  /** Use `openLibrary`. */
  constructor(stores: Stores, setting: LibrarySetting) {
    this.#stores = stores;
    this.#setting = setting;
    this.#release = setting.release;
    this.#kept = setting.keptThreads === undefined ? undefined : new KeptThreads(setting.keptThreads);
  }

  /** Real path of its folder. */
  get home(): string {
    return this.#stores.home;
  }

  /** Its rows, for reading. */
  get catalogue(): CatalogueReader {
    return this.#stores.catalogue;
  }

  /** Its bytes. */
  get blobs(): BlobStore {
    return this.#stores.blobs;
  }

  /**
   * Enrolls films, stills, fingerprint files, discs and archives as references of a title.
   * @returns The enrolled references and discs, including those that existed before.
   * @throws StreetdateError for the first path that failed, after all others are done. As {@link enrollEach}.
   */
  async enroll(paths: string | readonly string[], options: EnrollOptions = {}): Promise<readonly Enrolled[]> {
    const enrolled: Enrolled[] = [];
    let failed: NotEnrolled | undefined;
    for await (const each of this.enrollEach(paths, options)) {
      if (each.kind === 'failed') failed ??= each;
      else enrolled.push(each);
    }
    if (failed) throw failed.error;
    return enrolled;
  }

  /**
   * As {@link enroll}, but yields each reference and disc once it is stored. A path that fails is yielded with its error, and the others
   * continue.
   * @throws RefusedError if media is enrolled under another title, or an id is taken. RangeError for wrong options. The signal's reason.
   */
  async *enrollEach(paths: string | readonly string[], options: EnrollOptions = {}): AsyncGenerator<Enrolled | NotEnrolled> {
    yield* enroll(this.#writable(), pathsOf('paths', paths), readEnrollOptions(options), this.#setting.now().toISOString());
  }

  /** As {@link enroll}, by its former name. @deprecated Write `enroll`. */
  enrol(paths: string | readonly string[], options: EnrollOptions = {}): Promise<readonly Enrolled[]> {
    return this.enroll(paths, options);
  }

  /** As {@link enrollEach}, by its former name. @deprecated Write `enrollEach`. */
  enrolEach(paths: string | readonly string[], options: EnrollOptions = {}): AsyncGenerator<Enrolled | NotEnrolled> {
    return this.enrollEach(paths, options);
  }

  /**
   * Scans files, and folders recursively, and judges each file. Contents decide what a file is, and archives and disc images are opened. Every
   * file is one outcome: judged, failed, not media, or skipped. Judged files of a release form one outcome. Files come first, then members of
   * archives, each in the order of the inputs. A file with a stored scan is decoded again only if it has changed.
   * @throws StreetdateError `bad-library` if a reference cannot be loaded. The signal's reason.
   */
  async *scan(paths: string | readonly string[], options: ScanOptions = {}): AsyncGenerator<ScanOutcome> {
    yield* scanPaths(this.#writable(), pathsOf('paths', paths), readScanOptions(options), this.#setting.now, this.#kept);
  }

  /**
   * Judges stored scans by the current windows, or by others. Nothing is decoded or stored. A scan whose row cannot be read is yielded with
   * an error, and the others go on.
   * @param names - Ids of scans, or paths of scanned files. An unknown one is yielded with an error. @defaultValue all scans
   */
  async *judgeAgain(names?: string | readonly string[], options: JudgeOptions = {}): AsyncGenerator<JudgedOutcome> {
    const {
      seenAt: given,
      seenAtBasis = 'reported',
      territory,
      windows,
      place,
      sourceEvidence,
      nameOf = (path) => path,
    } = readJudgeOptions(options);
    const seenAt = given === undefined ? undefined : readSeenAt('seenAt', given);
    const wanted = names === undefined ? undefined : pathsOf('names', names);
    const stores = this.#open();
    const records = await readRecords(stores.catalogue);
    const chosen = new Map<string, StoredScan>();
    for (const name of wanted ?? []) {
      const scans = await findScans(stores.catalogue, name);
      for (const scan of scans) chosen.set(scan.id, scan);
      if (scans.length > 0) continue;
      yield unscanned(name, new StreetdateError('file-not-found', `${name}: it has not been scanned`, { path: name }));
    }
    const scans = wanted === undefined ? await stores.catalogue.scans() : [...chosen.values()];
    const seen = await stores.catalogue.sightings(scans.map(({ id }) => id));
    for (const stored of scans) {
      const sighting = {
        ...stored.sighting,
        ...(seenAt !== undefined && { seenAt, seenAtBasis }),
        ...(territory !== undefined && { territory }),
      };
      const places = place ? [seenAtPlace(stored.id, place, sighting)] : (seen.get(stored.id) ?? []);
      const circumstances = { path: nameOf(stored.path), reused: true, seen: places, windows, sourceEvidence };
      if (stored.fault === undefined) yield judgeScan({ ...stored, sighting }, records, circumstances);
      else yield unscanned(circumstances.path, unreadable(circumstances.path, stored));
    }
  }

  /**
   * Searches the stored fingerprint of a scan in the library as it is now, and stores and judges what it finds. Its file is not read, and may
   * be gone. Parts that were not decoded then, because no reference of that time asked for it, stay undecoded.
   * @param scanId - An id of a stored scan. For an unknown one, or a lost fingerprint, the outcome is an error.
   */
  async searchAgain(scanId: string, options: SearchAgainOptions = {}): Promise<JudgedOutcome> {
    checkStorable('scanId', scanId);
    checkSearchAgainOptions(options);
    return searchAgain(this.#writable(), scanId, options, this.#setting.now);
  }

  /**
   * Searches the stored fingerprint of a scan once more, in one pass, and says what each proposer of the search tried, what it cost and what
   * it gave. Nothing is stored.
   * @param scanId - An id of a stored scan.
   * @returns The proposers, in the order in which they ran.
   * @throws StreetdateError `file-not-found` for an unknown scan; `bad-library` if a fingerprint cannot be loaded.
   */
  async explainSearch(scanId: string): Promise<readonly SearchStep[]> {
    checkStorable('scanId', scanId);
    return explainSearchOf(this.#open(), scanId, this.#setting.now());
  }

  /**
   * Searches a fingerprint, and judges what it finds as a scan of a file that nobody has. Nothing is stored.
   * @throws StreetdateError `unknown-algorithm` if the index can compare none of its tracks; `bad-library` if a reference cannot be loaded. The
   * signal's reason.
   */
  async findCopies(fingerprint: Fingerprint, options: FindCopiesOptions = {}): Promise<ScannedFile> {
    checkFingerprint('fingerprint', fingerprint);
    return findCopies(this.#open(), fingerprint, readFindCopiesOptions(options), this.#setting.now, this.#kept);
  }

  /**
   * The stored scans whose result may change by what was enrolled, upgraded or imported since their search: {@link searchAgain} tells. Details
   * alone change only what copies of their title were made from.
   * @param enrolled - Only what these can change. @defaultValue everything since
   * @returns Ids of scans, ordered by path and time.
   */
  async scansToSearchAgain(enrolled?: readonly Enrolled[]): Promise<readonly string[]> {
    if (enrolled !== undefined) checkList('enrolled', enrolled, checkObject);
    return scansToSearchAgain(this.#open().catalogue, enrolled);
  }

  /**
   * Compares a batch of files with all references in one join, for batches of thousands of files. It finds what a scan finds, except for
   * copies whose single frames differ too much for band keys. Only files with matches are yielded, judged and stored. Needs the package
   * @duckdb/node-api.
   * @returns Statistics, as the generator's return value.
   */
  async *sweep(paths: string | readonly string[], options: SweepOptions = {}): AsyncGenerator<JudgedOutcome, SweepSummary> {
    return yield* sweepPaths(this.#writable(), pathsOf('paths', paths), readSweepOptions(options), this.#setting.now);
  }

  /** All titles with their windows, ordered by name. */
  async titles(): Promise<readonly TitleWithWindows[]> {
    return this.#open().catalogue.titles();
  }

  /** All references, ordered by id. */
  async references(): Promise<readonly StoredReference[]> {
    return this.#open().catalogue.references();
  }

  /**
   * The references whose stored ISCC (ISO 24138) is that of another content, or near it. References that were enrolled without are not found.
   * @param iscc - An ISCC-CODE, or one unit: `ISCC:KUA…`, `ISCC:GAA…`. Units of other kinds than those stored do not count.
   * @returns One entry for each unit that is near, nearest first.
   * @throws RangeError if the text is no ISCC, has none of the stored units, or the distance is out of range.
   */
  async findByIscc(iscc: string, options: FindByIsccOptions = {}): Promise<readonly IsccMatch[]> {
    checkText('iscc', iscc);
    checkFields(options, { distance: (name, value) => checkInteger(name, value, 0, 32) });
    const { distance = 10 } = options;
    const wanted = searchableUnits(iscc);
    const found = (await this.references()).flatMap((reference) =>
      nearUnits(wanted, reference.iscc ?? {}, distance).map((near): IsccMatch => ({ reference, ...near })),
    );
    return found.sort((one, other) => one.distance / one.bits - other.distance / other.bits);
  }

  /** Where the footage of promos lies in the films of their titles. */
  async publishedFootage(): Promise<readonly StoredPublishedFootage[]> {
    return this.#open().catalogue.publishedFootage();
  }

  /** All discs, ordered by id. */
  async discs(): Promise<readonly StoredDisc[]> {
    return this.#open().catalogue.discs();
  }

  /** All stored scans, ordered by path and time, with the distance of each compared frame. */
  async scans(): Promise<readonly StoredScan[]> {
    return this.#open().catalogue.scans();
  }

  /**
   * Adds a title, or updates a known one. Given facts and windows replace the known ones.
   * @throws RefusedError if another title has the name.
   */
  async putTitle(title: NewTitle, windows: readonly ReleaseWindow[] = []): Promise<TitleWithWindows> {
    const { catalogue } = this.#writable();
    checkNewTitle(title);
    const read = readWindows('windows', windows);
    const name = nameOfTitle(title.name);
    const id = await catalogue.write(async (writer) => {
      const namesake = await writer.titleIdOfName(name);
      if (title.id !== undefined && namesake !== undefined && namesake !== title.id) {
        throw new RefusedError(`the title ${name} already exists with the id ${namesake}`);
      }
      const put = await writer.putTitle({ ...title, name });
      await writer.putWindows(put.id, read);
      return put.id;
    });
    return (await catalogue.title(id))!;
  }

  /**
   * Sets release windows of known titles: all of them, or none if one cannot be set. Each replaces the one with its territory and channel.
   * @param windows - Windows by the id of their title.
   * @throws RefusedError if there is no title with an id.
   */
  async putWindows(windows: ReadonlyMap<string, readonly ReleaseWindow[]>): Promise<void> {
    const stores = this.#writable();
    const read = readWindowsOfTitles('windows', windows);
    await stores.catalogue.write(async (writer) => {
      for (const [titleId, own] of read) {
        if ((await writer.title(titleId))?.id !== titleId) throw new RefusedError(`there is no title with the id ${titleId}`);
        await writer.putWindows(titleId, own);
      }
    });
  }

  /** The places where copies are allowed. Those that cannot be read allow nothing, and are listed apart. */
  async allowedSources(): Promise<AllowedSources> {
    return this.#open().catalogue.allowedSources();
  }

  /**
   * Allows copies at a place: an account of a host, or a whole host. The same place, title and times again change nothing, but for the reason
   * if another one is given.
   * @returns What is stored of it, and whether it is new.
   * @throws RefusedError if there is no title with its `titleId`. TypeError or RangeError that names the wrong field.
   */
  async allow(source: AllowedSourceFacts): Promise<{ readonly source: StoredAllowedSource; readonly isNew: boolean }> {
    const stores = this.#writable();
    const read = readAllowedSourceFacts('source', source);
    const [allowed] = await allowSources(stores.catalogue, [read], this.#setting.now());
    return allowed!;
  }

  /** As {@link allow}, for many places: all of them, or none if one is refused. */
  async allowAll(
    sources: readonly AllowedSourceFacts[],
  ): Promise<readonly { readonly source: StoredAllowedSource; readonly isNew: boolean }[]> {
    const stores = this.#writable();
    checkList('sources', sources);
    const read = sources.map((source, place) => readAllowedSourceFacts(`sources[${place}]`, source));
    return allowSources(stores.catalogue, read, this.#setting.now());
  }

  /**
   * Allows copies no longer at a place. What was judged is judged anew when it is asked for.
   * @param id - The id of one of {@link allowedSources}, which may also be one that cannot be read.
   * @returns Whether there was one.
   */
  async disallow(id: string): Promise<boolean> {
    const { catalogue } = this.#writable();
    checkStorable('id', id);
    return catalogue.write((writer) => writer.removeAllowedSource(id));
  }

  /**
   * Excludes intervals of a title that prove nothing, such as footage from an archive. They are given on one rendition, and found in the
   * title's other renditions by their stored fingerprints. Renditions that are enrolled later get them too.
   * @param idOrName - The title.
   * @param intervals - Seconds of the rendition.
   * @throws RefusedError for an unknown title or reference, a still, an interval beyond the end or that overlaps an exclusion, or more than
   * 90 % of the rendition in sum; nothing is stored then.
   */
  async exclude(idOrName: string, intervals: readonly TimeSpan[], options: ExcludeOptions): Promise<Excluded> {
    const stores = this.#writable();
    checkStorable('idOrName', idOrName);
    checkIntervals('intervals', intervals);
    checkExcludeOptions(options);
    return exclude(stores, idOrName, intervals, options, this.#setting.now().toISOString());
  }

  /**
   * Removes an exclusion, and what was carried from it to other renditions.
   * @returns What was removed.
   * @throws RefusedError if there is none with the id.
   */
  async removeExclusion(id: string): Promise<readonly StoredExclusion[]> {
    checkStorable('id', id);
    return removeExclusion(this.#writable(), id);
  }

  /**
   * The exclusions of a title, or of all, ordered by reference and time.
   * @param titleId - The id of the title. @defaultValue all titles
   */
  async exclusions(titleId?: string): Promise<readonly StoredExclusion[]> {
    if (titleId !== undefined) checkStorable('titleId', titleId);
    const exclusions = await this.#open().catalogue.exclusions();
    if (titleId === undefined) return exclusions;
    const own = await this.#referencesOf(titleId);
    return exclusions.filter(({ referenceId }) => own.has(referenceId));
  }

  /**
   * The state of the search index: its size, and whether it has every reference. It is made by searches, from the fingerprints, and made again
   * where it is damaged.
   * @returns undefined before the first search, and where searches run elsewhere.
   */
  async indexState(): Promise<IndexState | undefined> {
    return readIndexState(this.#open());
  }

  /**
   * The footage that references of a title share with other titles, or of all, ordered by reference and time.
   * @param titleId - The id of the title. @defaultValue all titles
   */
  async conflicts(titleId?: string): Promise<readonly StoredConflict[]> {
    if (titleId !== undefined) checkStorable('titleId', titleId);
    const conflicts = await this.#open().catalogue.conflicts();
    if (titleId === undefined) return conflicts;
    const own = await this.#referencesOf(titleId);
    return conflicts.filter(({ referenceId, otherReferenceId }) => own.has(referenceId) || own.has(otherReferenceId));
  }

  /**
   * Decides whose footage is that two titles share: `shared` and `excluded` footage proves nothing for either, and footage that is `mine`
   * proves the title that was enrolled later, or its `owner`. All is decided, or nothing. A later decision replaces an earlier one.
   * @param ids - Ids of conflicts.
   * @throws RefusedError for an unknown id or title, or an owner that has no part in it.
   */
  async decideConflicts(
    ids: readonly string[],
    decision: ConflictDecision,
    options: DecideConflictsOptions,
  ): Promise<readonly StoredConflict[]> {
    const stores = this.#writable();
    checkList('ids', ids, checkStorable);
    checkOneOf('decision', decision, CONFLICT_DECISIONS);
    checkDecideOptions(options, decision);
    return decideConflicts(stores, ids, decision, options, this.#setting.now().toISOString());
  }

  /**
   * The intervals of a reference that prove nothing, each with the reason: exclusions, and what it shares with other titles. In order of
   * time; they may overlap.
   */
  async heldBack(referenceId: string): Promise<readonly HeldBackSpan[]> {
    checkStorable('referenceId', referenceId);
    return (await this.#open().catalogue.provesNothing()).get(referenceId) ?? [];
  }

  /**
   * Records a counter-notice about a scan. Its verdicts need review until it ends, and name what they would be otherwise.
   * @param idOrPath - The id of a scan, or the path of a scanned file with one stored state.
   * @throws RefusedError for an unknown scan, a file that was scanned in several states, or the same counter-notice again; nothing is stored then.
   */
  async addDispute(idOrPath: string, dispute: NewDispute): Promise<StoredDispute> {
    const stores = this.#writable();
    checkStorable('idOrPath', idOrPath);
    return addDispute(stores, idOrPath, readNewDispute(dispute, this.#setting.now()));
  }

  /**
   * Records how a dispute ended. After `rejected` and `withdrawn` the verdicts are what they were. After `upheld` they accuse nobody any more:
   * they need review for good.
   * @throws RefusedError if there is none with the id, or it has ended already; nothing is stored then.
   */
  async endDispute(id: string, end: DisputeEnd): Promise<StoredDispute> {
    const stores = this.#writable();
    checkStorable('id', id);
    checkDisputeEnd(end);
    return endDispute(stores, id, end, this.#setting.now());
  }

  /** All disputes, in order of the times that they were received. */
  async disputes(): Promise<readonly StoredDispute[]> {
    return this.#open().catalogue.disputes();
  }

  /**
   * Adds entries at the end of the ledger, in one transaction: no other writer comes between reading its last entry and adding.
   * @param compose - Makes the entries from the last one that there is.
   * @returns What was added.
   * @throws RangeError when the entries do not go on where the ledger ends; then none is added.
   */
  async appendToLedger(
    compose: (last: StoredLedgerEntry | undefined) => readonly StoredLedgerEntry[],
  ): Promise<readonly StoredLedgerEntry[]> {
    const stores = this.#writable();
    checkFunction('compose', compose);
    return stores.catalogue.write(async (writer) => {
      const size = await writer.ledgerSize();
      const [last] = await writer.ledgerEntries(size - 1, 1);
      const entries = compose(last);
      checkLedgerEntries('what compose returns', entries);
      for (const entry of entries) await writer.appendLedgerEntry(entry);
      return entries;
    });
  }

  /**
   * Keeps the C2PA manifest store of a reference. It replaces the one that is there. Scans stay valid.
   * @param referenceId - The reference; for an unknown one nothing is kept.
   * @param store - The bytes of a `.c2pa` file. They are not looked into.
   * @throws StreetdateError `file-unwritable`.
   */
  async keepManifest(referenceId: string, store: Uint8Array): Promise<void> {
    const { catalogue, blobs } = this.#writable();
    checkStorable('referenceId', referenceId);
    checkBytes('store', store);
    if ((await catalogue.reference(referenceId)) === undefined) return;
    const sha256 = await blobs.put('manifest', store);
    await catalogue.write((writer) => writer.putReferenceManifest(referenceId, sha256));
  }

  /**
   * Removes a reference for good: its rows, its fingerprint and what else was kept of it, unless something else has the same. The index is built
   * again by the next search.
   * @returns Whether there was one.
   * @throws StreetdateError as the stores. What is left then is removed by the next call.
   */
  async removeReference(id: string): Promise<boolean> {
    const stores = this.#writable();
    checkStorable('id', id);
    if ((await stores.catalogue.reference(id)) === undefined) return false;
    await eraseReferences(stores, (writer) => writer.removeReference(id));
    return true;
  }

  /** Removes a title for good, with its windows, references, discs and the places where it is allowed. As {@link removeReference}. */
  async removeTitle(id: string): Promise<boolean> {
    const stores = this.#writable();
    checkStorable('id', id);
    if ((await stores.catalogue.title(id))?.id !== id) return false;
    await eraseReferences(stores, (writer) => writer.removeTitle(id));
    return true;
  }

  /**
   * Removes the scans of files for good, with their sightings, disputes and fingerprints.
   * @param place - `prefix`: those of the files whose real path begins with it. `part`: those whose path has it, for which all scans are read.
   */
  async removeScans(place: ScanPlace): Promise<void> {
    const stores = this.#writable();
    checkObject('place', place);
    checkStorable('prefix' in place ? 'place.prefix' : 'place.part', 'prefix' in place ? place.prefix : place.part);
    await eraseScans(stores, place);
  }

  /** Writes what is known of servers, in one transaction: all of it is stored, or nothing if the work throws. */
  async writeServers<T>(work: (writer: ServerWriter) => Promise<T>): Promise<T> {
    const { catalogue } = this.#writable();
    checkFunction('work', work);
    return catalogue.write(work);
  }

  /**
   * Writes titles, windows, references and discs to a folder for another party. It contains no pictures, media paths or scans. The same
   * library gives the same bytes.
   * @throws RefusedError if the folder holds something else; StreetdateError `file-unwritable`, `bad-library`.
   */
  async exportTo(folder: string): Promise<Transfer> {
    checkPath('folder', folder);
    return exportLibrary(this.#open(), folder);
  }

  /**
   * Writes codes, band keys and catalogue as Parquet, for sweeps here or in other engines. Needs the package @duckdb/node-api.
   * @throws RefusedError if the folder holds something else.
   */
  async exportParquet(folder: string, options: ParquetOptions = {}): Promise<SweepManifest> {
    checkPath('folder', folder);
    checkParquetOptions(options);
    return exportLibraryAsParquet(this.#open(), folder, options);
  }

  /**
   * Adds an exported library. Everything is verified first and then written in one transaction.
   * @param path - The exported folder, or its `library.json`.
   * @throws StreetdateError `bad-library` if it is damaged or contradicts this library.
   */
  async importFrom(path: string, options: ImportLibraryOptions = {}): Promise<Transfer> {
    checkPath('path', path);
    checkFields(options, { overwrite: checkBoolean });
    const { overwrite = false } = options;
    const stores = this.#writable();
    const { changed, ...transfer } = await importLibrary(stores, path, { enrolledAt: this.#setting.now().toISOString(), overwrite });
    await carryMissing(stores, changed);
    for await (const _ of matchPromos(stores));
    return transfer;
  }

  /**
   * Lets other processes write, until {@link resume}. Files, threads and the index of the references stay open, so that the next scan starts
   * at once. No scan, enrollment or import may be under way, and none may begin before. Reading goes on.
   */
  async pause(): Promise<void> {
    const release = this.#release;
    this.#release = undefined;
    await release?.();
  }

  /**
   * Reserves the library for this process again, after {@link pause}. It waits for other writers as `openLibrary` does.
   * @throws StreetdateError `bad-library` if another process writes to it for too long, or if its folder was replaced: then open it anew.
   */
  async resume(): Promise<void> {
    this.#open();
    this.#release ??= await this.#setting.reserve();
  }

  /** Closes the library. Repeated calls do nothing. */
  close(): Promise<void> {
    this.#closed ??= (async () => {
      await this.#kept?.close();
      await this.#stores.catalogue.close();
      await this.pause();
    })();
    return this.#closed;
  }

  /** Closes the library at the end of an `await using` block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #referencesOf(title: string): Promise<ReadonlySet<string>> {
    return new Set((await this.references()).flatMap(({ id, titleId }) => (titleId === title ? [id] : [])));
  }

  #open(): Stores {
    if (this.#closed) throw new TypeError('library must be open, got a closed one');
    return this.#stores;
  }

  #writable(): Stores {
    if (!this.#setting.canWrite) throw new TypeError('library must be open for writing, got one that is open for reading');
    if (this.#release === undefined && !this.#closed) throw new TypeError('library must be reserved for writing, got one that is paused');
    return this.#open();
  }
}

/** Options for {@link Library.findByIscc}. */
export interface FindByIsccOptions {
  /**
   * Most bits that may differ, of 64; longer units may differ in as large a share. Unrelated contents differ in about 32, and one of a
   * hundred million in 10 or fewer. An Instance-Code must be equal. @defaultValue 10
   */
  readonly distance?: number | undefined;
}

/** A reference whose ISCC is near another one. */
export interface IsccMatch extends IsccNearness {
  /** The reference. */
  readonly reference: StoredReference;
}

/** Options for {@link Library.importFrom}. */
export interface ImportLibraryOptions {
  /** Whether imported facts replace known ones. @defaultValue false: a difference stops the import */
  readonly overwrite?: boolean | undefined;
}

function allowSources(
  catalogue: Catalogue,
  sources: readonly AllowedSourceFacts[],
  now: Date,
): Promise<{ readonly source: StoredAllowedSource; readonly isNew: boolean }[]> {
  return catalogue.write(async (writer) => {
    const allowed = [];
    for (const source of sources) {
      const { titleId } = source;
      if (titleId !== undefined && (await writer.title(titleId))?.id !== titleId) {
        throw new RefusedError(`there is no title with the id ${titleId}`);
      }
      allowed.push(await writer.putAllowedSource(source, now.toISOString()));
    }
    return allowed;
  });
}

/** A place that a caller names, as a sighting that is not stored. */
function seenAtPlace(
  scanId: string,
  { link, host, account }: NonNullable<JudgeOptions['place']>,
  { seenAt, seenAtBasis, territory }: StoredScan['sighting'],
): StoredSighting {
  return {
    ...{ scanId, seenAtBasis, recordedAt: '' },
    ...(link !== undefined && { link }),
    ...(host !== undefined && { host }),
    ...(account !== undefined && { account }),
    ...(seenAt !== undefined && { seenAt }),
    ...(territory !== undefined && { territory }),
  };
}

/** A verdict from a part of the facts could accuse somebody wrongly, so there is none. */
function unreadable(path: string, { id, fault }: StoredScan): StreetdateError {
  const message = `${path}: its stored scan ${id} cannot be read: ${fault}; a check of the library can mend it`;
  return new StreetdateError('bad-library', message, { path });
}
