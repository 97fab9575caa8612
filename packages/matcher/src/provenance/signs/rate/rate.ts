import type { Fingerprint } from '@streetdate/core/portable';
import { compareRenditions } from '../../compare/compare-renditions.ts';
import { longestSegment, nameRendition } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';
import { speedOf } from '../speed/speed.ts';

/**
 * Encoders keep the frame rate unless told otherwise. Not counted: editors who work in a project of another rate, and stores that sell
 * the film at the other rate. So the sign never decides alone.
 *
 * Programs that convert between 23.976 and 24 repeat or drop one frame in 42 s, and the duration stays. If the duration fits the one
 * rendition and not the other, the copy was retimed by a thousandth, if it is from the other (`retimedForSure`): people do that
 * to masters, and hardly ever to copies. If the duration fits the other one, frames were repeated, and the rate tells nothing.
 * Screen recorders and people who hide a copy repeat or drop frames more often (`repeated`).
 */
const RATIOS = { retimed: 1 / 10, retimedForSure: 1 / 25, repeated: 1 / 3 } as const;
/** Rates are equal within this share: a few frames before an excerpt move its average by a third of a thousandth. */
const SAME_RATE = 4e-4;
/** Rates and speeds that differ by less differ by NTSC's thousandth at most. */
const NEARLY = 0.002;

/** Frame rate. */
export const rate: Sign<'rate'> = {
  name: 'rate',
  measures: 'Which rendition has the copy’s frame rate. An interlaced disc also gives the rate of its film and of its fields.',
  trait: 'speed',
  ratios: RATIOS,
  fooledBy: 'Conversion of the frame rate, or a release at the other rate that nobody enrolled.',
  inconclusive: 'No rendition has the copy’s rate, all have it, or the film runs at another speed, which the sign `speed` measures.',
  read: (copy) => {
    const { frameRate } = copy.query.media;
    if (frameRate === undefined) return { cannotSay: 'Its frame rate is unknown.' };
    const inconclusive = 'All enrolled renditions that run at its speed have its frame rate, or none has.';
    const given = (rates: readonly number[]) => rates.some((each) => apart(each, frameRate) <= SAME_RATE);
    return compareRenditions(copy, inconclusive, (better, other) => {
      const [own, rival] = [ratesOf(better.fingerprint), ratesOf(other.fingerprint)];
      if (!given(own) || rival.length === 0 || given(rival)) return undefined;
      const retimed = rival.some((each) => apart(each, frameRate) <= NEARLY);
      if (!retimed && apart(longestSegment(other)?.speed ?? 0, 1) > NEARLY) return undefined;
      const [here, there] = [speedOf(better)?.kind, speedOf(other)?.kind];
      // The duration contradicts the rate: a program repeated or dropped frames.
      if (retimed && here === 're-timed') return undefined;
      const isSure = here === 'plain' && there === 're-timed';
      return {
        likelihoodRatio: retimed ? (isSure ? RATIOS.retimedForSure : RATIOS.retimed) : RATIOS.repeated,
        reason: `It has ${frameRate.toFixed(3)} frames a second, as a copy of ${nameRendition(better)} would; a copy of ${nameRendition(other)} would have ${rival.map((each) => each.toFixed(3)).join(' or ')}.`,
      };
    });
  },
};

const apart = (one: number, other: number) => Math.abs(one / other - 1);

/** Frames a second of NTSC, and of film that 2:3 pulldown brought to NTSC (SMPTE RP 197). */
const [NTSC, NTSC_FILM] = [30_000 / 1001, 24_000 / 1001];

/** Frame rates that copies of a rendition have without conversion; empty if its own is unknown. */
export function ratesOf({ media: { frameRate } }: Fingerprint): number[] {
  if (frameRate === undefined) return [];
  return apart(frameRate, NTSC) <= SAME_RATE ? [frameRate, NTSC_FILM, 2 * frameRate] : [frameRate];
}

/** Whether a rate is 30 or 29.97 frames a second, which containers and programs confuse. */
export function isNtscRate(frameRate: number): boolean {
  return apart(frameRate, NTSC) <= NEARLY;
}
