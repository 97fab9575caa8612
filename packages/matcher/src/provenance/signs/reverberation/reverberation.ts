import { aboutCamera, type Sign } from '../../sign.ts';
import { type SoundDistances, soundDistances } from '../sound/paired-sound.ts';

/**
 * Not counted: people who equalise sound or restore old sound. Many camera recordings get the sound of the hall's line or of another release
 * (a telesync is named after that), so clean sound is weak evidence.
 */
const RATIOS = { reverberant: 5, clean: 1 / 2 } as const;
/**
 * Bits of 32 between a code of the copy and the rendition's. Re-encoding seldom reaches it, and a room seldom stays below it. Measured on
 * music, nature, street and cartoon clips: three of four codes differed by 0 to 3 bits after AAC and MP3 to 32 kbit/s, Opus to
 * 16, compression, limiting or gain; and by 3 to 9 with the echo, noise and microphones of four rooms. Added bass lies between, and a
 * telephone resembles a room.
 */
const BITS = 3;
/** Median bits from which it is another mix. Dubs are at 13. */
const ANOTHER_MIX = 11;
/** Fewest audio codes: 15 seconds. */
const FEWEST_CODES = 120;

/** Reverberation: how evenly the copy's sound differs from the nearest rendition's. A room affects all of it; another dub shares whole passages. */
export const reverberation: Sign<'room'> = {
  name: 'room',
  measures: 'Whether the copy’s sound differs from the enrolled sound throughout, as if recorded in a room.',
  trait: 'reverberation',
  ratios: RATIOS,
  fooledBy: 'Equalised or restored sound, and camera recordings with the sound of another release.',
  inconclusive: 'The copy is silent, has another mix, or its sound was retimed: keeping the pitch changes all of it.',
  read: (copy) => {
    const nearest = copy.renditions
      .flatMap((rendition) => soundDistances(copy, rendition))
      .filter(({ bits }) => bits.length >= FEWEST_CODES)
      .reduce<SoundDistances | undefined>((best, each) => (best && quantile(best, 0.5) <= quantile(each, 0.5) ? best : each), undefined);
    if (nearest === undefined) return { cannotSay: 'Too little of its sound could be compared to recognise reverberation.' };
    if (nearest.isRetimed) return { cannotSay: 'Its sound was retimed, which resembles reverberation.' };
    if (quantile(nearest, 0.75) <= BITS) {
      return { camera: [aboutCamera(RATIOS.clean, 'Its sound is the enrolled sound, without the reverberation of a room.')] };
    }
    if (quantile(nearest, 0.25) < BITS || quantile(nearest, 0.5) >= ANOTHER_MIX) {
      return { cannotSay: 'Its sound is changed in a way that reverberation does not explain, or is another mix.' };
    }
    return {
      camera: [aboutCamera(RATIOS.reverberant, 'Its sound differs from the enrolled sound throughout, as if recorded in a room.')],
    };
  },
};

/** The bits below which a share of the codes lies. */
const quantile = ({ bits }: SoundDistances, share: number): number => bits[Math.floor(share * bits.length)]!;
