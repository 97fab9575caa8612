import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { type FrameClock, NO_FRAME } from '../../align/frame-clock.ts';
import type { TimeMap } from '../../align/time-map.ts';
import type { MotionVote } from '../../match.ts';
import { boundChance, type CircularShift, circularShifts, nullSpread, shiftedPlaces } from '../../statistics/null-samples.ts';
import { logCorrelationTail } from '../../statistics/p-values.ts';
import { INDEPENDENT_BITS } from './hash-changes.ts';
import { isEvent } from './is-event.ts';

/** Seconds to both sides of an alignment in which the moment is searched, and the step: half of that between two thumbnails of a query. */
const SEARCHED = { most: 30, step: 0.25 } as const;
/** Shifts of the best moment that are tried afterwards, seconds: up to half a step. */
const FINE_SHIFTS = [0, -0.06, 0.06, -0.12, 0.12] as const;
/** Fewest and most compared pictures; of more, those in the middle. */
const PICTURES = { least: 12, most: 120 } as const;
/** Least seconds between two pictures, and most: further apart they belong to different shots of a long film. */
const APART_MS = { least: 150, most: 2500 } as const;
/** Seconds from the best moment on at which others are null samples. */
const AWAY = 1.5;
/** Fewest pictures by which the query is shifted against the same moments for null samples. */
const SHIFTED_BY = 3;
/**
 * Standard deviations of the largest of about a hundred null samples, rounded up. It is larger where two people do the same things in the same
 * rhythm: two such takes agreed by 0.3, at null samples of up to 0.2.
 */
const LARGEST_SPREADS = 3;

/** The moment of a reference at which its pictures change as those of a query do. */
export interface ChangingMoment {
  readonly map: TimeMap;
  readonly evidence: MotionVote;
}

/**
 * Finds the moment of a static scene by the changes from one picture to the next, as signs of hash bits. What is the same in all moments of
 * a scene cancels, and so does what changes slowly, such as a posture. It is for pictures half a second apart, which luma grids do not see:
 * crops and registered pictures. Null samples are the query at other moments of the same reference, and shifted against the same ones.
 * @param track - The query's pictures as the reference shows them.
 * @param near - An alignment of the scene, right to half a minute.
 * @param start - First compared frame of the track.
 * @param end - Frame after the last one.
 * @returns Undefined for too few pictures, or where only a few moments change at all.
 */
export function findChangingMoment(
  track: HashTrack,
  clock: FrameClock,
  near: TimeMap,
  start: number,
  end: number,
): ChangingMoment | undefined {
  const pictures = picturesOf(track, start, end);
  if (pictures.length < PICTURES.least) return undefined;
  const changes = new SuccessiveChanges(track, pictures, clock);
  const shifts = Array.from({ length: (2 * SEARCHED.most) / SEARCHED.step + 1 }, (_, at) => at * SEARCHED.step - SEARCHED.most);
  const momentAt = (shift: number) => {
    const correlation = changes.correlate({ ...near, offset: near.offset + shift });
    return correlation === undefined ? [] : [{ shift, correlation }];
  };
  const byCorrelation = (one: { readonly correlation: number }, other: { readonly correlation: number }) =>
    other.correlation - one.correlation;
  const moments = shifts.flatMap(momentAt);
  const [coarse] = moments.toSorted(byCorrelation);
  if (coarse === undefined) return undefined;
  const best = FINE_SHIFTS.flatMap((fine) => momentAt(coarse.shift + fine)).toSorted(byCorrelation)[0]!;
  const map = { ...near, offset: near.offset + best.shift };
  if (changes.areEvent(map)) return undefined;
  const sampleOf = (by: CircularShift) => ({ shift: by, correlation: changes.correlate(map, shiftedPlaces(pictures.length, by)) ?? 0 });
  const away = moments.filter(({ shift }) => Math.abs(shift - best.shift) >= AWAY);
  const nullSamples = {
    away: away.map(({ shift, correlation }) => ({ shift: { away: shift }, correlation })),
    shifted: circularShifts(pictures.length, 1, SHIFTED_BY).map(sampleOf),
  };
  const largest = Math.max(0, ...[...nullSamples.away, ...nullSamples.shifted].map((sample) => Math.abs(sample.correlation)));
  const spread = Math.max(nullSpread(nullSamples, INDEPENDENT_BITS * pictures.length), largest / LARGEST_SPREADS);
  const logChance = boundChance(logCorrelationTail(best.correlation, 1 / spread ** 2));
  return { map, evidence: { seenIn: 'pictures', moments: pictures.length, correlation: best.correlation, logChance } };
}

/** The frames of a track in an interval, without those that follow at once. */
function picturesOf({ timesMs }: HashTrack, start: number, end: number): number[] {
  const chosen: number[] = [];
  for (let frame = start; frame < end; frame++) {
    if (chosen.length === 0 || timesMs[frame]! - timesMs[chosen.at(-1)!]! >= APART_MS.least) chosen.push(frame);
  }
  const first = Math.max(0, (chosen.length - PICTURES.most) >> 1);
  return chosen.slice(first, first + PICTURES.most);
}

/** Changes of bits from one picture to the next, of a query and of a reference. */
class SuccessiveChanges {
  readonly #track: HashTrack;
  readonly #pictures: readonly number[];
  readonly #clock: FrameClock;
  readonly #words: number;

  constructor(track: HashTrack, pictures: readonly number[], clock: FrameClock) {
    this.#track = track;
    this.#pictures = pictures;
    this.#clock = clock;
    this.#words = track.bits / 32;
  }

  /**
   * Correlation of the changes on an alignment, 0 if one of the two does not change.
   * @param turn - The query's picture at each place, for null samples.
   * @returns Undefined where the reference does not show all of them.
   */
  correlate(map: TimeMap, turn: (place: number) => number = (place) => place): number | undefined {
    const shown = this.#shownOn(map);
    if (shown === undefined) return undefined;
    const [own, other] = [this.#track, this.#clock.track];
    let [products, ofOwn, ofOther] = [0, 0, 0];
    for (let place = 1; place < shown.length; place++) {
      const [before, after] = [this.#pictures[turn(place - 1)]!, this.#pictures[turn(place)]!];
      const [shownBefore, shownAfter] = [shown[place - 1]!, shown[place]!];
      if (!this.#follow(before, after) || shownBefore === shownAfter) continue;
      // The product of two changes, from distances alone: bits that differ count -1, equal ones 1.
      products += this.#distance(own, after, other, shownBefore) + this.#distance(own, before, other, shownAfter);
      products -= this.#distance(own, after, other, shownAfter) + this.#distance(own, before, other, shownBefore);
      ofOwn += 2 * this.#distance(own, before, own, after);
      ofOther += 2 * this.#distance(other, shownBefore, other, shownAfter);
    }
    return ofOwn === 0 || ofOther === 0 ? 0 : products / Math.sqrt(ofOwn * ofOther);
  }

  /** Whether either of the two changes in a few moments only, as a title card does that appears and vanishes. */
  areEvent(map: TimeMap): boolean {
    const shown = this.#shownOn(map) ?? [];
    const changesOf = (track: HashTrack, frames: readonly number[]) =>
      frames.slice(1).map((frame, place) => Math.sqrt(this.#distance(track, frames[place]!, track, frame)));
    return isEvent(changesOf(this.#track, this.#pictures), 1) || isEvent(changesOf(this.#clock.track, shown), 1);
  }

  #shownOn({ offset, speed }: TimeMap): number[] | undefined {
    const shown = this.#pictures.map((picture) => this.#clock.frameAt(offset + speed * (this.#track.timesMs[picture]! / 1000)));
    return shown.includes(NO_FRAME) ? undefined : shown;
  }

  /** Whether two pictures are near enough for a change, in either order: null samples turn the query around. */
  #follow(before: number, after: number): boolean {
    return Math.abs(this.#track.timesMs[after]! - this.#track.timesMs[before]!) <= APART_MS.most;
  }

  #distance(one: HashTrack, frame: number, other: HashTrack, shown: number): number {
    return hammingDistance(one.hashes, frame * this.#words, other.hashes, shown * this.#words, this.#words);
  }
}
