import type { AllowedSourceFacts, ReleaseWindow } from '@streetdate/matcher';
import type { IsccUnits } from '../iscc/iscc-units.ts';
import type { ServerReader, ServerWriter } from './server-store.ts';
import type {
  AllowedSources,
  HeldBackSpan,
  NewTitle,
  StoredAllowedSource,
  StoredClip,
  StoredConflict,
  StoredDisc,
  StoredDispute,
  StoredExclusion,
  StoredLedgerEntry,
  StoredPublishedFootage,
  StoredReference,
  StoredScan,
  StoredSighting,
  StoredUnscanned,
  TitleWithWindows,
} from './stored.ts';

/** Which titles to list. */
export interface TitlePage {
  /** Only those after the title with this id, by name. @defaultValue from the first one on */
  readonly after?: string | undefined;
  /** Most of them. */
  readonly most: number;
}

/** Which references to list. */
export interface ReferencePage {
  /** Only those after this id. @defaultValue from the first one on */
  readonly after?: string | undefined;
  /** Most of them. */
  readonly most: number;
  /** Only those of this title. @defaultValue of all */
  readonly titleId?: string | undefined;
}

/** Files whose scans are meant, by their real paths. */
export type ScanPlace =
  | {
      /** What the paths begin with. */
      readonly prefix: string;
    }
  | {
      /** What is somewhere in the paths. All scans are read for it. */
      readonly part: string;
    };

/** A blob that rows have named. */
export interface BlobName {
  /** Its kind. */
  readonly kind: 'fingerprint' | 'manifest';
  /** Its name. */
  readonly sha256: string;
}

/** Reads a library's rows: titles, windows, references, discs, scans and servers. */
export interface CatalogueReader extends ServerReader {
  /** Grows by one with each change of the references. A stored scan of an earlier revision is matched again. */
  revision(): Promise<number>;
  /** All titles, ordered by name. */
  titles(): Promise<TitleWithWindows[]>;
  /** Some titles, ordered by name: a list page by page, for which not all are read. */
  titlePage(page: TitlePage): Promise<TitleWithWindows[]>;
  /** The titles that have references, ordered by name: verdicts are about no others. */
  enrolledTitles(): Promise<TitleWithWindows[]>;
  /** The names of titles, by id; those that are unknown are left out. */
  titleNames(ids: readonly string[]): Promise<Map<string, string>>;
  /** The title with that id, or else with that name. */
  title(idOrName: string): Promise<TitleWithWindows | undefined>;
  /**
   * Windows of all titles whose `opensAt`, as text, lies from one text to before another, ordered by it. Windows that cannot be read are left out.
   * @param most - The number of them at most.
   */
  openings(from: string, before: string, most: number): Promise<ReleaseWindow[]>;
  /** The id of the title with exactly that name. */
  titleIdOfName(name: string): Promise<string | undefined>;
  /** All references, ordered by id. */
  references(): Promise<StoredReference[]>;
  /** Some references, ordered by id. */
  referencePage(page: ReferencePage): Promise<StoredReference[]>;
  /** The ids of the references of titles, in order, by the id of the title. */
  referenceIds(titleIds: readonly string[]): Promise<Map<string, string[]>>;
  /** The reference with that id. */
  reference(id: string): Promise<StoredReference | undefined>;
  /** The reference made from this media in this state. */
  referenceOfMedia(path: string, stamp: string): Promise<StoredReference | undefined>;
  /** The reference with exactly this fingerprint. */
  referenceOfContent(fingerprintSha256: string): Promise<StoredReference | undefined>;
  /** Where the footage of promos lies in the films of their titles, ordered by their ids. */
  publishedFootage(): Promise<StoredPublishedFootage[]>;
  /** All discs, ordered by id, each with its features in order. */
  discs(): Promise<StoredDisc[]>;
  /** The results for the clips of a disc in one state, by id. */
  discClips(path: string, stamp: string): Promise<Map<string, StoredClip>>;
  /** All scans, ordered by path and time. */
  scans(): Promise<StoredScan[]>;
  /** The scan with that id. */
  scan(id: string): Promise<StoredScan | undefined>;
  /** The scans of the file with that real path, in all its states, ordered by time. */
  scansOfFile(path: string): Promise<StoredScan[]>;
  /** Where the files of scans were seen, by the id of the scan: earliest first, those without a time last. */
  sightings(scanIds: readonly string[]): Promise<Map<string, StoredSighting[]>>;
  /** The places where copies are allowed. */
  allowedSources(): Promise<AllowedSources>;
  /** All disputes, in order of the times that they were received. */
  disputes(): Promise<StoredDispute[]>;
  /** The files that their last scan did not look at, ordered by path. */
  unscanned(): Promise<StoredUnscanned[]>;
  /** All exclusions, ordered by reference and time. */
  exclusions(): Promise<StoredExclusion[]>;
  /** All footage that references of two titles share, ordered by reference and time. */
  conflicts(): Promise<StoredConflict[]>;
  /**
   * What of each reference proves nothing: its exclusions, and what it shares with other titles. By the id of the reference, in order of time;
   * the intervals of one reference may overlap. A reference without any is left out.
   */
  provesNothing(): Promise<Map<string, HeldBackSpan[]>>;
  /** How many entries the ledger has. */
  ledgerSize(): Promise<number>;
  /** Entries of the ledger, in order of their positions: from `start` on, at most `count`. */
  ledgerEntries(start: number, count: number): Promise<StoredLedgerEntry[]>;
}

/** Writes a library's rows, inside a transaction. */
export interface CatalogueWriter extends CatalogueReader, ServerWriter {
  /** Adds a title, or updates a known one. A given fact replaces the known one. */
  putTitle(title: NewTitle): Promise<{ readonly id: string; readonly isNew: boolean }>;
  /** Sets release windows of a title. Each replaces the one with its territory and channel. */
  putWindows(titleId: string, windows: readonly ReleaseWindow[]): Promise<void>;
  /** Adds a reference, or replaces the one with its id. The library then has a new revision. */
  putReference(reference: StoredReference): Promise<void>;
  /** Notes where the footage of a promo lies in a film, in place of what was known. The library keeps its revision. */
  putPublishedFootage(footage: StoredPublishedFootage): Promise<void>;
  /** Replaces what is said of a promo. The library keeps its revision: stored scans are only judged by it. */
  putReferencePromo(id: string, promo: NonNullable<StoredReference['promo']>): Promise<void>;
  /** Replaces the ISCC units of a reference. The library keeps its revision. */
  putReferenceIscc(id: string, iscc: IsccUnits): Promise<void>;
  /** Names the C2PA manifest store of a reference, which lies in the blob store. The library keeps its revision. */
  putReferenceManifest(id: string, sha256: string): Promise<void>;
  /** Adds a disc with its features, or replaces the one with its id. */
  putDisc(disc: StoredDisc): Promise<void>;
  /** Adds or replaces the result for a clip of a disc. */
  putDiscClip(path: string, stamp: string, clip: string, stored: StoredClip): Promise<void>;
  /** Adds a scan, or replaces the one with its id. */
  putScan(scan: StoredScan): Promise<void>;
  /** Adds where the file of a stored scan was seen. The same sighting again changes nothing. */
  putSighting(sighting: StoredSighting): Promise<void>;
  /**
   * Adds a place where copies are allowed. The same one again changes nothing, but for its reason if another one is given.
   * @returns What is stored of it, and whether it is new.
   * @throws TypeError or RangeError for one that cannot be read.
   */
  putAllowedSource(facts: AllowedSourceFacts, addedAt: string): Promise<{ readonly source: StoredAllowedSource; readonly isNew: boolean }>;
  /** Removes a place where copies are allowed. @returns Whether it was there. */
  removeAllowedSource(id: string): Promise<boolean>;
  /** Adds a dispute, or replaces the one with its id. */
  putDispute(dispute: StoredDispute): Promise<void>;
  /** Notes files that a scan did not look at, each in place of what is noted of it. */
  putUnscanned(files: readonly StoredUnscanned[]): Promise<void>;
  /** Removes the notes on files that were looked at since. */
  removeUnscanned(paths: readonly string[]): Promise<void>;
  /** Adds exclusions, each in place of the one with its id. The library keeps its revision: nothing has to be matched again. */
  putExclusions(exclusions: readonly StoredExclusion[]): Promise<void>;
  /** Removes exclusions. */
  removeExclusions(ids: readonly string[]): Promise<void>;
  /** Adds footage that two titles share, each in place of what is stored with its id. The library keeps its revision. */
  putConflicts(conflicts: readonly StoredConflict[]): Promise<void>;
  /** Removes footage that two titles shared. */
  removeConflicts(ids: readonly string[]): Promise<void>;
  /** Removes the scans of files, with their sightings and disputes. @returns The blobs that they named. */
  removeScans(place: ScanPlace): Promise<BlobName[]>;
  /**
   * Removes a reference with all that is said of it, and discs that have no other. The library then has a new revision.
   * @returns The blobs that they named; undefined if there is none with the id.
   */
  removeReference(id: string): Promise<BlobName[] | undefined>;
  /** Removes a title with its windows, references, discs and the places where it is allowed. @returns As {@link removeReference}. */
  removeTitle(id: string): Promise<BlobName[] | undefined>;
  /** Whether a row names a blob. */
  isNamed(blob: BlobName): Promise<boolean>;
  /** Adds an entry at the ledger's end. @throws RangeError when its position is another one: nothing in a ledger is replaced. */
  appendLedgerEntry(entry: StoredLedgerEntry): Promise<void>;
}

/**
 * Keeps a library's rows. Every method may reject with a StreetdateError: `bad-library` if the rows are damaged or another writer blocks
 * for too long, `file-unwritable` if the disk is full or read-only, `store-unavailable` if a server does not answer.
 */
export interface Catalogue extends CatalogueReader {
  /**
   * Runs one transaction: all of its writes are kept, or none if it throws. No other writer comes between its reads and writes. A database
   * on a server may run the work again after a conflict, so that it should change nothing else.
   */
  write<T>(work: (writer: CatalogueWriter) => Promise<T>): Promise<T>;
  /** As {@link write}. Afterwards nothing is left in files of the catalogue's own of the rows that were removed. */
  erase<T>(work: (writer: CatalogueWriter) => Promise<T>): Promise<T>;
  /** Closes the catalogue. It may be called again. */
  close(): Promise<void>;
}
