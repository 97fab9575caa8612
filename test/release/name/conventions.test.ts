import { parseReleaseName } from '@streetdate/release/name';
import { describe, expect, test } from 'vitest';
import { ANIME } from './conventions/anime.ts';
import { DISCS } from './conventions/discs.ts';
import { EDITIONS } from './conventions/editions.ts';
import { EPISODES } from './conventions/episodes.ts';
import { FANSUBS } from './conventions/fansubs.ts';
import { FILMS, ODD_TITLES } from './conventions/films.ts';
import { GROUPS } from './conventions/groups.ts';
import { LANGUAGES } from './conventions/languages.ts';
import { LEAKS } from './conventions/leaks.ts';
import { PATHS } from './conventions/paths.ts';
import { SERIES } from './conventions/series.ts';
import { STREAMS } from './conventions/streams.ts';
import { TONGUES } from './conventions/tongues.ts';
import { UPLOADS } from './conventions/uploads.ts';
import { VARIANTS } from './conventions/variants.ts';

const TABLES = {
  FILMS,
  ODD_TITLES,
  SERIES,
  FANSUBS,
  LANGUAGES,
  EDITIONS,
  GROUPS,
  VARIANTS,
  DISCS,
  STREAMS,
  UPLOADS,
  EPISODES,
  ANIME,
  TONGUES,
  LEAKS,
  PATHS,
};

describe.each(Object.entries(TABLES))('reads %s', (_, names) => {
  test.each(names)('%s', (name, said) => {
    expect(parseReleaseName(name)).toMatchObject(said);
  });
});
