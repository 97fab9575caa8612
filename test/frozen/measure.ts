import { createHash } from 'node:crypto';
import type { Fingerprint } from '@streetdate/core';
import {
  BandIndex,
  findMatches,
  judge,
  LinearIndex,
  type Match,
  type MatchOptions,
  parseWindow,
  type ReferenceIndex,
  type Rendition,
  readSources,
} from '@streetdate/matcher';
import { undecidedIntervals } from '@streetdate/matcher/internal';
import type { FilmRecipe } from './films.ts';

/** Every number of one query, as JSON holds it. */
export type Numbers = Readonly<Record<string, unknown>>;

/** A film of the set with its frozen fingerprint. */
export interface FrozenFilm {
  readonly film: FilmRecipe;
  readonly fingerprint: Fingerprint;
}

const WINDOWS = ['US:digital:2027-02-16T00:00:00-05:00', 'US:disc:2027-03-09T00:00:00-05:00', 'DE:disc:2027-03-18T00:00:00+01:00'].map(
  (window) => parseWindow(window),
);
const SEEN = ['2027-02-07T12:00:00Z', '2027-03-01T12:00:00Z', '2027-04-01T12:00:00Z'];

/** Ways to search: each query is searched in each of them. */
const SEARCHES: readonly { readonly name: string; readonly index: 'band' | 'linear'; readonly options: MatchOptions }[] = [
  { name: 'default', index: 'band', options: {} },
  {
    name: 'prioritised',
    index: 'band',
    options: { maxComparisons: 0, prioritised: new Set(['bunny-disc', 'sintel', 'other-man', 'shared-trailer']) },
  },
  { name: 'background', index: 'linear', options: { background: new Set(['bunny-digital', 'ocean']), reportBelow: 1 } },
];

/** References whose provenance is told apart: the renditions of one title. */
const RENDITIONS = { 'bunny-disc': 'disc', 'bunny-digital': 'digital', 'bunny-pal': 'screener' } as const;

/**
 * Searches one query in every way and writes down what comes out: matches with their segments and scores, intervals that stay undecided,
 * provenance and verdicts. Long lists of distances are told by their count and a digest.
 */
export function measure({ film, fingerprint }: FrozenFilm, references: readonly FrozenFilm[]): Numbers {
  const indexes = { band: filled(new BandIndex(), references), linear: filled(new LinearIndex(), references) };
  const searches = SEARCHES.map(({ name, index, options }) => {
    const matches = findMatches(fingerprint, indexes[index], options);
    return [name, matches.map(digested)] as const;
  });
  const matches = findMatches(fingerprint, indexes.band);
  const isFilm = fingerprint.kind === 'film';
  return JSON.parse(
    JSON.stringify({
      ...Object.fromEntries(searches),
      ...(isFilm && { undecided: undecidedIntervals({ ...fingerprint, look: { frames: 'key', closer: [] } }, indexes.band) }),
      ...(isFilm && !film.shared && { provenance: readSources(fingerprint, matches, renditionsOf(references)) }),
      verdicts: SEEN.map((seenAt) => judge(matches[0], WINDOWS, { seenAt, seenAtBasis: 'observed', territory: 'US' })),
    }),
  );
}

function filled<T extends ReferenceIndex & { add(id: string, fingerprint: Fingerprint): void }>(
  index: T,
  references: readonly FrozenFilm[],
): T {
  for (const { film, fingerprint } of references) index.add(film.name, fingerprint);
  return index;
}

function renditionsOf(references: readonly FrozenFilm[]): Rendition[] {
  return references.flatMap(({ film: { name }, fingerprint }) => {
    const source = RENDITIONS[name as keyof typeof RENDITIONS];
    return source ? [{ referenceId: name, source, fingerprint }] : [];
  });
}

function digested(match: Match): unknown {
  const segments = match.segments.map(({ distances, frameTimes, ...segment }) => ({
    ...segment,
    distances: { count: distances.length, digest: digest([...distances, ...frameTimes]) },
  }));
  return { ...match, segments };
}

function digest(numbers: readonly number[]): string {
  return createHash('sha256').update(JSON.stringify(numbers)).digest('hex').slice(0, 12);
}
