import { HASH_PICTURE_SIZE } from '../hash/frame-hasher.ts';
import type { LumaFrame } from '../luma/luma-frame.ts';
import type { Thumbnails } from './fingerprint.ts';

/** Least time between two thumbnails, milliseconds: a clip of three seconds has six, and the frames of a shot are much alike. */
const INTERVAL_MS = 500;

/**
 * Most thumbnails of one film: 3.7 MB. Of a film of more than seven and a half minutes some stretches have them and others have none: a part
 * is found by what changes from one to the next, for which they must lie close together.
 */
const MOST = 900;
/** Length of a stretch that has thumbnails or none, milliseconds. */
const STRETCH_MS = 12_000;

const PIXELS = HASH_PICTURE_SIZE * HASH_PICTURE_SIZE;

/** Collects thumbnails of one film, in order of time. When there are too many, every second stretch of them goes, and so on. */
export class ThumbnailStrip {
  /** One stretch in so many has thumbnails. */
  #period = 1;
  #kept: { readonly timeMs: number; readonly pixels: Uint8Array }[] = [];

  /** Takes a 64 × 64 picture of the active area; keeps it when the last one is long enough ago. */
  take(picture: LumaFrame, timeMs: number): void {
    const last = this.#kept.at(-1);
    if (!this.#wants(timeMs) || (last !== undefined && timeMs - last.timeMs < INTERVAL_MS)) return;
    if (this.#kept.length === MOST) {
      this.#period *= 2;
      this.#kept = this.#kept.filter((thumbnail) => this.#wants(thumbnail.timeMs));
      if (!this.#wants(timeMs)) return;
    }
    this.#kept.push({ timeMs, pixels: picture.pixels });
  }

  #wants(timeMs: number): boolean {
    return Math.floor(timeMs / STRETCH_MS) % this.#period === 0;
  }

  /** The thumbnails, in arrays of their own; undefined when there are none. */
  build(): Thumbnails | undefined {
    if (this.#kept.length === 0) return undefined;
    const pixels = new Uint8Array(PIXELS * this.#kept.length);
    for (const [at, thumbnail] of this.#kept.entries()) pixels.set(thumbnail.pixels, PIXELS * at);
    return { side: HASH_PICTURE_SIZE, timesMs: Uint32Array.from(this.#kept, ({ timeMs }) => timeMs), pixels };
  }
}
