import type { Thumbnails } from '@streetdate/core/portable';
import { blocksOf, intervalOf } from '../../align/thumbnail-blocks.ts';
import { spreadOver } from '../../spread-over.ts';
import { costOfUprightProposals, proposeCrops } from '../crop/crop-proposals.ts';
import { middleHalves } from '../crop/middle-halves.ts';
import type { PlaceAlignment, SearchContext } from '../proposer.ts';

/**
 * Length of a short block, seconds. While a pan turns at its end a crop hardly moves for so long. Of 21 blocks of four pans, 9 had the true
 * place as their nearest one, and of blocks of 12 s none.
 */
const SECONDS = 4;
/** Fewest thumbnails of a short block. */
const FEWEST = 6;
/** Most short blocks, evenly over the query. A crop is followed from one of them over all of the query. */
const MOST_BLOCKS = 6;
/** Nearest places of a block that are followed. */
const PLACES_OF_BLOCK = 2;
/** Comparisons whose time it takes to hash the thumbnails of a short block under every upright crop. */
const COST_A_BLOCK = 1.5e7;

/**
 * The places that each of some short blocks of the query resembles most under a crop that stays. For crops that move so far that longer blocks
 * resemble nothing. All references are searched as far as the budgets go, and those with matching audio always.
 */
export function placesOfShortBlocks(
  { index, budget, audioCandidates, priority, isExplained }: SearchContext,
  thumbnails: Thumbnails,
): PlaceAlignment[] {
  return shortBlocksOf(thumbnails, isExplained).flatMap((block) => {
    const costOf = (seconds: number) => COST_A_BLOCK + costOfUprightProposals(seconds, block.length);
    const all = budget.draw(costOf(index.duration));
    const references = middleHalves(index, all ? index.ids() : new Set([...priority.draw(costOf), ...audioCandidates]));
    const nearest = references.length === 0 ? [] : proposeCrops(thumbnails, block, references).slice(0, PLACES_OF_BLOCK);
    return nearest.map(({ referenceId, offset, mirrored, distance, crop }) => {
      return { kind: 'place', referenceId, offset, ...intervalOf(thumbnails, block), mirrored, distance, crop };
    });
  });
}

/** Some short blocks of unexplained thumbnails, evenly over the query. */
export function shortBlocksOf(thumbnails: Thumbnails, isExplained: (time: number) => boolean): readonly number[][] {
  const { timesMs } = thumbnails;
  const blocks = blocksOf(thumbnails, isExplained).flatMap((block) => {
    const parts: number[][] = [];
    for (const thumbnail of block) {
      const part = parts.at(-1);
      if (part !== undefined && timesMs[thumbnail]! - timesMs[part[0]!]! < 1000 * SECONDS) part.push(thumbnail);
      else parts.push([thumbnail]);
    }
    return parts;
  });
  return spreadOver(
    blocks.filter(({ length }) => length >= FEWEST),
    MOST_BLOCKS,
  );
}
