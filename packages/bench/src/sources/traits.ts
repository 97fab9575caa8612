import type { Source } from '@streetdate/matcher';
import type { CopySound } from './copy-sound.ts';
import type { MadeFilm } from './films.ts';
import { isDvd } from './renditions.ts';

/**
 * Something that is still there in a copy and in which its source differs from every rendition of the others: of a disc and of the web release from each other, as both lack the marks of the rest; of a
 * broadcast and a screener from all.
 */
export type Trait =
  | 'cut'
  | 'inserts'
  | 'transfer'
  | 'colours'
  | 'speed'
  | 'rate'
  | 'fields'
  | 'mixing'
  | 'beginning'
  | 'sound'
  | 'channels'
  | 'language'
  | 'chapters'
  | 'marks'
  | 'camera';

/** How a copy was made, as far as it decides what is left in it. */
export interface CopyMaking {
  readonly id: string;
  readonly source: Source;
  readonly extent: 'whole' | 'trimmed' | 'excerpt';
  readonly habit: string;
  /** Whether frames were repeated or left out to bring it to NTSC's other film rate. */
  readonly repeats: boolean;
  /** Whether it was brought to the colours of the other definition. */
  readonly converts: boolean;
  /** Whether its logo or notice was covered. */
  readonly covers: boolean;
  /** Whether the fields of its video were merged. */
  readonly merges: boolean;
  readonly sound: CopySound;
}

/**
 * What of a copy could tell whether it is of a disc or of the web release, by how both were made and not by what was measured. A copy without any
 * can only be guessed: the share of these is the least that can stay undecided. What encoding itself leaves in a picture is not among them:
 * the web release and the Blu-ray are encodes of one master, whose errors are a tenth of a code apart where a copy's own are 2 to 20 times that. At full size, band
 * by band, copies of 960 × 540 follow the errors of their source to nine tenths and those of the other to four; small copies of either follow the same to six or
 * seven tenths, and rough ones to eight: what an encoder leaves out is what a coarser one leaves out again.
 */
export function traitsOf(film: MadeFilm, { id, source, extent, habit, repeats, converts, covers, merges, sound }: CopyMaking): Trait[] {
  if (source === 'camera') return ['camera'];
  const isWhole = extent === 'whole' && habit !== 'pictures in front';
  if (source === 'broadcast' || source === 'screener')
    return [...(covers ? [] : ['marks' as const]), ...(isWhole ? ['beginning' as const] : [])];
  const isDisc = source === 'disc';
  const retimed = habit === '25 frames a second';
  const hears = sound.fate === 'stereo' || sound.fate === 'kept';
  const traits: Record<Exclude<Trait, 'marks' | 'camera'>, boolean> = {
    cut: film.longer !== 'all' && extent !== 'excerpt',
    // Excerpts show one of them, the others both. No sign reads it: a line turns over 6 to 8 of a picture's 256 bits, which a small copy's own encoding does as well.
    inserts: film.sound === 'language',
    // The Blu-ray has the web's transfer.
    transfer: film.ownTransfer && isDvd(id),
    colours: isDvd(id) && !converts,
    speed: id === 'pal' && film.pal === 'faster',
    rate: id !== 'pal' && film.webRate === '24' && !retimed && !repeats && habit !== '30 frames a second',
    fields: merges && id !== 'pal',
    mixing: id === 'pal' && film.pal === 'mixed' && !merges,
    beginning: isWhole,
    sound: film.sound === 'language' && hears,
    channels: film.sound === 'layout' && isDisc && sound.fate === 'kept',
    language: film.sound === 'language' && hears && sound.marked,
    chapters: sound.chapters && !retimed && habit !== 'pictures in front' && extent !== 'excerpt',
  };
  return (Object.keys(traits) as (keyof typeof traits)[]).filter((trait) => traits[trait]);
}

/** Traits by the families in which the strongest sign alone counts, where one family alone is not worth the odds that a verdict asks for. */
const WEAK_ALONE: readonly (readonly Trait[])[] = [
  ['speed', 'rate', 'fields', 'mixing'],
  ['sound', 'channels', 'language'],
  ['beginning'],
  ['chapters'],
  ['colours'],
];

/** Whether what is left in a copy is of one kind alone, which says something and, by the ratios of the signs, never enough. */
export function isWeakAlone(traits: readonly Trait[]): boolean {
  return traits.length > 0 && WEAK_ALONE.some((family) => traits.every((trait) => family.includes(trait)));
}
