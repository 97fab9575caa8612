import { HASH_PICTURE_SIZE } from '../../hash/frame-hasher.ts';
import { type LumaFrame, WHOLE_PICTURE } from '../../luma/luma-frame.ts';
import { scaleArea } from '../../luma/scale.ts';
import type { FingerprintRole } from '../sections/facts.ts';
import { packPictures } from '../sections/splice.ts';
import type { Thumbnails } from '../sections/thumbnails.ts';

/** Which thumbnails of a film are kept. */
export interface ThumbnailSampling {
  /** Width and height, pixels: at most those of a hashed picture. */
  readonly side: number;
  /** One is kept in each slot of this length, milliseconds: the first picture in it. */
  readonly intervalMs: number;
  /** Most thumbnails. */
  readonly most: number;
}

/**
 * A query has six for a clip of three seconds, because the frames of a shot are much alike, and at most 3.7 MB. In films longer than 7.5
 * minutes only some intervals have them: crops are found by what changes from one thumbnail to the next, so these must be close together. A
 * reference has 3.7 MB an hour, over the whole film. With half as many, a match of some seconds has too few pictures; twice the size, 15 MB
 * an hour, finds no more (packages/matcher/docs/proposers.md has the table).
 */
export const THUMBNAILS: Readonly<Record<FingerprintRole, ThumbnailSampling>> = {
  query: { side: HASH_PICTURE_SIZE, intervalMs: 500, most: 900 },
  reference: { side: HASH_PICTURE_SIZE / 2, intervalMs: 1000, most: Number.POSITIVE_INFINITY },
};

/** Length of an interval that has thumbnails or none, milliseconds. */
const INTERVAL_MS = 12_000;

/** Collects thumbnails of one film, in order of time. When there are too many, every second interval of them is dropped, and so on. */
export class ThumbnailStrip {
  readonly #sampling: ThumbnailSampling;
  /** One interval in so many has thumbnails. */
  #period = 1;
  #kept: { readonly timeMs: number; readonly pixels: Uint8Array }[] = [];

  constructor(sampling: ThumbnailSampling) {
    this.#sampling = sampling;
  }

  /** Takes a 64 × 64 picture of the active area. Keeps a copy when it is the first of its slot. */
  take(picture: LumaFrame, timeMs: number): void {
    const { side, intervalMs, most } = this.#sampling;
    const last = this.#kept.at(-1);
    const slotOf = (time: number) => Math.floor(time / intervalMs);
    if (!this.#wants(timeMs) || (last !== undefined && slotOf(timeMs) === slotOf(last.timeMs))) return;
    if (this.#kept.length === most) {
      this.#period *= 2;
      this.#kept = this.#kept.filter((thumbnail) => this.#wants(thumbnail.timeMs));
      if (!this.#wants(timeMs)) return;
    }
    const pixels = side === picture.width ? picture.pixels.slice() : scaleArea(picture, WHOLE_PICTURE, side, side).pixels;
    this.#kept.push({ timeMs, pixels });
  }

  #wants(timeMs: number): boolean {
    return Math.floor(timeMs / INTERVAL_MS) % this.#period === 0;
  }

  /** The thumbnails, in arrays of their own; undefined when there are none. */
  build(): Thumbnails | undefined {
    if (this.#kept.length === 0) return undefined;
    const { side } = this.#sampling;
    const pixels = packPictures(
      side * side,
      this.#kept.map(({ pixels }) => pixels),
    );
    return { side, timesMs: Uint32Array.from(this.#kept, ({ timeMs }) => timeMs), pixels };
  }
}
