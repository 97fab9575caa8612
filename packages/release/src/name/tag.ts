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
  /** How it is written. */
  readonly pattern: RegExp;
  /** See {@link Tag.strength}. */
  readonly strength: Tag['strength'];
}

/** Rows and codecs are written right behind a source: `Bluray720p`, `PDTVx264`. */
const GLUE_BEFORE = '(?<=blu-?ray|[hp]dtv|web|dl|bd|avc|hevc|rip|dvd)(?=[0-9]{3,4}[pi]|[xh]26)';
const GLUE_AFTER = '(?=[0-9]{3,4}[pi](?![\\p{L}\\p{N}])|[xh]26[45])';

/**
 * Makes the pattern of a lexicon entry. In it `~` stands for a separator or none (`WEB~DL`: WEB-DL, WEB.DL, WEBDL) and a blank for one or
 * more. It matches whole words, whatever their case.
 */
export function words(pattern: string, flags = 'giu'): RegExp {
  // What stands in square brackets is left as it is.
  const source = pattern.replace(/\[[^\]]*\]|[~ ]/gu, (part) => ({ '~': '[ ._-]?', ' ': '[ ._-]{1,3}' })[part] ?? part);
  return new RegExp(`(?:(?<![\\p{L}\\p{N}])|${GLUE_BEFORE})(?:${source})(?:(?![\\p{L}\\p{N}])|${GLUE_AFTER})`, flags);
}

/** The entries of a lexicon from a table: what is said, and how it is written. */
export function rules(kind: TagKind, strength: Tag['strength'], table: Readonly<Record<string, string>>): TagRule[] {
  return Object.entries(table).map(([value, pattern]) => ({
    kind,
    strength,
    value,
    pattern: words(pattern, strength === 'code' ? 'gu' : 'giu'),
  }));
}

/**
 * Finds the tags of a text, in order. Where two overlap the longer one stands, then the earlier one, then the one whose rule comes first.
 * Linear in the text, since no pattern repeats a repetition.
 */
export function findTags(text: string, lexicon: readonly TagRule[]): Tag[] {
  const found: Tag[] = [];
  for (const { kind, value, pattern, strength } of lexicon) {
    for (const match of text.matchAll(pattern)) {
      const said = typeof value === 'string' ? value : value(match.map((group) => group ?? ''));
      found.push({ kind, value: said, text: match[0], start: match.index, end: match.index + match[0].length, strength });
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
