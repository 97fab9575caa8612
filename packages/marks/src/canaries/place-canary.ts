import { decodeFrames } from '@streetdate/core';
import type { LumaFrame } from '@streetdate/core/portable';
import type { Alignment } from '../read/align.ts';
import { FilmWindow, type PyramidFrame } from '../read/film-window.ts';
import type { Homography } from '../read/geometry.ts';
import { type Picture, pictureOf, pyramidOf } from '../read/picture.ts';
import { correlate, LEVELS, register, registerBest } from '../read/register.ts';
import type { CanaryVariants } from './canary-variants.ts';
import { LEAST_CORRELATION } from './decide-variant.ts';
import { differenceMask } from './pair-sums.ts';

/** Longer side of the choices' pictures, and of the copy's, of which the film may fill a part. */
export const CHOICE_SIDE = 256;
export const COPY_SIDE = 320;

/** How far the moment of an alignment may be off, seconds. */
export const TIME_ERROR = 0.35;

/** Seconds before and after a canary, and within it, by which a copy is registered. */
const AROUND = 4;

/** Frames that are compared by which moment and place are found. */
const FRAMES = 80;

/** Where and when a copy shows the surroundings of a canary. */
export interface CanaryPlace {
  /** Added to the master's times of the alignment, seconds: the likeliest, and further ones that the pictures do not rule out. */
  readonly shifts: readonly number[];
  /** Where the film's picture lies in the copy's. */
  readonly map: Homography;
  /** Whether the copy shows what comes before the canary, and what follows it. */
  readonly shows: readonly [before: boolean, after: boolean];
  /** How many of the compared frames fit. */
  readonly fitting: number;
}

interface CopyFrame {
  readonly place: number;
  readonly pyramid: readonly Picture[];
}

/** The master's time at a time of the copy. */
export function masterTime({ queryStart, referenceStart, speed }: Alignment, time: number): number {
  return referenceStart + (time - queryStart) * speed;
}

/** The copy's time at a time of the master. */
export function copyTime({ queryStart, referenceStart, speed }: Alignment, time: number): number {
  return queryStart + (time - referenceStart) / speed;
}

/** Decodes a copy between two of the master's times. */
export function decodeCopy(
  copy: string,
  alignment: Alignment,
  from: number,
  to: number,
  signal?: AbortSignal,
): AsyncGenerator<LumaFrame, void, undefined> {
  const start = Math.max(0, copyTime(alignment, from));
  return decodeFrames(copy, { start, end: Math.max(start, copyTime(alignment, to)), longSide: COPY_SIDE, signal });
}

/**
 * Finds moment and place of a canary's surroundings in a copy. Each frame counts with the choice that it is most like, so that none is favoured.
 * @param alignment - In the master's time.
 * @returns Undefined where the copy cannot be registered.
 */
export async function placeCanary(
  copy: string,
  canary: CanaryVariants,
  alignment: Alignment,
  signal?: AbortSignal,
): Promise<CanaryPlace | undefined> {
  const { start, end } = canary;
  const windows: (readonly [number, number])[] =
    end - start <= 2 * AROUND
      ? [[start - AROUND, end + AROUND]]
      : [
          [start - AROUND, start + AROUND],
          [end - AROUND, end + AROUND],
        ];
  const likeness: WindowLikeness[] = [];
  for (const [from, to] of windows) {
    const found = await likenessIn(copy, canary, alignment, from, to, signal);
    if (found !== undefined) likeness.push(found);
  }
  const [first] = likeness;
  if (first === undefined) return undefined;
  const step = Math.min(...likeness.map(({ spacing }) => spacing)) / 4;
  const steps = Math.floor(TIME_ERROR / step);
  const shifts = Array.from({ length: 2 * steps + 1 }, (_, at) => (at - steps) * step);
  const places = likeness.flatMap(({ frames }) => frames.map(({ place }) => place));
  const byShift = shifts.map((shift) => likeness.flatMap(({ frames, of }) => frames.map((_, at) => of(at, shift))));
  const sums = byShift.map((values) => values.reduce((sum, value) => sum + value, 0));
  const most = Math.max(...sums);
  // Several shifts lead to the same frames: the middle one is taken.
  const top = sums.indexOf(most);
  let last = top;
  while (last + 1 < sums.length && sums[last + 1]! > most - 1e-6) last++;
  const best = (top + last) >> 1;
  const own = byShift[best]!;
  const possible = shifts.filter((_, at) => isAsGood(own, byShift[at]!));
  const ends = [possible[0]!, possible.at(-1)!].filter((shift) => Math.abs(shift - shifts[best]!) > 3 * step);
  const count = (isThere: (place: number) => boolean) => {
    const fitting = own.filter((value, at) => isThere(places[at]!) && value >= LEAST_CORRELATION).length;
    const all = places.filter(isThere).length;
    return fitting >= 3 && fitting >= all / 2;
  };
  const fitting = own.filter((value) => value >= LEAST_CORRELATION).length;
  if (fitting < 3) return undefined;
  return {
    shifts: [shifts[best]!, ...ends],
    map: first.map,
    shows: [count((place) => place < start), count((place) => place >= end)],
    fitting,
  };
}

/** Whether a shift explains the frames as well as the best one: the difference may be chance, and no frame speaks against it. */
function isAsGood(best: readonly number[], other: readonly number[]): boolean {
  const deficits = best.map((value, at) => value - other[at]!);
  const mean = deficits.reduce((sum, value) => sum + value, 0) / deficits.length;
  const square = deficits.reduce((sum, value) => sum + (value - mean) ** 2, 0) / deficits.length;
  return Math.max(...deficits) < 0.25 && mean < 3 * Math.sqrt(square / deficits.length) + 5e-4;
}

interface WindowLikeness {
  readonly map: Homography;
  readonly spacing: number;
  readonly frames: readonly CopyFrame[];
  /** Correlation of a frame with the choice that it is most like at a shift. */
  readonly of: (frame: number, shift: number) => number;
}

async function likenessIn(
  copy: string,
  canary: CanaryVariants,
  alignment: Alignment,
  from: number,
  to: number,
  signal?: AbortSignal,
): Promise<WindowLikeness | undefined> {
  const [first, last] = [from - 2 * TIME_ERROR, to + 2 * TIME_ERROR];
  const films = canary.files.map(({ path, begins = 0 }) => new FilmWindow(path, begins, first, last, CHOICE_SIDE, signal));
  try {
    await Promise.all(films.map((film) => film.hold(first, last)));
    const frames = await copyFrames(copy, alignment, from, to, signal);
    const isAlike = films[0]!.frames.map(({ frame: { time }, pyramid: [own] }) =>
      films.every((film) => {
        const at = film.at(time);
        return at !== undefined && differenceMask(own!, film.frames[at]!.pyramid[0]!) === undefined;
      }),
    );
    /** The frames of the choices at a time: one where all are alike. */
    const shownAt = (time: number): PyramidFrame[] => {
      const at = films[0]!.at(time);
      if (at !== undefined && isAlike[at]) return [films[0]!.frames[at]!];
      return films.flatMap((film) => film.frames[film.at(time) ?? -1] ?? []);
    };
    const map = registerIn(frames, shownAt, alignment);
    if (map === undefined) return undefined;
    const known = frames.map(() => new Map<PyramidFrame, number>());
    const of = (frame: number, shift: number) => {
      let most = 0;
      for (const shown of shownAt(frames[frame]!.place + shift)) {
        let correlation = known[frame]!.get(shown);
        if (correlation === undefined) {
          correlation = correlate(shown.pyramid[1]!, frames[frame]!.pyramid[1]!, map);
          known[frame]!.set(shown, correlation);
        }
        most = Math.max(most, correlation);
      }
      return most;
    };
    const spacing = Math.min(0.1, Math.max(0.01, Math.min(...films.map((film) => film.spacing))));
    return { map, spacing, frames, of };
  } finally {
    await Promise.all(films.map((film) => film.close()));
  }
}

async function copyFrames(copy: string, alignment: Alignment, from: number, to: number, signal?: AbortSignal): Promise<CopyFrame[]> {
  const all: LumaFrame[] = [];
  for await (const frame of decodeCopy(copy, alignment, from, to, signal)) all.push(frame);
  const every = Math.max(1, Math.ceil(all.length / FRAMES));
  return all
    .filter((_, at) => at % every === 0)
    .map((frame) => ({ place: masterTime(alignment, frame.time), pyramid: pyramidOf(pictureOf(frame), LEVELS) }));
}

/** Registers some frames from nothing but guesses, and returns the best map. */
function registerIn(
  frames: readonly CopyFrame[],
  shownAt: (time: number) => readonly PyramidFrame[],
  alignment: Alignment,
): Homography | undefined {
  let best: { readonly map: Homography; readonly correlation: number } | undefined;
  const tried = Math.min(7, frames.length);
  for (let attempt = 0; attempt < tried && (best?.correlation ?? 0) < 0.9; attempt++) {
    // The surroundings first: there the choices are alike.
    const at = attempt % 2 === 0 ? attempt >> 1 : tried - 1 - (attempt >> 1);
    const { place, pyramid } = frames[Math.floor(((at + 0.5) * frames.length) / tried)]!;
    for (const middle of shownAt(place)) {
      const guessed = registerBest(middle.pyramid[0]!, pyramid[0]!, alignment.guesses(middle.frame));
      if (guessed === undefined) continue;
      let [nearest, most] = [middle, Number.NEGATIVE_INFINITY];
      for (let shift = -TIME_ERROR; shift <= TIME_ERROR; shift += 0.02) {
        for (const shown of shownAt(place + shift)) {
          const correlation = correlate(shown.pyramid[2]!, pyramid[2]!, guessed.map);
          if (correlation > most) [nearest, most] = [shown, correlation];
        }
      }
      const refined = register(nearest.pyramid, pyramid, guessed.map, { coarsest: 2, steps: 10 });
      if (refined.correlation >= LEAST_CORRELATION && refined.correlation > (best?.correlation ?? 0)) best = refined;
    }
  }
  return best?.map;
}
