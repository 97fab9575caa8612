import { blankLeading } from './blank-leading.ts';
import { cleanText, hasWord } from './clean-text.ts';
import { findGroup } from './group.ts';
import { languagesOf } from './languages-of.ts';
import { EDITION_TAGS } from './lexicon/edition-tags.ts';
import { FLAG_TAGS, SERVICE_TAGS, STRAY_TAGS } from './lexicon/flag-tags.ts';
import { LANGUAGE_TAGS } from './lexicon/language-tags.ts';
import { SOURCE_TAGS } from './lexicon/source-tags.ts';
import { channelsIn, STREAM_TAGS } from './lexicon/stream-tags.ts';
import { findBareNumbering, findNumbering, type Numbering } from './numbering.ts';
import { placeTags, type Span } from './place-tags.ts';
import type { ReleaseName } from './release-name.ts';
import { sourceFamily } from './source-family.ts';
import { sourceOf } from './source-of.ts';
import { findTags, type Tag } from './tag.ts';
import { titlesIn } from './title.ts';
import { findYear } from './year.ts';

const LEXICON = [...STRAY_TAGS, ...SOURCE_TAGS, ...STREAM_TAGS, ...LANGUAGE_TAGS, ...EDITION_TAGS, ...FLAG_TAGS, ...SERVICE_TAGS];

/** Parses one part of a path. */
export function parseSegment(segment: string): ReleaseName {
  const { text, leading, signature, ordinal } = blankLeading(withBlanks(segment), isAllTags);
  const all = findTags(text, LEXICON);
  const free = blankTagBrackets(text);
  const stop = all.find((tag) => isAnchor(tag) && hasWord(free.slice(0, tag.start)))?.start ?? text.length;
  const body = withoutGroup(text, all);
  const plain = findNumbering(body);
  const year = findYear(body, Math.min(stop, plain?.start ?? text.length), plain?.date === undefined ? undefined : plain);
  const television = looksLikeTelevision(all, stop);
  const clues = {
    // Subtitle files carry dates or disc numbers of their own.
    fansub:
      leading !== undefined ||
      all.some(({ kind, value }) => value === 'FANSUB' || (kind === 'subtitles' && year === undefined && television)),
    television,
    broadcast: television && year === undefined && all.some(({ kind, value }) => kind === 'source' && sourceFamily(value) === 'broadcast'),
  };
  const bare =
    plain === undefined || (plain.episodes.length === 0 && (clues.fansub ? plain.date === undefined : plain.date !== undefined))
      ? findBareNumbering(
          plain?.date === undefined ? covered(text, plain) : text,
          Math.min(startOfRun(text, all, stop), plain?.date === undefined ? text.length : plain.start),
          {
            ...clues,
            television: clues.television && plain === undefined,
          },
        )
      : undefined;
  const numbering =
    plain && bare
      ? { ...plain, ...bare, seasons: bare.seasons.length > 0 ? bare.seasons : plain.seasons, start: Math.min(plain.start, bare.start) }
      : (plain ?? bare);
  const ordinals = numbering === undefined && year === undefined ? ordinal : [];
  const { tags, titleStart, titleEnd } = placeTags(text, all, { numbering, year });

  const values = (kind: Tag['kind']) => [...new Set(tags.filter((tag) => tag.kind === kind).map(({ value }) => value))];
  const isRemux = tags.some(({ kind, text: written }) => kind === 'source' && /mux/iu.test(written) && !/web|rip|tv|dl/iu.test(written));
  const flags = [...new Set([...values('flag'), ...(isRemux ? ['REMUX'] : [])])];
  const spans: Span[] = [...tags, numbering, year].filter((span) => span !== undefined).sort((one, other) => one.start - other.start);
  const signed = findGroup(
    text,
    spans,
    leading ?? signature,
    tags.some((tag) => numbering && tag.end <= numbering.start) ? undefined : numbering?.end,
  )?.trim();
  // The scene marks an internal release like this: GRP_iNT.
  const written = signed && asWritten(segment, signed);
  const group = written?.replace(/_int$|_+$/iu, '');
  if (/_int$/iu.test(written ?? '') && !flags.includes('INTERNAL')) flags.push('INTERNAL');
  // A title followed by nothing but a group does not include that group.
  const titleStop = spans.length === 0 && signed && text.endsWith(`-${signed}`) ? text.length - signed.length - 1 : titleEnd;
  const titles = titlesIn(
    text.slice(titleStart, titleStop).replace(numbering ? /(?<=\p{L}\S*)[ ._-]{1,3}[0-9]{2,4}-[0-9]{2,4}[ ._-]*$/u : /$^/u, ''),
  );
  const lone = titleStart > 0 || titles === undefined ? loneWord(text, numbering ?? year) : undefined;
  const { title, subtitle } = lone ?? titles ?? (numbering ? {} : (titlesIn(firstFreeText(text, spans)) ?? {}));
  const source = sourceOf(tags, flags);
  const { spoken, written: subtitles } = languagesOf(text, tags);
  const seasonYear = numbering?.seasons.find((season) => season >= 1900);
  return {
    name: segment,
    title,
    subtitle,
    year: year?.year ?? seasonYear ?? (numbering?.date === undefined ? undefined : Number(numbering.date.slice(0, 4))),
    seasons: numbering?.seasons ?? [],
    episodes: numbering?.episodes ?? ordinals,
    episodeTitle: numbering && episodeTitleOf(text, numbering, tags, year),
    date: numbering?.date,
    source,
    resolution:
      tags.find(({ kind, text: written }) => kind === 'resolution' && /[0-9][pi]/iu.test(written))?.value ?? values('resolution')[0],
    videoCodec: values('video-codec')[0],
    audioCodecs: [...new Set(tags.filter(({ kind }) => kind === 'audio-codec').flatMap(codecsOf))],
    audioChannels:
      tags.flatMap((tag) => (tag.kind === 'audio-codec' ? (channelsIn(tag.text) ?? []) : []))[0] ?? values('audio-channels')[0],
    dynamicRange: values('dynamic-range'),
    languages: spoken.length === 0 && flags.includes('DUAL.AUDIO') ? ['mul'] : spoken,
    subtitles,
    editions: values('edition'),
    flags,
    service: values('service')[0],
    country: values('country')[0],
    disc: values('disc')
      .map(Number)
      .find((disc) => disc > 0),
    group: group || undefined,
    container: undefined,
    tags: tags.map((tag) => ({ ...tag, text: segment.slice(tag.start, tag.end) })),
    segment,
  };
}

/** The codecs of an audio tag. Atmos is carried by another codec, which the name may state (`DDPAtmos5.1`) or omit (`Atmos`). */
function codecsOf({ value, text }: Tag): string[] {
  return value !== 'Atmos' && /atmos$/iu.test(text) ? [value, 'Atmos'] : [value];
}

/** A word before the year or the episode numbers, whatever else it could mean: `Screener.2012`. */
function loneWord(text: string, landmark: Span | undefined): { readonly title: string; readonly subtitle: undefined } | undefined {
  const word = /^\s*(\p{L}{3,})[\s._([-]*$/u.exec(text.slice(0, landmark?.start ?? 0))?.[1];
  return word === undefined ? undefined : { title: word, subtitle: undefined };
}

/** Replaces an interval of the text by a character that is neither letter nor blank. */
function covered(text: string, span: Span | undefined): string {
  return span ? text.slice(0, span.start) + '·'.repeat(span.end - span.start) + text.slice(span.end) : text;
}

/** The group as written, where blanks had replaced its underscores. Blanks between several groups stay. */
function asWritten(segment: string, group: string): string {
  const start = withBlanks(segment).lastIndexOf(group);
  return start < 0 || group.includes('&') ? group : segment.slice(start, start + group.length);
}

/** Replaces underscores by blanks where they separate words. */
function withBlanks(segment: string): string {
  const count = (sign: RegExp) => segment.match(sign)?.length ?? 0;
  if (/ /u.test(segment)) return segment;
  return count(/_/gu) > count(/\./gu) ? segment.replaceAll('_', ' ') : segment.replaceAll('_-_', ' - ');
}

/** Blanks the brackets that hold only tags: `[BD][1080p] Title` has no title before its tags. */
function blankTagBrackets(text: string): string {
  const isTag = (inner: string) => isAllTags(inner) || findTags(inner, LEXICON).some((tag) => tag.text === inner);
  return text.replace(/\[([^[\]]{1,40})\]/gu, (bracket, inner: string) => (isTag(inner) ? ' '.repeat(bracket.length) : bracket));
}

/** Cuts the name at the hyphen after its last codec. The rest is the group, even if it looks like an episode or a year (`x264-E1`). */
function withoutGroup(text: string, tags: readonly Tag[]): string {
  const end = /-[\p{L}\p{N}]+$/u.exec(text)?.index;
  return end !== undefined && tags.some((tag) => tag.end === end && tag.kind === 'video-codec') ? text.slice(0, end) : text;
}

/** Whether three digits before the tags may be a season and an episode. Not for copies of discs or of films on demand. */
function looksLikeTelevision(tags: readonly Tag[], stop: number): boolean {
  // Words before the first certain tag may belong to the title.
  const sources = tags.filter(({ kind, strength, start }) => kind === 'source' && (strength === 'strong' || start >= stop));
  const families = sources.map(({ value }) => sourceFamily(value));
  return families.every((family) => family === 'broadcast' || family === 'web') && !tags.some(({ value }) => value === 'PPVRip');
}

/** Start of a run of possible tags that ends at a certain one: `Dual-Audio 1080p`. */
function startOfRun(text: string, tags: readonly Tag[], stop: number): number {
  return tags.reduceRight((start, tag) => (tag.end <= start && !hasWord(text.slice(tag.end, start)) ? tag.start : start), stop);
}

/** Whether a tag alone ends a title. */
function isAnchor({ strength, kind, value }: Tag): boolean {
  return strength === 'strong' && kind !== 'checksum' && value !== 'OVA';
}

/** Whether a bracket holds only tags, numbers or a year. Languages count only beside a certain tag (`DVDRip-ITA`). */
function isAllTags(text: string): boolean {
  const tags = findTags(text, LEXICON);
  const anchors = tags.filter(isAnchor).length;
  if (anchors > 1) return true;
  let rest = text;
  for (const { start, end } of tags
    .filter(({ strength, kind }) => strength === 'strong' || (anchors > 0 && kind === 'language'))
    .toReversed())
    rest = rest.slice(0, start) + rest.slice(end);
  return !/\p{L}/u.test(rest.replace(/rip/iu, ''));
}

/** The text between the episode numbers and the next tag. */
function episodeTitleOf(text: string, numbering: Numbering, tags: readonly Tag[], year: Span | undefined): string | undefined {
  const stops = [...tags.map(({ start }) => start), year?.start ?? text.length, text.length].filter((start) => start >= numbering.end);
  return cleanText(text.slice(numbering.end, Math.min(...stops))) || undefined;
}

/** The first untagged words of a name that begins with tags. */
function firstFreeText(text: string, spans: readonly Span[]): string {
  let from = 0;
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    if (start > from && /\p{L}{2}/u.test(text.slice(from, start))) return text.slice(from, start);
    from = Math.max(from, end);
  }
  return from > 0 && from < text.length ? text.slice(from) : '';
}
