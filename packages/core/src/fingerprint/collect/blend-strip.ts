import { GrowingArray } from '../../growing-array.ts';
import { HASH_PICTURE_SIZE } from '../../hash/frame-hasher.ts';
import { type LumaFrame, type PictureArea, WHOLE_PICTURE } from '../../luma/luma-frame.ts';
import { scaleArea } from '../../luma/scale.ts';
import type { Blending } from '../fingerprint.ts';

/**
 * Bytes of a picture, 64 × 64 as it is hashed. In smaller ones, slow motion is a mixture of its neighbours anyway. In pans over water, a
 * conversion from 24 to 25 frames a second stands out against the film by a factor of 8 at this size, 3.5 at half of it, and not at a
 * quarter; in animation by 7 to 10, 5 to 7 and 3.5.
 */
const BYTES = HASH_PICTURE_SIZE ** 2;

/** A step smaller than this share of the steps around it is a repeated frame that was encoded again. */
const REPEATED = 0.12;
/** Smallest mean squared motion over two steps, luma codes², that gives an entry. */
const LEAST_MOTION = 1;
/** Longest time over two steps, milliseconds. A longer one is a gap. */
const LONGEST_MS = 150;
/** Rounding noise, codes²: of a frame's distance from the mean, and of the motion. */
const ROUNDING = { apart: 0.05, moved: 0.1 } as const;
/** Largest distance of a frame from the mean of its neighbours, as a share of both steps' squares: the neighbours are equal. */
const MOST_APART = 1 / 2;
/** Entries for each natural logarithm. */
const FINENESS = 32;

/** Frames that decide on one: two before it and two after. */
const AROUND = 2;
const WINDOW = 2 * AROUND + 1;

/** Measures how close each frame of one film is to the mean of its neighbours, in order of time. */
export class BlendStrip {
  readonly #timesMs = new GrowingArray(Uint32Array);
  readonly #nearness = new GrowingArray(Uint8Array);
  /**
   * Ring buffer of the last frames, by their number modulo {@link WINDOW}. New arrays for each frame would be garbage outside the engine's
   * heap.
   */
  readonly #pictures = Array.from({ length: WINDOW }, () => new Uint8Array(BYTES));
  readonly #times = new Float64Array(WINDOW);
  readonly #steps = new Float64Array(WINDOW);
  #taken = 0;
  /** The last two frames that are no repetition, the older one first. */
  #kept: [Kept, Kept] = [emptyFrame(), emptyFrame()];
  #keptFrames = 0;

  /** Takes the next picture of 64 × 64 pixels and keeps none of it. */
  take({ pixels }: Pick<LumaFrame, 'pixels'>, timeMs: number): void {
    const place = this.#taken % WINDOW;
    const picture = this.#pictures[place]!;
    picture.set(pixels);
    this.#times[place] = timeMs;
    this.#steps[place] = this.#taken === 0 ? Number.POSITIVE_INFINITY : squares(this.#pictures[(place + WINDOW - 1) % WINDOW]!, picture);
    this.#taken++;
    if (this.#taken > AROUND) this.#decide(this.#taken - 1 - AROUND);
  }

  /** The entries, in arrays of their own; undefined when there are none. Nothing more is taken then. */
  build(): Blending | undefined {
    for (let frame = Math.max(0, this.#taken - AROUND); frame < this.#taken; frame++) this.#decide(frame);
    return this.#timesMs.length === 0 ? undefined : { timesMs: this.#timesMs.build(), nearness: this.#nearness.build() };
  }

  /** Skips a frame that repeats the one before, judged by the steps around it, or measures the one before it. */
  #decide(frame: number): void {
    const around: number[] = [];
    for (let other = Math.max(1, frame - AROUND); other <= Math.min(this.#taken - 1, frame + AROUND); other++) {
      if (other !== frame) around.push(this.#steps[other % WINDOW]!);
    }
    around.sort((one, other) => one - other);
    const usual = around[Math.floor(around.length / 2)] ?? 0;
    if (this.#steps[frame % WINDOW]! < REPEATED * usual) return;
    const picture = this.#pictures[frame % WINDOW]!;
    const timeMs = this.#times[frame % WINDOW]!;
    const [before, middle] = this.#kept;
    if (this.#keptFrames >= 2 && timeMs - before.timeMs <= LONGEST_MS) this.#measure(before.pixels, middle, picture);
    // The oldest one's memory becomes the newest one's.
    before.pixels.set(picture);
    before.timeMs = timeMs;
    this.#kept = [middle, before];
    this.#keptFrames++;
  }

  #measure(before: Uint8Array, { pixels, timeMs }: Kept, after: Uint8Array): void {
    let [apart, moved] = [0, 0];
    for (let at = 0; at < BYTES; at++) {
      const [here, there] = [pixels[at]! - before[at]!, after[at]! - pixels[at]!];
      apart += (here - there) ** 2;
      moved += here * here + there * there;
    }
    if (moved < LEAST_MOTION * BYTES) return;
    const ratio = (apart / 4 / BYTES + ROUNDING.apart) / (moved / BYTES + ROUNDING.moved);
    this.#timesMs.push(timeMs);
    this.#nearness.push(Math.max(0, Math.min(255, Math.round(FINENESS * Math.log(MOST_APART / ratio)))));
  }
}

/**
 * Measures how close frames are to the means of their neighbours, as a fingerprint with `details` does for a whole film.
 * @param frames - All consecutive frames of an interval, in order of time.
 * @param area - The active area. @defaultValue the whole picture
 * @returns Undefined when too little moves.
 */
export function measureBlending(frames: Iterable<LumaFrame>, area: PictureArea = WHOLE_PICTURE): Blending | undefined {
  const strip = new BlendStrip();
  for (const frame of frames) strip.take(scaleArea(frame, area, HASH_PICTURE_SIZE, HASH_PICTURE_SIZE), Math.round(1000 * frame.time));
  return strip.build();
}

interface Kept {
  readonly pixels: Uint8Array;
  timeMs: number;
}

const emptyFrame = (): Kept => ({ pixels: new Uint8Array(BYTES), timeMs: 0 });

function squares(one: Uint8Array, other: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < BYTES; at++) sum += (one[at]! - other[at]!) ** 2;
  return sum;
}
