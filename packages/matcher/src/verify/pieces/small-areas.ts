import type { LumaSeries } from '@streetdate/core/portable';
import { firstAfter } from '@streetdate/index/internal';
import { GRID_8_PARTS, grid8Changes, SIGN_WORDS } from '../../luma/grid-8-changes.ts';
import { LONGEST_GAP_MS, NOISE } from '../../luma/mean-luma-changes.ts';
import { type ComparedIntervals, middlesOf, STEP } from './compared-intervals.ts';

/** Fine steps in one step of {@link STEP}: to these the ends of a change are rounded. */
const FINE_STEPS = 2;

/** Areas whose signs are looked up together, how many groups of them a word of signs has, and how many signs they can have. */
const GROUP = 4;
const GROUPS_A_WORD: number = 32 / GROUP;
const SUMS: number = 1 << GROUP;

/**
 * Correlates the luma changes of a query's 64 small areas with the signs of a reference's changes: which areas became brighter than the
 * rest.
 */
export class SmallAreas {
  readonly #signs: Uint32Array;
  /** The query's levels relative to the mean of all areas, at each fine step. */
  readonly #levels: Float32Array;
  readonly #usualChange: number;
  /** The change that each step of the reference is in; 0 if it is unknown. */
  readonly #changes: Int32Array;
  /** When it starts and ends, in fine steps from the middle of the step. */
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #measured = new Map<number, Float32Array>();

  /** @throws TypeError when the reference has no signs of changes. */
  constructor(query: LumaSeries, reference: LumaSeries, intervals: ComparedIntervals) {
    const { queryStart, querySteps, referenceStart, referenceSteps, speed, mirrored } = intervals;
    if (reference.changeSigns === undefined) throw new TypeError('reference must have the signs of its luma changes');
    this.#signs = reference.changeSigns;
    const fineTimes = Float64Array.from({ length: querySteps * FINE_STEPS + 1 }, (_, at) => queryStart + (at * STEP) / FINE_STEPS);
    this.#levels = summed(grid8Changes(query, fineTimes, mirrored));
    this.#usualChange = usualChange(this.#levels);
    this.#changes = new Int32Array(referenceSteps);
    this.#starts = new Int32Array(referenceSteps);
    this.#ends = new Int32Array(referenceSteps);
    const { timesMs } = reference;
    for (const [step, middle] of middlesOf(referenceStart, referenceSteps).entries()) {
      const entry = firstAfter(timesMs, 1000 * middle);
      if (entry === 0 || entry === timesMs.length || timesMs[entry]! - timesMs[entry - 1]! > LONGEST_GAP_MS) continue;
      const fineStepsTo = (ms: number) => Math.round(((ms / 1000 - middle) / speed / STEP) * FINE_STEPS);
      this.#changes[step] = entry;
      this.#starts[step] = fineStepsTo(timesMs[entry - 1]!);
      this.#ends[step] = fineStepsTo(timesMs[entry]!);
    }
  }

  /** The number of the change that a step of the reference is in; 0 if it is unknown. A change lasts for about two steps. */
  changeAt(step: number): number {
    return this.#changes[step]!;
  }

  /**
   * The correlation of a reference's change with the query's at the same time, when a moment of the query shows a step of the reference.
   * Hot loop.
   * @returns -1 to 1; undefined if the change is unknown, or the query does not show all of it.
   */
  correlationAt(moment: number, step: number): number | undefined {
    const change = this.#changes[step]!;
    const middle = FINE_STEPS * (moment + 0.5);
    const [start, end] = [middle + this.#starts[step]!, middle + this.#ends[step]!];
    if (change === 0 || start < 0 || end <= start || end * GRID_8_PARTS >= this.#levels.length) return undefined;
    const sums = this.#sumsBetween(start, end);
    let correlation = 0;
    for (let word = 0; word < SIGN_WORDS; word++) {
      let signs = this.#signs[change * SIGN_WORDS + word]!;
      const group = word * GROUPS_A_WORD;
      for (let at = 0; at < GROUPS_A_WORD; at++, signs >>>= GROUP) correlation += sums[((group + at) << GROUP) | (signs & (SUMS - 1))]!;
    }
    return correlation;
  }

  /**
   * The query's changes from one fine step to another, bounded, of such a size that their product with signs is the correlation. They are
   * added up for all signs of each {@link GROUP} areas: a quarter of the time.
   */
  #sumsBetween(start: number, end: number): Float32Array {
    const key = start * this.#levels.length + end;
    const known = this.#measured.get(key);
    if (known !== undefined) return known;
    const changes = new Float32Array(GRID_8_PARTS);
    let energy = 0;
    for (let area = 0; area < GRID_8_PARTS; area++) {
      const change = this.#levels[end * GRID_8_PARTS + area]! - this.#levels[start * GRID_8_PARTS + area]!;
      const bounded = change / (Math.abs(change) + this.#usualChange);
      changes[area] = bounded;
      energy += bounded ** 2;
    }
    const size = Math.sqrt(energy * GRID_8_PARTS) || 1;
    const sums = new Float32Array((GRID_8_PARTS / GROUP) * SUMS);
    for (let at = 0; at < sums.length; at++) {
      const area = Math.floor(at / SUMS) * GROUP;
      for (let bit = 0; bit < GROUP; bit++) sums[at]! += (((at >> bit) & 1) === 1 ? changes[area + bit]! : -changes[area + bit]!) / size;
    }
    this.#measured.set(key, sums);
    return sums;
  }
}

/** The levels that changes add up to, from 0 on. */
function summed(changes: Float32Array): Float32Array {
  const levels = new Float32Array(changes.length + GRID_8_PARTS);
  for (let at = 0; at < changes.length; at++) levels[at + GRID_8_PARTS] = levels[at]! + changes[at]!;
  return levels;
}

/** The median of the changes in a fifth of a second, about as long as a reference's luma changes last. */
function usualChange(levels: Float32Array): number {
  const apart = 2 * FINE_STEPS * GRID_8_PARTS;
  const sizes = levels.subarray(apart).map((level, at) => Math.abs(level - levels[at]!));
  return Math.max(NOISE, sizes.sort()[sizes.length >> 1] ?? 0);
}
