import type { PlacedCopy } from '../../copy/rendition.ts';
import type { SourceEvidence } from '../../source-evidence.ts';
import { type SoundDistances, soundDistances } from '../sound/paired-sound.ts';

/**
 * What it is worth for a camera that the sound went through a room, and that it did not. Others equalise sound, or mend an old one; nobody has counted them. Many cameras
 * are given the sound of the hall's line, or that of another release (a telesync is named after it), so that clean sound says little.
 */
const RATIO = { room: 5, wire: 1 / 2 } as const;
/**
 * Bits of 32 between a code and the rendition's that re-encoding seldom reaches and a room seldom stays below. On music and on clips of nature, street and cartoon, three
 * codes of four of sound that was coded anew (AAC and MP3 to 32 kbit/s, Opus to 16), compressed, limited or made louder differed by 0 to 3 bits; of sound with the
 * echo, the noise and the microphones of four rooms three of four by 3 to 9. With more bass they lay between, and what a telephone leaves is like a room.
 */
const BITS = 3;
/** Median from which on it is another mix, of which a room is one part at most: voices of another country are at 13. */
const ANOTHER_MIX = 11;
/** Codes that must be compared: a quarter of a minute of a plain copy. */
const FEWEST_CODES = 120;

/**
 * Room sound: how evenly the copy's sound differs from that of the rendition that it is nearest to. A room is in all of it; another dub shares whole passages. Cannot say of a mute
 * copy, of another mix, and of one whose sound was re-timed: a pitch that was kept differs throughout from the PAL disc that runs at the same speed.
 */
export function readRoom(copy: PlacedCopy): SourceEvidence | { readonly cannotSay: string } {
  const nearest = copy.renditions
    .flatMap((rendition) => soundDistances(copy, rendition))
    .filter(({ bits }) => bits.length >= FEWEST_CODES)
    .reduce<SoundDistances | undefined>((best, each) => (best && share(best, 0.5) <= share(each, 0.5) ? best : each), undefined);
  if (nearest === undefined) return { cannotSay: 'Too little of its sound could be compared to tell a room.' };
  if (nearest.isRetimed) return { cannotSay: 'Its sound was re-timed, which is heard as a room is.' };
  const camera = (likelihoodRatio: number, reason: string): SourceEvidence => ({ source: 'camera', likelihoodRatio, reason });
  if (share(nearest, 0.75) <= BITS) return camera(RATIO.wire, 'Its sound is the enrolled one, without a room around it.');
  if (share(nearest, 0.25) < BITS || share(nearest, 0.5) >= ANOTHER_MIX) {
    return { cannotSay: 'Its sound is changed in a way that a room does not explain, or is of another mix.' };
  }
  return camera(RATIO.room, 'Its sound differs from the enrolled one throughout, as in a room before a microphone.');
}

/** The bits below which a share of the codes lies. */
const share = ({ bits }: SoundDistances, part: number): number => bits[Math.floor(part * bits.length)]!;
