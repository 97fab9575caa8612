import type { Fingerprint, LumaSeries } from '@streetdate/core/portable';
import { TIMELINE_SPEEDS } from '../../align/speeds.ts';
import { GRID_3_PARTS, grid3Changes, MOTION_STEP, mirroredGrid3 } from '../../luma/grid-3-changes.ts';
import { resampledLuma } from '../../luma/resampled-luma.ts';
import type { MotionVote } from '../../match.ts';
import {
  AWAY,
  boundChance,
  type CircularShift,
  circularShifts,
  type NullSample,
  type NullSamples,
  nullSpread,
  shiftedPlaces,
} from '../../statistics/null-samples.ts';
import { logCorrelationTail } from '../../statistics/p-values.ts';
import { isEvent } from './is-event.ts';

/** An interval of the query and its position in the reference. */
export interface AlignedInterval {
  /** The interval, seconds of the query. */
  readonly queryStart: number;
  readonly queryEnd: number;
  /** Reference time at the interval's start, seconds. */
  readonly referenceStart: number;
  /** Seconds of reference in one of query. */
  readonly speed: number;
  /** Whether the query is mirrored. */
  readonly mirrored: boolean;
}

/** Largest error of an alignment that is searched, seconds. Alignments are exact to an eighth of a second. */
export const MAP_SHIFTS: readonly number[] = [0, -0.06, 0.06, -0.12, 0.12, -0.18, 0.18];
/** Share of the best correlation from which the alignment's own speed is kept. */
const AS_GOOD_AS = 0.93;
/** Moments compared in a long interval, around its middle: two minutes. */
const MOST_MOMENTS = 480;
/** Approximate number of time-reversed null samples in a long interval. */
const MOST_TURNS = 64;

/** Least density of the query's luma samples for the reference's moments to be used, as a share of the time between those. */
const OFTEN = 0.6;

/** Most of the nine areas that move independently. The standard deviation among unrelated films is never assumed smaller than theirs. */
const INDEPENDENT_PARTS = 4;

/** Most independent observations in so many moments. */
export function mostIndependent(moments: number): number {
  return INDEPENDENT_PARTS * moments;
}

/**
 * Compares the motion of query and reference on an alignment. The null samples come from the same two films: the query against other
 * moments of the reference, and the time-reversed query against the same moments, circularly shifted by each number of moments. So a slow
 * pan, a zoom and a dance, which correlate at many places, prove little.
 * Much motion between two luma samples goes unseen, so only sampled moments are compared: those of the query, or those of the reference if
 * the query is sampled more densely. The stronger result counts.
 * @param speeds - Speeds to test around the middle of the alignment, seconds of reference in one of query. @defaultValue those of copies
 * @returns The alignment at the speed and shift of the highest correlation, and its p-value; undefined if areas are unknown, or the
 * changes are an event.
 */
export function valueGridMotion(
  { luma: own }: Fingerprint,
  { luma: other }: Fingerprint,
  map: AlignedInterval,
  speeds: readonly number[] = TIMELINE_SPEEDS,
): MotionEvidence | undefined {
  if (own?.coarseGrid === undefined || other?.coarseGrid === undefined) return undefined;
  const sampled = resampledLuma(own);
  const onQuery = (middle: number, half: number) => onEntries(sampled, middle, half, MOTION_STEP);
  const atQuery = weighAtMoments(sampled, other, map, speeds, { of: 'query', apart: MOTION_STEP, place: onQuery });
  const [step, ofReference] = [stepAround(own, middleOf(map)), stepAround(other, referenceAt(map, middleOf(map)))];
  if (!(step <= OFTEN * ofReference)) return atQuery;
  const onReference = (middle: number, half: number) => {
    const shown = referenceAt(map, middle);
    return middle + (onEntries(other, shown, map.speed * half, ofReference) - shown) / map.speed;
  };
  const atReference = weighAtMoments(own, other, map, speeds, { of: 'reference', apart: ofReference / map.speed, place: onReference });
  return bestOf([atQuery, atReference]);
}

/** The strongest of several dependent results, corrected for the choice; results that could not be scored are left out. */
export function bestOf(weighed: readonly (MotionEvidence | undefined)[]): MotionEvidence | undefined {
  const known = weighed.filter((each) => each !== undefined);
  const [best] = known.toSorted((one, other) => one.evidence.logChance - other.evidence.logChance);
  return best && { ...best, evidence: { ...best.evidence, logChance: Math.min(0, best.evidence.logChance + Math.log10(known.length)) } };
}

/** The result of {@link valueGridMotion}. */
export interface MotionEvidence {
  readonly map: AlignedInterval;
  readonly evidence: MotionVote;
  /** Its null samples: away from the alignment, and time-reversed. */
  readonly nullSamples: NullSamples;
}

const middleOf = ({ queryStart, queryEnd }: AlignedInterval) => (queryStart + queryEnd) / 2;
/** Reference time of a query time on a line, seconds. */
export const referenceAt = ({ queryStart, referenceStart, speed }: AlignedInterval, time: number): number =>
  referenceStart + speed * (time - queryStart);

/** Moments with luma samples. */
interface Moments {
  /** The film that they come from. For early or late alignments the other film is shifted. */
  readonly of: 'query' | 'reference';
  /** Query seconds between two of them. */
  readonly apart: number;
  /** Moves the middle of a query interval by up to half a step onto sampled moments. */
  readonly place: (middle: number, half: number) => number;
}

/** Scores an alignment at such moments; undefined if there are none. */
function weighAtMoments(
  own: LumaSeries,
  other: LumaSeries,
  map: AlignedInterval,
  speeds: readonly number[],
  { of, apart, place }: Moments,
): MotionEvidence | undefined {
  const moments = Math.min(MOST_MOMENTS, Math.floor((map.queryEnd - map.queryStart) / apart));
  if (moments === 0) return undefined;
  const half = (moments * apart) / 2;
  const middle = place(middleOf(map), half);
  const shownAt = referenceAt(map, middle);
  const queryAt = (shift: number) => seriesOf(own, map, middle - half - (of === 'reference' ? shift : 0), moments, apart);
  const startAt = (shift: number, speed: number) => shownAt - speed * half + (of === 'query' ? shift : 0);
  const shown = new Map(MAP_SHIFTS.map((shift) => [shift, queryAt(shift)]));
  let best = { correlation: 0, speed: map.speed, shift: 0 };
  for (const speed of speeds) {
    for (const shift of MAP_SHIFTS) {
      const series = grid3Changes(other, startAt(shift, speed), moments, speed * apart)!;
      const correlation = correlate(shown.get(shift)!, series, 0);
      // A few seconds hardly determine their speed. Another speed than plain, tested first, needs evidence.
      const told = speed === best.speed ? correlation > best.correlation : correlation * AS_GOOD_AS > best.correlation;
      if (told) best = { correlation, speed, shift };
    }
  }
  const { correlation, speed, shift } = best;
  if (isEvent(shown.get(shift)!, GRID_3_PARTS)) return undefined;
  const nullSamples = nullSamplesOf(shown.get(shift)!, other, startAt(shift, speed), speed * apart);
  const spread = nullSpread(nullSamples, mostIndependent(moments));
  const tried = Math.log10(MAP_SHIFTS.length * speeds.length);
  const logChance = boundChance(Math.min(0, logCorrelationTail(correlation, 1 / spread ** 2) + tried));
  return {
    map: { ...map, speed, referenceStart: shownAt + speed * (shift - (middle - map.queryStart)) },
    evidence: { seenIn: 'brightness', moments, correlation, logChance },
    nullSamples,
  };
}

/** The query's motion from a time on, in the alignment's orientation. */
function seriesOf(own: LumaSeries, { mirrored }: AlignedInterval, start: number, moments: number, apart: number): Int8Array {
  const plain = grid3Changes(own, start, moments, apart)!;
  return mirrored ? mirroredGrid3(plain) : plain;
}

/** Moves the middle of an interval by up to half a step onto sampled moments. */
function onEntries({ timesMs }: LumaSeries, middle: number, half: number, step: number): number {
  const at = timesMs.findIndex((ms) => ms >= 1000 * middle);
  if (at < 0) return middle;
  const beyond = (timesMs[at]! / 1000 - (middle - half + step / 2)) / step;
  return middle + step * (beyond - Math.round(beyond));
}

/** Seconds between two luma samples around a time: the mean of the sixteen nearest gaps. */
function stepAround({ timesMs }: LumaSeries, time: number): number {
  const at = timesMs.findIndex((ms) => ms >= 1000 * time);
  const [from, to] = [Math.max(0, at - 8), Math.min(timesMs.length - 1, at + 8)];
  return at < 0 || to <= from ? Number.NaN : (timesMs[to]! - timesMs[from]!) / 1000 / (to - from);
}

/** Null samples: the query against other moments of the reference, and time-reversed against the moments from `start` on. */
function nullSamplesOf(shown: Int8Array, other: LumaSeries, start: number, step: number): NullSamples {
  const moments = shown.length / GRID_3_PARTS;
  const around = Math.round(AWAY.most / step);
  const series = grid3Changes(other, start - around * step, moments + 2 * around, step)!;
  const away: NullSample[] = [];
  for (let at = 0; at <= 2 * around; at++) {
    const seconds = (at - around) * step;
    if (Math.abs(seconds) >= AWAY.least) away.push({ shift: { away: seconds }, correlation: correlate(shown, series, at * GRID_3_PARTS) });
  }
  const there = series.subarray(around * GRID_3_PARTS, (around + moments) * GRID_3_PARTS);
  const shifts = circularShifts(moments, Math.max(1, Math.floor(moments / MOST_TURNS)));
  const shifted = shifts.map((shift) => ({ shift, correlation: correlate(circularlyShifted(shown, shift), there, 0) }));
  return { away, shifted };
}

/** A time-reversed series of motion. */
function circularlyShifted(series: Int8Array, shift: CircularShift): Int8Array {
  const moments = series.length / GRID_3_PARTS;
  const momentAt = shiftedPlaces(moments, shift);
  const shifted = new Int8Array(series.length);
  for (let place = 0; place < moments; place++) {
    const at = momentAt(place) * GRID_3_PARTS;
    shifted.set(series.subarray(at, at + GRID_3_PARTS), place * GRID_3_PARTS);
  }
  return shifted;
}

/** Correlation of a series with an interval of another one from an index on; 0 if one of them is still. */
function correlate(own: Int8Array, other: Int8Array, from: number): number {
  let [sum, ofOwn, ofOther] = [0, 0, 0];
  for (let at = 0; at < own.length; at++) {
    const there = other[from + at]!;
    sum += own[at]! * there;
    ofOwn += own[at]! ** 2;
    ofOther += there ** 2;
  }
  return sum / Math.sqrt(ofOwn * ofOther) || 0;
}
