import type { Tag } from './tag.ts';

/** An interval of a name. */
export interface Span {
  /** Start. */
  readonly start: number;
  /** End, exclusive. */
  readonly end: number;
}

/** The structure of a name. */
export interface PlacedTags {
  /** The tags that count, in order. */
  readonly tags: readonly Tag[];
  /** Start of the title: after any tags that the name begins with. */
  readonly titleStart: number;
  /** End of the title. */
  readonly titleEnd: number;
}

/** Input of {@link placeTags}. */
export interface Landmarks {
  /** Season and episode, or broadcast date. */
  readonly numbering: Span | undefined;
  /** The year. */
  readonly year: Span | undefined;
}

/**
 * Decides which of the found tags count and where the title ends. The title runs to the first item that occurs in no title: a strong tag,
 * an episode number or the year. Weak words count as tags only in an unbroken run next to such an item: `The.Losers.PROPER.1080p` is a
 * proper, `The.French.Dispatch.2021` is not French. The year or an episode alone does not make the word before it a tag
 * (`The.Italian.2005`), unless that word has scene spelling (`iTALiAN`) and the title has not.
 * @param text - The name.
 * @param found - All tags in it, in order.
 */
export function placeTags(text: string, found: readonly Tag[], { numbering, year }: Landmarks): PlacedTags {
  const landmarks = [numbering, year].filter((span) => span !== undefined);
  const free = found.filter((tag) => !landmarks.some((span) => overlap(tag, span)) && !isGroup(tag, text, found));
  const touches = (one: Span, other: Span) => other.start >= one.end && !/[\p{L}\p{N}]/u.test(text.slice(one.end, other.start));
  const strong = free.filter(
    ({ strength, kind, start }) => strength === 'strong' && !(kind === 'edition' && isArticle(text.slice(0, start))),
  );

  let titleStart = 0;
  const alone = (tag: Tag) => tag.kind === 'source' && text[tag.start - 1] === '[' && text[tag.end] === ']';
  const opening = /^\s*\[[^[\]]*\]/u.exec(text)?.[0].length ?? 0;
  const isTechnical = (tag: Tag) => tag.strength === 'strong' && TECHNICAL.has(tag.kind);
  const opensWithTags = free.some((tag) => isTechnical(tag) && tag.end < opening);
  // Fr - Salt Flats (2012).
  const isLanguageBefore = (tag: Tag) =>
    tag.kind === 'language' && text.slice(0, tag.start).trim() === '' && text.startsWith(' - ', tag.end);
  const leading = free.filter((tag) => isTechnical(tag) || alone(tag) || tag.end < (opensWithTags ? opening : 0) || isLanguageBefore(tag));
  for (const tag of [...leading, ...(year ? [year] : [])].sort(byStart))
    if (touches({ start: 0, end: titleStart }, tag)) titleStart = tag.end;
  if (titleStart > 0 && titleStart < opening) titleStart = opening;
  if (!/\p{L}/u.test(text.slice(titleStart))) titleStart = 0;
  const opens = ({ start }: Span) => start >= titleStart && /[\p{L}\p{N}]/u.test(text.slice(titleStart, start));
  const firm = [...landmarks, ...strong].filter(opens).sort(byStart);
  const boundary = firm[0]?.start ?? text.length;
  const isScene = (tag: Tag) => isSceneCased(tag.text) && !isSceneCased(text.slice(titleStart, tag.start));

  // Movie.Title.PL.1080p: a code between a title of several words, not in capitals, and a certain tag.
  const isCodeBeforeTags = (tag: Tag) =>
    !WORDS_IN_CAPITALS.has(tag.text) &&
    isScene(tag) &&
    /[\p{L}\p{N}][ ._]+[\p{L}\p{N}]/u.test(text.slice(titleStart, tag.start)) &&
    strong.some((other) => TECHNICAL.has(other.kind) && touches(tag, other));

  // A name may begin with such a word: Uncut Gems.
  const counted = new Set<Span>([
    ...landmarks,
    ...leading.filter(({ end }) => end <= titleStart),
    ...strong.filter(
      (tag) => opens(tag) || TECHNICAL.has(tag.kind) || !isWord(text, tag, titleStart) || strong.some((other) => touches(tag, other)),
    ),
  ]);
  const isDual = free.some(({ kind, text: written, start }) => kind === 'language' && /^[dm]l$/iu.test(written) && start > boundary);
  const mayCount = (tag: Tag): boolean => {
    if (tag.start >= boundary) return true;
    // The last word, after a separate hyphen: Salt Flats - FR.
    if (tag.strength === 'code' && tag.kind === 'language' && touches(tag, end) && /[ ._]-[ ._]$/u.test(text.slice(0, tag.start)))
      return opens(tag);
    if (
      !opens(tag) ||
      isArticle(text.slice(titleStart, tag.start)) ||
      tag.kind === 'service' ||
      tag.text === 'TV' ||
      (tag.strength === 'code' && tag.kind === 'language' && tag.value !== 'mul' && !isCodeBeforeTags(tag))
    )
      return false;
    if (tag.kind === 'country') return numbering !== undefined && touches(tag, numbering);
    const next = [...counted].filter(({ start }) => start >= tag.end).sort(byStart)[0];
    const isBehindLanguage = free.some((other) => other.kind === 'language' && touches(other, tag));
    // After a separate hyphen: Salt Flats - Extended (2012).
    if (tag.kind === 'edition' && next !== undefined && next === year && /[ ._]-[ ._]$/u.test(text.slice(0, tag.start))) return true;
    if (DUBBED.has(tag.value)) return isBehindLanguage;
    // After a language and before another tag: GERMAN.DL.1080p.
    if (tag.strength === 'code' && tag.value === 'mul' && isBehindLanguage) return true;
    if (isScene(tag) || (tag.value === '3D' && next === year) || (tag.value === 'COMPLETE' && numbering !== undefined)) return true;
    if (tag.strength !== 'weak') return false;
    if (next !== undefined && next === year && (tag.kind === 'language' || CUTS.has(tag.value)))
      return isTagBeforeYear(text.slice(titleStart, tag.start), tag, isDual);
    return next !== year && next !== numbering;
  };
  const soft = free.filter(({ strength }) => strength !== 'strong');
  const end = { start: text.length, end: text.length };
  // Scene spelling after the first certain item, or before everything else if there is none.
  for (const tag of soft)
    if (isSceneCased(tag.text) && (tag.start >= boundary || (firm.length === 0 && tag.kind === 'source' && opens(tag)))) counted.add(tag);
  // Extends the run word by word, first from the item after it, then from the item before it.
  for (const tag of soft.toReversed()) if ([...counted, end].some((other) => touches(tag, other)) && mayCount(tag)) counted.add(tag);
  for (const tag of soft) {
    const previous = [...counted]
      .filter((other) => other.end <= tag.start)
      .sort(byStart)
      .at(-1);
    if (previous === undefined || !opens(tag) || tag.start < boundary) continue;
    // A word before other words begins an episode's title: S01E02.Web.of.Lies.
    if (previous === numbering && isFirstOfWords(tag, text, found)) continue;
    // After a tag every tag counts, because no title continues there. After a year or an episode one may, unless the tag follows directly.
    if (touches(previous, tag) || !landmarks.includes(previous)) counted.add(tag);
  }
  const tags = isNothingElse(text, free, landmarks) ? free : free.filter((tag) => counted.has(tag));
  const starts = [boundary, ...tags.filter(opens).map(({ start }) => start), ...(numbering ? [numbering.start] : [])];
  return { tags, titleStart, titleEnd: Math.max(titleStart, Math.min(...starts)) };
}

/** Whether a name consists of tags only, without a year: `ultimate collector edition`, `4k Restored`. */
function isNothingElse(text: string, tags: readonly Tag[], landmarks: readonly Span[]): boolean {
  if (landmarks.length > 0 || tags.length === 0) return false;
  let from = 0;
  const gaps = tags.map(({ start, end }) => {
    const gap = text.slice(from, start);
    from = end;
    return gap;
  });
  return !/[\p{L}\p{N}]/u.test([...gaps, text.slice(from)].join(' '));
}

/** Whether it has normal capitals and the next word is no tag. */
function isFirstOfWords(tag: Tag, text: string, all: readonly Tag[]): boolean {
  const next = /^[ ._]\p{L}/u.test(text.slice(tag.end));
  return (
    tag.strength === 'weak' &&
    !isSceneCased(tag.text) &&
    /^\p{Lu}/u.test(tag.text) &&
    next &&
    !all.some(({ start }) => start === tag.end + 1)
  );
}

/** Whether a title begins with it: it is the first word of several. */
function isWord(text: string, { start, end, kind }: Tag, titleStart: number): boolean {
  return (
    (kind === 'edition' || kind === 'flag') &&
    start >= titleStart &&
    !/[\p{L}\p{N}]/u.test(text.slice(titleStart, start)) &&
    /^[ ._](?:\p{L}|(?:19|20)[0-9]{2}(?![0-9]))/u.test(text.slice(end))
  );
}

/** Tags that may precede the title: `[h265 - HEVC] Fight Club`. */
const TECHNICAL: ReadonlySet<Tag['kind']> = new Set(['source', 'resolution', 'video-codec', 'audio-codec']);

/** Language codes that are also English words. */
const WORDS_IN_CAPITALS: ReadonlySet<string> = new Set(['IT', 'NO', 'HE', 'HI', 'DA', 'ES', 'DE']);

/** Cinema sound under a dubbed picture. It follows a language; otherwise `MD` means a doctor. */
const DUBBED: ReadonlySet<string> = new Set(['LINE.DUBBED', 'MIC.DUBBED']);

/** Whether only an article is left of the title: `The.Collector`. */
function isArticle(title: string): boolean {
  return /^[^\p{L}\p{N}]*(?:the|an?|le|la|les|un|une|el|los|il|der|die|das)[^\p{L}\p{N}]*$/iu.test(title);
}

/** In capitals or in scene spelling: `iTALiAN`, `LiMiTED`. */
function isSceneCased(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '').replaceAll('i', 'I');
  return text.length > 1 && letters !== '' && letters === letters.toUpperCase();
}

/** Edition words that seldom end a title. */
const CUTS: ReadonlySet<string> = new Set([
  "Director's Cut",
  'Extended Cut',
  'Theatrical Cut',
  'Restored',
  'Colorized',
  'Criterion Collection',
  'IMAX Edition',
  'Other Edition',
]);

/**
 * Whether a word between title and year is a tag: `Anflug.Alpha.1.German.1971` has one, `The.Good.German.2006` has it in its title. After
 * an article more words must precede it, unless the article is in another language than the word or the name lists two languages.
 */
function isTagBeforeYear(title: string, { kind, text }: Tag, isDual: boolean): boolean {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  const least = kind === 'language' ? 2 : 1;
  const [first = ''] = words;
  const isForeign = /^(?:le|la|les|une?|el|los|il|der|die|das|eine?|de|het)$/iu.test(first);
  if (isForeign) return words.length >= 2 && (kind !== 'language' || ENGLISH_NAMES.test(text));
  return words.length >= (/^(?:the|an?|my|our)$/iu.test(first) && !isDual ? least + 1 + Number(kind === 'language') : least);
}

/** English names of languages. The scene uses them for titles in any language. */
const ENGLISH_NAMES = /(?:sh|ese|ian|french|german|dutch|greek|czech|hebrew|hindi)$/iu;

/**
 * Whether a seeming tag is really the group: a code after the last hyphen, a word there directly after a codec (`x264-NoRDiC`), or a second
 * source there (`x264-SDTV`).
 */
function isGroup(tag: Tag, text: string, all: readonly Tag[]): boolean {
  if (
    text[tag.start - 1] !== '-' ||
    !/^[\s\])]*(?:\[[^\]]*\])?$/u.test(text.slice(tag.end)) ||
    !/[._]| \S+-/u.test(text.slice(0, tag.start))
  )
    return false;
  if (tag.strength === 'code') return true;
  const others = all.filter((other) => other !== tag);
  const behindCodec = others.some(
    ({ kind, end }) => (kind === 'video-codec' || kind === 'audio-codec') && end >= tag.start - 2 && end < tag.start,
  );
  if (tag.value === 'UNTOUCHED') return true;
  return tag.strength === 'weak'
    ? behindCodec && tag.value !== 'SAMPLE'
    : (tag.kind === 'source' || tag.kind === 'resolution' || (tag.kind === 'video-codec' && text[tag.end] !== ']')) &&
        others.some(({ end }) => end < tag.start && end >= tag.start - 2) &&
        others.some(({ kind, strength }) => kind === tag.kind && strength !== 'code');
}

function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

function byStart(one: Span, other: Span): number {
  return one.start - other.start;
}
