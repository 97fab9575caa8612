import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import type { Match } from '../../../match.ts';
import { lookStretches } from '../../compare/sampled-intervals.ts';
import { nameRendition, type PlacedCopy, type Rendition } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';
import { isNtscRate, ratesOf } from '../rate/rate.ts';

/**
 * What it is worth that a copy has fields of 2:3 pulldown merged in its frames. Only what is made for NTSC's screens has them; who records such a screen has them of anything that is
 * shown on it, and a release for NTSC that nobody enrolled has them as well. Nobody has counted either.
 */
const RATIO = 1 / 10;
/**
 * Stretches, and share of those in which enough moves, that must have them: cuts and fades within a stretch hide them, and a program that mixes frames came near to them in one of 16. Copies
 * that were made smaller or blended had them in half of their stretches and more, those that were enlarged with their combs often in none.
 */
const LEAST = { merged: 2, share: 1 / 3 } as const;

/** Looked at of one film: stretches, and seconds of each. Enough for twelve groups of five frames. */
const LOOK = { stretches: 8, seconds: 2.2 } as const;
/** Longer side of the pictures that are looked at, pixels: small enough for the fields of a combed frame to merge. */
export const CADENCE_LONG_SIDE = 128;

/**
 * Cadence: a copy of a film in NTSC's fields whose fields were merged and not separated keeps what 2:3 pulldown left in them, see {@link measureCadence}. Cannot say of a copy in which fields
 * were separated, or whose frames were not looked at one by one.
 */
export function readCadence(copy: PlacedCopy): Reading {
  const { cadence } = copy;
  if (cadence === undefined)
    return { cannotSay: 'Its frames were not looked at one by one: only at NTSC’s rate is there anything to see.' };
  const { merged, stretches } = cadence;
  if (merged < LEAST.merged || merged < LEAST.share * stretches)
    return { cannotSay: 'No fields of 2:3 pulldown are merged in its frames.' };
  return compareAll(copy, 'All enrolled renditions are for NTSC’s screens, or none is.', (better, other) => {
    if (!isForNtsc(better.fingerprint) || isForNtsc(other.fingerprint) || ratesOf(other.fingerprint).length === 0) return undefined;
    return {
      likelihoodRatio: RATIO,
      reason: `Two of five frames are merged from fields of 2:3 pulldown in ${merged} of ${stretches} stretches, as in a copy of ${nameRendition(better)}, and ${nameRendition(other)} has no such fields.`,
    };
  });
}

/**
 * Which stretches of a copy to look at frame by frame for {@link readCadence}, in pictures of {@link CADENCE_LONG_SIDE}.
 * @param matches - What was found in it.
 * @param renditions - Every enrolled rendition of one title.
 * @returns In order of time; empty where nothing would come of it: the copy is not of NTSC's rate, or the renditions do not differ in it.
 */
export function cadenceStretches(query: Fingerprint, matches: readonly Match[], renditions: readonly Rendition[]): TimeSpan[] {
  const { frameRate } = query.media;
  if (query.kind !== 'film' || frameRate === undefined || !isNtscRate(frameRate)) return [];
  if (new Set(renditions.map(({ fingerprint }) => isForNtsc(fingerprint))).size < 2) return [];
  return lookStretches(matches, renditions, LOOK);
}

/** Whether a rendition is shown in NTSC's fields: at its rate, or as a film at 23.976 in 480 rows of MPEG-2, which asks the player for them. */
function isForNtsc({ media: { frameRate, height, videoCodec } }: Fingerprint): boolean {
  return frameRate !== undefined && (isNtscRate(frameRate) || (videoCodec === 'mpeg2video' && height === 480));
}
