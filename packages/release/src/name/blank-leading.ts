import { hasWord } from './clean-text.ts';
import { numbersIn } from './number-list.ts';

/** A name without what stands before its title. */
export interface Unled {
  /** The name, blanks in the place of what was taken away, so that places stay what they are. */
  readonly text: string;
  /** What stood in brackets there: mostly a group. */
  readonly leading: string | undefined;
  /** Who released it, where the scene puts that before the title of a file: `nrd` of `nrd-the.long.harbour.mkv`. */
  readonly signature: string | undefined;
  /** Numbers of a file in its folder: `03` of `03 - Low Tide`. */
  readonly ordinal: readonly number[];
}

const BRACKET = /^[\s.]*(?:\[\s*([^\]]{1,60}?)\s*\]|\(\s*([^)]*\.[^)]*)\s*\)|【([^】]*)】|\{\s*([^}]{1,60}?)\s*\})[\s._-]*/u;
/** Season and month of an anime, between stars. */
const STARS = /^[\s.]*★[^★]{1,40}★[\s._-]*/u;
const WEBSITE = /\.(?:com|org|net|info|ru|to|cd|me|tv|cc|xn--p1ai|fr|es|ws|sbs|in)\b|www/iu;
const BARE_WEBSITE =
  /^\s*(?:www[ ._][\p{L}\p{N}-]+[ ._][a-z]{2,6}[\s._-]+|[\p{L}\p{N}-]+\.(?:com|org|net|to|info|ru|me|tv|cc|ws|pw|nu|phd)\s+-\s+)(?=[\p{L}\p{N}])/iu;
/** A nought before it or a bracket around it tells a number in a folder from one in a title. Three digits alone may be a title (`007`). */
const ORDINAL =
  /^\s*(?:\(([0-9]{1,2})\)\s?|[([]?(0[0-9](?:-0?[0-9]{2})?)[)\]]?(?:\.\s?|\s?-\s?|\s)|\[(0[0-9])\]\s|(0[0-9]{2}(?:-0?[0-9]{2,3})?)(?:\.\s|\s-\s))(?=\p{L}{2}|[AIOYaio][ ._])/u;

/**
 * The scene's files are in small letters, with their group before the title. Before an article it is no part of a word with a hyphen in it, as
 * `spider-man` is one.
 */
const SIGNATURE = /^([a-z0-9]{2,12})-(?=(?:the|an?|les?|la|der|die|das|el|los|il)[._][a-z0-9]+[._])/u;

/** Behind a group in brackets any number is one: `[Group] 12 - Title`. */
const FANSUB_ORDINAL = /^(\s*)([0-9]{1,3})\s-\s(?=\p{L}{2})/u;

/**
 * Blanks what stands before the title: groups, indexers and websites in brackets, websites without, and the number of a file in its folder.
 * @param isAllTags - Whether a bracket holds nothing but tags, numbers or a year; it stays then.
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
