import type { Fingerprint } from '@streetdate/core/portable';
import type { MatchOptions } from '@streetdate/matcher';
import { generatedFingerprint } from '../library/generated-library.ts';
import { attackedCopy, generatedFilm } from './generated-catalogue.ts';

/** By the index alone: what an exhaustive comparison of a small library takes says nothing of a large one. */
export const SEARCH: MatchOptions = { maxComparisons: 0 };

/** A film that no catalogue has: far fewer films are enrolled. */
const STRANGER = 8_000_000;

/** A minute of a film that is not in the catalogue. It may show one of the pictures that all films share. */
export function stranger(query: number): Fingerprint {
  return minuteOf(STRANGER + 8 * query, query, 10);
}

/** A minute of a film of the catalogue, 45 bits away. */
export function copyOf(film: number, query: number): Fingerprint {
  return minuteOf(film, query, 45);
}

/** Minutes to be asked at once: films that are not there, which take longest, and then as many copies, so that threads have done nearly at once. */
export function minutesAtOnce(films: number, count: number): Fingerprint[] {
  const strangers = Math.floor(count / 2);
  return Array.from({ length: count }, (_, query) => (query < strangers ? stranger(query) : copyOf(1 + ((query * 7919) % films), query)));
}

function minuteOf(film: number, seed: number, distance: number): Fingerprint {
  const { track } = attackedCopy(generatedFilm(film), seed, { distance, spread: 0.4 });
  return generatedFingerprint('query', 60, track.hashes, 4);
}
