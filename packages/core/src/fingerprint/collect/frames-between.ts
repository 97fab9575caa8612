import type { LumaFrame } from '../../luma/luma-frame.ts';
import { TIME_EPSILON } from '../../time-epsilon.ts';

/**
 * Tells the frames of a film that are hashed from those between them, of which nothing but the brightness is kept: what moves in a scene that stands still is seen in it, several
 * times a second. Those between wait until it is known where in them the picture is.
 */
export class FramesBetween {
  readonly #framesPerSecond: number;
  #slot = Number.NEGATIVE_INFINITY;
  #waiting: LumaFrame[] = [];

  /** @param framesPerSecond - How many are hashed of each second: the first one of each slot of a grid that begins with the film. Infinity for all. */
  constructor(framesPerSecond: number) {
    this.#framesPerSecond = framesPerSecond;
  }

  /** The frames that are hashed. */
  async *hashed(frames: AsyncIterable<LumaFrame>): AsyncGenerator<LumaFrame> {
    for await (const frame of frames) {
      const slot = Math.floor((frame.time + TIME_EPSILON) * this.#framesPerSecond);
      if (slot > this.#slot || this.#framesPerSecond === Number.POSITIVE_INFINITY) {
        this.#slot = slot;
        yield frame;
      } else this.#waiting.push(frame);
    }
  }

  /** Those between that are earlier than a time, seconds, in their order, each once. */
  before(time: number): LumaFrame[] {
    const at = this.#waiting.findIndex((frame) => frame.time >= time);
    return this.#waiting.splice(0, at < 0 ? this.#waiting.length : at);
  }
}
