import type { LumaFrame } from '../../luma/luma-frame.ts';
import { TIME_EPSILON } from '../../time-epsilon.ts';

/**
 * Separates the frames of a film that are hashed from those in between, of which only the luma is measured. Slow motion in a quiet scene
 * shows there, several times a second. Frames in between wait until the next hashed frame shows where the picture is.
 */
export class FramesBetween {
  readonly #framesPerSecond: number;
  #slot = Number.NEGATIVE_INFINITY;
  #waiting: LumaFrame[] = [];

  /**
   * @param framesPerSecond - How many are hashed of each second: the first of each slot of a grid that begins with the film. Infinity for
   * all.
   */
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

  /** The waiting frames that are earlier than a time, seconds, in order, each once. */
  before(time: number): LumaFrame[] {
    const at = this.#waiting.findIndex((frame) => frame.time >= time);
    return this.#waiting.splice(0, at < 0 ? this.#waiting.length : at);
  }
}
