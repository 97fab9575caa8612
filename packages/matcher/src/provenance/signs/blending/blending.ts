import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import type { Match } from '../../../match.ts';
import { lookStretches } from '../../compare/sampled-intervals.ts';
import { signTestChance } from '../../compare/sign-test.ts';
import { nameRendition, type PlacedCopy, type Rendition } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';
import { BEATS, type PairedBlending, pairBlending } from './paired-blending.ts';

/**
 * What it is worth that a copy's frames are mixed as the one's are, or are not as the other's are. A program that brings a copy to another rate may mix its frames as well, in the same beat and, one time in four, nearly at the same
 * moments; and a mixed film can be undone with patience. Nobody has counted either.
 */
const RATIO = 1 / 10;
/** How much more two renditions must differ in the beat of their rates than in other beats. */
const PROMINENT = 3;
/** How far the copy must go with the one: half-way is neither. A copy that was smoothed has less of the beat; where the fields of a conversion were merged, copies went as far the other way. */
const AGREEMENT = 0.65;
/**
 * How far a copy's own frames may be mixed for it to be of what is not: 0 to 0.2 in copies of that, those at 320 × 180 of few bits up to 0.7, and from 0.5 on in those that a program mixed at other moments. Copies of a mixed rendition whose fields were merged
 * have what is left of its beat at the other moments, from 0.2 on: they have its rate.
 */
const MOST_OWN = { atItsRate: 0.1, atAnother: 0.3 } as const;
/** Chance of a sign test at which that is no accident: seven stretches that all agree. */
const CHANCE = 0.01;

/** Looked at of one film: stretches, and seconds of each. Two beats of the slowest conversion, 24 pictures to 25 frames. */
const LOOK = { stretches: 24, seconds: 2.2 } as const;
/** The fastest copy that is looked at, frames a second: renditions are known at 30, and at twice that each frame has other neighbours. */
const FASTEST = 31;

/**
 * Blending: a rendition that was brought to its rate by mixing the frames, or fields, of another one, as standards are converted, has mixed frames in a steady beat, and so have copies of it, see {@link pairBlending}. Cannot say where the
 * renditions have one rate or repeat frames, nor of a copy whose fields were merged.
 */
export function readBlending(copy: PlacedCopy): Reading {
  const { blending } = copy;
  if (blending === undefined || blending.length === 0)
    return {
      cannotSay:
        'Its frames were not looked at for mixtures: only between renditions of two rates that keep how theirs are mixed is there anything to see.',
    };
  const silence = 'No two enrolled renditions differ in how their frames are mixed, or its own are mixed like neither’s.';
  return compareAll(copy, silence, (better, other) => {
    const paired = pairBlending(blending, better, other);
    if (paired === undefined || !follows(paired)) return undefined;
    const { beat, mixed, ownShare } = paired;
    const [one, rival] = [nameRendition(better), nameRendition(other)];
    if (mixed === 'second' && ownShare > (hasRateOf(copy.query, other) ? MOST_OWN.atItsRate : MOST_OWN.atAnother)) return undefined;
    const reason =
      mixed === 'first'
        ? `In a beat of ${beat.toFixed(2)} s its frames are mixed of two pictures, just when those of ${one} are, and those of ${rival} are not.`
        : `Its frames are not mixed of two pictures in a beat of ${beat.toFixed(2)} s, as those of ${rival} are and those of ${one} are not.`;
    return { likelihoodRatio: RATIO, reason };
  });
}

/** Whether a copy has a rendition's frames a second, as far as blending goes. */
const hasRateOf = ({ media }: Fingerprint, { fingerprint }: Rendition) =>
  Math.abs((media.frameRate ?? 0) - (fingerprint.media.frameRate ?? 0)) < BEATS.slowest;

function follows({ prominence, agreement, stretches, stretchesWon }: PairedBlending): boolean {
  return prominence >= PROMINENT && agreement >= AGREEMENT && signTestChance(stretchesWon, stretches) <= CHANCE;
}

/**
 * Which stretches of a copy to look at frame by frame for {@link readBlending}, with `measureBlending` of core.
 * @param matches - What was found in it.
 * @param renditions - Every enrolled rendition of one title.
 * @returns In order of time; empty where nothing would come of it: fewer than two renditions that it shows keep how their frames are mixed, or all have one rate beside it, as one that runs faster has.
 */
export function blendingStretches(query: Fingerprint, matches: readonly Match[], renditions: readonly Rendition[]): TimeSpan[] {
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
  return lookStretches(matches, known, LOOK);
}
