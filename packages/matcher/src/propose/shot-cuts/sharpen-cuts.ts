import type { LumaSeries } from '@streetdate/core/portable';
import { firstFrom } from '@streetdate/index/internal';
import { GRID_3_PARTS } from '../../luma/grid-3-changes.ts';
import { changeOf } from '../../luma/grid-changes.ts';
import type { ShotCuts } from './detect-cuts.ts';

/** Ratio of the change at a cut to every other change in the gap around it. */
const CLEAR = 2;

/**
 * Places cuts more exactly by the luma series of a query, which has three entries for each hashed frame: a cut lies where the grid changes
 * most. Cuts without one clear change stay.
 */
export function sharpenCuts(cuts: ShotCuts, luma: LumaSeries | undefined): ShotCuts {
  const grid = luma?.coarseGrid;
  if (luma === undefined || grid === undefined) return cuts;
  const { timesMs } = luma;
  const [times, reach] = [cuts.times.slice(), cuts.reach.slice()];
  for (const [cut, time] of cuts.times.entries()) {
    const around = cuts.reach[cut]!;
    const last = Math.round(1000 * (time + around));
    let [best, second, at] = [0, 0, 0];
    for (
      let entry = firstFrom(timesMs, Math.round(1000 * (time - around)));
      entry + 1 < timesMs.length && timesMs[entry + 1]! <= last;
      entry++
    ) {
      const change = sumOfChanges(grid, entry);
      if (change > best) [best, second, at] = [change, best, entry];
      else second = Math.max(second, change);
    }
    if (best === 0 || best < CLEAR * second) continue;
    const [before, after] = [timesMs[at]!, timesMs[at + 1]!];
    times[cut] = (before + after) / 2000;
    reach[cut] = (after - before) / 2000;
  }
  return { times, reach };
}

/** How much the parts of a grid change from an entry to the next, codes. A change of more than 16 codes counts as a smaller one. */
function sumOfChanges(grid: Uint8Array, entry: number): number {
  let sum = 0;
  for (let part = 0; part < GRID_3_PARTS; part++) sum += Math.abs(changeOf(grid, GRID_3_PARTS, entry, part));
  return sum;
}
