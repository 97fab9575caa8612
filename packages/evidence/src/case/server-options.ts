import type { ServerTotals, StoredServer } from '@streetdate/engine';

/** How far the work on a server is. */
export interface ServerProgress {
  /** What is done now: listing its files, reading them, looking into archives and images, scanning its films. */
  readonly step: 'list' | 'read' | 'unpack' | 'scan';
  /** Files or contents that are done. */
  readonly done: number;
  /** All of them; undefined while they are still counted. */
  readonly total?: number;
  /** Bytes that are done, where they are read. */
  readonly bytes?: number;
  /** All bytes. */
  readonly totalBytes?: number;
}

/** Receives the progress of a server. */
export type OnServerProgress = (progress: ServerProgress) => void;

/** Options for `addServer`. */
export interface AddServerOptions {
  /** Whether to scan pictures too, not only films. @defaultValue false: a server has many, and a picture proves little */
  readonly pictures?: boolean | undefined;
  /** Files read at once. @defaultValue 4 */
  readonly concurrency?: number | undefined;
  /** Most bytes of archives and images that lie in the system's temporary folder at one time. @defaultValue 32 GiB, where its disk has room */
  readonly spoolBytes?: number | undefined;
  /** Called as the work goes on. */
  readonly onProgress?: OnServerProgress | undefined;
  /** Called with notices. */
  readonly onNote?: ((message: string) => void) | undefined;
  /** The current time. @defaultValue the system's clock */
  readonly now?: (() => Date) | undefined;
  /** Stops the work, which then rejects with the signal's reason. What is done is stored. */
  readonly signal?: AbortSignal | undefined;
}

/** A server in the case, and how much of it is known. */
export interface AddedServer {
  /** The server. */
  readonly server: StoredServer;
  /** Its files. */
  readonly totals: ServerTotals;
  /** Contents that were scanned now. */
  readonly scanned: number;
  /** Contents that could not be scanned, with the path of a file. */
  readonly unscanned: readonly { readonly path: string; readonly reason: string }[];
}
