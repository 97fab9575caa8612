/** The progress of a batch, in seconds of film. */
export interface PaceReading {
  /** Seconds of film read in one second of the clock, since the start; undefined at first. */
  readonly speed: number | undefined;
  /** Share of the work that is done, 0 to 1. */
  readonly share: number;
  /** Seconds of the clock until the end at that speed; undefined while it is unknown. */
  readonly left: number | undefined;
}

/**
 * Measures the progress of a batch of files. The length of an unopened file is estimated as the mean of those opened.
 */
export class Pace {
  #files: number;
  readonly #started: number;
  readonly #durations = new Map<string, number>();
  readonly #positions = new Map<string, number>();
  #finished = 0;

  /**
   * @param files - Files in the batch.
   * @param startedMs - The clock at the start, milliseconds.
   */
  constructor(files: number, startedMs: number) {
    this.#files = files;
    this.#started = startedMs;
  }

  /** Files of the batch. More may be found on the way, such as those in archives. */
  get files(): number {
    return this.#files;
  }

  /** Sets the number of files. */
  expect(files: number): void {
    this.#files = files;
  }

  /** Files that are finished, including failed ones. */
  get finished(): number {
    return this.#finished;
  }

  /** Records that a file was read up to a time, seconds. */
  reached(path: string, time: number, duration: number | undefined): void {
    this.#positions.set(path, time);
    if (duration !== undefined && duration > 0) this.#durations.set(path, duration);
  }

  /** Records that a file is finished. The rest of it will not be read. */
  finish(path: string): void {
    this.#finished++;
    const position = this.#positions.get(path) ?? 0;
    this.#durations.set(path, position);
  }

  /** The progress at an instant, milliseconds of the same clock. */
  read(nowMs: number): PaceReading {
    const elapsed = (nowMs - this.#started) / 1000;
    const done = sum(this.#positions.values());
    const known = sum(this.#durations.values());
    const opened = this.#durations.size;
    const total = opened === 0 ? 0 : (known / opened) * this.#files;
    const speed = elapsed > 0.5 && done > 0 ? done / elapsed : undefined;
    const share = this.#finished >= this.#files ? 1 : total > 0 ? Math.min(1, done / total) : this.#finished / Math.max(1, this.#files);
    const left = speed === undefined || total === 0 ? undefined : Math.max(0, (total - done) / speed);
    return { speed, share, left };
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
