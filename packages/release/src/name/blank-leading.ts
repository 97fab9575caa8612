import { hasWord } from './clean-text.ts';
import { numbersIn } from './number-list.ts';

/** A name without the text before its title. */
export interface Unled {
  /** The name with that text replaced by blanks, so that positions stay valid. */
  readonly text: string;
  /** Text of the leading brackets: usually a group. */
  readonly leading: string | undefined;
  /** The release group, which scene file names put before the title: `nrd` of `nrd-the.long.harbour.mkv`. */
  readonly signature: string | undefined;
  /** Numbers of a file within its folder: `03` of `03 - Low Tide`. */
  readonly ordinal: readonly number[];
}

const BRACKET = /^[\s.]*(?:\[\s*([^\]]{1,60}?)\s*\]|\(\s*([^)]*\.[^)]*)\s*\)|【([^】]*)】|\{\s*([^}]{1,60}?)\s*\})[\s._-]*/u;
/** Season and month of an anime, between stars. */
const STARS = /^[\s.]*★[^★]{1,40}★[\s._-]*/u;
const WEBSITE = /\.(?:com|org|net|info|ru|to|cd|me|tv|cc|xn--p1ai|fr|es|ws|sbs|in)\b|www/iu;
const BARE_WEBSITE =
  /^\s*(?:www[ ._][\p{L}\p{N}-]+[ ._][a-z]{2,6}[\s._-]+|[\p{L}\p{N}-]+\.(?:com|org|net|to|info|ru|me|tv|cc|ws|pw|nu|phd)\s+-\s+)(?=[\p{L}\p{N}])/iu;
/** A leading zero or a bracket marks a file number rather than part of a title. Three digits alone may be a title (`007`). */
const ORDINAL =
  /^\s*(?:\(([0-9]{1,2})\)\s?|[([]?(0[0-9](?:-0?[0-9]{2})?)[)\]]?(?:\.\s?|\s?-\s?|\s)|\[(0[0-9])\]\s|(0[0-9]{2}(?:-0?[0-9]{2,3})?)(?:\.\s|\s-\s))(?=\p{L}{2}|[AIOYaio][ ._])/u;

/**
 * Scene file names are in small letters, with the group before the title. If an article follows, the word before it is not part of a
 * hyphenated title such as `spider-man`.
 */
const SIGNATURE = /^([a-z0-9]{2,12})-(?=(?:the|an?|les?|la|der|die|das|el|los|il)[._][a-z0-9]+[._])/u;

/** After a bracketed group every number is a file number: `[Group] 12 - Title`. */
const FANSUB_ORDINAL = /^(\s*)([0-9]{1,3})\s-\s(?=\p{L}{2})/u;

/**
 * Replaces the text before the title by blanks: bracketed groups, indexers and websites, plain websites, and the file's number in its
 * folder.
 * @param isAllTags - Whether a bracket holds only tags, numbers or a year. Such a bracket stays.
 */
export function blankLeading(segment: string, isAllTags: (inner: string) => boolean): Unled {
  let text = segment;
  let leading: string | undefined;
  const take = (length: number) => {
    text = ' '.repeat(length) + text.slice(length);
  };
  for (;;) {
    const found = BRACKET.exec(text);
    const skipped = STARS.exec(text) ?? BARE_WEBSITE.exec(text);
    if (skipped && hasWord(text.slice(skipped[0].length))) {
      take(skipped[0].length);
      continue;
    }
    if (!found || !hasWord(text.slice(found[0].length)) || ORDINAL.test(text)) break;
    const inner = found[1] ?? found[2] ?? found[3] ?? found[4] ?? '';
    if (hasWord(inner) && !WEBSITE.test(inner) && !(leading !== undefined && /^batch$/iu.test(inner))) {
      if (leading !== undefined || found[2] !== undefined || found[4] !== undefined || isAllTags(inner)) break;
      leading = inner;
    }
    take(found[0].length);
  }
  const signature = text === text.toLowerCase() && !/-[a-z0-9]+$/u.test(text) ? SIGNATURE.exec(text)?.[1] : undefined;
  if (signature !== undefined) take(signature.length + 1);
  const ordinal = ORDINAL.exec(text) ?? (leading === undefined ? null : FANSUB_ORDINAL.exec(text));
  if (!ordinal) return { text, leading, signature, ordinal: [] };
  take(ordinal[0].length);
  return { text, leading, signature, ordinal: numbersIn(ordinal.slice(2).find((digits) => digits !== undefined) ?? '') };
}
