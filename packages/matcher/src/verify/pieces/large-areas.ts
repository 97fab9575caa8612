import { COARSE_LUMA_GRID } from '@streetdate/core/internal';
import type { LumaSeries } from '@streetdate/core/portable';
import { firstAfter } from '@streetdate/index/internal';
import { type AlignedInterval, referenceAt } from '../../evidence/motion/grid-motion.ts';
import { changeOf, mirroredChanges } from '../../luma/grid-changes.ts';
import { LONGEST_GAP_MS } from '../../luma/mean-luma-changes.ts';
import { type ComparedIntervals, middlesOf, STEP } from './compared-intervals.ts';
import { UNKNOWN } from './rank-evidence.ts';

/** Number of large areas. */
const AREAS = COARSE_LUMA_GRID ** 2;
/** Levels are eighths of a luma code, modulo this. */
const MODULUS = 256;

/** Compares the luma levels of a query's 3 × 3 large areas with a reference's. */
export class LargeAreas {
  /** All differences are below. */
  static readonly LIMIT: number = (MODULUS / 2) * AREAS + 1;
  readonly #query: Float32Array;
  readonly #reference: Float32Array;

  /** @param aligned - Approximate alignments. They tell by how much each area of the query is brighter throughout, which is not counted. */
  constructor(query: LumaSeries, reference: LumaSeries, intervals: ComparedIntervals, aligned: readonly AlignedInterval[]) {
    const { queryStart, querySteps, referenceStart, referenceSteps, mirrored } = intervals;
    const times = middlesOf(queryStart, querySteps);
    const levels = levelsAt(query, times);
    this.#query = mirrored ? mirroredChanges(levels, COARSE_LUMA_GRID) : levels;
    this.#reference = levelsAt(reference, middlesOf(referenceStart, referenceSteps));
    const shown = [...times.entries()].flatMap(([moment, time]) => {
      const line = aligned.find((each) => time >= each.queryStart && time < each.queryEnd);
      const step = line && Math.floor((referenceAt(line, time) - referenceStart) / STEP);
      return step === undefined || step < 0 || step >= referenceSteps ? [] : [{ moment, step }];
    });
    for (let area = 0; area < AREAS; area++) {
      const differences = shown.map(({ moment, step }) => this.#query[moment * AREAS + area]! - this.#reference[step * AREAS + area]!);
      const brighter = meanOnCircle(differences.filter((difference) => !Number.isNaN(difference)));
      for (let at = area; at < this.#query.length; at += AREAS) this.#query[at]! -= brighter;
    }
  }

  /**
   * Compares a moment of the query with each step of the reference.
   * @param differences - Set to the sum of the areas' differences at each step, in eighths of a code; {@link UNKNOWN} where either is unknown.
   */
  compare(moment: number, differences: Int32Array): void {
    for (let step = 0; step < differences.length; step++) {
      let sum = 0;
      for (let area = 0; area < AREAS; area++) {
        const difference = this.#query[moment * AREAS + area]! - this.#reference[step * AREAS + area]!;
        sum += Math.abs(difference - MODULUS * Math.round(difference / MODULUS));
      }
      differences[step] = Number.isNaN(sum) ? UNKNOWN : Math.round(sum);
    }
  }
}

/** The levels of the areas at some times, interpolated; NaN where they are unknown. */
function levelsAt({ timesMs, coarseGrid }: LumaSeries, times: Float64Array): Float32Array {
  const levels = new Float32Array(times.length * AREAS).fill(Number.NaN);
  if (coarseGrid === undefined) return levels;
  for (const [at, time] of times.entries()) {
    const entry = firstAfter(timesMs, 1000 * time) - 1;
    if (entry < 0 || entry + 1 >= timesMs.length || timesMs[entry + 1]! - timesMs[entry]! > LONGEST_GAP_MS) continue;
    const share = (1000 * time - timesMs[entry]!) / (timesMs[entry + 1]! - timesMs[entry]!);
    for (let area = 0; area < AREAS; area++) {
      levels[at * AREAS + area] = coarseGrid[entry * AREAS + area]! + share * 8 * changeOf(coarseGrid, AREAS, entry, area);
    }
  }
  return levels;
}

/** The mean of numbers that wrap around at {@link MODULUS}; 0 of none. */
function meanOnCircle(numbers: readonly number[]): number {
  const turn = (2 * Math.PI) / MODULUS;
  const sine = numbers.reduce((sum, number) => sum + Math.sin(turn * number), 0);
  const cosine = numbers.reduce((sum, number) => sum + Math.cos(turn * number), 0);
  return Math.atan2(sine, cosine) / turn;
}
