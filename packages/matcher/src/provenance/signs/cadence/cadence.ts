import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import type { Match } from '../../../match.ts';
import { compareRenditions } from '../../compare/compare-renditions.ts';
import { sampledIntervals } from '../../compare/sampled-intervals.ts';
import { nameRendition, type Rendition } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';
import { isNtscRate, ratesOf } from '../rate/rate.ts';

/** Not counted: recordings of an NTSC screen, and NTSC releases that nobody enrolled. Both have merged fields. */
const RATIOS = { merged: 1 / 10 } as const;
/**
 * Fewest intervals with merged fields, and their least share of the intervals with motion. Shot changes and fades hide the pattern;
 * frame-mixing programs resembled it in one of 16 intervals. Downscaled or blended copies showed it in at least half, copies that
 * were upscaled while interlaced often in none.
 */
const LEAST = { merged: 2, share: 1 / 3 } as const;

/** Enough for twelve groups of five frames in each interval. */
const SAMPLING = { most: 8, seconds: 2.2 } as const;
/** Longer side of the frames to measure, pixels: small enough that scaling merges the fields of an interlaced frame. */
export const CADENCE_LONG_SIDE = 128;

/** Traces of 2:3 pulldown. */
export const cadence: Sign<'cadence'> = {
  name: 'cadence',
  measures: 'Traces of 2:3 pulldown in frames whose fields were merged. Only releases for NTSC screens have them.',
  trait: 'speed',
  ratios: RATIOS,
  fooledBy: 'A recording of an NTSC screen, or an NTSC release that nobody enrolled.',
  inconclusive: 'The fields were separated, or the frames were not measured.',
  read: (copy) => {
    if (copy.cadence === undefined)
      return { cannotSay: 'Its frames were not measured for pulldown, which only copies at NTSC’s rate need.' };
    const { merged, intervals } = copy.cadence;
    if (merged < LEAST.merged || merged < LEAST.share * intervals)
      return { cannotSay: 'Its frames have no merged fields of 2:3 pulldown.' };
    return compareRenditions(copy, 'All enrolled renditions are for NTSC screens, or none is.', (better, other) => {
      if (!isForNtsc(better.fingerprint) || isForNtsc(other.fingerprint) || ratesOf(other.fingerprint).length === 0) return undefined;
      return {
        likelihoodRatio: RATIOS.merged,
        reason: `In ${merged} of ${intervals} intervals two of five frames have merged fields of 2:3 pulldown, as a copy of ${nameRendition(better)} would; ${nameRendition(other)} has no such fields.`,
      };
    });
  },
};

/**
 * Intervals of a copy in which to measure the cadence, with every frame at {@link CADENCE_LONG_SIDE}.
 * @param matches - The matches of the copy.
 * @param renditions - Every enrolled rendition of one title.
 * @returns In order of time; empty if the copy is not at NTSC's rate or the renditions do not differ in this.
 */
export function cadenceIntervals(query: Fingerprint, matches: readonly Match[], renditions: readonly Rendition[]): TimeSpan[] {
  const { frameRate } = query.media;
  if (query.kind !== 'film' || frameRate === undefined || !isNtscRate(frameRate)) return [];
  if (new Set(renditions.map(({ fingerprint }) => isForNtsc(fingerprint))).size < 2) return [];
  return sampledIntervals(matches, renditions, SAMPLING);
}

/** Whether a rendition plays in NTSC fields: at NTSC's rate, or as 480 lines of MPEG-2 at 23.976, which ask the player for pulldown. */
function isForNtsc({ media: { frameRate, height, videoCodec } }: Fingerprint): boolean {
  return frameRate !== undefined && (isNtscRate(frameRate) || (videoCodec === 'mpeg2video' && height === 480));
}
