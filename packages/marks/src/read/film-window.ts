import { decodeFrames } from '@streetdate/core';
import type { LumaFrame } from '@streetdate/core/portable';
import { type Picture, pictureOf, pyramidOf } from './picture.ts';
import { LEVELS } from './register.ts';

/** A frame, and its pyramid where it is asked for: most frames are not. */
export class PyramidFrame {
  readonly frame: LumaFrame;
  #pyramid: readonly Picture[] | undefined;

  constructor(frame: LumaFrame) {
    this.frame = frame;
  }

  get pyramid(): readonly Picture[] {
    this.#pyramid ??= pyramidOf(pictureOf(this.frame), LEVELS);
    return this.#pyramid;
  }
}

/** Frames of a film around a moment that moves on. It holds no more than these. */
export class FilmWindow {
  /** Frames that are held, in order. */
  readonly frames: PyramidFrame[] = [];
  readonly #decoder: AsyncGenerator<LumaFrame, void, undefined>;
  readonly #offset: number;
  #spacing = Number.POSITIVE_INFINITY;
  #ended = false;

  /**
   * @param offset - Added to the film's times.
   * @param start - When to begin, in times with the offset; `end`, exclusive, as well.
   */
  constructor(path: string, offset: number, start: number, end: number, longSide: number, signal?: AbortSignal) {
    this.#offset = offset;
    const from = Math.max(0, start - offset);
    this.#decoder = decodeFrames(path, { start: from, end: Math.max(from, end - offset), longSide, deinterlace: 'never', signal });
  }

  /** Holds the frames from one time to another. Times only grow. */
  async hold(from: number, to: number): Promise<void> {
    while (!this.#ended && (this.frames.at(-1)?.frame.time ?? Number.NEGATIVE_INFINITY) < to) {
      const { value, done } = await this.#decoder.next();
      if (done || value === undefined) this.#ended = true;
      else {
        const time = value.time + this.#offset;
        const last = this.frames.at(-1)?.frame.time;
        if (last !== undefined) this.#spacing = Math.min(this.#spacing, time - last);
        this.frames.push(new PyramidFrame({ ...value, time }));
      }
    }
    while (this.frames.length > 1 && this.frames[1]!.frame.time < from) this.frames.shift();
  }

  /** Seconds from a frame to the next; infinite where fewer than two were seen. */
  get spacing(): number {
    return this.#spacing;
  }

  /** Number of the frame that is shown at a time, to half a frame; undefined where none is held. */
  at(time: number): number | undefined {
    let [best, least] = [undefined as number | undefined, Number.isFinite(this.#spacing) ? 1.01 * this.#spacing : 0.05];
    for (const [at, { frame }] of this.frames.entries()) {
      const away = Math.abs(frame.time - time);
      if (away < least) [best, least] = [at, away];
    }
    return best;
  }

  /** Ends the decoder. */
  async close(): Promise<void> {
    await this.#decoder.return();
  }
}
