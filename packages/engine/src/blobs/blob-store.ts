/** Kinds of blobs: fingerprints in `.sdfp` format, segments of an index, pictures for reports, C2PA manifest stores of references. */
export type BlobKind = 'fingerprint' | 'segment' | 'picture' | 'manifest';

/**
 * Keeps a library's bytes by SHA-256. A blob is written atomically, and `get` never returns other bytes than were put. Blobs are written
 * before the rows that name them. A killed process may leave a blob without a row. It does no harm and is reused when the same bytes are
 * put again.
 */
export interface BlobStore {
  /**
   * Stores bytes, unless they are already present and intact. Then they count as put now.
   * @returns Their SHA-256: 64 lower-case hexadecimal digits.
   * @throws StreetdateError `file-unwritable`.
   */
  put(kind: BlobKind, bytes: Uint8Array): Promise<string>;
  /**
   * Reads a blob and checks its SHA-256. The caller owns the bytes.
   * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-library` if the bytes differ.
   */
  get(kind: BlobKind, sha256: string): Promise<Uint8Array>;
  /** Whether a blob with that name exists. Its bytes are not read. */
  has(kind: BlobKind, sha256: string): Promise<boolean>;
  /** The SHA-256 of each blob of a kind, in no order. */
  list(kind: BlobKind): AsyncIterable<string>;
  /** Removes a blob, if it exists. @throws StreetdateError `file-unwritable`. */
  remove(kind: BlobKind, sha256: string): Promise<void>;
}

/** A blob in a store. */
export interface BlobEntry {
  /** Its name. */
  readonly sha256: string;
  /** Its size, bytes. */
  readonly bytes: number;
  /** When it was last put, milliseconds since 1970, by the store's clock. */
  readonly storedMs: number;
}

/** What a killed process left in a store: an unfinished file or upload, which nothing reads. */
export interface Leftover {
  /** Where it lies, for messages. */
  readonly name: string;
  /** Its size, bytes; 0 where the store does not tell. */
  readonly bytes: number;
  /** Removes it. */
  remove(): Promise<void>;
}

/** What the upkeep of a library needs beyond reading and writing. */
export interface MaintainedBlobStore extends BlobStore {
  /** Names the store in messages: a path, or an address without credentials. */
  readonly place: string;
  /** Each blob of a kind, in no order. */
  entries(kind: BlobKind): AsyncIterable<BlobEntry>;
  /**
   * Removes a blob that was last put before a time. Where the same bytes are put at this moment, they are there afterwards. One process
   * at a time may remove.
   * @returns Whether it was removed.
   */
  removeOld(kind: BlobKind, sha256: string, beforeMs: number): Promise<boolean>;
  /** What killed processes left before a time. */
  leftovers(beforeMs: number): AsyncIterable<Leftover>;
}
