import type { HashTrack } from '@streetdate/core/portable';
import { spreadAroundNought } from '../chance/spread.ts';
import { logCorrelationTail } from '../chance/upper-tail.ts';
import type { MotionLine, MotionVote } from '../timeline/weigh-motion.ts';
import { type FrameClock, NO_FRAME } from './frame-clock.ts';

/** A line may be early or late by so much, seconds: its pictures say where it is within an eighth of one. */
const SHIFTS = [0, -0.06, 0.06, -0.12, 0.12];
/** Frames that are compared: fewer have no course, and of more an even selection says as much. */
const FRAMES = { least: 4, most: 32 } as const;
/** Other moments of the reference that strangers are taken from: so many seconds away from the line, up to, and apart. */
const AWAY = { least: 1.5, most: 60, step: 0.2 } as const;
/** Frames by which the query is turned round in time beside the same stretch, at least. */
const TURNED_BY = 3;
/** Bits of a frame that change independently of each other, at most: strangers are never taken to spread by less than so many in each frame would. */
const INDEPENDENT_BITS = 8;
/** Most that it may say, powers of ten. */
const MOST_SAID = 10;

/**
 * Weighs whether the bits of a query's hashes change as those of the reference do on a line. What stays in a scene, which is alike in all of its moments and in other takes, is taken
 * away: each bit counts by how far it is from its own mean over the stretch. Strangers are given as for brightness: the query beside other moments of the reference, and beside
 * the same ones turned round in time, so that a slow pan, which goes along with its like anywhere, says little.
 * Measured on clips of three seconds of people before a fixed camera: 0.64 to 0.94 on the true line, at most 0.31 at some thousands of other places.
 * @param track - The query's track of the active area, laid as the line says.
 * @returns Undefined where the stretch has too few different pictures.
 */
export function weighChanges(track: HashTrack, clock: FrameClock, line: MotionLine): MotionVote | undefined {
  const frames = framesOf(track, line);
  if (frames.length < FRAMES.least) return undefined;
  const own = deviations(track, frames);
  const courses = new Courses(track, clock, frames, line);
  const correlations = SHIFTS.map((shift) => correlate(own, courses.at(shift)));
  const correlation = Math.max(...correlations);
  const there = courses.at(SHIFTS[correlations.indexOf(correlation)]!);
  const spread = Math.max(
    spreadAroundNought(courses.away().map((course) => correlate(own, course))),
    spreadAroundNought(turnedRound(own, track.bits).map((turned) => correlate(turned, there))),
    1 / Math.sqrt(INDEPENDENT_BITS * frames.length),
  );
  const said = logCorrelationTail(correlation, 1 / spread ** 2) + Math.log10(SHIFTS.length);
  return { seenIn: 'pictures', moments: frames.length, correlation, logChance: Math.max(-MOST_SAID, Math.min(0, said)) };
}

/** An even selection of a track's frames in a stretch. */
function framesOf({ timesMs }: HashTrack, { queryStart, queryEnd }: MotionLine): number[] {
  const all = [...timesMs.keys()].filter((frame) => timesMs[frame]! >= 1000 * queryStart && timesMs[frame]! < 1000 * queryEnd);
  const count = Math.min(FRAMES.most, all.length);
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]!);
}

/** What the reference shows beside the query's frames, on the line and on others beside it. */
class Courses {
  readonly #track: HashTrack;
  readonly #clock: FrameClock;
  readonly #times: readonly number[];

  constructor(track: HashTrack, clock: FrameClock, frames: readonly number[], { queryStart, referenceStart, speed }: MotionLine) {
    this.#track = clock.track;
    this.#clock = clock;
    this.#times = frames.map((frame) => referenceStart + speed * (track.timesMs[frame]! / 1000 - queryStart));
  }

  /** How bits change on the line that is so many seconds late; nothing where the reference does not last. */
  at(shift: number): Float32Array {
    const shown = this.#times.map((time) => this.#clock.frameAt(time + shift));
    return shown.includes(NO_FRAME) ? new Float32Array(0) : deviations(this.#track, shown);
  }

  /** The same away from the line, where anything changes. */
  away(): Float32Array[] {
    const shifts = Array.from({ length: Math.floor((AWAY.most - AWAY.least) / AWAY.step) }, (_, at) => AWAY.least + at * AWAY.step);
    return shifts.flatMap((shift) => [this.at(-shift), this.at(shift)]).filter((course) => course.some((value) => value !== 0));
  }
}

/** How far each bit of each frame, as ±1, is from its mean over all of them: `bits` values a frame. */
function deviations({ hashes, bits }: HashTrack, frames: readonly number[]): Float32Array {
  const [words, means, result] = [bits / 32, new Float32Array(bits), new Float32Array(frames.length * bits)];
  for (const [at, frame] of frames.entries()) {
    for (let bit = 0; bit < bits; bit++) {
      const value = (hashes[frame * words + (bit >>> 5)]! >>> (bit & 31)) & 1 ? 1 : -1;
      result[at * bits + bit] = value;
      means[bit] = means[bit]! + value / frames.length;
    }
  }
  for (let at = 0; at < result.length; at++) result[at] = result[at]! - means[at % bits]!;
  return result;
}

/** A course turned round in time, forwards and backwards. */
function turnedRound(course: Float32Array, bits: number): Float32Array[] {
  const frames = course.length / bits;
  const turn = (placeOf: (at: number) => number) => {
    const turned = new Float32Array(course.length);
    for (let at = 0; at < frames; at++) turned.set(course.subarray(at * bits, (at + 1) * bits), placeOf(at) * bits);
    return turned;
  };
  return Array.from({ length: frames }, (_, by) => by).flatMap((by) => [
    turn((at) => (frames - 1 - at + by) % frames),
    ...(by >= TURNED_BY && frames - by >= TURNED_BY ? [turn((at) => (at + by) % frames)] : []),
  ]);
}

/** Correlation of two courses; 0 where one of them stands still or has ended. */
function correlate(own: Float32Array, other: Float32Array): number {
  let [sum, ofOwn, ofOther] = [0, 0, 0];
  for (let at = 0; at < other.length; at++) {
    sum += own[at]! * other[at]!;
    ofOwn += own[at]! ** 2;
    ofOther += other[at]! ** 2;
  }
  return sum / Math.sqrt(ofOwn * ofOther) || 0;
}
