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
