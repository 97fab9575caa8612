import { findTrack, type HashTrack } from '@streetdate/core/portable';
import { differencesOf, isAtEnd } from '../../compare/differences.ts';
import { nameRendition, type PlacedCopy, type PlacedRendition } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';

/** What one end that coincides is worth: distributors' logos and black are the first that is trimmed, and trimming ends on a cut. */
const RATIO_AN_END = 1 / 3;
/** Seconds within which ends coincide, and beyond which they do not. */
const COINCIDE = { within: 0.3, beyond: 1 } as const;

/**
 * Lead-in and lead-out: which rendition the copy begins and ends with, to the second, black and logos counted. Cannot say of an excerpt, which
 * begins and ends with none, nor of an end at which the copy shows something else: a trailer of five seconds before the film is as long as what some rendition has there.
 * A logo that the copy shows and the other rendition has nowhere is footage of the one alone, which the sign of the cuts counts where it is all that there is; it is not counted here again.
 */
export function readEnds(copy: PlacedCopy): Reading {
  const silence = 'The copy begins and ends with none of the enrolled renditions alone.';
  return compareAll(copy, silence, (better, other) => {
    const [one, rival] = [distancesOfEnds(copy, better), distancesOfEnds(copy, other)];
    if (one === undefined || rival === undefined) return undefined;
    const coincide = (end: 'start' | 'end') => one[end] <= COINCIDE.within && rival[end] >= COINCIDE.beyond;
    const ends = (['start', 'end'] as const).filter((end) => coincide(end) && !isOnlyCut(copy, better, other, end));
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

/** Whether an end of the copy shows what the better rendition has and the other has nowhere, and they differ in no other place. */
function isOnlyCut(copy: PlacedCopy, better: PlacedRendition, other: PlacedRendition, end: 'start' | 'end'): boolean {
  const places = differencesOf(copy, better, other);
  return (
    places.some((place) => isAtEnd(copy, place, end)) &&
    places.every((place) => isAtEnd(copy, place, 'start') || isAtEnd(copy, place, 'end'))
  );
}

/**
 * Seconds of the rendition between its ends and the copy's, on the lines of the first and the last segment; undefined where it is not shown. Where the copy has other pictures
 * at an end, these belong to it as well: they are of no rendition.
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

/** Seconds from `start` to `end` for which a track has pictures: what is black, flat or fading has none. */
function secondsOfPictures({ timesMs, spansMs }: HashTrack, start: number, end: number): number {
  return timesMs.reduce((sum, timeMs, at) => {
    const [from, to] = [Math.max(start, timeMs / 1000), Math.min(end, (timeMs + spansMs[at]!) / 1000)];
    return sum + Math.max(0, to - from);
  }, 0);
}
