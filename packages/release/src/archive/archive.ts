import type { StreetdateError } from '@streetdate/core';
import type { Damage } from './damage.ts';

/** A file in an archive. */
export interface ArchiveEntry {
  /**
   * Its name in the archive, with slashes. It may climb out (`../`) or be absolute. It is only displayed, escaped, and never used for
   * writing.
   */
  readonly name: string;
  /** Its unpacked size in bytes, as stated by the archive. */
  readonly fileBytes: number;
  /** Whether it is stored uncompressed, so that any part of it could be read alone. */
  readonly stored: boolean;
  /** Why only its beginning is readable, when a volume is missing or truncated; undefined when it is whole. */
  readonly damage: Damage | undefined;
  /**
   * Why it is never read, according to the archive's headers: `archive-encrypted`, `archive-unsupported` or `archive-bomb`; otherwise
   * undefined.
   */
  readonly refusal: StreetdateError | undefined;
  /**
   * Reads it from its start in chunks and writes nothing. Each call reads anew. The receiver owns the chunks.
   * @throws StreetdateError its {@link refusal}; `archive-unsupported` if only unpacking reveals it; `archive-damaged` if the yielded bytes
   * do not match the stated checksum. A damaged stored entry ends early without an error.
   */
  open(options?: { readonly signal?: AbortSignal | undefined }): AsyncGenerator<Uint8Array, void, undefined>;
}

/** The contents of an archive. */
export interface Archive {
  /** Its files, in archive order. Folders and links are left out. */
  readonly entries: readonly ArchiveEntry[];
  /** Why it could be read only in part; undefined when it is whole. */
  readonly damage: Damage | undefined;
}
