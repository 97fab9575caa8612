/** Index of the first of some ascending times at or after a time, milliseconds; the number of times if there is none. */
export function firstFrom(timesMs: Uint32Array, moment: number): number {
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timesMs[middle]! < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first of some ascending times after a time, milliseconds; the number of times if there is none. */
export function firstAfter(timesMs: Uint32Array, moment: number): number {
  return firstFrom(timesMs, Math.floor(moment) + 1);
}

/**
 * Index of the last of some ascending times up to a moment, milliseconds; 0 if there is none.
 * @param near - An index to look from, further and further away: the nearer, the faster.
 */
export function lastUpTo(timesMs: Uint32Array | Float64Array, moment: number, near: number): number {
  let [low, high] = [near, near + 1];
  if (timesMs[near]! > moment) {
    for (let step = 1; low > 0 && timesMs[low]! > moment; step *= 2) [low, high] = [Math.max(0, low - step), low];
  } else {
    for (let step = 1; high < timesMs.length && timesMs[high]! <= moment; step *= 2) [low, high] = [high, high + step];
    high = Math.min(high, timesMs.length);
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (timesMs[middle]! <= moment) low = middle;
    else high = middle;
  }
  return low;
}
