import type { PlacedCopy } from './copy/rendition.ts';
import type { Source, SourceEvidence } from './source-evidence.ts';

/**
 * One observation that tells enrolled renditions of a title apart, or a camera recording from other copies.
 * A new sign is one file or folder under `signs/` and one line in `signs.ts`.
 */
export interface Sign<Name extends string = string> {
  /** Its published name: records keep it, so it never changes. */
  readonly name: Name;
  /** What it measures. One sentence. */
  readonly measures: string;
  /**
   * The trait of a rendition that it rests on. Signs with the same trait are not independent: only the strongest of them counts
   * (a rendition that runs faster also has another frame rate).
   */
  readonly trait: string;
  /** The strongest likelihood ratio of each of its observations: below 1 against, above 1 for what it is about. */
  readonly ratios: Readonly<Record<string, number>>;
  /** What could mislead it. This is what keeps the ratios moderate. */
  readonly fooledBy: string;
  /** When it is inconclusive. */
  readonly inconclusive: string;
  /** Reads it from a copy. Pure. */
  readonly read: (copy: PlacedCopy) => Reading;
}

/** What a sign found: doubts about single renditions, evidence about a camera, or why it is inconclusive. */
export type Reading =
  | { readonly doubts: readonly Doubt[] }
  | { readonly camera: readonly CameraEvidence[] }
  | { readonly cannotSay: string };

/** Why a copy is less likely to be made from one rendition than from the one that fits best. */
export interface Doubt {
  /** The rendition in doubt. */
  readonly referenceId: string;
  /** The kind of source of the rendition that fits better. */
  readonly betterSource: Source;
  /** Likelihood ratio of this rendition against the better one, above 0 and below 1. */
  readonly likelihoodRatio: number;
  /** One sentence for a person. */
  readonly reason: string;
}

/** Evidence for or against a camera recording. */
export type CameraEvidence = SourceEvidence & { readonly source: 'camera' };

/** Evidence for a camera recording where the ratio is above 1, and against it below. */
export const aboutCamera = (likelihoodRatio: number, reason: string): CameraEvidence => ({ source: 'camera', likelihoodRatio, reason });
