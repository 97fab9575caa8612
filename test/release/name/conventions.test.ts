import { parseReleaseName } from '@streetdate/release/name';
import { describe, expect, test } from 'vitest';
import { EDITIONS } from './conventions/editions.ts';
import { FANSUBS } from './conventions/fansubs.ts';
import { FILMS, ODD_TITLES } from './conventions/films.ts';
import { GROUPS } from './conventions/groups.ts';
import { LANGUAGES } from './conventions/languages.ts';
import { SERIES } from './conventions/series.ts';
import { VARIANTS } from './conventions/variants.ts';

describe.each(Object.entries({ FILMS, ODD_TITLES, SERIES, FANSUBS, LANGUAGES, EDITIONS, GROUPS, VARIANTS }))('reads %s', (_, names) => {
  test.each(names)('%s', (name, said) => {
    expect(parseReleaseName(name)).toMatchObject(said);
  });
});
