import type { ByteSource } from '../bytes/byte-source.ts';

/** A file of a disc. */
export interface DiscFile {
  /** Its recorded name, without its folder. */
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /**
   * Creation time recorded in the image. Undefined for a file in a folder, where the system only knows when the copy was made.
   */
  readonly recordedAt: Date | undefined;
  /** Identifies the bytes without reading them: equal stamps on one disc mean equal bytes. */
  readonly stamp: string;
}

/** Where a disc is read from: a folder, or an image that is read in place. Names are case-insensitive. */
export interface DiscSource {
  /** The folder or image, as the caller named it. */
  readonly path: string;
  /** The kind of source. */
  readonly kind: 'folder' | 'iso9660' | 'udf';
  /** Revision of the file system: `2.50` of UDF; empty if there is none. */
  readonly revision: string;
  /** The volume's name; undefined if it has none. */
  readonly label: string | undefined;
  /** Skipped parts, one line a fault. The list grows while the disc is read. */
  readonly faults: readonly string[];
  /**
   * The files of a folder, in code unit order of their names; empty if the folder does not exist.
   * @param folder - Its path inside the disc, such as `BDMV/PLAYLIST`.
   * @throws StreetdateError `damaged-disc` or `file-unreadable`.
   */
  files(folder: string): Promise<readonly DiscFile[]>;
  /** Whether the folder exists. */
  hasFolder(folder: string): Promise<boolean>;
  /** Opens a file; undefined if it does not exist. @param path - Its path inside the disc. */
  open(path: string): Promise<ByteSource | undefined>;
  /** Identifies the disc without reading it: two equal stamps for one real path mean the same disc. */
  stamp(): Promise<string>;
  /** Closes everything that was opened. */
  close(): Promise<void>;
}

/** Folders whose files identify a disc in a folder. */
export const STAMPED_FOLDERS = ['VIDEO_TS', 'BDMV', 'BDMV/PLAYLIST', 'BDMV/CLIPINF', 'BDMV/STREAM'];

/** The folder and the name in a path inside a disc. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const at = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, at)), name: path.slice(at + 1) };
}

/** Code unit order, which is the same on all systems. */
export function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : Number(one.name > other.name);
}
