import { hammingDistance, type LumaSeries } from '@streetdate/core/portable';
import { type FrameClock, NO_FRAME } from '../../align/frame-clock.ts';
import type { AlignedInterval } from '../../evidence/motion/grid-motion.ts';
import type { OffsetEvidence } from './best-path.ts';
import { type ComparedIntervals, middleOf, STEP } from './compared-intervals.ts';
import { LargeAreas } from './large-areas.ts';
import { addRankEvidence, UNKNOWN } from './rank-evidence.ts';
import { SmallAreas } from './small-areas.ts';

/**
 * Seconds after which each measure is an independent observation. Changes are those from one luma sample of a reference to the next. Levels
 * and pictures of a static scene change more slowly.
 */
const INDEPENDENT_AFTER = { changes: 0.2, levels: 2 / 3, pictures: 2 / 3 } as const;

/** Steps of a correlation from 1 to -1. */
const CORRELATIONS = 1024;

/** The evidence of a moment at an offset where the reference has none, in natural logarithms. */
const OUTSIDE = -2;

/** What is compared of a film. */
export interface ComparedFilm {
  /** Its pictures; the query's in the reference's orientation. */
  readonly clock: FrameClock;
  /** Its luma: with both grids for a query, with the coarse grid and the signs of the fine one's changes for a reference. */
  readonly luma: LumaSeries;
}

/**
 * Compares each moment of a query with each moment of one reference: luma changes of small areas, luma levels of large areas, and pictures.
 * Each measure is ranked among all moments of the reference. So it needs no calibration, and what all moments of a static scene have in
 * common says nothing.
 */
export class MomentEvidence implements OffsetEvidence {
  readonly moments: number;
  readonly offsets: number;
  readonly #query: FrameClock;
  readonly #reference: FrameClock;
  readonly #intervals: ComparedIntervals;
  readonly #small: SmallAreas;
  readonly #large: LargeAreas;
  /** The last correlation at each offset, as a rank, and the change that it belongs to. */
  readonly #correlations: Int32Array;
  readonly #changes: Int32Array;
  readonly #values: Int32Array;
  readonly #row: Float32Array;

  /** @param aligned - Approximate alignments of both films. */
  constructor(query: ComparedFilm, reference: ComparedFilm, intervals: ComparedIntervals, aligned: readonly AlignedInterval[]) {
    this.#query = query.clock;
    this.#reference = reference.clock;
    this.#intervals = intervals;
    this.#small = new SmallAreas(query.luma, reference.luma, intervals);
    this.#large = new LargeAreas(query.luma, reference.luma, intervals, aligned);
    this.moments = intervals.querySteps;
    this.offsets = intervals.referenceSteps + this.#shiftOf(this.moments - 1);
    this.#correlations = new Int32Array(this.offsets).fill(UNKNOWN);
    this.#changes = new Int32Array(this.offsets);
    this.#values = new Int32Array(intervals.referenceSteps);
    this.#row = new Float32Array(this.offsets);
  }

  /** The time of a moment, seconds of the query. */
  timeOf(moment: number): number {
    return middleOf(this.#intervals.queryStart, moment);
  }

  /** The offset at which a moment shows a time of the reference, in seconds; it may be beyond all offsets. */
  offsetOf(moment: number, referenceTime: number): number {
    return Math.floor((referenceTime - this.#intervals.referenceStart) / STEP) + this.#firstOffset(moment);
  }

  /** What a moment shows at an offset, seconds of the reference. */
  referenceTimeOf(moment: number, offset: number): number {
    return middleOf(this.#intervals.referenceStart, offset - this.#firstOffset(moment));
  }

  rowOf(moment: number): Float32Array {
    const first = this.#firstOffset(moment);
    const end = first + this.#intervals.referenceSteps;
    const row = this.#row.fill(OUTSIDE).fill(0, first, end);
    this.#compareChanges(moment, first, end);
    addRankEvidence(row, this.#correlations.subarray(first, end), first, CORRELATIONS + 1, STEP / INDEPENDENT_AFTER.changes);
    this.#large.compare(moment, this.#values);
    addRankEvidence(row, this.#values, first, LargeAreas.LIMIT, STEP / INDEPENDENT_AFTER.levels);
    this.#comparePictures(moment);
    addRankEvidence(row, this.#values, first, this.#query.track.bits + 1, STEP / INDEPENDENT_AFTER.pictures);
    return row;
  }

  /** The offset at which a moment shows the reference's first step. */
  #firstOffset(moment: number): number {
    return this.#shiftOf(this.moments - 1) - this.#shiftOf(moment);
  }

  /** Steps of the reference that go by until a moment. */
  #shiftOf(moment: number): number {
    return Math.round(this.#intervals.speed * moment);
  }

  #compareChanges(moment: number, first: number, end: number): void {
    for (let offset = first; offset < end; offset++) {
      const step = offset - first;
      const change = this.#small.changeAt(step);
      if (change !== 0 && change === this.#changes[offset]) continue;
      this.#changes[offset] = change;
      const correlation = this.#small.correlationAt(moment, step);
      this.#correlations[offset] = correlation === undefined ? UNKNOWN : Math.round(((1 - correlation) / 2) * CORRELATIONS);
    }
  }

  #comparePictures(moment: number): void {
    const { queryStart, referenceStart } = this.#intervals;
    const { track } = this.#query;
    const words = track.bits / 32;
    const frame = this.#query.frameAt(middleOf(queryStart, moment));
    for (let step = 0; step < this.#values.length; step++) {
      const shown = this.#reference.frameAt(middleOf(referenceStart, step));
      this.#values[step] =
        frame === NO_FRAME || shown === NO_FRAME
          ? UNKNOWN
          : hammingDistance(track.hashes, frame * words, this.#reference.track.hashes, shown * words, words);
    }
  }
}
