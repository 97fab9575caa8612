import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import type { Match } from '../../../match.ts';
import { compareRenditions } from '../../compare/compare-renditions.ts';
import { sampledIntervals } from '../../compare/sampled-intervals.ts';
import { signTestChance } from '../../compare/sign-test.ts';
import { nameRendition, type Rendition } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';
import { BEATS, type PairedBlending, pairBlending } from './paired-blending.ts';

/**
 * Not counted: programs that convert a copy's rate and mix frames at the same beat, one time in four at nearly the same moments; and
 * people who undo the mixing.
 */
const RATIOS = { follows: 1 / 10 } as const;
/** How many times more two renditions must differ at the beat of their rates than at other beats. */
const LEAST_PROMINENCE = 3;
/** How closely the copy must follow the one rendition; 0.5 is neither. Smoothing weakens the beat; merged fields reversed it as much in some copies. */
const LEAST_AGREEMENT = 0.65;
/**
 * How much mixing of its own a copy may have if its source has none. Such copies had 0 to 0.2, those at 320 × 180 and low bit rates up to
 * 0.7, and frame-mixed ones 0.5 and more. Copies of a mixed rendition with merged fields have 0.2 and more, at its rate.
 */
const MOST_OWN = { atItsRate: 0.1, atAnother: 0.3 } as const;
/** p-value of the sign test: seven intervals that all agree. */
const P_VALUE = 0.01;

/** Each interval holds two beats of the slowest conversion, 24 pictures to 25 frames. */
const SAMPLING = { most: 24, seconds: 2.2 } as const;
/** The fastest copy that is measured, frames a second: at 60 each frame has other neighbours than in a rendition at 30. */
const FASTEST = 31;

/** Mixed frames. */
export const blending: Sign<'blending'> = {
  name: 'blending',
  measures: 'A steady beat of frames mixed from two pictures, which conversion of the frame rate leaves in a rendition and its copies.',
  trait: 'speed',
  ratios: RATIOS,
  fooledBy: 'A program that mixes frames at the same beat, or one that undoes the mixing.',
  inconclusive: 'The renditions have one rate or repeat frames, or the copy’s fields were merged.',
  read: (copy) => {
    const measured = copy.blending;
    if (measured === undefined || measured.length === 0)
      return { cannotSay: 'Its frames were not measured for mixing, which needs renditions at two rates that store theirs.' };
    const inconclusive = 'No two enrolled renditions differ in mixed frames, or its own mixing follows neither.';
    return compareRenditions(copy, inconclusive, (better, other) => {
      const paired = pairBlending(measured, better, other);
      if (paired === undefined || !follows(paired)) return undefined;
      const { beat, mixed, ownShare } = paired;
      const [one, rival] = [nameRendition(better), nameRendition(other)];
      if (mixed === 'second' && ownShare > (hasRateOf(copy.query, other) ? MOST_OWN.atItsRate : MOST_OWN.atAnother)) return undefined;
      const reason =
        mixed === 'first'
          ? `Its frames are mixed from two pictures every ${beat.toFixed(2)} s, at the moments where those of ${one} are; those of ${rival} are not.`
          : `Its frames are not mixed from two pictures every ${beat.toFixed(2)} s; those of ${rival} are, and those of ${one} are not.`;
      return { likelihoodRatio: RATIOS.follows, reason };
    });
  },
};

/** Whether a copy has a rendition's frame rate, as closely as mixing can tell. */
const hasRateOf = ({ media }: Fingerprint, { fingerprint }: Rendition) =>
  Math.abs((media.frameRate ?? 0) - (fingerprint.media.frameRate ?? 0)) < BEATS.slowest;

function follows({ prominence, agreement, intervals, intervalsWon }: PairedBlending): boolean {
  return prominence >= LEAST_PROMINENCE && agreement >= LEAST_AGREEMENT && signTestChance(intervalsWon, intervals) <= P_VALUE;
}

/**
 * Intervals of a copy in which to measure mixed frames with core's `measureBlending`.
 * @param matches - The matches of the copy.
 * @param renditions - Every enrolled rendition of one title.
 * @returns In order of time; empty unless the copy shows two renditions of different rates that store their own measurement.
 */
export function blendingIntervals(query: Fingerprint, matches: readonly Match[], renditions: readonly Rendition[]): TimeSpan[] {
  const { frameRate } = query.media;
  if (query.kind !== 'film' || frameRate === undefined || frameRate > FASTEST) return [];
  const known = renditions.filter(
    ({ fingerprint: { blending, media } }) => blending && media.frameRate !== undefined && media.frameRate <= FASTEST,
  );
  const rates = known.flatMap(({ referenceId, fingerprint }) => {
    const shown = matches.find((match) => match.referenceId === referenceId)?.segments[0];
    return shown ? [shown.speed * fingerprint.media.frameRate!] : [];
  });
  if (rates.length < 2 || Math.max(...rates) - Math.min(...rates) < BEATS.slowest) return [];
  return sampledIntervals(matches, known, SAMPLING);
}
