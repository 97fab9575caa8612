import type { Brightness, Fingerprint } from '@streetdate/core/portable';
import { spreadAroundNought } from '../chance/spread.ts';
import { logCorrelationTail } from '../chance/upper-tail.ts';
import { MOTION_PARTS, MOTION_STEP, mirroredMotion, motionChanges } from './motion-changes.ts';
import { TIMELINE_SPEEDS } from './timeline-finding.ts';

/** A stretch of the query and what it may show. */
export interface MotionLine {
  /** The stretch, seconds of the query. */
  readonly queryStart: number;
  readonly queryEnd: number;
  /** What the reference shows at the stretch's beginning, seconds. */
  readonly referenceStart: number;
  /** Seconds of reference in one of query. */
  readonly speed: number;
  /** Whether the query is mirrored. */
  readonly mirrored: boolean;
}

/** What moves in a picture says, beside what moves in the reference's. */
export interface MotionVote {
  /** Where it is seen: in how nine parts of the picture brighten and darken beside the rest of it, or in how the bits of its hashes change. */
  readonly seenIn: 'brightness' | 'pictures';
  /** Moments compared: a quarter of a second apart, or the query's different pictures. */
  readonly moments: number;
  /** Correlation of what moves at them, -1 to 1; that of strangers is about 0. */
  readonly correlation: number;
  /** Decimal logarithm of the chance that strangers go along as well, -10 to 0: what it added to the segment's score. */
  readonly logChance: number;
}

/** A line may be early or late by so much, seconds: it is known within an eighth of one. */
const SHIFTS = [0, -0.06, 0.06, -0.12, 0.12, -0.18, 0.18];
/** Share of the best correlation at which the speed of the line is kept. */
const AS_GOOD_AS = 0.93;
/** Moments that are compared of a long stretch, around its middle: two minutes. */
const MOST_MOMENTS = 480;
/** Other moments of the reference by which it is weighed how much strangers go together: so many seconds away from the line, and up to. */
const AWAY = { least: 2, most: 60 } as const;
/** Moments by which the query is turned round in time beside the same stretch, at least: what moves slowly resembles itself for a second. */
const TURNED_BY = 4;
/** Most that it may say, powers of ten: the spread of strangers is known from hundreds, not from billions. */
const MOST_SAID = 10;

/** Parts of nine that move independently of each other, at most: by how many strangers spread is never taken for less than theirs. */
const INDEPENDENT_PARTS = 4;

/** Independent observations in so many moments, at most. */
export function mostIndependent(moments: number): number {
  return INDEPENDENT_PARTS * moments;
}

/**
 * Weighs whether the query moves as the reference does on a line. Strangers are given by the same two films: by the query beside other moments of the reference, and
 * beside the same moments with the query turned round in time, by each number of moments, forwards and backwards. So a slow pan, a zoom and a dance, which
 * go along with their like at many places, say little.
 * @returns The line with the speed and the shift at which they go together best, and what it says; undefined where parts are unknown.
 */
export function weighMotion(
  { brightness: own }: Fingerprint,
  { brightness: other }: Fingerprint,
  line: MotionLine,
): { readonly line: MotionLine; readonly evidence: MotionVote } | undefined {
  const moments = Math.min(MOST_MOMENTS, Math.floor((line.queryEnd - line.queryStart) / MOTION_STEP));
  if (own?.parts === undefined || other?.parts === undefined || moments === 0) return undefined;
  const half = (moments * MOTION_STEP) / 2;
  const middle = onEntries(own, (line.queryStart + line.queryEnd) / 2, half);
  const plain = motionChanges(own, middle - half, moments, MOTION_STEP)!;
  const shown = line.mirrored ? mirroredMotion(plain) : plain;
  const shownAt = line.referenceStart + line.speed * (middle - line.queryStart);
  let best = { correlation: 0, speed: line.speed, shift: 0 };
  for (const speed of TIMELINE_SPEEDS) {
    for (const shift of SHIFTS) {
      const course = motionChanges(other, shownAt + shift - speed * half, moments, speed * MOTION_STEP)!;
      const correlation = correlate(shown, course, 0);
      // A few seconds hardly know their speed: another than the first one, which is plain, must be told by them.
      const told = speed === best.speed ? correlation > best.correlation : correlation * AS_GOOD_AS > best.correlation;
      if (told) best = { correlation, speed, shift };
    }
  }
  const { correlation, speed, shift } = best;
  const spread = spreadOfStrangers(shown, other, shownAt + shift - speed * half, speed * MOTION_STEP);
  const tried = Math.log10(SHIFTS.length * TIMELINE_SPEEDS.length);
  const logChance = Math.max(-MOST_SAID, Math.min(0, logCorrelationTail(correlation, 1 / spread ** 2) + tried));
  return {
    line: { ...line, speed, referenceStart: shownAt + shift - speed * (middle - line.queryStart) },
    evidence: { seenIn: 'brightness', moments, correlation, logChance },
  };
}

/**
 * Moves the middle of a stretch by up to half a step, so that its moments are those at which a query's light is known: between two of them, a quarter of a second
 * apart, much moves that nobody has seen.
 */
function onEntries({ timesMs }: Brightness, middle: number, half: number): number {
  const at = timesMs.findIndex((ms) => ms >= 1000 * middle);
  if (at < 0) return middle;
  const beyond = (timesMs[at]! / 1000 - (middle - half + MOTION_STEP / 2)) / MOTION_STEP;
  return middle + MOTION_STEP * (beyond - Math.round(beyond));
}

/** How far the correlations of strangers with what is shown spread, at least: beside other moments of the reference, and turned round in time beside those that begin at `start`. */
function spreadOfStrangers(shown: Int8Array, other: Brightness, start: number, step: number): number {
  const moments = shown.length / MOTION_PARTS;
  const around = Math.round(AWAY.most / step);
  const course = motionChanges(other, start - around * step, moments + 2 * around, step)!;
  const beside: number[] = [];
  for (let at = 0; at <= 2 * around; at++) {
    if (Math.abs(at - around) * step >= AWAY.least) beside.push(correlate(shown, course, at * MOTION_PARTS));
  }
  const there = course.subarray(around * MOTION_PARTS, (around + moments) * MOTION_PARTS);
  return Math.max(
    // Where the reference has ended nothing goes along, which says nothing of strangers.
    spreadAroundNought(beside.filter((each) => each !== 0)),
    spreadAroundNought(turnedRound(shown).map((turned) => correlate(turned, there, 0))),
    1 / Math.sqrt(mostIndependent(moments)),
  );
}

/** A course of motion turned round in time, forwards and backwards: strangers that move as much, and as evenly, as itself. */
function turnedRound(course: Int8Array): Int8Array[] {
  const moments = course.length / MOTION_PARTS;
  const momentAt = (at: number) => course.subarray(at * MOTION_PARTS, (at + 1) * MOTION_PARTS);
  const turn = (placeOf: (at: number) => number) => {
    const turned = new Int8Array(course.length);
    for (let at = 0; at < moments; at++) turned.set(momentAt(placeOf(at)), at * MOTION_PARTS);
    return turned;
  };
  const by = Math.max(1, Math.floor(moments / 64));
  const result: Int8Array[] = [];
  for (let shift = 0; shift < moments; shift += by) {
    result.push(turn((at) => (moments - 1 - at + shift) % moments));
    if (shift >= TURNED_BY && moments - shift >= TURNED_BY) result.push(turn((at) => (at + shift) % moments));
  }
  return result;
}

/** Correlation of a course with a stretch of another one that begins at an index of it; 0 where one of them stands still. */
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
