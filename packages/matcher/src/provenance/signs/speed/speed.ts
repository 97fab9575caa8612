import { ISSUED_SPEEDS } from '../../../align/speeds.ts';
import { compareRenditions } from '../../compare/compare-renditions.ts';
import { longestSegment, nameRendition, type PlacedRendition, secondsOf } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';

/**
 * For a PAL speed-up and for NTSC's thousandth. Copies are retimed too: seldom between 24 and 25 frames a second, since that changes the
 * pitch, and often between 24 and 23.976, since encoders do it by themselves. In the tuning half of the calibration one copy
 * in seven was retimed to 25 on purpose; 3 of 47 doubts were wrong.
 */
const RATIOS = { speedUp: 1 / 6, pullDown: 1 / 2 } as const;
/** Error of an alignment at both ends, seconds, and the least error of a speed. */
const ERROR = { seconds: 0.15, speed: 2e-4 } as const;
/** Speeds below this are NTSC's thousandth. */
const PULL_DOWN_BELOW = 1.01;

/** Playback speed. */
export const speed: Sign<'speed'> = {
  name: 'speed',
  measures: 'Which rendition the copy matches at its own speed, and which only at 25/24, 24/25 or 1001/1000 of it.',
  trait: 'speed',
  ratios: RATIOS,
  fooledBy: 'Copies that their maker retimed.',
  inconclusive: 'The copy matches no rendition at its own speed, or all, or it is too short to measure the difference.',
  read: (copy) => {
    const inconclusive = 'It runs at the same speed against all enrolled renditions, at the speed of none, or is too short to tell.';
    return compareRenditions(copy, inconclusive, (better, other) => {
      const [own, rival] = [speedOf(better), speedOf(other)];
      if (own?.kind !== 'plain' || rival?.kind !== 're-timed') return undefined;
      const change = Math.max(rival.speed, 1 / rival.speed);
      return {
        likelihoodRatio: change < PULL_DOWN_BELOW ? RATIOS.pullDown : RATIOS.speedUp,
        reason: `It runs at ${own.speed.toFixed(4)} times the speed of ${nameRendition(better)}, and at ${rival.speed.toFixed(4)} times the speed of ${nameRendition(other)}.`,
      };
    });
  },
};

/**
 * The copy's speed against a rendition; undefined where the copy does not show it. It is `plain` if it is 1 within the error, `re-timed` if it
 * is one at which films are issued, else `other`.
 */
export function speedOf(rendition: PlacedRendition): { speed: number; kind: 'plain' | 're-timed' | 'other' } | undefined {
  const segment = longestSegment(rendition);
  if (segment === undefined) return undefined;
  const { speed } = segment;
  const tolerance = Math.max(ERROR.speed, ERROR.seconds / secondsOf(segment));
  const apart = Math.abs(speed - 1);
  if (apart <= tolerance) return { speed, kind: 'plain' };
  const isIssued = ISSUED_SPEEDS.some((each) => each !== 1 && Math.abs(each - speed) <= tolerance);
  return { speed, kind: isIssued && apart > 2 * tolerance ? 're-timed' : 'other' };
}
