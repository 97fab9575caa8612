import type { PlacedCopy } from './copy/rendition.ts';
import type { CameraEvidence, Sign } from './sign.ts';
import type { SourceEvidence } from './source-evidence.ts';
import { weighCamera } from './weigh-camera.ts';
import { type TraitDoubt, weighSources } from './weigh-sources.ts';

/** What some signs found together. */
export interface SignReadings<Name extends string = string> {
  /** Likelihood ratios that may be multiplied, in the signs' order. */
  readonly evidence: readonly SourceEvidence[];
  /** Every doubt, before they are combined. */
  readonly doubts: readonly TraitDoubt<Name>[];
  /** Signs that were inconclusive, and why. */
  readonly silent: readonly { readonly sign: Name; readonly reason: string }[];
}

/** Reads each sign and combines what they found. */
export function readSigns<Name extends string>(signs: readonly Sign<Name>[], copy: PlacedCopy): SignReadings<Name> {
  const silent: { sign: Name; reason: string }[] = [];
  const doubts: TraitDoubt<Name>[] = [];
  const camera: CameraEvidence[] = [];
  const sourceOf = new Map(copy.renditions.map(({ referenceId, source }) => [referenceId, source]));
  for (const { name: sign, trait, read } of signs) {
    const reading = read(copy);
    if ('cannotSay' in reading) silent.push({ sign, reason: reading.cannotSay });
    else if ('camera' in reading) camera.push(...reading.camera.map((each) => ({ ...each, sign })));
    else {
      const isForeign = reading.doubts.some(({ referenceId, betterSource }) => sourceOf.get(referenceId) !== betterSource);
      if (!isForeign) silent.push({ sign, reason: 'It only tells apart renditions of the same kind of source.' });
      doubts.push(...reading.doubts.map((doubt) => ({ sign, trait, ...doubt })));
    }
  }
  return { evidence: [...weighSources(copy.renditions, doubts), ...weighCamera(camera)], doubts, silent };
}
