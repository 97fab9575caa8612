/** Progress of work on several files. */
export interface Progress {
  /** The current file. */
  readonly path: string;
  /** Seconds of it that are done. */
  readonly seconds: number;
  /** Its length in seconds, if known. */
  readonly duration: number | undefined;
  /** Whether it is done. */
  readonly isDone: boolean;
  /** Number of files to read. Files with stored results do not count. */
  readonly files: number;
}

/** Receives progress. */
export type OnProgress = (progress: Progress) => void;

/** Reports the progress of some files to a listener. */
export class ProgressTeller {
  readonly #files: number;
  readonly #listener: OnProgress | undefined;
  readonly #reached = new Map<string, { readonly seconds: number; readonly duration: number | undefined }>();

  /** @param files - Number of files to read. */
  constructor(files: number, listener: OnProgress | undefined) {
    this.#files = files;
    this.#listener = listener;
  }

  /** Reports that a file is read up to a time, seconds. */
  reached(path: string, seconds: number, duration: number | undefined): void {
    this.#reached.set(path, { seconds, duration });
    this.#listener?.({ path, seconds, duration, isDone: false, files: this.#files });
  }

  /** Reports that a file is done. */
  finish(path: string): void {
    const { seconds, duration } = this.#reached.get(path) ?? { seconds: 0, duration: undefined };
    this.#reached.delete(path);
    this.#listener?.({ path, seconds, duration, isDone: true, files: this.#files });
  }
}
