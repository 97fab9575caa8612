import { GrowingArray } from '../../growing-array.ts';
import { HASH_PICTURE_SIZE } from '../../hash/frame-hasher.ts';
import { type LumaFrame, type PictureArea, WHOLE_PICTURE } from '../../luma/luma-frame.ts';
import { scaleArea } from '../../luma/scale.ts';
import type { Blending } from '../fingerprint.ts';

/**
 * Bytes of a picture, 64 × 64 as it is hashed: in smaller ones what moves slowly is a mixture of its neighbours anyway. Of pans over water, a conversion from 24 to 25 frames a second stands out of the difference to the film by 8 times at this size,
 * by 3.5 at half of it and by nothing at a quarter; of animation by 7 to 10, 5 to 7 and 3.5.
 */
const BYTES = HASH_PICTURE_SIZE ** 2;

/** A step from frame to frame that is less than this share of those around it is none: the frame before was repeated, and encoded once more. */
const REPEATED = 0.12;
/** Mean square of what moves over two steps, codes of luma, below which nothing is told. */
const LEAST_MOTION = 1;
/** Longest time over two steps, milliseconds: a longer one is a hole. */
const LONGEST_MS = 150;
/** What rounding leaves, in squares of codes: of a frame's distance from the mean, and of what moves. */
const ROUNDING = { apart: 0.05, moved: 0.1 } as const;
/** The most that a frame is apart from the mean of its neighbours, as a share of both steps' squares: the neighbours are alike. */
const MOST_APART = 1 / 2;
/** Entries for each natural logarithm. */
const FINENESS = 32;

/** Frames between which one is decided on: two before it and two after. */
const AROUND = 2;
const WINDOW = 2 * AROUND + 1;

/** Measures frame for frame of one film how near it is to the mean of its neighbours, in order of time. */
export class BlendStrip {
  readonly #timesMs = new GrowingArray(Uint32Array);
  readonly #nearness = new GrowingArray(Uint8Array);
  /** The last frames, each in the place of its number modulo {@link WINDOW}. Their memory is used again and again: of their own they would be garbage outside the engine's heap. */
  readonly #pictures = Array.from({ length: WINDOW }, () => new Uint8Array(BYTES));
  readonly #times = new Float64Array(WINDOW);
  readonly #steps = new Float64Array(WINDOW);
  #taken = 0;
  /** The last two frames that repeat none, the older one first. */
  #kept: [Kept, Kept] = [emptyFrame(), emptyFrame()];
  #keptFrames = 0;

  /** Takes the next picture of 64 × 64 pixels; only its luma is looked at, and nothing of it is kept. */
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

  /** Passes a frame over that repeats the one before, by the steps around it, or measures the one before it. */
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
 * Measures how near each of some frames is to the mean of its neighbours, as a fingerprint with `details` has it of a whole film.
 * @param frames - Consecutive frames of a film, every one, in order of time.
 * @param area - The active area. @defaultValue the whole picture
 * @returns Undefined where too little moves.
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
