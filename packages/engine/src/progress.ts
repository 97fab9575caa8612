/** Is told how far long work is. */
export interface ProgressDisplay {
  /** A file is read up to a time, seconds. */
  reached(path: string, time: number, duration: number | undefined): void;
  /** A file is done. */
  finish(path: string): void;
  /** The work is over. */
  stop(): void;
}
