import { type HashTrack, hammingDistance, type LumaSeries } from '@streetdate/core/portable';
import { firstFrom } from '../../sorted-times.ts';

/** The shot cuts of one film, in order of time. */
export interface ShotCuts {
  /** Middle of the time between the last frame before the cut and the first one after it, seconds. */
  readonly times: Float64Array;
  /** Half of that time, seconds: the largest error of `times`. */
  readonly reach: Float64Array;
}

/**
 * Share of bits by which a jump must exceed its neighbours. Between a reference's frames, which have no gaps, cuts stand out: of 112 in ten
 * minutes of film, all but two stay for thresholds from 0.25 to 0.38. Queries have four frames a second, with motion between them. In
 * rotated, cropped or filmed copies three quarters of the jumps above 0.16 were cuts, and four fifths of the cuts were such jumps.
 */
const LEAST_JUMP = { reference: 0.28, query: 0.16 } as const;
/** Number of jumps before and after that a jump is compared with. */
const NEIGHBOURS = 2;
/** Longest gap between two frames around a cut, milliseconds. In a longer one its time is too uncertain. */
const LONGEST_GAP_MS = 600;

/**
 * Finds the shot cuts of a track: jumps far greater than their neighbours, because moving shots jump with each frame. The result does not
 * depend on rotation, crops or filming. After the adaptive thresholds of Yeo and Liu, "Rapid scene analysis on compressed video", 1995.
 * @param role - The sampling rate of the track.
 */
export function detectShotCuts(track: HashTrack, role: keyof typeof LEAST_JUMP): ShotCuts {
  const { timesMs, spansMs, hashes, bits } = track;
  const words = bits / 32;
  const step = sampleInterval(spansMs);
  /** Time of the last sample before a frame; a frame's span includes near-equal samples after it. */
  const sampledBefore = (frame: number) => timesMs[frame - 1]! + Math.max(0, spansMs[frame - 1]! - step);
  const jumps = new Float64Array(timesMs.length).fill(UNKNOWN);
  for (let frame = 1; frame < timesMs.length; frame++) {
    if (timesMs[frame]! - sampledBefore(frame) > LONGEST_GAP_MS) continue;
    jumps[frame] = hammingDistance(hashes, (frame - 1) * words, hashes, frame * words, words);
  }
  const least = LEAST_JUMP[role] * bits;
  const times: number[] = [];
  const reach: number[] = [];
  for (let frame = 1; frame < jumps.length; frame++) {
    if (jumps[frame]! < least || jumps[frame]! - meanBeside(jumps, frame) < least) continue;
    const before = sampledBefore(frame);
    times.push((before + timesMs[frame]!) / 2000);
    reach.push((timesMs[frame]! - before) / 2000);
  }
  return { times: Float64Array.from(times), reach: Float64Array.from(reach) };
}

/** Cells of the coarse grid. */
const CELLS = 9;
/** Ratio of the change at a cut to every other change in the gap around it. */
const CLEAR = 2;

/**
 * Places cuts more exactly by the luma series of a query, which has three entries for each hashed frame: a cut lies where the grid changes
 * most. Cuts without one clear change stay.
 */
export function sharpenCuts(cuts: ShotCuts, luma: LumaSeries | undefined): ShotCuts {
  const grid = luma?.coarseGrid;
  if (luma === undefined || grid === undefined) return cuts;
  const [times, reach] = [cuts.times.slice(), cuts.reach.slice()];
  for (const [cut, time] of cuts.times.entries()) {
    const [from, to] = [time - cuts.reach[cut]!, time + cuts.reach[cut]!].map((seconds) => Math.round(1000 * seconds));
    let [best, second, at] = [0, 0, 0];
    for (let entry = firstFrom(luma.timesMs, from!) + 1; entry < luma.timesMs.length && luma.timesMs[entry]! <= to!; entry++) {
      const change = changeOf(grid, entry);
      if (change > best) [best, second, at] = [change, best, entry];
      else second = Math.max(second, change);
    }
    if (best === 0 || best < CLEAR * second) continue;
    const [before, after] = [luma.timesMs[at - 1]!, luma.timesMs[at]!];
    times[cut] = (before + after) / 2000;
    reach[cut] = (after - before) / 2000;
  }
  return { times, reach };
}

/** How much the cells of a grid change from the entry before, in eighths of a luma code. Greater changes than 16 codes count as smaller ones. */
function changeOf(grid: Uint8Array, entry: number): number {
  let sum = 0;
  for (let cell = CELLS * entry; cell < CELLS * (entry + 1); cell++) sum += Math.abs(((grid[cell]! - grid[cell - CELLS]!) << 24) >> 24);
  return sum;
}

const UNKNOWN = -1;

function meanBeside(jumps: Float64Array, frame: number): number {
  let sum = 0;
  let count = 0;
  for (let other = Math.max(1, frame - NEIGHBOURS); other <= frame + NEIGHBOURS && other < jumps.length; other++) {
    if (other === frame || jumps[other] === UNKNOWN) continue;
    sum += jumps[other]!;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

/** Sampling interval, milliseconds, from the shortest spans: these are single samples. */
function sampleInterval(spansMs: Uint32Array): number {
  const sorted = spansMs.slice().sort();
  return sorted[Math.floor(sorted.length / 10)] ?? 0;
}
