import type { Thumbnails } from '@streetdate/core/portable';
import type { PictureAlignment } from '../../align/alignment.ts';
import { shapeOf } from '../../align/picture-shape.ts';
import type { Segment } from '../../match.ts';
import type { SearchContext } from '../proposer.ts';
import { type PlacementProposal, proposePlacements } from '../registration/placement-proposals.ts';
import { PARTS } from '../registration/prepared-parts.ts';
import { cropOfPlacement } from './crop-placement.ts';
import { alignmentOf, type Films, timesOf } from './followed-pictures.ts';
import { distinctSegment, followFrom, followNearest, outwardFrom, type Place } from './followed-place.ts';
import { segmentInScene } from './in-scene.ts';
import { shortBlocksOf } from './short-blocks.ts';

/**
 * Largest share of differing low frequencies of a proposal that is followed. Of nine pans that show too little of the middle half, eight had
 * their true place, or one in its scene, as the nearest one of some block, at 0.2 to 0.33. The nearest unrelated ones are at 0.33 to 0.37.
 */
const WORTH_FOLLOWING = 0.335;
/** Cost of a second of references for each block, in comparisons of two whole hashes by the kernel. */
const COST_A_SECOND = 35_000;
/** Tested tilts: films that are panned over are upright. */
const UPRIGHT = [0] as const;

/**
 * Follows crops from places in the thumbnails of references that short blocks of the query resemble. For pans that show too little of the
 * middle half. All references are searched as far as the budgets go, and likely ones always.
 */
export function* followRegisteredBlocks(
  search: SearchContext,
  thumbnails: Thumbnails,
  filmsOf: (referenceId: string) => Films | undefined,
): Generator<PictureAlignment, void, Segment | undefined> {
  const { query, index, budget, priority, isExplained } = search;
  const parts = index.derived.of(PARTS);
  const costOf = (seconds: number) => COST_A_SECOND * seconds;
  const places = shortBlocksOf(thumbnails, isExplained).flatMap((block) => {
    const all = budget.draw(costOf(index.duration));
    const references = parts.of(all ? new Set(index.ids()) : new Set([...priority.draw(costOf), ...search.candidateReferences()]));
    const proposals = references.length === 0 ? [] : proposePlacements(thumbnails, block, shapeOf(query), references, UPRIGHT);
    // A whole picture moves nowhere.
    return proposals
      .slice(0, 1)
      .filter(isCropped)
      .flatMap((proposal) => {
        const films = proposal.distance > WORTH_FOLLOWING ? undefined : filmsOf(proposal.referenceId);
        return films?.registered === undefined ? [] : [{ ...placeOf(films, proposal, block), distance: proposal.distance }];
      });
  });
  yield* followNearest(search, places, alignmentFrom);
}

/** Whether a part is shown, and not the whole picture. */
function isCropped({ placement: { width, height } }: PlacementProposal): boolean {
  return Math.min(Math.abs(width), height) < 1;
}

function placeOf(films: Films, { offsetMs, placement }: PlacementProposal, block: readonly number[]): Place {
  const path = { clock: films.clock, map: { offset: offsetMs / 1000, speed: 1 }, mirrored: placement.width < 0 };
  return { films, path, crop: cropOfPlacement(placement), block, middle: timesOf(films)[block[block.length >> 1]!]! / 1000 };
}

/** Follows the crop of a place from the middle of its interval in both directions. */
function alignmentFrom(place: Place): PictureAlignment {
  const { films, path, middle } = place;
  const verify = (_: PictureAlignment, trials: number): Segment | undefined => {
    const { registered } = films;
    if (!registered?.isNewScene(path, middle)) return undefined;
    const followed = followFrom(registered, place);
    if (followed === undefined) return undefined;
    const size = { libraryHours: films.search.hours, trials };
    return distinctSegment(films, registered, followed, size) ?? segmentInScene(films, registered, followed, size);
  };
  return alignmentOf(films, path, outwardFrom(place).flat(), verify);
}
