import { checkMap } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, hammingDistance, pdq } from '@streetdate/core/portable';
import { checkTitles } from './check-titles.ts';
import type { DiscTitle } from './disc.ts';

/** A frame further from a seam than this does not count, in milliseconds. */
const NEAR_MS = 500;
/** Mean number of differing bits between unrelated pictures, of 256. */
const STRANGERS = 128;

/**
 * Measures picture continuity over the seams of titles, by the frame hashes on both sides. If a disc's film was divided inside shots, its
 * true order is continuous and a decoy's is not.
 * @param fingerprints - The clips' fingerprints, by their ids.
 * @returns By title id, the mean over its seams: 0 for unrelated and 1 for equal pictures. Titles without usable seams are missing.
 */
export function pictureContinuity(titles: readonly DiscTitle[], fingerprints: ReadonlyMap<string, Fingerprint>): Map<string, number> {
  checkTitles('titles', titles);
  checkMap('fingerprints', fingerprints);
  const found = new Map<string, number>();
  for (const { id, timeline } of titles) {
    const likeness: number[] = [];
    for (let at = 1; at < timeline.length; at++) {
      const before = hashNear(fingerprints.get(timeline[at - 1]!.clip), 1000 * timeline[at - 1]!.end, 'before');
      const after = hashNear(fingerprints.get(timeline[at]!.clip), 1000 * timeline[at]!.start, 'after');
      if (before && after) likeness.push(Math.max(0, 1 - hammingDistance(before, 0, after, 0, before.length) / STRANGERS));
    }
    if (likeness.length > 0) found.set(id, likeness.reduce((sum, value) => sum + value, 0) / likeness.length);
  }
  return found;
}

function hashNear(fingerprint: Fingerprint | undefined, timeMs: number, side: 'before' | 'after'): Uint32Array | undefined {
  const track = fingerprint && findTrack(fingerprint, pdq.algorithm);
  if (track === undefined) return undefined;
  let chosen: number | undefined;
  for (let at = 0; at < track.timesMs.length; at++) {
    const [start, end] = [track.timesMs[at]!, track.timesMs[at]! + track.spansMs[at]!];
    if (side === 'before' && start < timeMs && end > timeMs - NEAR_MS) chosen = at;
    if (side === 'after' && end > timeMs && start < timeMs + NEAR_MS) {
      chosen = at;
      break;
    }
  }
  const words = track.bits / 32;
  return chosen === undefined ? undefined : track.hashes.subarray(chosen * words, (chosen + 1) * words);
}
