import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import type { CandidateOptions, ReferenceIndex } from '@streetdate/index';
import { ROTATED, UPRIGHT, uprightTrack } from '../align/orientation.ts';
import { valueStill } from '../evidence/hash-bits.ts';
import type { Segment } from '../match.ts';
import type { Proposer } from './proposer.ts';

/** Orientations in which a still is compared. */
const ORIENTATIONS = UPRIGHT.length + ROTATED.length;

/** Proposes the moment of each reference that a still matches. A single picture has no alignment to extend, only its nearest look-alike. */
export const still: Proposer = {
  name: 'still',
  purpose: 'Finds the moment that a picture shows, in all orientations.',
  requires: 'a still',
  needs: ({ kind }) => kind === 'still',
  cost: (_, { frameCount }) => ORIENTATIONS * frameCount,
  trials: () => 1,
  *propose({ query, track, index, hours, budget, maxSeedDistance }) {
    const exhaustive = budget.draw(ORIENTATIONS * index.frameCount);
    for (const [referenceId, [segment]] of findStill(query, track, index, hours, { maxDistance: maxSeedDistance, exhaustive })) {
      const { referenceStart: offset, speed, queryStart, queryEnd } = segment!;
      const orientation = { mirrored: segment!.mirrored, rotation: segment!.rotation };
      yield {
        kind: 'picture',
        referenceId,
        map: { offset, speed },
        queryStart,
        queryEnd,
        orientation,
        verifier: { verify: () => segment },
      };
    }
  },
};

/**
 * Finds the moment of each reference that a still matches, by its nearest look-alike.
 * @returns For each reference id the best moment, as a segment without length in the query. In the reference it covers the display time of
 * the picture.
 */
function findStill(
  query: Fingerprint,
  track: HashTrack,
  index: ReferenceIndex,
  libraryHours: number,
  options: CandidateOptions,
): Map<string, Segment[]> {
  const found = new Map<string, Segment[]>();
  for (const orientation of [...UPRIGHT, ...ROTATED]) {
    const upright = uprightTrack(track, orientation);
    if (upright === undefined) continue;
    const candidates = index.candidates(upright, options);
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
