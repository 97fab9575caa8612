/** Index of the first of some ascending times that is at a moment, milliseconds, or after it; as many as there are where none is. */
export function firstFrom(timesMs: Uint32Array, moment: number): number {
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timesMs[middle]! < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first of some ascending times that is after a moment, milliseconds; as many as there are where none is. */
export function firstAfter(timesMs: Uint32Array, moment: number): number {
  return firstFrom(timesMs, Math.floor(moment) + 1);
}
