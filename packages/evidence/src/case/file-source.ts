import type { ServerProblem, StoredServerFile } from '@streetdate/engine';

/** What a source lists: a file, or a place that cannot be read. */
export type Listed = StoredServerFile | ServerProblem;

/** A form in which a server's files were handed over. */
export interface FileSource {
  /** What its files are listed from. */
  readonly kind: 'folder' | 'image' | 'listing';
  /**
   * Lists every file once, in any order, in memory that does not grow with their number.
   * @throws StreetdateError for the path itself. The signal's reason.
   */
  list(path: string, options: ListOptions): AsyncGenerator<Listed>;
}

/** Options for {@link FileSource.list}. */
export interface ListOptions {
  /** Real paths of folders to leave out. @defaultValue none */
  readonly leaveOut?: readonly string[];
  /** Called with notices. */
  readonly onNote?: ((message: string) => void) | undefined;
  /** Stops listing. */
  readonly signal?: AbortSignal | undefined;
}
