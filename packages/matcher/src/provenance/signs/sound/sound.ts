import { signTestChance } from '../../compare/sign-test.ts';
import { longestSegment, nameRendition, type PlacedCopy, type PlacedRendition } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';
import { pairSound } from './paired-sound.ts';

/** What the one rendition's sound under pictures that both have is worth: copies are made from the picture of one and the sound of another. */
const RATIO = 1 / 4;
/** Codes of sound that must have been compared with each: a quarter of a minute of a plain copy. The vote has its own odds against chance. */
const FEWEST_CODES = 120;
/**
 * Share of the bits in which the sounds of two renditions must differ, and in which of these the copy must have the one's. One sound in two encodings differs in up
 * to 0.13, as codes are taken at other moments; other voices over the same music in 0.4, of which copies had the right ones in 0.82 to 0.98.
 */
const PAIRED = { apart: 0.2, agreement: 0.7 } as const;
/** Chance of a sign test over stretches of three seconds at which that is no accident: seven that all agree, which twenty seconds have. */
const CHANCE = 0.01;
/** Speeds under which a copy's sound is coded exactly, see `QUERY_SPEEDS`: under others what differs may be the speed. */
const CODED_SPEEDS = [1, 25 / 24, 24 / 25];
const SAME_SPEED = 0.002;

/**
 * Sound: whose lies under the pictures, where the renditions' differ (another language, another mix). Cannot say where the copy is mute, dubbed
 * anew, or where all renditions sound alike; nor against a rendition with several sound streams, of which the first alone is coded.
 */
export function readSound(copy: PlacedCopy): Reading {
  const silence = 'Its sound is that of all enrolled renditions, of none, or there is too little of it.';
  return compareAll(copy, silence, (better, other) => {
    if (hasFurtherSound(other) || !soundsRatherLike(copy, better, other)) return undefined;
    return {
      likelihoodRatio: RATIO,
      reason: `Its sound is that of ${nameRendition(better)}, and another than that of ${nameRendition(other)}.`,
    };
  });
}

const hasFurtherSound = ({ fingerprint }: PlacedRendition) => (fingerprint.media.sound?.length ?? 1) > 1;

/** Bit by bit where both renditions run at one speed; else by whether the one's sound is there at all, and the other's is not. */
function soundsRatherLike(copy: PlacedCopy, better: PlacedRendition, other: PlacedRendition): boolean {
  const pairs = pairSound(copy, better, other);
  if (pairs === undefined) return voteOf(better) === 'agrees' && voteOf(other) === 'disagrees';
  const { codes, apart, distance, agreement, stretches, stretchesWon } = pairs;
  if (codes < FEWEST_CODES || apart < PAIRED.apart || distance > apart / 2 || agreement < PAIRED.agreement) return false;
  return signTestChance(stretchesWon, stretches) <= CHANCE;
}

/** What the sound says of a rendition that runs at a speed under which it was coded. */
function voteOf(rendition: PlacedRendition): 'agrees' | 'disagrees' | undefined {
  const sound = rendition.match?.sound;
  const segment = longestSegment(rendition);
  if (sound === undefined || segment === undefined || sound.codesCompared < FEWEST_CODES) return undefined;
  if (!CODED_SPEEDS.some((speed) => Math.abs(segment.speed / speed - 1) <= SAME_SPEED)) return undefined;
  return sound.vote === 'agrees' || sound.vote === 'disagrees' ? sound.vote : undefined;
}
