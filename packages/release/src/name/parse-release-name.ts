import { checkText } from '@streetdate/core/internal';
import { parseSegment } from './parse-segment.ts';
import type { ReleaseName } from './release-name.ts';
import { splitExtension } from './split-extension.ts';

/** Longest part of a path that is looked at, in UTF-16 code units: file systems allow 255. */
const LONGEST_SEGMENT = 512;

/** Parts of a path that are looked at, from its end. */
const MOST_SEGMENTS = 4;

/**
 * Reads the name of a release, a file or a path, scene or p2p. The part of a path that says most speaks first, and the others fill in what
 * it leaves out: `Dark City (1998)/CD1/x.avi` has its title and year from the folder. General grammar, no list of titles: words are
 * understood by what they are and by where they stand. Never fails: what is not understood is left out.
 *
 * A name proves nothing; see {@link nameEvidence} for what it is worth.
 * @param name - A name or path, with or without an extension. Of a longer path the last four parts are read, of each 512 characters.
 */
export function parseReleaseName(name: string): ReleaseName {
  checkText('name', name);
  // A slash in square brackets parts titles, not folders.
  const parts = name
    .replace(SLASHED_DATE, '$1-$2-$3')
    .split(/(?<=\S)[/\\](?=\S|$)(?![^[\]]{0,120}\])|^[/\\]+/u)
    .filter((part) => part.trim() !== '');
  const named = parts.slice(-2 * MOST_SEGMENTS).filter((part, at, { length }) => at === length - 1 || !DISC_FOLDER.test(part));
  const segments = named.slice(-MOST_SEGMENTS).map((part) => part.slice(0, LONGEST_SEGMENT).normalize('NFC'));
  const { stem, container, subtitles } = splitExtension(segments.at(-1) ?? '');
  const parsed = [...segments.slice(0, -1), stem].filter((segment) => segment !== '').map(parseSegment);
  const ranked = parsed
    .map((each, place) => ({ each, place, weight: weightOf(each) }))
    .sort(
      (one, other) =>
        other.weight - one.weight ||
        other.each.segment.length - one.each.segment.length ||
        // The scene writes its files in small letters, and its folders as words are written.
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
    // Of a file's own season and those of its folders, which may hold several, its own.
    seasons: fromFolders?.seasons ?? (last.episodes.length > 0 && last.seasons.length > 0 ? last.seasons : first('seasons')),
    episodes: fromFolders?.episodes ?? first('episodes'),
    episodeTitle: last.episodeTitle ?? best.episodeTitle,
    date: first('date'),
    source,
    // The Ultra HD Blu-ray has no other picture, but what was made of it may.
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

/** A date that is no path: `11/21/17`. */
const SLASHED_DATE = /(?<![0-9/])([0-9]{1,2})\/([0-9]{1,2})\/((?:[0-9]{2}){1,2})(?![0-9/])/gu;

/** Folders of a disc: what it is called stands above them. */
const DISC_FOLDER = /^(?:video_ts|audio_ts|bdmv|stream|playlist|clipinf|backup|certificate)$/iu;

/** Folders that sort, and are no title. */
const PLAIN_FOLDER =
  /^(?:movies?|films?|series|tv(?: ?shows?)?|shows?|anime|downloads?|media|videos?|new|incoming|done|complete|subs?|samples?)$/iu;

/** The title of a series whose seasons have folders: `Title/Season 1/…`. The file's own name may be that of an episode. */
function seriesTitle(parts: readonly ReleaseName[]): string | undefined {
  const season = parts.findIndex(({ segment }) => /^(?:season|saison|temporada|staffel|series|s)[ ._-]?[0-9]{1,2}$/iu.test(segment.trim()));
  return season > 0 && season < parts.length - 1 ? parts[season - 1]!.title : undefined;
}

/**
 * The episode of a file whose number alone says little: with its season before it, in a folder of that season (`Season 4/Title [401] Low
 * Tide`), or filled up with a nought and nothing else (`Title/05.mkv`).
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

/** Whether a name has letters, and none of them in capitals. */
function isSmall({ segment }: ReleaseName): boolean {
  return segment === segment.toLowerCase();
}

/** How much a part of a path says of the release. */
function weightOf(segment: ReleaseName): number {
  const { title, year, seasons, episodes, date, tags, group } = segment;
  if (title === undefined && seasons.length + episodes.length === 0)
    return tags.filter(({ strength }) => strength === 'strong').length * 0.5;
  const known = [year !== undefined, seasons.length > 0, episodes.length > 0, date !== undefined, group !== undefined].filter(
    Boolean,
  ).length;
  return known + 2 * tags.filter(({ strength }) => strength === 'strong').length;
}
