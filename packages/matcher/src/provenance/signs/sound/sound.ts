import { compareRenditions } from '../../compare/compare-renditions.ts';
import { signTestChance } from '../../compare/sign-test.ts';
import { longestSegment, nameRendition, type PlacedCopy, type PlacedRendition } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';
import { pairSound } from './paired-sound.ts';

/** Copies are made from the picture of one release and the sound of another. */
const RATIOS = { sound: 1 / 4 } as const;
/** Fewest audio codes compared with each rendition: 15 seconds. The vote has its own p-value. */
const FEWEST_CODES = 120;
/**
 * Share of the bits in which two renditions' sounds must differ, and share of those bits in which the copy must agree with the one. Two
 * encodes of one sound differ by up to 0.13; dubs over the same music by 0.4, and copies agreed with the right one in 0.82 to 0.98.
 */
const LEAST = { apart: 0.2, agreement: 0.7 } as const;
/** p-value of the sign test over intervals of three seconds: seven that all agree, which twenty seconds hold. */
const P_VALUE = 0.01;
/** Speeds for which the copy's sound is coded exactly, see `QUERY_SPEEDS`. At others a difference may come from the speed. */
const CODED_SPEEDS = [1, 25 / 24, 24 / 25];
const SAME_SPEED = 0.002;

/** Sound. */
export const sound: Sign<'sound'> = {
  name: 'sound',
  measures: 'Which rendition’s sound the copy has, where they differ in language or mix.',
  trait: 'sound',
  ratios: RATIOS,
  fooledBy: 'The picture of one release with the sound of another.',
  inconclusive: 'The copy is silent or dubbed anew, all renditions sound alike, or the other has several streams, of which one is coded.',
  read: (copy) => {
    const inconclusive = 'All enrolled renditions have its sound, none has, or too little of it could be compared.';
    return compareRenditions(copy, inconclusive, (better, other) => {
      if (hasFurtherSound(other) || !soundsLike(copy, better, other)) return undefined;
      return {
        likelihoodRatio: RATIOS.sound,
        reason: `Its sound is that of ${nameRendition(better)}, not that of ${nameRendition(other)}.`,
      };
    });
  },
};

const hasFurtherSound = ({ fingerprint }: PlacedRendition) => (fingerprint.media.sound?.length ?? 1) > 1;

/** Compares bit by bit where both renditions run at one speed, else by the audio channel's vote on each. */
function soundsLike(copy: PlacedCopy, better: PlacedRendition, other: PlacedRendition): boolean {
  const pairs = pairSound(copy, better, other);
  if (pairs === undefined) return voteOf(better) === 'agrees' && voteOf(other) === 'disagrees';
  const { codes, apart, distance, agreement, intervals, intervalsWon } = pairs;
  if (codes < FEWEST_CODES || apart < LEAST.apart || distance > apart / 2 || agreement < LEAST.agreement) return false;
  return signTestChance(intervalsWon, intervals) <= P_VALUE;
}

/** The audio channel's vote on a rendition; undefined at speeds for which the copy's sound is not coded. */
function voteOf(rendition: PlacedRendition): 'agrees' | 'disagrees' | undefined {
  const vote = rendition.match?.sound;
  const segment = longestSegment(rendition);
  if (vote === undefined || segment === undefined || vote.codesCompared < FEWEST_CODES) return undefined;
  if (!CODED_SPEEDS.some((speed) => Math.abs(segment.speed / speed - 1) <= SAME_SPEED)) return undefined;
  return vote.vote === 'agrees' || vote.vote === 'disagrees' ? vote.vote : undefined;
}
