import type { ByteSource } from '../bytes/byte-source.ts';

/** A file of a disc. */
export interface DiscFile {
  /** Its name as recorded, without its folder. */
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /**
   * When the file was made, by the image's own account. Undefined for a file in a folder: what the system says there is when the copy was
   * made.
   */
  readonly recordedAt: Date | undefined;
  /** Which bytes these are, without reading them: equal stamps of one disc are taken to be the same bytes. */
  readonly stamp: string;
}

/** Where a disc is read from: a folder, or an image that is read in place. Names are compared without regard to case. */
export interface DiscSource {
  /** The folder or image, as it was named. */
  readonly path: string;
  /** What it is. */
  readonly kind: 'folder' | 'iso9660' | 'udf';
  /** Revision of the file system: `2.50` of UDF; empty where there is none. */
  readonly revision: string;
  /** The volume's name; undefined where it has none. */
  readonly label: string | undefined;
  /** What was passed over, one line for each fault; grows while the disc is read. */
  readonly faults: readonly string[];
  /**
   * The files of a folder, in order of their names' code units; empty where there is no such folder.
   * @param folder - Its path inside the disc, such as `BDMV/PLAYLIST`.
   * @throws StreetdateError `damaged-disc` or `file-unreadable`.
   */
  files(folder: string): Promise<readonly DiscFile[]>;
  /** Whether there is such a folder. */
  hasFolder(folder: string): Promise<boolean>;
  /** Opens a file, or says that there is none. @param path - Its path inside the disc. */
  open(path: string): Promise<ByteSource | undefined>;
  /** Which bytes the disc is, without reading them: two equal stamps of one real path are taken to be the same disc. */
  stamp(): Promise<string>;
  /** Lets go of everything that was opened. */
  close(): Promise<void>;
}

/** Folders by whose files a disc in a folder is told from another one. */
export const STAMPED_FOLDERS = ['VIDEO_TS', 'BDMV', 'BDMV/PLAYLIST', 'BDMV/CLIPINF', 'BDMV/STREAM'];

/** The folder and the name of a path inside a disc. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const at = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, at)), name: path.slice(at + 1) };
}

/** Order of code units, which is the same everywhere. */
export function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : Number(one.name > other.name);
}
