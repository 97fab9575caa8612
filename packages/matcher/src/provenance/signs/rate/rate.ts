import type { Fingerprint } from '@streetdate/core/portable';
import { longestSegment, nameRendition, type PlacedCopy } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';
import { speedOf } from '../speed/speed.ts';

/**
 * What it is worth that a copy has the frame rate of the one rendition and not that of the other. Encoders keep the rate that they are given unless told
 * otherwise. Nothing is gained by changing it by a thousandth, between 23.976 and 24 frames a second; who edits a copy in a project of the
 * other rate does it without a thought, and a store that sells the film at the other rate, and that nobody enrolled, explains it as well: it never decides alone.
 * Programs that bring one rate to the other repeat a frame in 42 s or leave one out, and the film lasts as long as before. Where the copy is long enough to see that it lasts as the one rendition does, picture
 * and sound were re-timed by a thousandth, if it is of the other: what is done to masters, and hardly ever to copies. Where it lasts as the other does, its frames were repeated or left out, and its rate
 * says nothing. Frames are repeated or left out on purpose more often: by screen recorders, for devices, to hide. Nobody has counted these.
 */
const RATIO = { retimed: 1 / 10, retimedForSure: 1 / 25, repeated: 1 / 3 } as const;
/** Rates are equal within this share: a few frames added in front of an excerpt move its average by a third of a thousandth. */
const SAME_RATE = 4e-4;
/** Rates and speeds nearer than this differ by NTSC's thousandth at most. */
const NEARLY = 0.002;

/**
 * Frame rate: a copy has that of its source, and of an interlaced disc that of its film, of its frames or of its fields. Cannot say of a copy that has
 * the rate of none of the renditions, where all have the same, and where the film runs at another speed, which another sign measures.
 */
export function readRate(copy: PlacedCopy): Reading {
  const silence = 'Its frame rate is that of all enrolled renditions that run at its speed, or of none.';
  const { frameRate } = copy.query.media;
  if (frameRate === undefined) return { cannotSay: 'Its frame rate is not known.' };
  const given = (rates: readonly number[]) => rates.some((rate) => apart(rate, frameRate) <= SAME_RATE);
  return compareAll(copy, silence, (better, other) => {
    const [own, rival] = [ratesOf(better.fingerprint), ratesOf(other.fingerprint)];
    if (!given(own) || rival.length === 0 || given(rival)) return undefined;
    const retimed = rival.some((rate) => apart(rate, frameRate) <= NEARLY);
    if (!retimed && apart(longestSegment(other)?.speed ?? 0, 1) > NEARLY) return undefined;
    const [here, there] = [speedOf(better)?.kind, speedOf(other)?.kind];
    // Its length says otherwise than its frames: a program repeated some of them, or left some out.
    if (retimed && here === 're-timed') return undefined;
    const isSure = here === 'plain' && there === 're-timed';
    return {
      likelihoodRatio: retimed ? (isSure ? RATIO.retimedForSure : RATIO.retimed) : RATIO.repeated,
      reason: `It has ${frameRate.toFixed(3)} frames a second, as a copy of ${nameRendition(better)} has, and one of ${nameRendition(other)} ${rival.map((rate) => rate.toFixed(3)).join(' or ')}.`,
    };
  });
}

const apart = (one: number, other: number) => Math.abs(one / other - 1);

/** NTSC's frames a second, and those of a film that was brought to it by repeating fields, 2:3 (SMPTE RP 197). */
const [NTSC, NTSC_FILM] = [30_000 / 1001, 24_000 / 1001];

/** Frame rates that copies of a rendition have by themselves; none where its own is not known. */
export function ratesOf({ media: { frameRate } }: Fingerprint): number[] {
  if (frameRate === undefined) return [];
  return apart(frameRate, NTSC) <= SAME_RATE ? [frameRate, NTSC_FILM, 2 * frameRate] : [frameRate];
}

/** Whether frames come at NTSC's rate, 30 a second or a thousandth below, which containers and programs take for each other. */
export function isNtscRate(frameRate: number): boolean {
  return apart(frameRate, NTSC) <= NEARLY;
}
