import type { LumaFrame } from '../../luma/luma-frame.ts';
import { TIME_EPSILON } from '../../time-epsilon.ts';

/** Which frames are hashed. */
export interface FramesHashed {
  /** How many of each second, one of each slot of a grid that begins with the film. Infinity for all. */
  readonly perSecond: number;
  /** Frames that come in a slot, at most, about. With one, the first of each slot is hashed. */
  readonly inSlot: number;
}

/** The golden ratio's fraction. Its multiples are spread most evenly: no period of frames meets only one part of the slots. */
const STEP = (Math.sqrt(5) - 1) / 2;

/**
 * Separates the frames of a film that are hashed from those in between, which give luma and thumbnails. Slow motion in a quiet scene shows
 * in their luma, several times a second. Frames in between wait until the next hashed frame shows where the picture is.
 *
 * Each slot hashes another of its frames, by an additive sequence (Weyl, "Über die Gleichverteilung von Zahlen mod. Eins", 1916). At even
 * steps a copy with every third frame foreign would show foreign frames only.
 */
export class FramesBetween {
  readonly #hashed: FramesHashed;
  #waiting: LumaFrame[] = [];

  constructor(hashed: FramesHashed) {
    this.#hashed = hashed;
  }

  /** The frames that are hashed: one of each slot that has any. */
  async *hashed(frames: AsyncIterable<LumaFrame>): AsyncGenerator<LumaFrame> {
    const { perSecond, inSlot } = this.#hashed;
    if (perSecond === Number.POSITIVE_INFINITY) return yield* frames;
    let current = Number.NEGATIVE_INFINITY;
    // The last frame of a slot of which none is hashed yet.
    let pending: LumaFrame | undefined;
    for await (const frame of frames) {
      const slots = (frame.time + TIME_EPSILON) * perSecond;
      const slot = Math.floor(slots);
      if (slot > current && pending !== undefined) yield this.#taken(pending);
      const isOpen = slot > current || pending !== undefined;
      current = slot;
      const isNext = isOpen && slots - slot >= Math.floor(inSlot * ((slot * STEP) % 1)) / inSlot;
      pending = isOpen && !isNext ? frame : undefined;
      if (isNext) yield frame;
      else this.#waiting.push(frame);
    }
    if (pending !== undefined) yield this.#taken(pending);
  }

  /** Takes a frame out of those that wait. */
  #taken(frame: LumaFrame): LumaFrame {
    this.#waiting.splice(this.#waiting.lastIndexOf(frame), 1);
    return frame;
  }

  /** The waiting frames that are earlier than a time, seconds, in order, each once. */
  before(time: number): LumaFrame[] {
    const at = this.#waiting.findIndex((frame) => frame.time >= time);
    return this.#waiting.splice(0, at < 0 ? this.#waiting.length : at);
  }
}
