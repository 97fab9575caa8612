import { createHammingKernel, type HammingKernel } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';
import { backgroundOf, fillEvidence } from './picture-evidence.ts';

/** Seconds between two offsets. A picture is compared with all pictures of the film within half of that. */
export const OFFSET_STEP = 0.1;
const STEP_MS = 1000 * OFFSET_STEP;
/** A distance that no two pictures have. */
export const NO_DISTANCE = 0xffff;
/** Evidence of a new picture where the film has none, in natural logarithms. */
const NO_PICTURE = -1;

/** Compares pictures of a promo with a film at every offset. It owns 20 bytes for each offset and is reused for all layers. */
export class OffsetRows {
  /** Number of offsets. */
  readonly offsets: number;
  readonly #before: number;
  readonly #film: HashTrack;
  readonly #kernel: HammingKernel;
  readonly #distances: Uint16Array;
  readonly #nearest: Uint16Array;
  readonly #counts: Uint32Array;
  readonly #ofDistance: Float32Array;
  readonly #row: Float32Array;

  /** @param promoSeconds - Length of the promo: so far an offset may lie below 0. */
  constructor(film: HashTrack, promoSeconds: number, filmSeconds: number) {
    this.#film = film;
    this.#kernel = createHammingKernel(film.bits);
    this.#before = Math.ceil(promoSeconds / OFFSET_STEP);
    this.offsets = this.#before + Math.ceil(filmSeconds / OFFSET_STEP) + 1;
    this.#distances = new Uint16Array(film.timesMs.length);
    this.#counts = new Uint32Array(film.bits + 1);
    this.#ofDistance = new Float32Array(film.bits + 1);
    this.#row = new Float32Array(this.offsets);
    this.#nearest = new Uint16Array(this.offsets);
  }

  /** Film time minus promo time at an offset, seconds. */
  secondsOf(offset: number): number {
    return (offset - this.#before) * OFFSET_STEP;
  }

  /**
   * The evidence of a promo's picture for each offset, in natural logarithms. Hot loop.
   * @param promo - The promo's pictures as the film would show them.
   * @param weight - How much of a new picture it is, 0 to 1.
   * @returns Valid until the next call.
   */
  rowOf(promo: HashTrack, picture: number, weight: number): Float32Array {
    const { timesMs, bits } = this.#film;
    const nearest = this.nearestTo(promo, picture);
    const ofDistance = this.#ofDistance;
    fillEvidence(ofDistance, backgroundOf(this.#counts, timesMs.length, bits), weight);
    const row = this.#row;
    const none = weight * NO_PICTURE;
    for (let at = 0; at < row.length; at++) {
      const distance = nearest[at]!;
      row[at] = distance === NO_DISTANCE ? none : ofDistance[distance]!;
    }
    return row;
  }

  /**
   * The distance of a promo's picture to the film's at each offset, bits; {@link NO_DISTANCE} where the film has none. Hot loop.
   * @returns Valid until the next call.
   */
  nearestTo(promo: HashTrack, picture: number): Uint16Array {
    const { timesMs, spansMs, hashes } = this.#film;
    const distances = this.#distances;
    const counts = this.#counts;
    const nearest = this.#nearest;
    this.#kernel.distances(promo.hashes, picture, hashes, 0, timesMs.length, distances);
    counts.fill(0);
    nearest.fill(NO_DISTANCE);
    const shift = this.#before + 0.5 - promo.timesMs[picture]! / STEP_MS;
    const end = this.offsets - 1;
    for (let frame = 0; frame < distances.length; frame++) {
      const distance = distances[frame]!;
      counts[distance]!++;
      const from = timesMs[frame]! / STEP_MS + shift;
      const last = Math.min(end, Math.floor(from + spansMs[frame]! / STEP_MS));
      for (let at = from < 0 ? 0 : Math.floor(from); at <= last; at++) if (distance < nearest[at]!) nearest[at] = distance;
    }
    return nearest;
  }
}
