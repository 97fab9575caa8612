import type { HashTrack } from '@streetdate/core/portable';
import type { CandidateList } from '../candidate-list.ts';
import { SeedCheck } from './seed-check.ts';
import type { Segment } from './segment.ts';
import { SegmentSearch } from './segment-search.ts';

/** Pairs of a query frame that are kept: more of them show a picture that is everywhere, black or a logo, which says nothing of where a copy is from. */
const MOST_PAIRS = 512;
/** Share of bits up to which a pair is kept whatever is around it: of a million unrelated ones few are so near. */
const CERTAIN_SHARE = 0.25;

/** What is looked up, where, and where the pairs go. */
export interface SegmentsLookUp {
  /** The segments, with the numbers of those of their references that are asked for, and `GONE` for the others. */
  readonly attached: readonly { readonly segment: Segment; readonly numbers: Uint32Array }[];
  /** Where the reference of a number lies. All that are found lie in segments. */
  readonly placeOf: (number: number) => { readonly attached?: { readonly segment: Segment }; readonly local: number };
  readonly track: HashTrack;
  readonly queryFrames: Uint32Array;
  readonly maxDistance: number;
  readonly found: CandidateList;
}

/** Looks query frames up in several segments: of each frame the nearest pairs that are more than chance, the same ones in however many segments they lie. */
export function lookUpSegments({ attached, placeOf, track, queryFrames, maxDistance, found }: SegmentsLookUp): void {
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
