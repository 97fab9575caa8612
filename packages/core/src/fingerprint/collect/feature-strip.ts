import { CODE_WORDS, LOOKS, writeCodes } from '../../features/code-of-descriptor.ts';
import { describePicture } from '../../features/describe-picture.ts';
import type { LumaFrame, PictureArea } from '../../luma/luma-frame.ts';
import type { FingerprintRole } from '../sections/facts.ts';
import { type LocalFeatures, packFeatures } from '../sections/local-features.ts';

/** Which pictures of a film are described. */
export interface FeatureSampling {
  /** The first picture of each slot of this length is described, milliseconds: at the film's beginning, and after it. */
  readonly intervalMs: { readonly first: number; readonly later: number };
  /** Most pictures. */
  readonly most: number;
  /** Most keypoints of a picture. */
  readonly keypoints: number;
  /** Most finer keypoints of a picture, beside them, see {@link describePicture}. */
  readonly fine: number;
  /** One picture in so many has fine keypoints. */
  readonly finePeriod: number;
  /** Codes of a keypoint, see {@link LOOKS}. */
  readonly looks: number;
}

/**
 * Neighbouring pictures are much alike, so a picture a second suffices. In its first minute a query has two: a short clip needs them. A copy may
 * show a film in a corner of its picture, where only fine keypoints are left of it, or a corner of the film, enlarged. So both have fine keypoints.
 * 90 in each picture of a reference are 4 MB an hour.
 */
export const FEATURES: Readonly<Record<FingerprintRole, FeatureSampling>> = {
  reference: { intervalMs: { first: 1000, later: 1000 }, most: Number.POSITIVE_INFINITY, keypoints: 60, fine: 30, finePeriod: 1, looks: 1 },
  query: { intervalMs: { first: 500, later: 1000 }, most: 900, keypoints: 80, fine: 80, finePeriod: 2, looks: LOOKS.length },
};

/** What counts as the film's beginning, milliseconds. */
const FIRST_MS = 60_000;
/** Pictures with fewer keypoints are too plain: a black one, or a plain wall. */
const FEWEST_KEYPOINTS = 6;
/** Length of an interval whose pictures are described or not, milliseconds. */
const INTERVAL_MS = 12_000;
/** Steps of a scale byte in one octave. */
export const SCALE_STEPS = 32;
/** Steps of a direction byte in one turn. */
export const DIRECTION_STEPS = 256;

/** Describes pictures of one film by local features, in order of time. When there are too many, every second interval is dropped, and so on. */
export class FeatureStrip {
  readonly #sampling: FeatureSampling;
  /** One interval in so many is described. */
  #period = 1;
  #kept: { readonly timeMs: number; readonly places: Uint8Array; readonly codes: Uint32Array }[] = [];
  #lastSlot = -1;

  /** @param sampling - Which pictures are described. */
  constructor(sampling: FeatureSampling) {
    this.#sampling = sampling;
  }

  /** Takes a decoded frame. Describes it when it is the first of its slot. */
  take(frame: LumaFrame, area: PictureArea, timeMs: number): void {
    const { intervalMs, most, keypoints, fine, finePeriod, looks } = this.#sampling;
    const slotMs = timeMs < FIRST_MS ? intervalMs.first : intervalMs.later;
    const slot = Math.floor(timeMs / slotMs) * slotMs;
    if (slot === this.#lastSlot || !this.#wants(timeMs)) return;
    this.#lastSlot = slot;
    const described = describePicture(frame, area, keypoints, (slot / slotMs) % finePeriod === 0 ? fine : 0);
    if (described.length < FEWEST_KEYPOINTS) return;
    if (this.#kept.length === most) {
      this.#period *= 2;
      this.#kept = this.#kept.filter((picture) => this.#wants(picture.timeMs));
      if (!this.#wants(timeMs)) return;
    }
    const places = new Uint8Array(4 * described.length);
    const codes = new Uint32Array(CODE_WORDS * looks * described.length);
    for (const [at, { x, y, scale, angle, values }] of described.entries()) {
      const turn = Math.round((angle / (2 * Math.PI)) * DIRECTION_STEPS + DIRECTION_STEPS) % DIRECTION_STEPS;
      // Fine keypoints may be smaller than a pixel: they count as one.
      const octaves = Math.max(0, Math.log2(scale));
      places.set(
        [Math.min(255, Math.round(x)), Math.min(255, Math.round(y)), Math.min(255, Math.round(SCALE_STEPS * octaves)), turn],
        4 * at,
      );
      writeCodes(values, codes, CODE_WORDS * looks * at, looks);
    }
    this.#kept.push({ timeMs, places, codes });
  }

  #wants(timeMs: number): boolean {
    return Math.floor(timeMs / INTERVAL_MS) % this.#period === 0;
  }

  /** The local features, in arrays of their own; undefined when there are none. */
  build(): LocalFeatures | undefined {
    if (this.#kept.length === 0) return undefined;
    return packFeatures(
      Uint32Array.from(this.#kept, ({ timeMs }) => timeMs),
      this.#sampling.looks,
      this.#kept,
    );
  }
}
