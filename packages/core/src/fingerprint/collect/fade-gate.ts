import { BlockStore } from '../../block-store.ts';
import { isFadingSpectrum } from '../../luma/fade.ts';
import { lowFrequencies, SPECTRUM_SIZE, spreadOf } from '../../luma/low-frequencies.ts';
import type { LumaFrame } from '../../luma/luma-frame.ts';

/** A sampled picture, and whether it is in a fade. */
export interface GatedPicture {
  /** The 64 × 64 picture; valid until the next one. */
  readonly picture: LumaFrame;
  /** Its {@link lowFrequencies}, valid until the next one too. */
  readonly spectrum: Float64Array;
  readonly timeMs: number;
  readonly isHashed: boolean;
  readonly fading: boolean;
}

/** A picture that is held. */
interface HeldPicture {
  readonly picture: LumaFrame;
  readonly spectrum: Float64Array;
  readonly timeMs: number;
  readonly isHashed: boolean;
  readonly spread: number;
}

/** Time between the compared pictures, milliseconds. A fade of a second changes visibly in it, and a camera moves little. */
const STEP_MS = 100;
/** Pictures further apart are not neighbours. Hashed frames of a query are up to 417 ms apart. */
const FARTHEST_MS = 420;
/** Growth of the spread of luma over two steps from which a fade is tested for: fades are rare. */
const GROWTH = 1.15;

/** Delays the pictures of a film by a tenth of a second, to find those in fades. */
export class FadeGate {
  /** Source of the pictures' memory, which it gives back. */
  readonly store = new BlockStore();
  readonly #pictures: HeldPicture[] = [];
  /** Memory of spectra for reuse. */
  readonly #spectra: Float64Array[] = [];
  /** Index of the first undecided picture. */
  #next = 0;

  /**
   * Takes the next picture and gives those that it decides, in order.
   * @param isHashed - Given back with the picture.
   */
  *push(picture: LumaFrame, timeMs: number, isHashed: boolean): Generator<GatedPicture> {
    const spectrum = this.#spectra.pop() ?? new Float64Array(SPECTRUM_SIZE ** 2);
    lowFrequencies(picture.pixels, spectrum);
    this.#pictures.push({ picture, spectrum, timeMs, isHashed, spread: spreadOf(picture.pixels) });
    while (timeMs - this.#pictures[this.#next]!.timeMs >= STEP_MS) yield this.#decide(this.#pictures.length - 1);
  }

  /** Gives the remaining pictures at the end of the film. Nothing after them shows a fade. */
  *flush(): Generator<GatedPicture> {
    while (this.#next < this.#pictures.length) yield this.#decide(-1);
  }

  #decide(after: number): GatedPicture {
    const current = this.#pictures[this.#next]!;
    let before = this.#next - 1;
    while (before >= 0 && current.timeMs - this.#pictures[before]!.timeMs < STEP_MS) before--;
    const [earlier, later] = [this.#pictures[before], this.#pictures[after]];
    const isNear = (other: { readonly timeMs: number }) => Math.abs(other.timeMs - current.timeMs) <= FARTHEST_MS;
    const fading =
      earlier !== undefined &&
      later !== undefined &&
      isNear(earlier) &&
      isNear(later) &&
      Math.max(earlier.spread, later.spread) >= GROWTH * Math.min(earlier.spread, later.spread) &&
      isFadingSpectrum(earlier.spectrum, current.spectrum, later.spectrum);
    this.#next++;
    // Pictures more than a step before the next one are no neighbours of any to come.
    while (this.#next > 1 && current.timeMs - this.#pictures[1]!.timeMs > STEP_MS) {
      const { picture, spectrum } = this.#pictures.shift()!;
      this.store.give(picture.pixels);
      this.#spectra.push(spectrum);
      this.#next--;
    }
    return { ...current, fading };
  }
}
