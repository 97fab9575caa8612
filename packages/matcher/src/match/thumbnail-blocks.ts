import type { Thumbnails } from '@streetdate/core/portable';

/** Longest block of thumbnails that is compared as a whole, seconds: at an issued speed it drifts by a quarter of a second to both sides. */
export const BLOCK_SECONDS = 12;
/** Thumbnails that a block must have. */
export const FEWEST_PICTURES = 4;

/** Unexplained thumbnails in blocks of some seconds. A block ends where thumbnails are missing. */
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
