import { spliceFingerprints } from '@streetdate/core/internal';
import { decodeFingerprint, encodeFingerprint, type Fingerprint } from '@streetdate/core/portable';
import { findMatches, LinearIndex, type Match } from '@streetdate/matcher';

/** Seconds before and after the segments that a bundle encloses: the matcher weighs an alignment against other moments. */
export const MARGIN = 10;
/** An interval of a film with its fingerprint. */
export interface EnclosedInterval {
  /** Seconds into the film. */
  readonly start: number;
  /** Seconds into the film, exclusive. */
  readonly end: number;
  /** The `.sdfp` file of the interval. */
  readonly bytes: Uint8Array;
}

/**
 * The interval around all segments of a match, on one side, in whole seconds.
 * @param margin - Seconds enclosed before and after them. @defaultValue 10
 */
export function encloseInterval(
  fingerprint: Fingerprint,
  starts: readonly number[],
  ends: readonly number[],
  margin = MARGIN,
): EnclosedInterval {
  const start = Math.max(0, Math.floor(Math.min(...starts) - margin));
  const end = Math.min(fingerprint.duration, Math.ceil(Math.max(...ends) + margin));
  return { start, end, bytes: encodeFingerprint(spliceFingerprints([{ fingerprint, start, end }])) };
}

/**
 * Searches one enclosed interval in the other, as anybody can who has both files. Every frame is compared with every frame.
 * @returns The match with all its numbers, as JSON has them; null where nothing is found.
 * @throws StreetdateError `not-a-fingerprint`, `newer-fingerprint`; TypeError when the files share no algorithm.
 */
export function matchIntervals(query: Uint8Array, reference: Uint8Array, referenceId: string): Match | null {
  const index = new LinearIndex();
  index.add(referenceId, decodeFingerprint(reference));
  const [match] = findMatches(decodeFingerprint(query), index);
  return match === undefined ? null : (JSON.parse(JSON.stringify(match)) as Match);
}
