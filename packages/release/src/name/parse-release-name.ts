import { checkText } from '@streetdate/core/internal';
import { parseSegment } from './parse-segment.ts';
import type { ReleaseName } from './release-name.ts';
import { splitExtension } from './split-extension.ts';

/** Longest parsed part of a path, in UTF-16 code units. File systems allow 255. */
const LONGEST_SEGMENT = 512;

/** Number of parsed path parts, from the end. */
const MOST_SEGMENTS = 4;

/** A folder or file named by a source alone, such as `ts/`, sorts files or holds a transport stream: it is no release's name. */
function withoutBareSource(parsed: ReturnType<typeof parseSegment>): ReturnType<typeof parseSegment> {
  const [tag, ...others] = parsed.tags;
  const isBare = tag?.kind === 'source' && others.length === 0 && tag.start === 0 && tag.end === parsed.segment.length;
  return isBare ? { ...parsed, source: undefined, tags: [] } : parsed;
}

/**
 * Parses a scene or p2p release name, a file name or a path. The most informative part of the path comes first and the others fill its
 * gaps: `Dark City (1998)/CD1/x.avi` takes title and year from the folder. The grammar is general and uses no list of titles: a word is
 * understood by its meaning and its position. Parsing never fails; unknown words are left out.
 *
 * A name proves nothing; {@link nameEvidence} states its weight.
 * @param name - A name or path, with or without an extension. The last four parts are read, at most 512 characters each.
 */
export function parseReleaseName(name: string): ReleaseName {
  checkText('name', name);
  // A slash in square brackets separates titles, not folders.
  const parts = name
    .replace(SLASHED_DATE, '$1-$2-$3')
    .split(/(?<=\S)[/\\](?=\S|$)(?![^[\]]{0,120}\])|^[/\\]+/u)
    .filter((part) => part.trim() !== '');
  const named = parts.slice(-2 * MOST_SEGMENTS).filter((part, at, { length }) => at === length - 1 || !DISC_FOLDER.test(part));
  const segments = named.slice(-MOST_SEGMENTS).map((part) => part.slice(0, LONGEST_SEGMENT).normalize('NFC'));
  const { stem, container, subtitles } = splitExtension(segments.at(-1) ?? '');
  const parsed = [...segments.slice(0, -1), stem]
    .filter((segment) => segment !== '')
    .map(parseSegment)
    .map(withoutBareSource);
  const ranked = parsed
    .map((each, place) => ({ each, place, weight: weightOf(each) }))
    .sort(
      (one, other) =>
        other.weight - one.weight ||
        other.each.segment.length - one.each.segment.length ||
        // Scene files are in small letters; their folders have normal capitals.
        Number(isSmall(one.each)) - Number(isSmall(other.each)) ||
        other.place - one.place,
    );
  const [best, ...others] = ranked.map(({ each }) => each);
  if (best === undefined) return { ...parseSegment(''), name, container };
  const last = parsed.at(-1)!;
  const first = <K extends keyof ReleaseName>(key: K): ReleaseName[K] =>
    [best, ...others].map((each) => each[key]).find((value) => value !== undefined && !(Array.isArray(value) && value.length === 0)) ??
    best[key];
  const source = first('source');
  const fromFolders = last.episodes.length === 0 ? episodeByFolders(last, parsed.slice(0, -1)) : undefined;
  return {
    name,
    subtitle: best.subtitle,
    title: seriesTitle(parsed) ?? best.title ?? others.find((each) => each.title !== undefined && !PLAIN_FOLDER.test(each.title))?.title,
    year: first('year'),
    // The file's own season is better than its folders', which may list several.
    seasons: fromFolders?.seasons ?? (last.episodes.length > 0 && last.seasons.length > 0 ? last.seasons : first('seasons')),
    episodes: fromFolders?.episodes ?? first('episodes'),
    episodeTitle: last.episodeTitle ?? best.episodeTitle,
    date: first('date'),
    source,
    // Ultra HD Blu-rays have 2160 rows. A re-encoded copy may have fewer.
    resolution: first('resolution') ?? (source?.includes('UHD') ? '2160p' : undefined),
    videoCodec: first('videoCodec'),
    audioCodecs: first('audioCodecs'),
    audioChannels: first('audioChannels'),
    dynamicRange: first('dynamicRange'),
    languages: first('languages'),
    subtitles: subtitles === undefined ? first('subtitles') : [subtitles],
    editions: first('editions'),
    flags: first('flags'),
    service: first('service'),
    country: first('country'),
    disc: first('disc'),
    group: first('group'),
    container,
    tags: best.tags,
    segment: best.segment,
  };
}

/** A date rather than a path: `11/21/17`. */
const SLASHED_DATE = /(?<![0-9/])([0-9]{1,2})\/([0-9]{1,2})\/((?:[0-9]{2}){1,2})(?![0-9/])/gu;

/** Folders inside a disc. The title is in the folder above them. */
const DISC_FOLDER = /^(?:video_ts|audio_ts|bdmv|stream|playlist|clipinf|backup|certificate)$/iu;

/** Folders for sorting; they are no titles. */
const PLAIN_FOLDER =
  /^(?:movies?|films?|series|tv(?: ?shows?)?|shows?|anime|downloads?|media|videos?|new|incoming|done|complete|subs?|samples?)$/iu;

/** The title of a series with season folders: `Title/Season 1/…`. The file's own name may be that of an episode. */
function seriesTitle(parts: readonly ReleaseName[]): string | undefined {
  const season = parts.findIndex(({ segment }) => /^(?:season|saison|temporada|staffel|series|s)[ ._-]?[0-9]{1,2}$/iu.test(segment.trim()));
  return season > 0 && season < parts.length - 1 ? parts[season - 1]!.title : undefined;
}

/**
 * The episode number of a file with a lone number. It counts together with the season in a season folder (`Season 4/Title [401] Low Tide`),
 * or if the whole name is a zero-padded number (`Title/05.mkv`).
 */
function episodeByFolders(
  { segment }: ReleaseName,
  folders: readonly ReleaseName[],
): { readonly seasons?: readonly number[]; readonly episodes: readonly number[] } | undefined {
  const lone = /^\s*(0[0-9]{1,2})\s*$/u.exec(segment)?.[1];
  if (lone !== undefined && folders.some(({ title }) => title !== undefined)) return { episodes: [Number(lone)] };
  const season = folders.flatMap(({ seasons }) => (seasons.length === 1 ? seasons : [])).at(-1);
  const episode = season === undefined ? undefined : new RegExp(`(?<![0-9])0?${season}([0-9]{2})(?![0-9pi])`, 'u').exec(segment)?.[1];
  return season === undefined || episode === undefined ? undefined : { seasons: [season], episodes: [Number(episode)] };
}

/** Whether a name has letters but no capitals. */
function isSmall({ segment }: ReleaseName): boolean {
  return segment === segment.toLowerCase();
}

/** How much a part of a path tells about the release. */
function weightOf(segment: ReleaseName): number {
  const { title, year, seasons, episodes, date, tags, group } = segment;
  if (title === undefined && seasons.length + episodes.length === 0)
    return tags.filter(({ strength }) => strength === 'strong').length * 0.5;
  const known = [year !== undefined, seasons.length > 0, episodes.length > 0, date !== undefined, group !== undefined].filter(
    Boolean,
  ).length;
  return known + 2 * tags.filter(({ strength }) => strength === 'strong').length;
}
