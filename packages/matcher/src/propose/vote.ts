import type { PictureAlignment } from '../align/alignment.ts';
import type { Orientation } from '../align/orientation.ts';
import type { Segment } from '../match.ts';
import type { CandidateOptions } from '../reference-index/reference-index.ts';
import { countVotes } from './count-votes.ts';
import type { SearchContext, TrackVerifier } from './proposer.ts';

/** Alignments, each answered with its resulting segment. */
export type PictureAlignments = Generator<PictureAlignment, void, Segment | undefined>;

/** Proposes the alignments that look-alike frames vote for, in each of some orientations, most votes first. */
export function* vote(
  { maxSeedDistance }: Pick<SearchContext, 'maxSeedDistance'>,
  verifier: TrackVerifier,
  orientations: readonly Orientation[],
  options: CandidateOptions = {},
): PictureAlignments {
  const { index } = verifier;
  for (const orientation of orientations) {
    const track = verifier.laid(orientation);
    if (track === undefined) continue;
    const candidates = index.candidates(track, { ...options, maxDistance: maxSeedDistance });
    for (const { reference, map, start, end } of countVotes(
      track,
      candidates,
      (number) => verifier.trackOf(index.idOf(number)),
      maxSeedDistance,
    )) {
      const [queryStart, queryEnd] = [track.timesMs[start]! / 1000, (track.timesMs[end - 1]! + 1) / 1000];
      yield { kind: 'picture', referenceId: index.idOf(reference), map, queryStart, queryEnd, orientation, verifier };
    }
  }
}

/** Whether any frame of the query is unexplained: otherwise no reference has to be prioritised. */
export function isAnythingLeft(search: SearchContext): boolean {
  return [search.track, ...search.furtherTracks].some((track) => search.unexplainedFrames(track).length > 0);
}
