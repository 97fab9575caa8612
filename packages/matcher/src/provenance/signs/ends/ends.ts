import { findTrack, type HashTrack } from '@streetdate/core/portable';
import { compareRenditions } from '../../compare/compare-renditions.ts';
import { differencesOf, isAtEnd } from '../../compare/differences.ts';
import { nameRendition, type PlacedCopy, type PlacedRendition } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';

/** For one end that coincides, and for both. Logos and black are the first that people trim, and they trim at a shot cut. */
const RATIOS = { oneEnd: 1 / 3, bothEnds: 1 / 9 } as const;
/** Seconds within which ends coincide, and beyond which they do not. */
const COINCIDE = { within: 0.3, beyond: 1 } as const;

/** Lead-in and lead-out. */
export const ends: Sign<'ends'> = {
  name: 'ends',
  measures: 'Which rendition the copy begins and ends with, to the second. Black and logos count.',
  trait: 'ends',
  ratios: RATIOS,
  fooledBy: 'Trimming that happens to leave the lead-in or lead-out of another rendition.',
  inconclusive: 'The copy is an excerpt, or it shows something else at an end, such as a trailer as long as a logo.',
  read: (copy) =>
    compareRenditions(copy, 'It does not begin or end as one enrolled rendition alone does.', (better, other) => {
      const [one, rival] = [distancesOfEnds(copy, better), distancesOfEnds(copy, other)];
      if (one === undefined || rival === undefined) return undefined;
      const coincide = (end: 'start' | 'end') => one[end] <= COINCIDE.within && rival[end] >= COINCIDE.beyond;
      const shared = (['start', 'end'] as const).filter((end) => coincide(end) && !isOnlyCut(copy, better, other, end));
      // An end that fits the other rendition cancels this one.
      if (shared.length === 0 || (['start', 'end'] as const).some((end) => rival[end] <= COINCIDE.within && one[end] >= COINCIDE.beyond)) {
        return undefined;
      }
      const verbs = shared.map((end) => (end === 'start' ? 'begins' : 'ends')).join(' and ');
      const off = shared.map((end) => `${rival[end].toFixed(1)} s`).join(' and ');
      return {
        likelihoodRatio: RATIOS.oneEnd ** shared.length,
        reason: `It ${verbs} where ${nameRendition(better)} does, and ${off} away from where ${nameRendition(other)} does.`,
      };
    }),
};

/** Whether an end of the copy is footage that the other rendition lacks, and the two differ nowhere else. The sign `cuts` counts that. */
function isOnlyCut(copy: PlacedCopy, better: PlacedRendition, other: PlacedRendition, end: 'start' | 'end'): boolean {
  const places = differencesOf(copy, better, other);
  return (
    places.some((place) => isAtEnd(copy, place, end)) &&
    places.every((place) => isAtEnd(copy, place, 'start') || isAtEnd(copy, place, 'end'))
  );
}

/**
 * Seconds of the rendition between its ends and the copy's, by the alignment of the first and last segment; undefined without segments.
 * Other pictures at an end of the copy count as distance: they belong to no rendition.
 */
function distancesOfEnds(
  { query, algorithm }: PlacedCopy,
  { segments, fingerprint }: PlacedRendition,
): { start: number; end: number } | undefined {
  const [first, last] = [segments[0], segments.at(-1)];
  const track = findTrack(query, algorithm);
  if (first === undefined || last === undefined || track === undefined) return undefined;
  const start = Math.abs(first.referenceStart - first.speed * first.queryStart);
  const end = Math.abs(fingerprint.duration - (last.referenceEnd + last.speed * (query.duration - last.queryEnd)));
  return {
    start: Math.max(start, secondsOfPictures(track, 0, first.queryStart)),
    end: Math.max(end, secondsOfPictures(track, last.queryEnd, query.duration)),
  };
}

/** Seconds from `start` to `end` that have hashed frames. Black, flat and fading frames have no hash. */
function secondsOfPictures({ timesMs, spansMs }: HashTrack, start: number, end: number): number {
  return timesMs.reduce((sum, timeMs, at) => {
    const [from, to] = [Math.max(start, timeMs / 1000), Math.min(end, (timeMs + spansMs[at]!) / 1000)];
    return sum + Math.max(0, to - from);
  }, 0);
}
