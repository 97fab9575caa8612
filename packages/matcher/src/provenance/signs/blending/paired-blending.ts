import type { Blending } from '@streetdate/core/portable';
import type { PlacedRendition } from '../../copy/rendition.ts';
import { ratesOf } from '../rate/rate.ts';
import { type BlendingInterval, correlateBlending, energy } from './correlate-blending.ts';

/** Mixed frames of a copy and of two renditions with different rates, at the beat of the two rates. */
export interface PairedBlending {
  /** Seconds of the copy from one mixed frame to the next. */
  readonly beat: number;
  /** Whose frames are mixed at that beat. */
  readonly mixed: 'first' | 'second';
  /** How many times more the two renditions differ at that beat than at others. */
  readonly prominence: number;
  /** How closely the copy follows the first at that beat, on average: 1 exactly, 0 if it follows the second. */
  readonly agreement: number;
  /** Intervals compared. */
  readonly intervals: number;
  /** Of these, the intervals in which the copy follows the first. */
  readonly intervalsWon: number;
  /** How much the copy's own frames are mixed at that beat, at any moments, as a share of the difference between the two renditions. */
  readonly ownShare: number;
}

/**
 * Beats that an interval of two seconds separates from motion, per second. Slower beats do not complete in it; faster
 * ones affect more than half of a film's frames.
 */
export const BEATS = { slowest: 0.6, fastest: 11 } as const;
/** Other beats to compare with: their step, and their least distance from the beat and from twice it, per second. */
const OTHERS = { step: 0.45, apart: 0.5 } as const;
/**
 * Compares how near each frame is to the mean of its neighbours, in a copy and two renditions. Motion of the film
 * affects all three. Rate conversion affects the rendition that was converted, at the beat of the two rates: of 24
 * pictures made into 25 frames, one frame a second is fully mixed and one is not mixed. Encoders do not create that
 * beat, so the renditions' difference is measured there only.
 * @param copy - One entry for each measured interval.
 * @returns Undefined if the renditions have one rate, or too little moves in both.
 */
export function pairBlending(copy: readonly Blending[], first: PlacedRendition, second: PlacedRendition): PairedBlending | undefined {
  const rates = [first, second].map((rendition) =>
    ratesOf(rendition.fingerprint).map((rate) => rate * (rendition.segments[0]?.speed ?? 1)),
  );
  const [[ofFirst, ...filmOfFirst], [ofSecond, ...filmOfSecond]] = rates as [number[], number[]];
  if (ofFirst === undefined || ofSecond === undefined) return undefined;
  const [between] = beatsOf(ofFirst, [ofSecond]);
  const intervals = between === undefined ? [] : correlateBlending(copy, first, second);
  if (between === undefined || intervals.length === 0) return undefined;
  // Also the rate of the film that either was made from: an NTSC disc may hold a film at 24.
  const tried = [
    { beat: between, mixed: intervals.reduce((sum, { nearer }) => sum + nearer, 0) >= 0 ? ('first' as const) : ('second' as const) },
    ...beatsOf(ofFirst, filmOfSecond).map((beat) => ({ beat, mixed: 'first' as const })),
    ...beatsOf(ofSecond, filmOfFirst).map((beat) => ({ beat, mixed: 'second' as const })),
  ].map((each) => ({ ...each, prominence: prominenceOf(intervals, each.beat) }));
  const { beat, mixed, prominence } = tried.reduce((most, each) => (most.prominence >= each.prominence ? most : each));
  const clean = mixed === 'first' ? 'second' : 'first';
  const ownShare = powerIn(intervals, beat, (interval) => apart(interval.copy, interval[clean])) / powerIn(intervals, beat, differenceOf);
  return { beat: 1 / beat, mixed, prominence, ownShare, ...follow(intervals, beat) };
}

const apart = (one: readonly number[], other: readonly number[]) => one.map((value, at) => value - other[at]!);

const differenceOf = ({ first, second }: BlendingInterval) => apart(first, second);

/** Differences of one rate from others, per second, as far as they can be measured. */
function beatsOf(rate: number, others: readonly number[]): number[] {
  return others.map((other) => Math.abs(rate - other)).filter((beat) => beat >= BEATS.slowest && beat <= BEATS.fastest);
}

/** How many times more the two renditions differ at a beat than at others. */
function prominenceOf(intervals: readonly BlendingInterval[], beat: number): number {
  const others: number[] = [];
  for (let other: number = BEATS.slowest; other <= BEATS.fastest; other += OTHERS.step) {
    if (Math.abs(other - beat) >= OTHERS.apart && Math.abs(other - 2 * beat) >= OTHERS.apart)
      others.push(powerIn(intervals, other, differenceOf));
  }
  return (powerIn(intervals, beat, differenceOf) * others.length) / others.reduce((sum, each) => sum + each, 0);
}

/** Power of a series at a beat, summed over all intervals. */
function powerIn(intervals: readonly BlendingInterval[], beat: number, of: (interval: BlendingInterval) => readonly number[]): number {
  return intervals.reduce((sum, interval) => sum + energy(inBeat(interval.times, of(interval), beat)), 0);
}

/** Which of the two the copy follows, at the beat at which they differ. */
function follow(intervals: readonly BlendingInterval[], beat: number): Pick<PairedBlending, 'agreement' | 'intervals' | 'intervalsWon'> {
  let [agreeing, all, won] = [0, 0, 0];
  for (const { times, copy, first, second } of intervals) {
    const differing = inBeat(times, apart(first, second), beat);
    const gain = differing.reduce((sum, each, at) => sum + each * (copy[at]! - (first[at]! + second[at]!) / 2), 0);
    agreeing += gain;
    all += energy(differing);
    if (gain > 0) won++;
  }
  return { agreement: 0.5 + agreeing / all, intervals: intervals.length, intervalsWon: won };
}

/** The sinusoid of a frequency that fits some values best, by least squares. */
function inBeat(times: readonly number[], values: readonly number[], beat: number): number[] {
  const angles = times.map((time) => 2 * Math.PI * beat * time);
  let [cc, cs, ss, vc, vs] = [0, 0, 0, 0, 0];
  for (const [at, angle] of angles.entries()) {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    cc += cos * cos;
    cs += cos * sin;
    ss += sin * sin;
    vc += values[at]! * cos;
    vs += values[at]! * sin;
  }
  const determinant = cc * ss - cs * cs;
  const [across, along] = [(vc * ss - vs * cs) / determinant, (vs * cc - vc * cs) / determinant];
  return angles.map((angle) => across * Math.cos(angle) + along * Math.sin(angle));
}
