import { filenameParse } from '@ctrl/video-filename-parser';
import { parseTorrentTitle } from '@viren070/parse-torrent-title';
import oleoo from 'oleoo';
import { parse as parseTitle } from 'parse-torrent-title';
import type { RawFields } from './named-fields.ts';

/** A parser of release names from npm, by its package and version. */
export interface Peer {
  /** Package and version. */
  readonly name: string;
  /** What it says of a name. */
  readonly parse: (name: string) => RawFields;
}

/** What is true among some facts, by name. */
function named(facts: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(facts).flatMap(([name, value]) => (value === true ? [name] : []));
}

/** The parsers of release names on npm that have a licence and run on their own. The only file that knows them. */
export const PEERS: readonly Peer[] = [
  {
    name: 'parse-torrent-title 3.0.1',
    parse: (name) => {
      const { title, year, season, episode, source, resolution, codec, audio, language, group, ...rest } = parseTitle(name);
      return {
        title,
        year,
        season,
        episode,
        source,
        resolution,
        videoCodec: codec,
        audioCodec: audio,
        language,
        group,
        edition: named(rest),
        flags: named(rest),
      };
    },
  },
  {
    name: '@viren070/parse-torrent-title 0.9.1',
    parse: (name) => {
      const { title, year, seasons, episodes, quality, resolution, codec, audio, languages, group, ...rest } = parseTorrentTitle(name);
      const flags = named({ ...rest });
      return {
        title,
        year,
        season: seasons,
        episode: episodes,
        source: quality,
        resolution,
        videoCodec: codec,
        audioCodec: audio,
        language: languages,
        group,
        edition: [rest.editions ?? [], flags].flat(),
        flags,
      };
    },
  },
  {
    name: '@ctrl/video-filename-parser 5.4.1',
    parse: (name) => {
      const said = filenameParse(name, /s\d{1,2}|\dx\d|season|episode/iu.test(name));
      const isSeries = 'seasons' in said;
      return {
        title: said.title,
        year: said.year,
        season: isSeries ? said.seasons : undefined,
        episode: isSeries ? said.episodeNumbers : undefined,
        source: said.sources,
        resolution: said.resolution,
        videoCodec: said.videoCodec,
        audioCodec: said.audioCodec,
        language: [said.languages, said.multi ? 'multi' : []].flat(),
        group: said.group,
        edition: named({ ...said.edition }),
        flags: [...named({ ...said.edition }), said.revision.version > 1 ? 'proper' : []].flat(),
      };
    },
  },
  {
    name: 'oleoo 1.1.7',
    parse: (name) => {
      const { title, year, season, episodes, source, resolution, encoding, languages, flags, group } = oleoo.parse(name);
      return {
        title,
        year,
        season,
        episode: episodes,
        source,
        resolution,
        videoCodec: encoding,
        audioCodec: flags,
        language: languages,
        edition: flags,
        flags,
        group,
      };
    },
  },
];
