import type { ByteSource } from '../bytes/byte-source.ts';

/** An entry of a folder in a volume. */
export interface VolumeEntry {
  /** The recorded name. */
  readonly name: string;
  /** Whether it is a folder. */
  readonly isFolder: boolean;
  /** Size in bytes, 0 for a folder. */
  readonly size: number;
  /** Creation time, or else the time of the last change. Undefined if neither is recorded. */
  readonly recordedAt: Date | undefined;
  /** Opens the file's bytes. @param name - Its name in messages. */
  open(name: string): ByteSource;
  /** The folder's entries. @throws StreetdateError `damaged-disc`. */
  list(): Promise<readonly VolumeEntry[]>;
}

/** A file system inside an image. */
export interface Volume {
  /** The kind of file system. */
  readonly kind: 'iso9660' | 'udf';
  /** Its revision: `1.02` to `2.60` for UDF; empty for ISO 9660. */
  readonly revision: string;
  /** The volume's name; undefined if it is empty. */
  readonly label: string | undefined;
  /** Stated size of the volume in bytes; 0 if not stated. */
  readonly statedBytes: number;
  /** Its top folder. */
  readonly root: VolumeEntry;
  /** Parts that had to be skipped, for people. */
  readonly faults: readonly string[];
}

/** Bytes in a sector of an optical disc. */
export const SECTOR = 2048;

/** Most entries of one folder that are read. */
export const MOST_ENTRIES = 100_000;

/** Largest folder in bytes: that many entries. */
export const MAX_FOLDER_BYTES = 16 * 1024 * 1024;

/**
 * Whether a name can only be that of a file in its folder: no separators, no parent folder, no control characters. Names are only compared
 * and printed, since nothing is extracted. A name that climbs out is refused all the same.
 */
export function isPlainName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\u0000-\u001f\u007f]/.test(name);
}
