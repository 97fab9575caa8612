/** What a blob is: fingerprints in `.sdfp` format, segments of an index, pictures for reports. */
export type BlobKind = 'fingerprint' | 'segment' | 'picture';

/**
 * Keeps a library's bytes under their SHA-256. A blob is there whole or not at all, and `get` never returns other bytes than were put.
 * Blobs are written before the rows that name them. A process that is killed in between leaves a blob that no row names: it does no harm
 * and is used again when the same bytes are put again.
 */
export interface BlobStore {
  /**
   * Stores bytes. Does nothing where they are there already and intact.
   * @returns Their SHA-256: 64 lower-case hexadecimal digits.
   * @throws StreetdateError `file-unwritable`.
   */
  put(kind: BlobKind, bytes: Uint8Array): Promise<string>;
  /**
   * Reads a blob and checks its SHA-256. The caller owns the bytes.
   * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-library` when the bytes are others.
   */
  get(kind: BlobKind, sha256: string): Promise<Uint8Array>;
  /** Whether there is a blob with that name. Its bytes are not read. */
  has(kind: BlobKind, sha256: string): Promise<boolean>;
  /** The SHA-256 of each blob of a kind, in no order. */
  list(kind: BlobKind): AsyncIterable<string>;
  /** Removes a blob, if it is there. @throws StreetdateError `file-unwritable`. */
  remove(kind: BlobKind, sha256: string): Promise<void>;
}
