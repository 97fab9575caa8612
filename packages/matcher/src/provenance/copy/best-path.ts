/** No alignment. */
export const NOTHING = 255;
/** An unknown distance. It counts neither for nor against an alignment. */
export const UNKNOWN = -1;

/**
 * Cost of changing alignments, in shares of the bits times frames at four a second. It equals a second and a half of
 * well-fitting pictures, so that a few similar frames change nothing.
 */
const CHANGE = 0.7;
/** Longest time for which a frame counts, seconds. */
const LONGEST = 0.5;

/**
 * Finds which of several alignments a copy follows at each moment, or none: the path of least cost (Viterbi, "Error
 * bounds for convolutional codes", 1967). A moment costs its distance minus the alignment's limit.
 * @param distances - Distances of each alignment at each moment, or {@link UNKNOWN}; fewer than {@link NOTHING}
 * alignments.
 * @param limits - For each alignment the distance from which it is as good as none.
 * @param times - The moments, seconds, ascending.
 * @returns For each moment the index of its alignment, or {@link NOTHING}.
 */
export function bestPath(distances: readonly Float32Array[], limits: readonly number[], times: readonly number[]): Uint8Array {
  const states = distances.length + 1;
  const from = times.map(() => new Uint8Array(states));
  let costs = new Float64Array(states);
  for (const [at, time] of times.entries()) {
    const weight = 4 * Math.min(LONGEST, (times[at + 1] ?? time + LONGEST) - time);
    const cheapest = costs.indexOf(Math.min(...costs));
    const next = new Float64Array(states);
    for (let state = 0; state < states; state++) {
      const stays = costs[state]! <= costs[cheapest]! + CHANGE;
      from[at]![state] = stays ? state : cheapest;
      const distance = distances[state]?.[at] ?? UNKNOWN;
      next[state] = (stays ? costs[state]! : costs[cheapest]! + CHANGE) + (distance === UNKNOWN ? 0 : weight * (distance - limits[state]!));
    }
    costs = next;
  }
  const path = new Uint8Array(times.length);
  let state = costs.indexOf(Math.min(...costs));
  for (let at = times.length - 1; at >= 0; at--) {
    path[at] = state === distances.length ? NOTHING : state;
    state = from[at]![state]!;
  }
  return path;
}
