import type { Thumbnails } from '@streetdate/core/portable';

/**
 * Longest block of thumbnails that is compared as a whole, seconds. At a standard speed it drifts by a quarter of a second to both sides.
 */
export const BLOCK_SECONDS = 12;
/** Fewest thumbnails in a block. */
export const FEWEST_PICTURES = 4;

/** Groups unexplained thumbnails into blocks of some seconds. A block ends where thumbnails are missing. */
export function blocksOf({ timesMs }: Thumbnails, isExplained: (time: number) => boolean): number[][] {
  const blocks: number[][] = [];
  let block: number[] = [];
  for (const [thumbnail, timeMs] of timesMs.entries()) {
    if (isExplained(timeMs / 1000)) continue;
    if (block.length > 0 && timeMs - timesMs[block[0]!]! > BLOCK_SECONDS * 1000) {
      blocks.push(block);
      block = [];
    }
    block.push(thumbnail);
  }
  return [...blocks, block].filter(({ length }) => length >= FEWEST_PICTURES);
}

/** The query interval of a block of thumbnails, seconds. */
export function intervalOf({ timesMs }: Thumbnails, block: readonly number[]): { readonly queryStart: number; readonly queryEnd: number } {
  return { queryStart: timesMs[block[0]!]! / 1000, queryEnd: (timesMs[block[block.length - 1]!]! + 1) / 1000 };
}
