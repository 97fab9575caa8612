import type { ByteSource } from '../bytes/byte-source.ts';

/** One name in a folder of a volume. */
export interface VolumeEntry {
  /** The name as recorded. */
  readonly name: string;
  /** Whether it is a folder. */
  readonly isFolder: boolean;
  /** Size in bytes, 0 for a folder. */
  readonly size: number;
  /** When the file was made: its creation where that is recorded, else its last change. Undefined where neither is. */
  readonly recordedAt: Date | undefined;
  /** Opens the file's bytes. @param name - What messages call it. */
  open(name: string): ByteSource;
  /** What is in the folder. @throws StreetdateError `damaged-disc`. */
  list(): Promise<readonly VolumeEntry[]>;
}

/** A file system inside an image. */
export interface Volume {
  /** What it is. */
  readonly kind: 'iso9660' | 'udf';
  /** Its revision: `1.02` to `2.60` for UDF; empty for ISO 9660. */
  readonly revision: string;
  /** The volume's name; undefined where it is empty. */
  readonly label: string | undefined;
  /** Bytes that the image has by its own account; 0 where it does not say. */
  readonly statedBytes: number;
  /** Its top folder. */
  readonly root: VolumeEntry;
  /** What had to be passed over to read it, for people. */
  readonly faults: readonly string[];
}

/** Bytes in a sector of an optical disc. */
export const SECTOR = 2048;

/** Most names of one folder that are read. */
export const MOST_ENTRIES = 100_000;

/** Most bytes of one folder: that many names. */
export const MAX_FOLDER_BYTES = 16 * 1024 * 1024;

/**
 * Whether a name can be that of a file in its folder, and of nothing else: no separators, no way up, no control characters. Names are
 * only compared and printed, since nothing is extracted; all the same, a name that climbs out is none.
 */
export function isPlainName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\u0000-\u001f\u007f]/.test(name);
}
