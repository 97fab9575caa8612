import { BlockStore } from '../../block-store.ts';
import { isFadingSpectrum } from '../../luma/fade.ts';
import { lowFrequencies, SPECTRUM_SIZE, spreadOf } from '../../luma/low-frequencies.ts';
import type { LumaFrame } from '../../luma/luma-frame.ts';

/** A sampled picture of which it is known whether it lies in a fade. */
export interface GatedPicture {
  /** The 64 × 64 picture; it may be gone after the next one. */
  readonly picture: LumaFrame;
  /** Its {@link lowFrequencies}, which may be gone after the next one too. */
  readonly spectrum: Float64Array;
  readonly timeMs: number;
  readonly fading: boolean;
}

/** A picture that is held. */
interface HeldPicture {
  readonly picture: LumaFrame;
  readonly spectrum: Float64Array;
  readonly timeMs: number;
  readonly spread: number;
}

/** Time between the pictures that are compared, milliseconds: a fade of a second changes visibly in it, and a camera moves little. */
const STEP_MS = 100;
/** Pictures further apart are not neighbours. */
const FARTHEST_MS = 300;
/** Growth of the spread of luma over two steps from which on a closer look is worth it: fades are rare. */
const GROWTH = 1.15;

/** Delays the pictures of a film by a tenth of a second, to see which of them lie in a fade. */
export class FadeGate {
  /** Where the memory of its pictures comes from: it gives back what it lets go. */
  readonly store = new BlockStore();
  readonly #pictures: HeldPicture[] = [];
  /** Memory of spectra that nobody looks at any more. */
  readonly #spectra: Float64Array[] = [];
  /** Place of the first picture that has not come out yet. */
  #next = 0;

  /** Takes the next picture and gives those that are decided by it, in order. */
  *push(picture: LumaFrame, timeMs: number): Generator<GatedPicture> {
    const spectrum = this.#spectra.pop() ?? new Float64Array(SPECTRUM_SIZE ** 2);
    lowFrequencies(picture.pixels, spectrum);
    this.#pictures.push({ picture, spectrum, timeMs, spread: spreadOf(picture.pixels) });
    while (timeMs - this.#pictures[this.#next]!.timeMs >= STEP_MS) yield this.#decide(this.#pictures.length - 1);
  }

  /** Gives the pictures that are left at the end of the film: nothing after them tells a fade. */
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
    // What lies more than a step before the next one is no neighbour of any picture to come.
    while (this.#next > 1 && current.timeMs - this.#pictures[1]!.timeMs > STEP_MS) {
      const { picture, spectrum } = this.#pictures.shift()!;
      this.store.give(picture.pixels);
      this.#spectra.push(spectrum);
      this.#next--;
    }
    return { ...current, fading };
  }
}
