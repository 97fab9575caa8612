import { nameRendition, type PlacedCopy, type PlacedRendition } from './rendition.ts';
import { compareAll, type Reading } from './sign.ts';

/** What one end that coincides is worth: distributors' logos and black are the first that is trimmed, and trimming ends on a cut. */
const RATIO_AN_END = 1 / 3;
/** Seconds within which ends coincide, and beyond which they do not. */
const COINCIDE = { within: 0.3, beyond: 1 } as const;

/**
 * Lead-in and lead-out: which rendition the copy begins and ends with, to the second, black and logos counted. Cannot say of an excerpt, which
 * begins and ends with none.
 */
export function readEnds(copy: PlacedCopy): Reading {
  const { duration } = copy.query;
  const silence = 'The copy begins and ends with none of the enrolled renditions alone.';
  return compareAll(copy, silence, (better, other) => {
    const [one, rival] = [distancesOfEnds(better, duration), distancesOfEnds(other, duration)];
    if (one === undefined || rival === undefined) return undefined;
    const coincide = (end: 'start' | 'end') => one[end] <= COINCIDE.within && rival[end] >= COINCIDE.beyond;
    const ends = (['start', 'end'] as const).filter(coincide);
    // An end that speaks for the other takes back what this one says.
    if (ends.length === 0 || (['start', 'end'] as const).some((end) => rival[end] <= COINCIDE.within && one[end] >= COINCIDE.beyond)) {
      return undefined;
    }
    const verbs = ends.map((end) => (end === 'start' ? 'begins' : 'ends')).join(' and ');
    const off = ends.map((end) => `${rival[end].toFixed(1)} s`).join(' and ');
    return {
      likelihoodRatio: RATIO_AN_END ** ends.length,
      reason: `It ${verbs} with ${nameRendition(better)}, and ${off} off ${nameRendition(other)}.`,
    };
  });
}

/** Seconds of the rendition between its ends and the copy's, on the lines of the first and the last segment; undefined where it is not shown. */
function distancesOfEnds({ segments, fingerprint }: PlacedRendition, duration: number): { start: number; end: number } | undefined {
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return {
    start: Math.abs(first.referenceStart - first.speed * first.queryStart),
    end: Math.abs(fingerprint.duration - (last.referenceEnd + last.speed * (duration - last.queryEnd))),
  };
}
