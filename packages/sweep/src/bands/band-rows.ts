/** Length of a tick, ms: times of bands are counted in ticks, so that offsets are whole numbers in every engine. */
export const TICK_MS = 500;

/** Rows of band keys in flat arrays, one entry each in all. Grows by doubling. */
export class BandRows {
  /** How many rows there are; the arrays may be longer. */
  count = 0;
  /** Which band of a hash, and its key. */
  codes = new Int32Array(4096);
  /** Ticks from the beginning of the film. */
  ticks = new Int32Array(4096);
  /** What is one sign with others of the same value, however often it is seen in a window. */
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
