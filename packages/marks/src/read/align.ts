import { fingerprintFile } from '@streetdate/core';
import { activeAreaOfStill } from '@streetdate/core/internal';
import type { Fingerprint, LumaFrame } from '@streetdate/core/portable';
import { LinearIndex } from '@streetdate/index';
import { findMatches, type Segment } from '@streetdate/matcher';
import { type Area, firstGuesses, type Homography } from './geometry.ts';

/** An interval of the copy that shows the original. */
export interface Alignment {
  /** Start in the copy, seconds, and end, exclusive. */
  readonly queryStart: number;
  readonly queryEnd: number;
  /** The original's time at the start, seconds. */
  readonly referenceStart: number;
  /** Seconds of the original in a second of the copy. */
  readonly speed: number;
  /** Where the original's picture may lie in the copy's. */
  readonly guesses: (original: LumaFrame) => readonly Homography[];
}

/**
 * Finds which parts of the original a copy shows, by Streetdate's own match: in time, at another speed, mirrored, cropped, with bars.
 * @param original - Its fingerprint, in the role of a reference.
 * @returns The parts, in order of the copy's time; empty where nothing is found.
 */
export async function alignCopy(copy: string, original: Fingerprint, signal?: AbortSignal): Promise<Alignment[]> {
  return alignFingerprints(await fingerprintFile(copy, { role: 'query', signal }), original);
}

/** The same of fingerprints. */
export function alignFingerprints(query: Fingerprint, reference: Fingerprint): Alignment[] {
  const index = new LinearIndex();
  index.add('original', reference);
  const [match] = findMatches(query, index);
  const segments = match?.segments ?? [];
  return segments.filter(({ foundBy, speed }) => foundBy !== 'sound' && speed > 0).map(alignmentOf);
}

function alignmentOf(segment: Segment): Alignment {
  const { queryStart, queryEnd, referenceStart, speed } = segment;
  const guesses = (original: LumaFrame) => firstGuesses(segment, activeAreaOfStill(original) as Area);
  return { queryStart, queryEnd, referenceStart, speed, guesses };
}
