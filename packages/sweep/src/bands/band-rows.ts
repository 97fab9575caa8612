/** Length of a tick, ms. Times of bands are in ticks, so that offsets are integers in every engine. */
export const TICK_MS = 500;

/** Rows of band keys as parallel flat arrays. Grows by doubling. */
export class BandRows {
  /** Number of rows; the arrays may be longer. */
  count = 0;
  /** The number of the band and its key. */
  codes = new Int32Array(4096);
  /** Ticks from the start of the film. */
  ticks = new Int32Array(4096);
  /** Rows with equal marks count as one sign, however often they occur in a window. */
  marks = new Int32Array(4096);

  /** Adds a row. */
  push(code: number, tick: number, mark: number): void {
    if (this.count === this.codes.length) {
      this.codes = doubled(this.codes);
      this.ticks = doubled(this.ticks);
      this.marks = doubled(this.marks);
    }
    const at = this.count++;
    this.codes[at] = code;
    this.ticks[at] = tick;
    this.marks[at] = mark;
  }
}

function doubled(from: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const into = new Int32Array(2 * from.length);
  into.set(from);
  return into;
}
