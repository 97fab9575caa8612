import { decodeFingerprint, encodeFingerprint, type Fingerprint } from '@streetdate/core/portable';
import { LinearIndex } from '@streetdate/index';
import { findMatches, type Match } from '@streetdate/matcher';
import { CHUNK_SECONDS, type ChunkProof, cutInterval, proveInterval } from '../proofs/fingerprint-tree.ts';

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
  /** What shows that it is of the whole. */
  readonly chunks: ChunkProof;
}

/**
 * The interval around all segments of a match, on one side, in whole chunks. A still is enclosed whole.
 * @param margin - Seconds enclosed before and after them. @defaultValue 10
 */
export function encloseInterval(
  fingerprint: Fingerprint,
  starts: readonly number[],
  ends: readonly number[],
  margin = MARGIN,
): EnclosedInterval {
  const chunk = (seconds: number, round: (chunks: number) => number) => CHUNK_SECONDS * round(seconds / CHUNK_SECONDS);
  const isStill = fingerprint.kind === 'still';
  const start = isStill ? 0 : Math.max(0, chunk(Math.min(...starts) - margin, Math.floor));
  const end = isStill ? 0 : Math.min(fingerprint.duration, chunk(Math.max(...ends) + margin, Math.ceil));
  const interval = cutInterval(fingerprint, start, end);
  return { start, end, bytes: encodeFingerprint(interval), chunks: proveInterval(fingerprint, interval, start) };
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
