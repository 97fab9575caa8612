import { type HashTrack, hammingDistance } from '@streetdate/core/portable';

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
