import { hasWord } from './clean-text.ts';
import type { Span } from './place-tags.ts';

/** Suffixes that reposters append to the group. */
const REPOSTED =
  /-(?:postbot|xpost|rakuv[a-z0-9]*|buymore|asrequested|alternativetorequested|gerov|z0ids3n|chamele0n|4p|4planet|altezachen|repackpost|whiterev|wrteam|nzbgeek|scrambled|obfuscat(?:ed|ion)|captcha|pre|rp|[0-9])(?=[-[.]|$).*$/iu;

/** Indexers and trackers that append their name in brackets after the group. */
const INDEXERS =
  /^(?:eztv|ettv|rartv|rarbg|tgx|publichd|et(?:hd|rg)|cttv|vtv|no-?rar|glodls|ftp|pp|ttga|cap[ ._].*|(?:season|saison|staffel|stagione|temporada)[ ._][0-9].*|.*[ ._-]releases?|.*\.(?:com|org|net|re|to|io|sx))$/iu;

const WORD = "[\\p{L}\\p{N}@&$!'+_µ]";
const BEHIND_HYPHEN = new RegExp(`^[)\\]}\\s._]{0,3}-[\\s.]?[[(]?(${WORD}(?:[${WORD.slice(1, -1)}#.-]*${WORD})?)`, 'u');
/** A word, a hyphen and a word directly after the last tag: one name with a hyphen, such as `D-Z0N3`. */
const HYPHENATED = new RegExp(`^[._ ]((?=\\p{L})${WORD}{1,10}-${WORD}{2,12})[\\s.)\\]]*$`, 'u');
/** Several words directly after the hyphen, at the end of the name: `H.265-Half Moon`. */
const WORDS_BEHIND_HYPHEN = new RegExp(`^[)\\]}\\s]{0,2}-(${WORD}{2,20}(?: ${WORD}{2,20}){1,2})$`, 'u');
const LAST_HYPHEN = new RegExp(`-\\s?(${WORD}(?:[${WORD.slice(1, -1)}.]*${WORD})?)[)\\]}]?[\\s.-]*$`, 'u');
const LONE_WORD = new RegExp(
  `^[\\s._)\\]}-]{1,4}(?:by[\\s._])?(?:[\\p{L}\\p{N}]{2,12}[\\s._)]{1,3})?(${WORD}{2,24})[)\\]}]*[\\s.]*$`,
  'iu',
);

/**
 * Finds the release group. Usually it follows the hyphen after the last tag and may contain hyphens and dots. Otherwise it is in brackets
 * at the end; in fan releases in brackets at the start; failing these, it is the remaining word.
 * @param text - The name without its extension.
 * @param spans - Positions of the tags, numbers and year, in order.
 * @param leading - The text in brackets before everything else.
 * @param landmarkEnd - End of the episode numbers; the episode's title may follow.
 */
export function findGroup(text: string, spans: readonly Span[], leading: string | undefined, landmarkEnd?: number): string | undefined {
  // An indexer signs last. It counts only if no group signed.
  return findSigned(text, spans, leading, landmarkEnd) ?? /\[\s*(eztv|ettv|rartv|rarbg|etrg|tgx|glodls|vtv)\s*\][\s.]*$/iu.exec(text)?.[1];
}

function findSigned(
  text: string,
  spans: readonly Span[],
  leading: string | undefined,
  landmarkEnd: number | undefined,
): string | undefined {
  const isTag = (start: number, end: number) => spans.some((span) => span.start < end && span.end > start);
  const site = SITE_GROUP.exec(text)?.[1];
  if (site !== undefined) return site;
  const { body, bracket } = dropTrailingBrackets(text, isTag);
  const last = spans.at(-1);
  const several = last && WORDS_BEHIND_HYPHEN.exec(text.slice(last.end))?.[1];
  if (several !== undefined) return several;
  const inside = spans.filter(({ start }) => start < body.length);
  // Searches backwards from the last tag: a remark may follow the group (`-AFG.HebSubs`, `-demand.sample`).
  for (const { end } of inside.toReversed()) {
    const found = BEHIND_HYPHEN.exec(body.slice(end));
    // Words between blanks after an episode are its title.
    if (found && isParted(found[0]) && end === landmarkEnd) continue;
    const inBracket = leading !== undefined && /\[[^[\]]*$/u.test(body.slice(0, end));
    if (!found || inBracket || (isParted(found[0]) && (leading !== undefined || /[\p{L}\p{N}]/u.test(body.slice(end + found[0].length)))))
      continue;
    if (/^x[0-9]{2}-/u.test(found[1]!)) return undefined;
    // The end of a range of years is not a group: 2008-2012.
    if (CHECKSUM.test(found[1]!) || (/^(?:19|20)[0-9]{2}$/u.test(found[1]!) && /(?:19|20)[0-9]{2}$/u.test(body.slice(0, end)))) continue;
    const start = end + found[0].lastIndexOf(found[1]!);
    const tag = spans.find((span) => span.start >= start && span.start < start + found[1]!.length);
    // A group may begin with the letters of a tag: HD_Leaks.
    const stop = tag && !(tag.start === start && text[tag.end] === '_') ? tag.start : start + found[1]!.length;
    const whole = text.slice(start, stop);
    const group = (/^www[\s._]/iu.test(text.slice(stop)) ? whole.replace(FROM_WEBSITE, '') : whole).replace(/[.\-_\s]+$/u, '');
    if (group !== '') return plainGroup(group).replace(SITE, '');
  }
  const lastInside = inside.at(-1);
  const rest = lastInside && body.slice(lastInside.end);
  const isTitle = lastInside?.end === landmarkEnd;
  const found = rest === undefined ? null : (HYPHENATED.exec(rest) ?? LAST_HYPHEN.exec(rest));
  const tail = found && isTitle && /-\s/u.test(found[0]) ? undefined : found?.[1];
  if (tail !== undefined && !CHECKSUM.test(tail)) return plainGroup(tail);
  if (leading !== undefined) return leading;
  if (bracket !== undefined) return bracket;
  // The title of a name that begins with a year or a tag follows that.
  const isSigned =
    lastInside !== undefined && !isTitle && (hasWord(text.slice(0, inside[0]!.start)) || /\p{L}/u.test(gapsOf(text, inside)));
  const word = wordInBrackets(text, isTag) ?? (isSigned ? LONE_WORD.exec(rest!)?.[1] : undefined);
  if (word !== undefined || rest !== undefined) return word;
  return /[._]/u.test(body) ? /[^\s]-([\p{L}\p{N}]{2,16})$/u.exec(body)?.[1] : undefined;
}

/** A group that signs with its current website. */
const SITE_GROUP = /[\s._[-]((?:YTS|YIFY)[.][A-Z]{2})\]?[\s.]*$/u;

/** The name without the brackets at its end, and the text of the last one that is neither tag nor indexer. */
function dropTrailingBrackets(text: string, isTag: (start: number, end: number) => boolean): { body: string; bracket: string | undefined } {
  let body = text;
  let bracket: string | undefined;
  for (;;) {
    const found = /^(.*\S)[\s._-]*([[({])([^[\](){}]{1,60}?(?:\(([^()]+)\))?)[\])}][\s.\-=]*$/u.exec(body);
    if (!found) return { body, bracket };
    const start = found[1]!.length;
    const inner = (found[4] ?? found[3]!).trim();
    const tagged = isTag(start, body.length);
    if (!INDEXERS.test(inner) && !DIGITS.test(inner) && !inner.includes(', ') && (!tagged || found[4] !== undefined)) bracket ??= inner;
    // A bracket with tags ends the search, unless its last word is no tag: `(1080p x265 Tigole)`.
    if (tagged && !DIGITS.test(inner) && !isTag(body.length - 2, body.length - 1))
      return { body: bracket === undefined ? body : found[1]!, bracket };
    body = found[1]!;
  }
}

/** CRC-32 of a file. */
const CHECKSUM = /^[0-9A-F]{8}$/u;

/** Numbers and dates in brackets are not groups. */
const DIGITS = /^[0-9]{1,4}(?:[ ._-][0-9]{1,4})*$/u;

/** Separates a group from the website after it: `-GRP.par-www.site.com`. */
const FROM_WEBSITE = /[\s._-](?:by|from|par|sur|por|von|di|da)[\s._-]+$/iu;

/** A website as signature after a hyphen. */
const SITE = /(?<=\p{L}{4})\.(?:com|net|org|nu|pw|to|me|tv|cc|in|ws|ru)$/iu;

/** A bracket with one word, between other brackets: `(2016) [Group][WEBRip]`. */
function wordInBrackets(text: string, isTag: (start: number, end: number) => boolean): string | undefined {
  for (const { 1: word, index, 0: whole } of text.matchAll(/(?<=[\])][ ._]{0,2})\[(\p{L}[\p{L}\p{N}-]{2,20})\]/gu))
    if (!isTag(index, index + whole.length)) return word;
  return undefined;
}

/** The text between spans. */
function gapsOf(text: string, spans: readonly Span[]): string {
  return spans.map(({ end }, at) => text.slice(end, Math.max(end, spans[at + 1]?.start ?? end))).join(' ');
}

/** Whether blanks surround the hyphen. A subtitle may follow such a hyphen too. */
function isParted(found: string): boolean {
  return /\s-\s/u.test(found);
}

function plainGroup(group: string): string {
  return group.replace(REPOSTED, '').replace(/^(?:19|20)[0-9]{2}-/u, '');
}
