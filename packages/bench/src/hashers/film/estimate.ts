/** How far work of several steps has come. */
export interface Progress {
  /** The step that is being done. */
  readonly step: string;
  /** Share of the whole that is done, 0 to 1, by time. */
  readonly share: number;
  /** Seconds until the end; undefined while nothing is known of the step. */
  readonly left: number | undefined;
}

/** Estimates the time left of steps that are done in order. A step that tells its share is measured; the others are as long as expected. */
export class Estimate {
  readonly #expected = new Map<string, number>();
  readonly #started: number;
  #step = '';
  #stepStarted: number;
  #share = 0;

  /**
   * @param steps - Expected seconds of each step, in order.
   * @param nowMs - The clock, milliseconds.
   */
  constructor(steps: Readonly<Record<string, number>>, nowMs: number) {
    this.#started = nowMs;
    this.#stepStarted = nowMs;
    for (const [step, seconds] of Object.entries(steps)) this.expect(step, seconds);
  }

  /** Corrects what is expected of a step. */
  expect(step: string, seconds: number): void {
    this.#expected.set(step, seconds);
  }

  /** Ends the step before and begins this one. */
  begin(step: string, nowMs: number): void {
    this.#expected.delete(this.#step);
    this.#step = step;
    this.#stepStarted = nowMs;
    this.#share = 0;
  }

  /** Records that a share of the step is done, 0 to 1. */
  reach(share: number): void {
    this.#share = share;
  }

  /** The progress at an instant, milliseconds of the same clock. */
  read(nowMs: number): Progress {
    const elapsed = (nowMs - this.#stepStarted) / 1000;
    // The first tenth of a second tells nothing of the pace.
    const paced = this.#share > 0 && elapsed > 0.1 ? (elapsed * (1 - this.#share)) / this.#share : undefined;
    let rest = paced ?? Math.max(0, (this.#expected.get(this.#step) ?? 0) - elapsed);
    for (const [step, seconds] of this.#expected) if (step !== this.#step) rest += seconds;
    const done = (nowMs - this.#started) / 1000;
    return { step: this.#step, share: done + rest > 0 ? done / (done + rest) : 0, left: rest > 0 ? rest : undefined };
  }
}
