import { HASH_PICTURE_SIZE } from '../hash/frame-hasher.ts';
import type { LumaFrame } from '../luma/luma-frame.ts';
import type { Thumbnails } from './fingerprint.ts';

/** Least time between two thumbnails, milliseconds: a clip of three seconds has six, and the frames of a shot are much alike. */
const INTERVAL_MS = 500;

/** Most thumbnails of one film: 3.7 MB. Of a film of more than seven and a half minutes they lie further apart. */
const MOST = 900;

const PIXELS = HASH_PICTURE_SIZE * HASH_PICTURE_SIZE;

/** Collects thumbnails of one film, in order of time. When there are too many, every second one goes and the interval doubles. */
export class ThumbnailStrip {
  #intervalMs = INTERVAL_MS;
  #kept: { readonly timeMs: number; readonly pixels: Uint8Array }[] = [];

  /** Takes a 64 × 64 picture of the active area; keeps it when the last one is long enough ago. */
  take(picture: LumaFrame, timeMs: number): void {
    const last = this.#kept.at(-1);
    if (last !== undefined && timeMs - last.timeMs < this.#intervalMs) return;
    if (this.#kept.length === MOST) {
      this.#kept = this.#kept.filter((_, at) => at % 2 === 0);
      this.#intervalMs *= 2;
    }
    this.#kept.push({ timeMs, pixels: picture.pixels });
  }

  /** The thumbnails, in arrays of their own; undefined when there are none. */
  build(): Thumbnails | undefined {
    if (this.#kept.length === 0) return undefined;
    const pixels = new Uint8Array(PIXELS * this.#kept.length);
    for (const [at, thumbnail] of this.#kept.entries()) pixels.set(thumbnail.pixels, PIXELS * at);
    return { side: HASH_PICTURE_SIZE, timesMs: Uint32Array.from(this.#kept, ({ timeMs }) => timeMs), pixels };
  }
}
