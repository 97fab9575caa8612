import { findDate } from './broadcast-date.ts';
import { ascending, numbersIn, run } from './number-list.ts';
import { NUMBER_WORD, numberOfWord } from './number-words.ts';
import { EASTERN_EPISODE, EASTERN_SEASON, EPISODE_WORD, ORDINAL_END, SEASON_WORD } from './numbering-words.ts';

/** Season, episodes or broadcast date, and their position in the name. */
export interface Numbering {
  /** Seasons, ascending. */
  readonly seasons: readonly number[];
  /** Episodes, ascending. */
  readonly episodes: readonly number[];
  /** Day of broadcast, `YYYY-MM-DD`. */
  readonly date?: string;
  /** Start of the numbering. */
  readonly start: number;
  /** End, exclusive. */
  readonly end: number;
  /** Whether the numbers stand alone, without a word or letter for season or episode. */
  readonly bare?: boolean;
}

const NUMBER = '[0-9]{1,4}';
/** A list or range of episodes: `03-05`, `E02E03`, `03&04`, `493-498.&.500`. A hyphen between blanks separates it from other numbers. */
const EPISODE_LIST = `${NUMBER}(?:v[0-9])?(?:(?:[-~](?:e|ep|x(?!26[45]))?(?![0-9]{1,2}x[0-9])|[ ._]?[+&,][ ._]?(?:e|ep)?|[ ._-]{0,3}e[ ._]?|x(?!26[45])|[ ._](?:to|a|à|al|and|et)[ ._](?:e|ep)?)${NUMBER}(?![pi0-9])(?:v[0-9])?){0,40}`;
/** A zero-padded number after a separate hyphen is an episode: `Season 2 - 05`. */
const MORE_SEASONS = `(?:(?![ ._]-[ ._]0)(?:[ ._]?(?:[-~+&,]|to|a|à|and|et)[ ._]?|[ ._](?=s))(?:s|season )?[0-9]{1,2}(?![0-9])){0,40}`;
/** The year of a season, before its episode: `S2 (2019) - 11`. */
const YEAR_BETWEEN = '(?:[ ._][(](?:19|20)[0-9]{2}[)])?';
/** A season out of a stated total: `Season.2of5`. */
const OF_SEASONS = '(?:[ ._]?of[ ._]?[0-9]{1,2}(?![0-9]))?';
const EDGE = '(?<![\\p{L}\\p{N}])';
const CLOSE = '(?:v[0-9])?(?![\\p{L}\\p{N}])';

/** Patterns for season and episodes together, most certain first. Group 1 is the season, group 2 the episodes. */
const FORMS: readonly RegExp[] = [
  // With both letters and digits it may follow a word directly: NameS10E06.
  /(?<=\p{L})s([0-9]{2})e([0-9]{2})(?![\p{L}\p{N}])/iu,
  new RegExp(`${EDGE}s(${NUMBER})[ ._-]{0,3}(?:e|ep|x(?!26[3-6](?![0-9]))|xe)[ ._(]?(${EPISODE_LIST})(?![0-9])`, 'iu'),
  new RegExp(`${EDGE}(?:(?:${EPISODE_WORD})[ ._]{1,2})?([0-9]{1,2})x(${EPISODE_LIST})${CLOSE}`, 'iu'),
  new RegExp(`${EDGE}((?:19|20)[0-9]{2})x([0-9]{2})${CLOSE}`, 'iu'),
  new RegExp(
    `${EDGE}(?:${SEASON_WORD})[ ._#-]{0,3}([0-9]{1,2})[ ._,:()-]{0,4}(?:${EPISODE_WORD})[ ._#-]{0,3}(${EPISODE_LIST})${CLOSE}`,
    'iu',
  ),
  // British series count parts instead of seasons and episodes. A part of a season is half of it.
  new RegExp(`${EDGE}series[ ._-]{1,3}([0-9]{1,2})[ ._,-]{1,3}part[ ._]([0-9]{1,2})${CLOSE}`, 'iu'),
  new RegExp(`${EDGE}s([0-9]{1,2})${YEAR_BETWEEN}[ ._]{0,2}-[ ._]{1,2}(${EPISODE_LIST})${CLOSE}`, 'iu'),
  new RegExp(`${EDGE}(?:${SEASON_WORD})[ ._]([0-9]{1,2})${YEAR_BETWEEN}[ ._]-[ ._](0[0-9](?:v[0-9])?)${CLOSE}`, 'iu'),
];
/** How such a pattern continues: `1x02 - 1x03`, `S14E00.and.S14E01`. */
const FURTHER = /[ ._]{0,2}(?:-|and|&|\+)?[ ._]{0,2}(?:s[0-9]{1,2}e|[0-9]{1,2}x)([0-9]{1,4})(?![0-9])/iuy;
const SEASONS = new RegExp(
  `${EDGE}(?:(?:${SEASON_WORD})[ ._#-]{0,3}s?([0-9](?:[ ._][0-9](?![0-9])){2,9}|[0-9]{1,2}(?![0-9])${MORE_SEASONS})${OF_SEASONS}|s((?:[0-9]{4}|[0-9]{1,2})${MORE_SEASONS})|([0-9]{1,2})(?![.](?:${SEASON_WORD})[ ._-]{1,3}[0-9])(?:${ORDINAL_END}[ ._]?(?:${SEASON_WORD})|[ ]сезон|xall))(?:${CLOSE}|(?=extras?|d[0-9]))`,
  'iu',
);
/** A season number written as a word: `Saison sept`, `Season II`, `Second Season`. */
const WORDED_SEASON = new RegExp(
  `${EDGE}(?:(?:seasons?|saisons?|temporadas?|stagione|staffel)[ ._-]{1,3}(${NUMBER_WORD})|(${NUMBER_WORD})[ ._-](?:season|saison|temporada|stagione|staffel))${CLOSE}`,
  'iu',
);
const EPISODES = new RegExp(`${EDGE}(?:${EPISODE_WORD})[ ._#-]{0,2}((?!(?:19|20)[0-9]{2}(?![0-9]))${EPISODE_LIST})${CLOSE}`, 'iu');
/** A spelled-out episode before its date: `Ep 19 (13 Feb 2016)`. */
const WORDED_EPISODE = new RegExp(`${EDGE}(?:episode|ep|folge|capitulo)[ ._#-]{0,2}([0-9]{1,4})${CLOSE}`, 'iu');
const COUNTED_EPISODE = new RegExp(`${EDGE}([0-9]{1,3})[.]?[ ._]?(?:b[öo]l[üu]m|r[ée]sz|d[íi]l|сери[ия])${CLOSE}`, 'iu');
const PART_OF = new RegExp(`${EDGE}(?:(?:part|pt|parte|teil)[ ._])?([0-9]{1,3})[ ._]?(?:of|из|de)[ ._]?[0-9]{1,3}${CLOSE}`, 'iu');
/** Spanish television: `Cap.102` is season 1, episode 2. */
const CHAPTER = new RegExp(`${EDGE}cap[ ._]?([0-9]{1,2})([0-9]{2})(?:_(?:[0-9]{1,2})([0-9]{2}))?(?:[ ._]final)?${CLOSE}`, 'iu');

/** Finds the season and episode, or the broadcast date; undefined for a film. */
export function findNumbering(text: string): Numbering | undefined {
  const seasons = SEASONS.exec(text);
  const chapter = CHAPTER.exec(text);
  if (chapter) {
    const [, season, first, last] = chapter;
    return spanning(text, [chapter, seasons], { seasons: [Number(season)], episodes: run(Number(first), Number(last ?? first)) });
  }
  for (const form of FORMS) {
    const found = form.exec(text);
    if (found) return withFurther(text, found);
  }
  const date = findDate(text);
  if (date) {
    const episode = WORDED_EPISODE.exec(text.slice(0, date.start));
    return { seasons: [], episodes: episode ? numbersIn(episode[1]!) : [], ...date, start: episode?.index ?? date.start };
  }
  const worded = seasons ? null : WORDED_SEASON.exec(text);
  const season = seasons ?? worded ?? EASTERN_SEASON.exec(text);
  const rest = season ? blank(text, season) : text;
  const episodes = EPISODES.exec(rest) ?? PART_OF.exec(rest) ?? COUNTED_EPISODE.exec(rest) ?? EASTERN_EPISODE.exec(rest);
  if (!season && !episodes) return undefined;
  return spanning(text, [season, episodes && (!season || episodes.index - season.index < 12) ? episodes : null], {
    seasons: worded ? [numberOfWord(worded[1] ?? worded[2]!)] : season ? numbersIn(season[1] ?? season[2] ?? season[3]!) : [],
    episodes: episodes ? numbersIn(episodes[1] ?? episodes[2]!) : [],
  });
}

const IN_BRACKETS = /(?<=\S[ ._]?)[[(]([0-9]{1,3}(?:[-~][0-9]{1,3})?)(?:[.]5)?(?:v[0-9])?(?:[ ._]?(?:end|fin|完))?[\])]/iu;

/** Patterns for episodes alone. A number of three or four digits may combine season and episode. */
const BARE: readonly { readonly form: RegExp; readonly fansub: boolean }[] = [
  {
    form: /(?<=\S[ ._]?)[ ._]-[ ._]{1,2}(?:#|ep)?([0-9]{1,4}(?:[-~][0-9]{1,4})?)(?:[.]5)?(?:v[0-9])?(?:[ ._](?:end|final|oad|ova))?(?![\p{L}\p{N}-])/iu,
    fansub: false,
  },
  {
    form: /(?<=\p{L}[!?]{0,3})[ ._]([0-9]{2,4}(?:[-~][0-9]{1,4}(?:[ ._]?&[ ._]?[0-9]{1,4}[-~][0-9]{1,4})?)?)(?:[.]5)?(?:[ ._]?v[0-9])?(?![\p{L}\p{N}-])/iu,
    fansub: true,
  },
  { form: /(?<=\))[ ._]([0-9]{2,3})(?:v[0-9])?(?=[ ._]*\[)/u, fansub: true },
  { form: /(?<=\p{L}[!?]{0,3})[ ._]([0-9]{2,3}[-~][0-9]{2,3})(?=[ ._]*\[)/u, fansub: false },
  // A whole season begins with episode 1.
  { form: /(?<=\p{L}[!?]{0,3})[ ._](0{0,2}1[-~][0-9]{2,3})(?![\p{L}\p{N}-])/iu, fansub: true },
  // A range at the end of the name.
  { form: /(?<=\p{L}{2}[!?]{0,3})[ ._]([0-9]{2,3}[-~][0-9]{2,3})[ ._]*$/u, fansub: false },
  { form: IN_BRACKETS, fansub: false },
  { form: /(?<=\p{L}[!?]{0,3})[ ._-]{1,3}#([0-9]{2,4})(?![\p{L}\p{N}])/iu, fansub: false },
  // Only episodes have versions.
  { form: /(?<=\p{L}[!?]{0,3})[ ._-]{1,3}([0-9]{1,4})v[0-9](?![\p{L}\p{N}])/iu, fansub: false },
];

/** A zero-padded number between words, `Dead.Set.02.FRENCH`, but not a time (`9.00.Uhr`). */
const PADDED = /(?<=\p{L}{2}[)\]]?[ ._])(0[0-9]{1,2})(?=[ ._]\p{L}|[ ._]?[[(]|$)/u;

/** Season and episode as three digits before the episode's title: `title.102.low.tide.hdtv`. */
const AMID_WORDS = /(?<=\p{L}[!?]{0,3})[ ._]([1-9](?!00)[0-9]{2})(?=[ ._]\p{L})/u;

/**
 * Reads episode numbers that stand alone, as in fan releases (`Title - 04 [`, `Title 679 [`, `[17]`), and a season with episode as three or
 * four digits before the first tag (`title.117.hdtv`).
 * @param stop - Position of the first tag.
 * @param clues - What the rest of the name tells.
 */
export function findBareNumbering(
  text: string,
  stop: number,
  clues: { readonly fansub: boolean; readonly television: boolean; readonly broadcast: boolean },
): Numbering | undefined {
  for (const { form, fansub } of BARE) {
    const found = fansub && !clues.fansub ? null : form.exec(text);
    if (
      found &&
      found.index < stop &&
      !isYear(found[1]!) &&
      !(form === IN_BRACKETS && isRows(found[1]!)) &&
      endsTitle(text, found.index + found[0].length, stop)
    ) {
      // Only fan releases put bracketed tags directly after the hyphen and the number: `Title - 722 [720p]`.
      const isCounted = clues.fansub || /^[ ._]*[[(][^\])]*\p{L}/u.test(text.slice(found.index + found[0].length));
      const compact = form === IN_BRACKETS || (form === BARE[0]!.form && !isCounted) ? compactOf(found[1]!) : undefined;
      return { seasons: [], episodes: numbersIn(found[1]!), ...compact, ...placeOf(found), bare: true };
    }
  }
  if (clues.fansub) return undefined;
  // Titles do not pad their numbers with zeros; people who number files do.
  const padded = PADDED.exec(text);
  if (padded && padded.index < stop) return { seasons: [], episodes: numbersIn(padded[1]!), ...placeOf(padded), bare: true };
  if (!clues.television) return undefined;
  const found =
    /(?<=[\p{L}\p{N}!][ ._)\]]{0,2})[ ._]([0-9]{2,4})[ ._[(-]*$/u.exec(text.slice(0, stop)) ??
    (clues.broadcast ? AMID_WORDS.exec(text.slice(0, stop)) : null);
  if (!found || isYear(found[1]!) || isRows(found[1]!)) return undefined;
  const place = { start: found.index, end: found.index + 1 + found[1]!.length, bare: true };
  const compact = compactOf(found[1]!);
  return compact ? { ...compact, ...place } : found[1]!.length < 3 ? { seasons: [], episodes: numbersIn(found[1]!), ...place } : undefined;
}

/** Whether the title ends here: a bracket, a hyphen between blanks, the first tag or the end follows. */
function endsTitle(text: string, from: number, stop: number): boolean {
  return /^[ ._~]*(?:[[({]|$)|^[ ._]+-[ ._]/u.test(text.slice(from)) || !/[\p{L}\p{N}]/u.test(text.slice(from, Math.max(from, stop)));
}

/** Reads `117` as season 1, episode 17. */
function compactOf(digits: string): Pick<Numbering, 'seasons' | 'episodes'> | undefined {
  const found = /^([0-9]{1,2})([0-9]{2})$/u.exec(digits);
  return found && Number(found[1]) > 0 ? { seasons: [Number(found[1])], episodes: [Number(found[2])] } : undefined;
}

/** Whether a number is more likely a row count. */
function isRows(digits: string): boolean {
  return /^(?:480|576|720|1080|2160)$/u.test(digits);
}

function isYear(digits: string): boolean {
  return /^(?:19|20)[0-9]{2}$/u.test(digits);
}

function withFurther(text: string, found: RegExpExecArray): Numbering {
  const episodes = numbersIn(found[2]!);
  let { end } = placeOf(found);
  for (;;) {
    FURTHER.lastIndex = end;
    const further = FURTHER.exec(text);
    if (!further) break;
    episodes.push(Number(further[1]));
    end = FURTHER.lastIndex;
  }
  return { seasons: [Number(found[1])], episodes: ascending(episodes), start: found.index, end };
}

/** Adds the interval that holds the numbers. The second pattern extends it only if its text is adjacent. */
function spanning(text: string, finds: readonly (RegExpExecArray | null)[], numbers: Pick<Numbering, 'seasons' | 'episodes'>): Numbering {
  const places = finds
    .filter((found) => found !== null)
    .map(placeOf)
    .sort((one, other) => one.start - other.start);
  const { start, end } = places[0]!;
  const last = places.at(-1)!;
  return { ...numbers, start, end: last.start < end || !/[\p{L}\p{N}]/u.test(text.slice(end, last.start)) ? last.end : end };
}

function placeOf(found: RegExpExecArray): { start: number; end: number } {
  return { start: found.index, end: found.index + found[0].length };
}

function blank(text: string, { index, 0: { length } }: RegExpExecArray): string {
  return text.slice(0, index) + ' '.repeat(length) + text.slice(index + length);
}
