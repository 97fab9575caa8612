import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { layUpright, ROTATED, UPRIGHT } from '../align/orientation.ts';
import { valueStill } from '../evidence/hash-bits.ts';
import type { Segment } from '../match.ts';
import type { CandidateOptions, ReferenceIndex } from '../reference-index/reference-index.ts';

/**
 * Finds the moment of each reference that a still shows: one picture has no alignment to test, only its nearest look-alike.
 * @returns For each reference id the best moment, as a segment of no length in the query that spans the time the picture is on
 * the screen in the reference.
 */
export function findStill(query: Fingerprint, track: HashTrack, index: ReferenceIndex, options: CandidateOptions): Map<string, Segment[]> {
  const found = new Map<string, Segment[]>();
  const libraryHours = Math.max(1, index.duration / 3600);
  for (const orientation of [...UPRIGHT, ...ROTATED]) {
    const laid = layUpright(track, orientation);
    if (laid === undefined) continue;
    const candidates = index.candidates(laid, options);
    for (let at = 0; at < candidates.count; at++) {
      const id = index.idOf(candidates.references[at]!);
      const distance = candidates.distances[at]!;
      const best = found.get(id)?.[0];
      if (best !== undefined && best.distances[0]! <= distance) continue;
      const shown = index.get(id)?.tracks.find((other) => other.algorithm === index.algorithm && other.view === track.view);
      if (shown === undefined) continue;
      const frame = candidates.referenceFrames[at]!;
      const referenceStart = shown.timesMs[frame]! / 1000;
      const meanDistance = distance / track.bits;
      found.set(id, [
        {
          queryStart: 0,
          queryEnd: query.duration,
          referenceStart,
          referenceEnd: referenceStart + shown.spansMs[frame]! / 1000,
          speed: 1,
          ...orientation,
          queryView: track.view,
          referenceView: track.view,
          ...valueStill(meanDistance, libraryHours),
          meanDistance,
          framesCompared: 1,
          independentFrames: 1,
          distances: [distance],
          frameTimes: [0],
        },
      ]);
    }
  }
  return found;
}
