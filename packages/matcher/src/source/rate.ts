import type { Fingerprint } from '@streetdate/core/portable';
import { nameRendition, type PlacedCopy } from './rendition.ts';
import { compareAll, type Reading } from './sign.ts';

/**
 * What it is worth that a copy has the frame rate of the one rendition and not that of the other, where both run at nearly the same speed: 23.976 and
 * 24 frames a second. Encoders keep the rate that they are given unless told otherwise, and nothing is gained by changing it
 * by a thousandth; who edits a copy in a project of the other rate does it without a thought. Nobody has counted these.
 */
const RATIO = 1 / 10;
/** Rates are equal within this share: a few frames added in front of an excerpt move its average by a third of a thousandth. */
const SAME_RATE = 4e-4;
/** Rates further apart than this differ in the film's speed, of which `speed` tells more, or in repeated frames. */
const NEARLY = 0.002;

/**
 * Frame rate: a copy has that of its source, and of an interlaced disc that of its film, of its frames or of its fields. Cannot say of a copy that has
 * the rate of none of the renditions, where all have the same, and where only the speed of the film differs.
 */
export function readRate(copy: PlacedCopy): Reading {
  const silence = 'Its frame rate is that of all enrolled renditions that run at its speed, or of none.';
  const { frameRate } = copy.query.media;
  if (frameRate === undefined) return { cannotSay: 'Its frame rate is not known.' };
  const given = (rates: readonly number[]) => rates.some((rate) => apart(rate, frameRate) <= SAME_RATE);
  return compareAll(copy, silence, (better, other) => {
    const [own, rival] = [ratesOf(better.fingerprint), ratesOf(other.fingerprint)];
    if (!given(own) || rival.length === 0 || given(rival)) return undefined;
    if (!rival.some((rate) => apart(rate, frameRate) <= NEARLY)) return undefined;
    return {
      likelihoodRatio: RATIO,
      reason: `It has ${frameRate.toFixed(3)} frames a second, as a copy of ${nameRendition(better)} has, and one of ${nameRendition(other)} ${rival.map((rate) => rate.toFixed(3)).join(' or ')}.`,
    };
  });
}

const apart = (one: number, other: number) => Math.abs(one / other - 1);

/** NTSC's frames a second, and those of a film that was brought to it by repeating fields, 2:3 (SMPTE RP 197). */
const [NTSC, NTSC_FILM] = [30_000 / 1001, 24_000 / 1001];

/** Frame rates that copies of a rendition have by themselves; none where its own is not known. */
function ratesOf({ media: { frameRate } }: Fingerprint): number[] {
  if (frameRate === undefined) return [];
  return apart(frameRate, NTSC) <= SAME_RATE ? [frameRate, NTSC_FILM, 2 * frameRate] : [frameRate];
}
