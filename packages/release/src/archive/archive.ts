import type { StreetdateError } from '@streetdate/core';
import type { Damage } from './damage.ts';

/** A file in an archive. */
export interface ArchiveEntry {
  /** Its name as the archive has it, with slashes. It may climb out (`../`) or be absolute: it is shown, escaped, and never written to. */
  readonly name: string;
  /** Its size in bytes once unpacked, as the archive states it. */
  readonly fileBytes: number;
  /** Whether it lies in the archive as it is, so that any part of it could be read without what stands before. */
  readonly stored: boolean;
  /** Why only its beginning can be read, when a volume is missing or cut; undefined when it is whole. */
  readonly damage: Damage | undefined;
  /**
   * Why it is never read, as the archive's headers tell it: `archive-encrypted`, `archive-unsupported` or `archive-bomb`; undefined where
   * nothing speaks against it.
   */
  readonly refusal: StreetdateError | undefined;
  /**
   * Reads it from its start, a chunk at a time, nothing of it written anywhere. Each call reads anew. The chunks belong to the receiver.
   * @throws StreetdateError its {@link refusal}, `archive-unsupported` for what only unpacking tells, or `archive-damaged` where its bytes do
   * not give the checksum that the archive states, after they were yielded. A damaged entry that is stored ends where it ends, without an error.
   */
  open(options?: { readonly signal?: AbortSignal | undefined }): AsyncGenerator<Uint8Array, void, undefined>;
}

/** What an archive holds. */
export interface Archive {
  /** Its files, in their order. Folders and links are left out. */
  readonly entries: readonly ArchiveEntry[];
  /** Why it could be read only in part; undefined when it is whole. */
  readonly damage: Damage | undefined;
}
