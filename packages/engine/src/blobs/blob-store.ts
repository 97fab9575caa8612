/** Kinds of blobs: fingerprints in `.sdfp` format, segments of an index, pictures for reports, C2PA manifest stores of references. */
export type BlobKind = 'fingerprint' | 'segment' | 'picture' | 'manifest';

/**
 * Keeps a library's bytes by SHA-256. A blob is written atomically, and `get` never returns other bytes than were put. Blobs are written
 * before the rows that name them. A killed process may leave a blob without a row. It does no harm and is reused when the same bytes are
 * put again.
 */
export interface BlobStore {
  /**
   * Stores bytes, unless they are already present and intact.
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
