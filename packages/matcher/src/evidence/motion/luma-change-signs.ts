import type { Fingerprint, LumaSeries } from '@streetdate/core/portable';
import { firstFrom } from '@streetdate/index/internal';
import { TIMELINE_SPEEDS } from '../../align/speeds.ts';
import { boundChanges, GRID_8_PARTS, grid8Changes, SIGN_WORDS } from '../../luma/grid-8-changes.ts';
import { LONGEST_GAP_MS } from '../../luma/mean-luma-changes.ts';
import { AWAY, boundChance, circularShifts, type NullSample, nullSpread, shiftedPlaces } from '../../statistics/null-samples.ts';
import { logCorrelationTail } from '../../statistics/p-values.ts';
import { type AlignedInterval, MAP_SHIFTS, type MotionEvidence } from './grid-motion.ts';
import { isEvent } from './is-event.ts';

/** Fewest and most compared changes. Longer intervals are cut to twenty seconds around their middle. */
const CHANGES = { least: 8, most: 100 } as const;
/**
 * Most cells that move independently. The standard deviation among unrelated films is never assumed smaller than with so many at each
 * change.
 */
const INDEPENDENT_CELLS = 16;

/**
 * Compares the motion of query and reference on an alignment in small cells of the picture. The reference stores the luma-change signs:
 * which cells became brighter than the rest. The query's changes give the weight of each sign, because a cell without motion has random
 * signs. Null samples are made as by `valueGridMotion`. Measured on clips of three seconds of people before fixed cameras: a p-value of
 * 10⁻⁶ by the 3 × 3 luma grid is 10⁻⁸ by the signs of 64 cells, in as many bytes.
 * @param speeds - Speeds to test around the middle of the alignment, seconds of reference in one of query. @defaultValue those of copies
 * @returns The alignment at the speed and shift of the highest correlation, and its p-value; undefined if cells or signs are unknown or
 * too few, or the changes are an event.
 */
export function valueLumaChangeSigns(
  { luma: own }: Fingerprint,
  { luma: other }: Fingerprint,
  map: AlignedInterval,
  speeds: readonly number[] = TIMELINE_SPEEDS,
): MotionEvidence | undefined {
  if (own?.fineGrid === undefined || other?.changeSigns === undefined) return undefined;
  const { first, end } = entriesOf(other, map);
  const count = end - first;
  if (count < CHANGES.least) return undefined;
  const middle = (map.queryStart + map.queryEnd) / 2;
  const shownAt = map.referenceStart + map.speed * (middle - map.queryStart);
  const seriesAt = (speed: number, shift: number) => {
    const times = Float64Array.from(
      { length: count + 1 },
      (_, at) => middle + shift + (other.timesMs[first - 1 + at]! / 1000 - shownAt) / speed,
    );
    return new ChangeSeries(grid8Changes(own, times, map.mirrored));
  };
  const signs = new Signs(other, first, end);
  let best: { readonly series: ChangeSeries; readonly correlation: number; readonly speed: number; readonly shift: number } | undefined;
  for (const speed of speeds) {
    for (const shift of MAP_SHIFTS) {
      const series = seriesAt(speed, shift);
      const correlation = series.correlate(signs, first);
      if (best === undefined || correlation > best.correlation) best = { series, correlation, speed, shift };
    }
  }
  const { series, correlation, speed, shift } = best!;
  if (series.isEvent) return undefined;
  const shifted = circularShifts(count).map((by) => ({ shift: by, correlation: series.correlate(signs, first, shiftedPlaces(count, by)) }));
  const nullSamples = { away: nullSamplesAway(series, signs, other, first), shifted };
  const spread = nullSpread(nullSamples, INDEPENDENT_CELLS * count);
  const said = logCorrelationTail(correlation, 1 / spread ** 2) + Math.log10(MAP_SHIFTS.length * speeds.length);
  return {
    map: { ...map, speed, referenceStart: shownAt + speed * (map.queryStart - middle - shift) },
    evidence: { seenIn: 'brightness', moments: count, correlation, logChance: boundChance(Math.min(0, said)) },
    nullSamples,
  };
}

/** Which of the reference's changes are on an alignment, as a range of entries. Each change is from the entry before. */
function entriesOf(
  { timesMs }: LumaSeries,
  { queryStart, queryEnd, referenceStart, speed }: AlignedInterval,
): { first: number; end: number } {
  const first = firstFrom(timesMs, 1000 * referenceStart) + 1;
  const end = firstFrom(timesMs, 1000 * (referenceStart + speed * (queryEnd - queryStart)) + 1);
  const beyond = Math.max(0, end - first - CHANGES.most);
  return { first: first + (beyond >> 1), end: end - beyond + (beyond >> 1) };
}

/** The reference's signs around an alignment as ±1; zero if unknown. */
class Signs {
  /** The first known entry. */
  readonly from: number;
  /** The entry after the last known one. */
  readonly end: number;
  readonly #signs: Int8Array;

  constructor({ timesMs, changeSigns }: LumaSeries, first: number, end: number) {
    this.from = Math.max(1, firstFrom(timesMs, timesMs[first]! - 1000 * AWAY.most));
    this.end = firstFrom(timesMs, timesMs[end - 1]! + 1000 * AWAY.most);
    this.#signs = new Int8Array((this.end - this.from) * GRID_8_PARTS);
    for (let entry = this.from; entry < this.end; entry++) {
      if (timesMs[entry]! - timesMs[entry - 1]! > LONGEST_GAP_MS) continue;
      for (let cell = 0; cell < GRID_8_PARTS; cell++) {
        const bit = (changeSigns![entry * SIGN_WORDS + (cell >> 5)]! >>> (cell & 31)) & 1;
        this.#signs[(entry - this.from) * GRID_8_PARTS + cell] = 2 * bit - 1;
      }
    }
  }

  /** The signs of an entry. */
  of(entry: number): Int8Array {
    return this.#signs.subarray((entry - this.from) * GRID_8_PARTS, (entry - this.from + 1) * GRID_8_PARTS);
  }
}

/** The changes of a query's cells, one after the other. */
class ChangeSeries {
  /** Number of changes. */
  readonly count: number;
  /** Whether they are an event of a few moments. */
  readonly isEvent: boolean;
  readonly #changes: readonly Float32Array[];
  readonly #energy: number;

  constructor(changes: Float32Array) {
    const bounded = boundChanges(changes);
    this.count = bounded.length / GRID_8_PARTS;
    this.isEvent = isEvent(bounded, GRID_8_PARTS);
    this.#changes = Array.from({ length: this.count }, (_, at) => bounded.subarray(at * GRID_8_PARTS, (at + 1) * GRID_8_PARTS));
    this.#energy = bounded.reduce((sum, change) => sum + change ** 2, 0);
  }

  /**
   * Correlation with the signs from an entry on; 0 without motion. Hot loop: some six hundred null samples take most of an alignment's
   * time.
   */
  correlate(signs: Signs, from: number, turn: (at: number) => number = (at) => at): number {
    if (!(this.#energy > 0)) return 0;
    let sum = 0;
    for (let at = 0; at < this.count; at++) {
      const [own, other] = [this.#changes[turn(at)]!, signs.of(from + at)];
      for (let cell = 0; cell < GRID_8_PARTS; cell++) sum += own[cell]! * other[cell]!;
    }
    return sum / Math.sqrt(this.#energy * this.count * GRID_8_PARTS);
  }
}

/** Null samples: the query against other moments of the reference. */
function nullSamplesAway(series: ChangeSeries, signs: Signs, { timesMs }: LumaSeries, first: number): NullSample[] {
  const nullSamples: NullSample[] = [];
  for (let entry = signs.from; entry + series.count <= signs.end; entry++) {
    const away = (timesMs[entry]! - timesMs[first]!) / 1000;
    if (Math.abs(away) >= AWAY.least) nullSamples.push({ shift: { away }, correlation: series.correlate(signs, entry) });
  }
  return nullSamples;
}
