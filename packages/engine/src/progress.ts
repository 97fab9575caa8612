/** How far work on several files is. */
export interface Progress {
  /** The file that is being read. */
  readonly path: string;
  /** Seconds of it that are read. */
  readonly seconds: number;
  /** Its length in seconds, where it is known. */
  readonly duration: number | undefined;
  /** Whether it is done. */
  readonly isDone: boolean;
  /** Files that have to be read. Files whose results are stored are not among them. */
  readonly files: number;
}

/** Is told how far work is. */
export type OnProgress = (progress: Progress) => void;

/** Tells a listener how far each of some files is. */
export class ProgressTeller {
  readonly #files: number;
  readonly #listener: OnProgress | undefined;
  readonly #reached = new Map<string, { readonly seconds: number; readonly duration: number | undefined }>();

  /** @param files - Files that have to be read. */
  constructor(files: number, listener: OnProgress | undefined) {
    this.#files = files;
    this.#listener = listener;
  }

  /** A file is read up to a time, seconds. */
  reached(path: string, seconds: number, duration: number | undefined): void {
    this.#reached.set(path, { seconds, duration });
    this.#listener?.({ path, seconds, duration, isDone: false, files: this.#files });
  }

  /** A file is done. */
  finish(path: string): void {
    const { seconds, duration } = this.#reached.get(path) ?? { seconds: 0, duration: undefined };
    this.#reached.delete(path);
    this.#listener?.({ path, seconds, duration, isDone: true, files: this.#files });
  }
}
