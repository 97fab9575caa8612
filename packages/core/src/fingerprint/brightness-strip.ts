import type { LumaFrame } from '../luma/luma-frame.ts';
import type { Brightness } from './fingerprint.ts';

/** Least time between two entries, milliseconds. Queries come at four frames a second, which a film's own frames meet within 50 ms. */
const INTERVAL_MS = 200;

/** Collects the brightness of one film, in order of time: black and fades too, since they say where black is. */
export class BrightnessStrip {
  readonly #timesMs: number[] = [];
  readonly #means: number[] = [];

  /** Takes a picture of the active area; keeps its mean when the last one is long enough ago. */
  take({ pixels }: LumaFrame, timeMs: number): void {
    const last = this.#timesMs.at(-1);
    if (last !== undefined && timeMs - last < INTERVAL_MS) return;
    let sum = 0;
    for (let at = 0; at < pixels.length; at++) sum += pixels[at]!;
    this.#timesMs.push(timeMs);
    this.#means.push(Math.round((256 * sum) / pixels.length));
  }

  /** The entries, in arrays of their own. */
  build(): Brightness {
    return { timesMs: Uint32Array.from(this.#timesMs), means: Uint16Array.from(this.#means) };
  }
}
