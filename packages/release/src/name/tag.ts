/** What a part of a release name speaks of. */
export type TagKind =
  | 'source'
  | 'resolution'
  | 'video-codec'
  | 'audio-codec'
  | 'audio-channels'
  | 'bit-depth'
  | 'dynamic-range'
  | 'language'
  | 'subtitles'
  | 'edition'
  | 'flag'
  | 'service'
  | 'country'
  | 'disc'
  | 'size'
  | 'website'
  | 'checksum';

/** A part of a release name that was understood, and where it stands. */
export interface Tag {
  /** What it speaks of. */
  readonly kind: TagKind;
  /** What it says, in this package's spelling: `WEB-DL`, `1080p`, `fr`. */
  readonly value: string;
  /** What is written. */
  readonly text: string;
  /** Where it begins, in UTF-16 code units from the start of the parsed segment. */
  readonly start: number;
  /** Where it ends, exclusive. */
  readonly end: number;
  /**
   * How much the word alone proves. `strong` ones occur in no title (`x264`, `DVDRip`); `weak` ones are words (`proper`, `French`, `cam`), and
   * count only where strong ones stand around them; `code` ones are as short as initials (`EN`, `TS`) and must be in capitals besides.
   */
  readonly strength: 'strong' | 'weak' | 'code';
}

/** One entry of a lexicon. */
export interface TagRule {
  /** What it speaks of. */
  readonly kind: TagKind;
  /** What it says; a function where that depends on what is written. */
  readonly value: string | ((groups: readonly string[]) => string);
  /** How it is written, see {@link words}. */
  readonly pattern: RegExp;
  /** See {@link Tag.strength}. */
  readonly strength: Tag['strength'];
}

/**
 * A text to search in, of the same length: ASCII only, so that patterns need no classes of Unicode, of which hundreds take the engine a
 * second to compile. Letters lose their marks, those of other scripts become {@link FOREIGN}, what is no letter or digit becomes a blank.
 */
function searchable(text: string): string {
  return text.replace(/[^\p{ASCII}]/gu, (sign) => {
    const plain = sign.normalize('NFKD')[0]!;
    if (/[\p{L}\p{N}]/u.test(sign)) return (/[a-z0-9]/iu.test(plain) ? plain : FOREIGN).repeat(sign.length);
    return PLAIN[sign] ?? ' '.repeat(sign.length);
  });
}

const FOREIGN = '\x7f';
const PLAIN: Readonly<Record<string, string>> = { '’': "'", '×': 'x' };

/** Neither a letter nor a digit stands before or behind, in a searchable text. */
const BEFORE = '(?<![0-9A-Za-z\\x7f])';
const AFTER = '(?![0-9A-Za-z\\x7f])';

/** Rows and codecs are written right behind a source, and rows behind a year: `Bluray720p`, `PDTVx264`, `2012720p`. */
const GLUE_BEFORE =
  '(?:(?<=blu-?ray|[hp]dtv|web|dl|bd|avc|hevc|rip|dvd)(?=[0-9]{3,4}[pi]|(?:720|1080|2160)(?![0-9])|[xh]26)|(?<=(?<![0-9a-z\\x7f])(?:19|20)[0-9]{2})(?=[0-9]{3,4}[pi]))';
const GLUE_AFTER = `(?=[0-9]{3,4}[pi]${AFTER}|(?:720|1080|2160)${AFTER}|[xh]26[45])`;

/**
 * Makes the pattern of a lexicon entry, which is searched for in ASCII, in small letters unless it is a code. In it `~` stands for a
 * separator or none (`WEB~DL`: WEB-DL, WEB.DL, WEBDL) and a blank for one or more. It matches whole words.
 */
export function words(pattern: string): RegExp {
  return new RegExp(`${BEFORE}(?:${inWords(pattern)})(?:${AFTER}|${GLUE_AFTER})`, 'g');
}

/** The shorthand of {@link words} as a plain pattern. What stands in square brackets is left as it is. */
function inWords(pattern: string): string {
  return pattern.replace(/\[[^\]]*\]|[~ ]/gu, (part) => ({ '~': '[ ._-]?', ' ': '[ ._-]{1,3}' })[part] ?? part);
}

/** A pattern as {@link words} makes it, which may stand right behind the word before it: `Bluray720p`, `PDTVx264`. */
export function gluedWords(pattern: string): RegExp {
  return new RegExp(`(?:${BEFORE}|${GLUE_BEFORE})(?:${inWords(pattern)})(?:${AFTER}|${GLUE_AFTER})`, 'g');
}

/** What is said, and how it is written. */
export type WordTable = Readonly<Record<string, string>>;

/** The entries of a lexicon from a table. */
export function rules(kind: TagKind, strength: Tag['strength'], table: WordTable): TagRule[] {
  const patternOf = kind === 'video-codec' || kind === 'resolution' ? gluedWords : words;
  return Object.entries(table).map(([value, pattern]) => ({ kind, strength, value, pattern: patternOf(pattern) }));
}

/**
 * One entry for a whole table, since each pattern of its own takes time to compile. The entry whose word was found is told afterwards.
 * @param frame - What stands around the word, `%` in its place.
 */
export function ruleForAny(kind: TagKind, strength: Tag['strength'], table: WordTable, frame = '%'): TagRule {
  const pattern = words(frame.replaceAll('%', () => `(${Object.values(table).join('|')})`));
  const entries = new Map<string, RegExp>();
  const value = ([, ...found]: readonly string[]) => {
    const word = found.find((group) => group !== '') ?? '';
    if (entries.size === 0) for (const [said, names] of Object.entries(table)) entries.set(said, new RegExp(`^(?:${inWords(names)})$`));
    for (const [said, names] of entries) if (names.test(word)) return said;
    return '';
  };
  return { kind, strength, value, pattern };
}

/** Codes of these are words as well in small letters: `it`, `us`, `red`. */
const ALSO_WORDS: ReadonlySet<TagKind> = new Set(['language', 'country', 'service']);

/**
 * Finds the tags of a text, in order. Where two overlap the longer one stands, then the earlier one, then the one whose rule comes first.
 * Linear in the text, since no pattern repeats a repetition.
 */
export function findTags(text: string, lexicon: readonly TagRule[]): Tag[] {
  const found: Tag[] = [];
  const cased = searchable(text);
  const small = cased.toLowerCase();
  // Where a whole name is in small letters they say nothing.
  const codes = small === cased ? cased.toUpperCase() : cased;
  for (const { kind, value, pattern, strength } of lexicon) {
    for (const match of (strength !== 'code' ? small : ALSO_WORDS.has(kind) ? cased : codes).matchAll(pattern)) {
      const said = typeof value === 'string' ? value : value(match.map((group) => group ?? ''));
      const end = match.index + match[0].length;
      found.push({ kind, value: said, text: text.slice(match.index, end), start: match.index, end, strength });
    }
  }
  const ranked = found
    .map((tag, rank) => ({ tag, rank }))
    .sort((one, other) => length(other.tag) - length(one.tag) || one.tag.start - other.tag.start || one.rank - other.rank);
  const kept: Tag[] = [];
  const taken = new Uint8Array(text.length);
  for (const { tag } of ranked) {
    if (taken.subarray(tag.start, tag.end).includes(1)) continue;
    taken.fill(1, tag.start, tag.end);
    kept.push(tag);
  }
  return kept.sort((one, other) => one.start - other.start);
}

function length({ start, end }: Tag): number {
  return end - start;
}
