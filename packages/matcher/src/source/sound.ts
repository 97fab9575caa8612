import { longestSegment, nameRendition, type PlacedCopy, type PlacedRendition } from './rendition.ts';
import { compareAll, type Reading } from './sign.ts';

/** What the one rendition's sound under pictures that both have is worth: copies are made from the picture of one and the sound of another. */
const RATIO = 1 / 4;
/** Codes of sound that must have been compared with each: half a minute of a plain copy. */
const FEWEST_CODES = 240;
/** Sound at another speed is coded again under a few speeds only, so what differs may be the speed. */
const PLAIN_SPEED = 0.002;

/**
 * Sound: whose lies under the pictures, where the renditions' differ (another language, another mix). Cannot say where the copy is mute, dubbed
 * anew, or where all renditions sound alike.
 */
export function readSound(copy: PlacedCopy): Reading {
  const silence = 'Its sound is that of all enrolled renditions, of none, or there is too little of it.';
  return compareAll(copy, silence, (better, other) => {
    if (voteOf(better) !== 'agrees' || voteOf(other) !== 'disagrees') return undefined;
    return {
      likelihoodRatio: RATIO,
      reason: `Its sound is that of ${nameRendition(better)}, and another than that of ${nameRendition(other)}.`,
    };
  });
}

/** What the sound says of a rendition that runs at the copy's own speed. */
function voteOf(rendition: PlacedRendition): 'agrees' | 'disagrees' | undefined {
  const sound = rendition.match?.sound;
  const segment = longestSegment(rendition);
  if (sound === undefined || segment === undefined || sound.codesCompared < FEWEST_CODES) return undefined;
  if (Math.abs(segment.speed - 1) > PLAIN_SPEED) return undefined;
  return sound.vote === 'agrees' || sound.vote === 'disagrees' ? sound.vote : undefined;
}
