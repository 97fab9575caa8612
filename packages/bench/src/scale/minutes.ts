import type { Fingerprint } from '@streetdate/core/portable';
import { generatedFingerprint } from '../library/generated-library.ts';
import { attackedCopy, generatedFilm } from './generated-catalogue.ts';

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

function minuteOf(film: number, seed: number, distance: number): Fingerprint {
  const { track } = attackedCopy(generatedFilm(film), seed, { distance, spread: 0.4 });
  return generatedFingerprint('query', 60, track.hashes, 4);
}
