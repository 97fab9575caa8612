/** Topic of a part of a release name. */
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

/** An understood part of a release name and its position. */
export interface Tag {
  /** The part's topic. */
  readonly kind: TagKind;
  /** The meaning in this package's spelling: `WEB-DL`, `1080p`, `fr`. */
  readonly value: string;
  /** The original text. */
  readonly text: string;
  /** Start, in UTF-16 code units from the start of the parsed segment. */
  readonly start: number;
  /** End, exclusive. */
  readonly end: number;
  /**
   * How much the word proves by itself. `strong` tags occur in no title (`x264`, `DVDRip`). `weak` tags are ordinary words (`proper`,
   * `French`, `cam`) and need strong tags beside them. `code` tags are as short as initials (`EN`, `TS`) and must also be in capitals.
   */
  readonly strength: 'strong' | 'weak' | 'code';
}

/** One entry of a lexicon. */
export interface TagRule {
  /** The entry's topic. */
  readonly kind: TagKind;
  /** The meaning, or a function that derives it from the matched text. */
  readonly value: string | ((groups: readonly string[]) => string);
  /** The spelling; see {@link words}. */
  readonly pattern: RegExp;
  /** See {@link Tag.strength}. */
  readonly strength: Tag['strength'];
}

/**
 * A text to search in, of the same length as the original. It is ASCII only, because hundreds of Unicode character classes take the engine
 * a second to compile. Letters lose their accents, letters of other scripts become {@link FOREIGN}, anything else that is no digit becomes
 * a blank.
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

/** In a searchable text: no letter or digit directly before or after. */
const BEFORE = '(?<![0-9A-Za-z\\x7f])';
const AFTER = '(?![0-9A-Za-z\\x7f])';

/** Names often write row counts and codecs directly after a source or a year: `Bluray720p`, `PDTVx264`, `2012720p`. */
const GLUE_BEFORE =
  '(?:(?<=blu-?ray|[hp]dtv|web|dl|bd|avc|hevc|rip|dvd)(?=[0-9]{3,4}[pi]|(?:720|1080|2160)(?![0-9])|[xh]26)|(?<=(?<![0-9a-z\\x7f])(?:19|20)[0-9]{2})(?=[0-9]{3,4}[pi]))';
const GLUE_AFTER = `(?=[0-9]{3,4}[pi]${AFTER}|(?:720|1080|2160)${AFTER}|[xh]26[45])`;

/**
 * Makes the pattern of a lexicon entry. It matches whole words in ASCII text, in small letters unless the entry is a code. `~` stands for
 * one separator or none (`WEB~DL`: WEB-DL, WEB.DL, WEBDL), a blank for one or more.
 */
export function words(pattern: string): RegExp {
  return new RegExp(`${BEFORE}(?:${inWords(pattern)})(?:${AFTER}|${GLUE_AFTER})`, 'g');
}

/** Expands the shorthand of {@link words} into a plain pattern. Text in square brackets stays. */
function inWords(pattern: string): string {
  return pattern.replace(/\[[^\]]*\]|[~ ]/gu, (part) => ({ '~': '[ ._-]?', ' ': '[ ._-]{1,3}' })[part] ?? part);
}

/** A pattern like that of {@link words} that may also follow a word directly: `Bluray720p`, `PDTVx264`. */
export function gluedWords(pattern: string): RegExp {
  return new RegExp(`(?:${BEFORE}|${GLUE_BEFORE})(?:${inWords(pattern)})(?:${AFTER}|${GLUE_AFTER})`, 'g');
}

/** A meaning and its spelling. */
export type WordTable = Readonly<Record<string, string>>;

/** Makes lexicon entries from a table. */
export function rules(kind: TagKind, strength: Tag['strength'], table: WordTable): TagRule[] {
  const patternOf = kind === 'video-codec' || kind === 'resolution' ? gluedWords : words;
  return Object.entries(table).map(([value, pattern]) => ({ kind, strength, value, pattern: patternOf(pattern) }));
}

/**
 * Makes one entry for a whole table, because every pattern costs compile time. The matched word then selects its row.
 * @param frame - The pattern around the word; `%` marks the word's place.
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

/** These codes are also words in small letters: `it`, `us`, `red`. */
const ALSO_WORDS: ReadonlySet<TagKind> = new Set(['language', 'country', 'service']);

/**
 * Finds the tags of a text, in order. Of two that overlap the longer wins, then the earlier, then the one whose rule comes first. The time
 * is linear in the text, because no pattern nests repetitions.
 */
export function findTags(text: string, lexicon: readonly TagRule[]): Tag[] {
  const found: Tag[] = [];
  const cased = searchable(text);
  const small = cased.toLowerCase();
  // In a name without capitals such codes prove nothing.
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
