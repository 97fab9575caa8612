import type { Fingerprint } from '@streetdate/core/portable';
import type { MatchOptions } from '@streetdate/matcher';
import { generatedFingerprint } from '../library/generated-library.ts';
import { attackedCopy, generatedFilm } from './generated-catalogue.ts';

/** By the index alone: the exhaustive search of a small library is not used in a large one. */
export const SEARCH: MatchOptions = { maxComparisons: 0 };

/** The number of a film that no catalogue has: far fewer films are enrolled. */
const UNRELATED = 8_000_000;

/** A minute of a film that is not in the catalogue. It may show one of the pictures that all films share. */
export function unrelatedMinute(query: number): Fingerprint {
  return minuteOf(UNRELATED + 8 * query, query, 10);
}

/** A minute of a film of the catalogue, 45 bits away. */
export function copyOf(film: number, query: number): Fingerprint {
  return minuteOf(film, query, 45);
}

/** Queries to run at the same time: first films that are not enrolled, which take longest, then as many copies, so that all threads end together. */
export function minutesAtOnce(films: number, count: number): Fingerprint[] {
  const unrelated = Math.floor(count / 2);
  return Array.from({ length: count }, (_, query) =>
    query < unrelated ? unrelatedMinute(query) : copyOf(1 + ((query * 7919) % films), query),
  );
}

function minuteOf(film: number, seed: number, distance: number): Fingerprint {
  const { track } = attackedCopy(generatedFilm(film), seed, { distance, spread: 0.4 });
  return generatedFingerprint('query', 60, track.hashes, 4);
}
