/** On no line. */
export const NOTHING = 255;
/** A distance that is not known: it speaks neither for a line nor against it. */
export const UNKNOWN = -1;

/**
 * What it costs to change lines, in shares of the bits times frames at four a second: as much as a second and a half of pictures that fit well pay
 * in, so that a few frames that happen to be alike change nothing.
 */
const CHANGE = 0.7;
/** A frame stands for the time until the next one, but for no longer than this, seconds. */
const LONGEST = 0.5;

/**
 * Says on which of several lines a copy is at each moment, or on none: the path of least cost (Viterbi, "Error bounds for convolutional codes", 1967). A line costs what
 * its pictures are further off than its limit, and pays for what they are nearer.
 * @param distances - For each line its distance at each moment, or {@link UNKNOWN}; fewer than {@link NOTHING} lines.
 * @param limits - For each line the distance from which on it is as good as none.
 * @param times - The moments, seconds, ascending.
 * @returns For each moment the number of its line, or {@link NOTHING}.
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
