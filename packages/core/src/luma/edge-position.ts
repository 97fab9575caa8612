import type { Bar } from './bar.ts';
import type { LumaFrame } from './luma-frame.ts';
import type { Side } from './side-evidence.ts';

/** Lines on both sides of a bar's edge that may be mixtures of bar and picture. */
const MIXED = 2;

/**
 * Finds where inside a line the edge of a bar lies. A line that the picture covers in part is a mixture: its part is found by regression of the line on
 * the first clear line inside, over all pixels and frames, and the parts of the lines around the edge add up to its place. Errors of 0.3 %
 * of the picture's width cost nine bits of a hash.
 */
export class EdgePosition {
  readonly #depth: number;
  /** For each line around the edge: sum of its contrast times the inner contrast. */
  readonly #shared = new Float64Array(2 * MIXED);
  /** Sum of squares of the contrast between inside and outside. */
  #contrast = 0;

  constructor(bar: Bar) {
    this.#depth = bar.depth;
  }

  /** How much has been seen, in grey levels squared. */
  get weight(): number {
    return this.#contrast;
  }

  /** Adds what a frame shows. */
  add({ pixels }: LumaFrame, { start, inwards, along, length }: Side): void {
    const outer = Math.max(0, this.#depth - MIXED - 1);
    const inner = this.#depth + MIXED;
    for (let i = 0, at = start; i < length; i++, at += along) {
      const outside = pixels[at + outer * inwards]!;
      const contrast = pixels[at + inner * inwards]! - outside;
      this.#contrast += contrast * contrast;
      for (let line = -MIXED; line < MIXED; line++) {
        const depth = this.#depth + line;
        if (depth > outer) this.#shared[line + MIXED]! += (pixels[at + depth * inwards]! - outside) * contrast;
      }
    }
  }

  /** Lines from the side to the edge, with fractions. */
  get depth(): number {
    if (this.#contrast === 0) return this.#depth;
    let covered = 0;
    for (let line = 0; line < 2 * MIXED; line++) covered += Math.min(1, Math.max(0, this.#shared[line]! / this.#contrast));
    return Math.max(0, this.#depth + MIXED - covered);
  }
}
