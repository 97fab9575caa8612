import { longestSegment, nameRendition, type PlacedCopy, type PlacedRendition } from './rendition.ts';
import { compareAll, type Reading } from './sign.ts';

/** What the one rendition's sound under pictures that both have is worth: copies are made from the picture of one and the sound of another. */
const RATIO = 1 / 4;
/** Codes of sound that must have been compared with each: a quarter of a minute of a plain copy. The vote has its own odds against chance. */
const FEWEST_CODES = 120;
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
    if (voteOf(better) !== 'agrees' || voteOf(other) !== 'disagrees' || hasFurtherSound(other)) return undefined;
    return {
      likelihoodRatio: RATIO,
      reason: `Its sound is that of ${nameRendition(better)}, and another than that of ${nameRendition(other)}.`,
    };
  });
}

const hasFurtherSound = ({ fingerprint }: PlacedRendition) => (fingerprint.media.sound?.length ?? 1) > 1;

/** What the sound says of a rendition that runs at a speed under which it was coded. */
function voteOf(rendition: PlacedRendition): 'agrees' | 'disagrees' | undefined {
  const sound = rendition.match?.sound;
  const segment = longestSegment(rendition);
  if (sound === undefined || segment === undefined || sound.codesCompared < FEWEST_CODES) return undefined;
  if (!CODED_SPEEDS.some((speed) => Math.abs(segment.speed / speed - 1) <= SAME_SPEED)) return undefined;
  return sound.vote === 'agrees' || sound.vote === 'disagrees' ? sound.vote : undefined;
}
