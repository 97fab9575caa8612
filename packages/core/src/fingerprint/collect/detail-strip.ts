import { HASH_PICTURE_SIZE } from '../../hash/frame-hasher.ts';
import type { LumaFrame, PictureDetail } from '../../luma/luma-frame.ts';
import type { Details } from '../sections/details.ts';
import { packPictures } from '../sections/splice.ts';

/** Most pieces that are kept. */
export const MOST_DETAILS = 128;
/** Most pieces that are held before the shorter moments are dropped. */
const MOST_HELD = 2 * MOST_DETAILS;

/** Time from a shot cut to the first moment of a shot, milliseconds. Encoders spend few bits on the frames right after a cut. */
const AFTER_CUT_MS = 500;
/** Time between two moments of a long shot, milliseconds. */
const STEP_MS = 10_000;

/** Correlation of two neighbouring pictures below which there is a shot cut between them. */
const SAME_SHOT = 0.6;
/** Standard deviation of luma, codes, below which a picture is flat and correlates with nothing. */
const FLAT_PICTURE = 4;
/** The same for a piece. A flatter one shows too little to be kept. */
const FLAT_PIECE = 3;

/** A moment of the film. */
interface Moment {
  readonly timeMs: number;
  /** When it is due, milliseconds: half a second and a multiple of ten after the shot cut. Its frame comes then or slightly later. */
  readonly dueMs: number;
  /** Number of its shot's moments before it. */
  readonly inShot: number;
  /** Number of the film's moments before it. */
  readonly inFilm: number;
  /** Its piece, where that is not flat. */
  readonly pixels: Uint8Array | undefined;
}

/** A moment with the time until the next one. */
interface KeptMoment extends Moment {
  readonly pixels: Uint8Array;
  /** Time until the next one, milliseconds. */
  readonly lastsMs: number;
}

/**
 * Collects pieces of one film's pictures, in order of time. Moments follow the content: half a second after a shot cut and then every ten
 * seconds. Those with the longest time to the next one are kept. Shots are the same in every rendition of a film, whatever its frame rate,
 * its clock and the logos before it.
 */
export class DetailStrip {
  #piece: Omit<PictureDetail, 'pixels'> | undefined;
  /** The picture before. */
  readonly #before = new Uint8Array(HASH_PICTURE_SIZE ** 2);
  #level: Level | undefined;
  /** When the shot began. */
  #shotMs = 0;
  /** Moments of the shot so far, missed ones included. */
  #inShot = 0;
  #inFilm = 0;
  #moment: Moment | undefined;
  #kept: KeptMoment[] = [];
  #lastMs = 0;

  /**
   * Takes the next frame.
   * @param picture - The 64 × 64 picture of its active area.
   * @param detail - A piece of it, of one size and from one place in all frames. Kept pieces are copied.
   */
  take(picture: LumaFrame, timeMs: number, detail: PictureDetail): void {
    this.#piece ??= detail;
    if (this.#isCut(picture.pixels)) {
      this.#shotMs = timeMs;
      this.#inShot = 0;
    }
    // Missing frames may skip moments.
    const passed = Math.floor((timeMs - this.#shotMs - AFTER_CUT_MS) / STEP_MS);
    if (passed >= this.#inShot) {
      this.#endMoment(this.#dueMs(passed));
      const pixels = levelOf(detail.pixels).deviation < FLAT_PIECE ? undefined : detail.pixels.slice();
      this.#moment = { timeMs, dueMs: this.#dueMs(passed), inShot: passed, inFilm: this.#inFilm++, pixels };
      this.#inShot = passed + 1;
    }
    this.#lastMs = timeMs;
  }

  /** The pieces, in arrays of their own; undefined when there are none. */
  build(): Details | undefined {
    this.#endMoment(Math.max(this.#lastMs, this.#moment?.dueMs ?? 0));
    this.#moment = undefined;
    this.#thin();
    if (this.#piece === undefined || this.#kept.length === 0) return undefined;
    const { width, height, area } = this.#piece;
    const pixels = packPictures(
      width * height,
      this.#kept.map(({ pixels }) => pixels),
    );
    return { width, height, area, timesMs: Uint32Array.from(this.#kept, ({ timeMs }) => timeMs), pixels };
  }

  #dueMs(inShot: number): number {
    return this.#shotMs + AFTER_CUT_MS + inShot * STEP_MS;
  }

  /** Whether this picture starts a shot. Remembers it for the next one. */
  #isCut(pixels: Uint8Array): boolean {
    const [before, level] = [this.#level, levelOf(pixels)];
    const isCut = before === undefined || areUnlike(this.#before, before, pixels, level);
    this.#before.set(pixels);
    this.#level = level;
    return isCut;
  }

  /** Ends the last moment when the next one is due. */
  #endMoment(nextMs: number): void {
    const moment = this.#moment;
    if (moment?.pixels === undefined) return;
    this.#kept.push({ ...moment, pixels: moment.pixels, lastsMs: nextMs - moment.dueMs });
    if (this.#kept.length === MOST_HELD) this.#thin();
  }

  /**
   * Keeps the longest moments, in order of time. The ranking of two moments never changes, so it does not matter how often this is done.
   */
  #thin(): void {
    this.#kept = this.#kept
      .sort(byLength)
      .slice(0, MOST_DETAILS)
      .sort((one, other) => one.timeMs - other.timeMs);
  }
}

/**
 * Longest first. In long takes all last ten seconds. Of one shot, every second one is then dropped, then every second one of the rest, and
 * so on; after that the same over the film.
 */
function byLength(one: KeptMoment, other: KeptMoment): number {
  return other.lastsMs - one.lastsMs || turned(one.inShot) - turned(other.inShot) || turned(one.inFilm) - turned(other.inFilm);
}

/** A number with its 32 bits reversed: even ones come before odd ones, and so on within each half (van der Corput's order). */
function turned(number: number): number {
  let bits = 0;
  for (let bit = 0; bit < 32; bit++) bits = bits * 2 + ((number >>> bit) & 1);
  return bits;
}

/** Mean and standard deviation of luma, codes. */
interface Level {
  readonly mean: number;
  readonly deviation: number;
}

function levelOf(pixels: Uint8Array): Level {
  let [sum, squares] = [0, 0];
  for (let at = 0; at < pixels.length; at++) {
    sum += pixels[at]!;
    squares += pixels[at]! ** 2;
  }
  const mean = sum / pixels.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / pixels.length - mean ** 2)) };
}

function areUnlike(one: Uint8Array, oneLevel: Level, other: Uint8Array, otherLevel: Level): boolean {
  const [oneFlat, otherFlat] = [oneLevel.deviation < FLAT_PICTURE, otherLevel.deviation < FLAT_PICTURE];
  if (oneFlat || otherFlat) return oneFlat !== otherFlat;
  let products = 0;
  for (let at = 0; at < one.length; at++) products += one[at]! * other[at]!;
  const covariance = products / one.length - oneLevel.mean * otherLevel.mean;
  return covariance < SAME_SHOT * oneLevel.deviation * otherLevel.deviation;
}
