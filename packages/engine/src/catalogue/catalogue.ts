import type { ReleaseWindow } from '@streetdate/matcher';
import type { NewTitle, StoredClip, StoredDisc, StoredReference, StoredScan, TitleWithWindows } from './stored.ts';

/** Reads a library's rows: titles, windows, references, discs and scans. */
export interface CatalogueReader {
  /** Grows by one with each change of the references. A stored scan of an earlier revision is matched again. */
  revision(): Promise<number>;
  /** All titles, in order of their names. */
  titles(): Promise<TitleWithWindows[]>;
  /** The title with that id or, where no id fits, that name. */
  title(idOrName: string): Promise<TitleWithWindows | undefined>;
  /** The id of the title with exactly that name. */
  titleIdOfName(name: string): Promise<string | undefined>;
  /** All references, in order of their ids. */
  references(): Promise<StoredReference[]>;
  /** The reference with that id. */
  reference(id: string): Promise<StoredReference | undefined>;
  /** The reference that was made from this media in this state. */
  referenceOfMedia(path: string, stamp: string): Promise<StoredReference | undefined>;
  /** The reference with exactly this fingerprint. */
  referenceOfContent(fingerprintSha256: string): Promise<StoredReference | undefined>;
  /** All discs, in order of their ids, each with its features in order. */
  discs(): Promise<StoredDisc[]>;
  /** What became of the clips of a disc in one state, by their ids. */
  discClips(path: string, stamp: string): Promise<Map<string, StoredClip>>;
  /** All scans, in order of path and time. */
  scans(): Promise<StoredScan[]>;
  /** The scan with that id. */
  scan(id: string): Promise<StoredScan | undefined>;
}

/** Writes a library's rows, inside a transaction. */
export interface CatalogueWriter extends CatalogueReader {
  /** Adds a title, or adds to what is known of it. A fact that is given replaces the one that was known. */
  putTitle(title: NewTitle): Promise<{ readonly id: string; readonly isNew: boolean }>;
  /** Sets release windows of a title: each replaces the one of its territory and channel. */
  putWindows(titleId: string, windows: readonly ReleaseWindow[]): Promise<void>;
  /** Adds a reference, or replaces the one of its id. The library then has a new revision. */
  putReference(reference: StoredReference): Promise<void>;
  /** Adds a disc with its features, or replaces the one of its id. */
  putDisc(disc: StoredDisc): Promise<void>;
  /** Adds what became of a clip of a disc, or replaces it. */
  putDiscClip(path: string, stamp: string, clip: string, stored: StoredClip): Promise<void>;
  /** Adds a scan, or replaces the one of its id. */
  putScan(scan: StoredScan): Promise<void>;
}

/**
 * Keeps a library's rows. Every method rejects with a StreetdateError: `bad-library` when the rows are damaged or another writer is in the
 * way for too long, `file-unwritable` when the disk is full or read-only.
 */
export interface Catalogue extends CatalogueReader {
  /** Runs work in one transaction: all that it writes is kept, or, when it throws, nothing. No other writer comes between its reads and writes. */
  write<T>(work: (writer: CatalogueWriter) => Promise<T>): Promise<T>;
  /** Closes the catalogue. It may be called again. */
  close(): Promise<void>;
}
