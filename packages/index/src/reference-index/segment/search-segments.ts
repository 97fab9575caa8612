import type { HashTrack } from '@streetdate/core/portable';
import type { CandidateList } from '../candidate-list.ts';
import { SeedCheck } from './seed-check.ts';
import type { Segment } from './segment.ts';
import { SegmentSearch } from './segment-search.ts';

/** Most pairs kept of one query frame. A frame with more is a picture that is everywhere, such as black or a logo. */
const MOST_PAIRS = 512;
/** Pairs that differ in at most this share of bits are kept without a check. Of a million unrelated pairs few are that close. */
const CERTAIN_SHARE = 0.25;

/** What a search of several segments needs. */
export interface SegmentsSearchInput {
  /** The segments, with the numbers of the references to search and `REMOVED` for the others. */
  readonly attached: readonly { readonly segment: Segment; readonly numbers: Uint32Array }[];
  /** Where the reference of a number is. Every pair found is in a segment. */
  readonly placeOf: (number: number) => { readonly attached?: { readonly segment: Segment }; readonly local: number };
  readonly track: HashTrack;
  readonly queryFrames: Uint32Array;
  readonly maxDistance: number;
  readonly found: CandidateList;
}

/**
 * Searches query frames in several segments. It keeps the nearest pairs of each frame that are more than chance. The result does not
 * depend on how the references are divided into segments.
 */
export function searchSegments({ attached, placeOf, track, queryFrames, maxDistance, found }: SegmentsSearchInput): void {
  const libraryFrames = attached.reduce((frames, { segment }) => frames + segment.facts.frames, 0);
  const searches = attached.map(
    ({ segment, numbers }) => new SegmentSearch(segment, { numbers, track, libraryFrames, maxDistance, found }),
  );
  const check = new SeedCheck(track);
  for (const queryFrame of queryFrames) {
    const from = found.count;
    for (const search of searches) search.run(queryFrame);
    found.keepNearest(from, MOST_PAIRS);
    found.keep(from, (at) => {
      if (found.distances[at]! <= CERTAIN_SHARE * track.bits) return true;
      const { attached, local } = placeOf(found.references[at]!);
      const { bands, firstFrames } = attached!.segment;
      return check.holds(queryFrame, found.referenceFrames[at]!, {
        kernel: bands,
        first: firstFrames[local]!,
        gaps: attached!.segment.gapsOf(local),
      });
    });
  }
}
