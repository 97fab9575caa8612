import { type Brightness, CELL_GRID } from '@streetdate/core/portable';
import { LONGEST_GAP_MS, NOISE } from './light-changes.ts';

/** Cells of a picture. */
export const CELLS = CELL_GRID ** 2;
/** Words of 32 bits for one bit of each cell. */
export const RISE_WORDS = CELLS / 32;

/**
 * How a query's small cells brighten and darken beside the mean of all of them, from one time to the next. Light that flickers, fades and coding that pulses change all cells at once and leave
 * nothing.
 * @param times - Seconds of the query, ascending.
 * @param mirrored - Whether the picture is turned over, left to right.
 * @returns Codes of luma, {@link CELLS} of each change, row after row: one change less than there are times. Nought where the brightness is not known.
 */
export function cellChanges({ timesMs, cells }: Brightness, times: ArrayLike<number>, mirrored: boolean): Float32Array {
  const changes = new Float32Array(Math.max(0, times.length - 1) * CELLS);
  if (cells === undefined || timesMs.length < 2) return changes;
  const level = new Float64Array(CELLS);
  const before = new Float64Array(CELLS).fill(Number.NaN);
  const now = new Float64Array(CELLS);
  // Only differences count, so that what was before does not.
  let entry = Math.max(0, firstFrom(timesMs, 1000 * times[0]!) - 1);
  for (let at = 0; at < times.length; at++) {
    const ms = 1000 * times[at]!;
    for (; entry + 2 < timesMs.length && timesMs[entry + 1]! <= ms; entry++) {
      for (let cell = 0; cell < CELLS; cell++) level[cell]! += changeOf(cells, entry, cell);
    }
    const [from, to] = [timesMs[entry]!, timesMs[entry + 1]!];
    const share = (ms - from) / (to - from);
    const isKnown = to - from <= LONGEST_GAP_MS && share >= -1 && share <= 2;
    let sum = 0;
    for (let cell = 0; cell < CELLS; cell++) {
      now[cell] = isKnown ? level[cell]! + share * changeOf(cells, entry, cell) : Number.NaN;
      sum += now[cell]! - before[cell]!;
    }
    for (let cell = 0; at > 0 && cell < CELLS; cell++) {
      const place = mirrored ? cell - (cell % CELL_GRID) + CELL_GRID - 1 - (cell % CELL_GRID) : cell;
      changes[(at - 1) * CELLS + place] = now[cell]! - before[cell]! - sum / CELLS || 0;
    }
    before.set(now);
  }
  return changes;
}

/** Changes bounded to -1 to 1, half of that is what cells change by as a rule: so that a few great ones do not drown the rest, and so that it does not matter by how much the contrast was changed. */
export function boundChanges(changes: Float32Array): Float32Array {
  const sizes = changes.map(Math.abs).sort();
  const usual = Math.max(NOISE, sizes[sizes.length >> 1] ?? 0);
  return changes.map((change) => change / (Math.abs(change) + usual));
}

/** The first entry at or after a time, or the number of entries. */
export function firstFrom(timesMs: Uint32Array, ms: number): number {
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timesMs[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By how much a cell changes from one entry to the next, codes of luma: the nearest of what its eighths, modulo 256, allow. */
function changeOf(cells: Uint8Array, entry: number, cell: number): number {
  const at = entry * CELLS + cell;
  return (((cells[at + CELLS]! - cells[at]!) << 24) >> 24) / 8;
}
