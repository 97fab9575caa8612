import { parseReleaseName } from '@streetdate/release/name';
import type { RawFields } from './named-fields.ts';

/** The fields that this project's parser finds in a name. */
export function parseByStreetdate(name: string): RawFields {
  const { title, year, seasons, episodes, source, resolution, videoCodec, audioCodecs, languages, editions, flags, group } =
    parseReleaseName(name);
  return {
    title,
    year,
    season: seasons,
    episode: episodes,
    source,
    resolution,
    videoCodec,
    audioCodec: audioCodecs,
    language: languages,
    edition: editions,
    flags,
    group,
  };
}
