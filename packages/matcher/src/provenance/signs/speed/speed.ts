import { ISSUED_SPEEDS } from '../../../align/speeds.ts';
import { longestSegment, nameRendition, type PlacedCopy, type PlacedRendition, secondsOf } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';

/**
 * What it is worth that a copy runs at the very speed of one rendition and not of the other. Copies are re-timed as well: seldom between 24 and
 * 25 frames a second, which changes the pitch or costs work, and often between 24 and 23.976, which an encoder does by itself. In the
 * tuning half of the calibration, where one in seven was re-timed to 25 on purpose, 3 of 47 doubts were of what the copy was of.
 */
const RATIO = { speedUp: 1 / 6, pullDown: 1 / 2 } as const;
/** A line is known to a tenth of a second at both ends, and speeds to this at best. */
const SURE_TO = { seconds: 0.15, speed: 2e-4 } as const;
/** Re-timings below this are those of NTSC, 0.1 %. */
const PULL_DOWN_BELOW = 1.01;

/**
 * Speed: which rendition the copy runs against at 1.000, and which at 25/24, 24/25 or 1001/1000. Cannot say where the copy runs at the speed of
 * none, where all run alike, or where it is too short for the difference.
 */
export function readSpeed(copy: PlacedCopy): Reading {
  const silence = 'It runs at the same speed against all enrolled renditions, at that of none, or is too short to tell.';
  return compareAll(copy, silence, (better, other) => {
    const [own, rival] = [speedOf(better), speedOf(other)];
    if (own?.kind !== 'plain' || rival?.kind !== 're-timed') return undefined;
    const stretched = Math.max(rival.speed, 1 / rival.speed);
    return {
      likelihoodRatio: stretched < PULL_DOWN_BELOW ? RATIO.pullDown : RATIO.speedUp,
      reason: `It runs at ${own.speed.toFixed(4)} times the speed of ${nameRendition(better)}, and at ${rival.speed.toFixed(4)} times that of ${nameRendition(other)}.`,
    };
  });
}

/** The speed against a rendition, and whether it is 1, one of a re-timing of the trade, or neither for sure; undefined where it is not shown. */
export function speedOf(rendition: PlacedRendition): { speed: number; kind: 'plain' | 're-timed' | 'other' } | undefined {
  const segment = longestSegment(rendition);
  if (segment === undefined) return undefined;
  const { speed } = segment;
  const tolerance = Math.max(SURE_TO.speed, SURE_TO.seconds / secondsOf(segment));
  const apart = Math.abs(speed - 1);
  if (apart <= tolerance) return { speed, kind: 'plain' };
  const isIssued = ISSUED_SPEEDS.some((each) => each !== 1 && Math.abs(each - speed) <= tolerance);
  return { speed, kind: isIssued && apart > 2 * tolerance ? 're-timed' : 'other' };
}
