import type { Damage } from '../damage.ts';
import type { DecoderLog } from '../decoder/decoder-log.ts';
import { oneLine } from '../media-file.ts';

/** Adds up which part of a film was decoded, and distinguishes damage from an ordinary end. */
export class Coverage {
  readonly #interval: number;
  readonly #plainGap: number;
  #first = Number.NaN;
  #last = Number.NaN;
  #missing = 0;
  #largestGap = 0;

  /**
   * @param interval - Seconds from one decoded frame to the next, when known.
   * @param plainGap - A picture may stay this much longer without anything being lost, in seconds: slides, credits.
   */
  constructor(interval: number, plainGap = 1) {
    this.#interval = interval;
    this.#plainGap = plainGap;
  }

  /** Takes the time of a decoded frame, in order. */
  add(time: number): void {
    if (Number.isNaN(this.#first)) this.#first = time;
    else {
      const gap = time - this.#last;
      this.#largestGap = Math.max(this.#largestGap, gap);
      if (gap > this.#interval + this.#plainGap) this.#missing += gap - this.#interval;
    }
    this.#last = time;
  }

  /**
   * What was lost, once the decoder has ended.
   * @param log - What it printed, and whether it failed.
   * @param end - When the last picture should end, in seconds, with tolerance: audio may go on after the picture.
   * @param known - A reason that is known already. @defaultValue none
   * @returns Undefined when the whole film was decoded.
   */
  damage(log: DecoderLog, end: { readonly time: number; readonly slack: number } | undefined, known?: string): Damage | undefined {
    const covered = Math.max(0, this.#last + this.#interval - this.#first - this.#missing);
    const cutShort = end !== undefined && end.time - this.#last - this.#interval > end.slack + 1.5 * this.#largestGap;
    if (known === undefined && log.losses === 0 && log.failure === undefined && !cutShort) return undefined;
    const seconds = (time: number) => `${time.toFixed(1)} s`;
    const reason =
      known ??
      log.firstLoss ??
      (log.failure && oneLine(log.failure.message)) ??
      `the picture ends at ${seconds(this.#last + this.#interval)} of ${seconds(end?.time ?? 0)}`;
    return { reason, secondsCovered: covered };
  }
}
