import { biasesOf, wordOf } from '../code/bias.ts';
import { logChanceOf, logRatioOf, scoreOf } from '../code/scores.ts';
import type { MarkSet } from '../embed/mark-set.ts';
import type { MarkKey } from '../key/mark-key.ts';
import type { SegmentSums } from './read-segments.ts';

/** What was read of the marks in a copy. */
export interface Reading {
  /** For each segment -1 for A to 1 for B; 0 where nothing was read. */
  readonly readings: Float64Array;
  /** Segments of which frames were compared. */
  readonly segmentsRead: number;
  /** Strength of the mark in units of its noise, root mean square over the segments that were read: about 0 where there is none. */
  readonly strength: number;
}

/** How a copy that was issued fits a reading. */
export interface TracedCopy {
  /** Names the copy. */
  readonly serial: string;
  /** The symmetric score. */
  readonly score: number;
  /** Decimal logarithm of an upper bound of the chance that a copy which was not used scores this high. */
  readonly logChance: number;
  /** Decimal logarithm of how much likelier the reading is if the copy was used than if not. */
  readonly logRatio: number;
  /** Whether the bound is within the odds of the set. */
  readonly consistent: boolean;
}

/** Turns correlations into soft readings. */
export function softReadings({ sums, noises, energies, frames }: SegmentSums): Reading {
  const count = sums.length;
  // The noise of one segment is measured by six decoys only; together with its neighbours it is known well.
  const ratios = Float64Array.from(sums, (_, at) => {
    let [noise, energy] = [0, 0];
    for (let near = Math.max(0, at - 8); near < Math.min(count, at + 9); near++) {
      if (frames[near] === 0) continue;
      noise += noises[near]!;
      energy += energies[near]!;
    }
    return energy > 0 ? noise / energy : 0;
  });
  const z = Float64Array.from(sums, (sum, at) => {
    const variance = ratios[at]! * energies[at]!;
    return variance > 0 ? -sum / Math.sqrt(variance) : 0;
  });
  const read = z.filter((_, at) => frames[at]! > 0);
  const strength = Math.sqrt(
    Math.max(0, read.reduce((sum, value) => sum + Math.min(value * value, 400), 0) / Math.max(1, read.length) - 1),
  );
  // Weak marks are weighed by their sureness, strong ones by how far they are from half and half, as after two copies are averaged.
  const readings = z.map((value) => {
    const share = Math.max(-1, Math.min(1, value / Math.max(strength, 1e-6)));
    return share * Math.tanh(strength * Math.abs(value));
  });
  return { readings, segmentsRead: read.length, strength };
}

/** Scores each issued copy against a reading, the most consistent first. */
export function traceCopies(reading: Reading, key: MarkKey, set: MarkSet, serials: readonly string[]): TracedCopy[] {
  const { readings } = reading;
  const biases = biasesOf(key, set.set, set.segments, set.colluders);
  return serials
    .map((serial): TracedCopy => {
      const word = wordOf(key, set.set, serial, biases);
      const score = scoreOf(readings, word, biases);
      const logChance = logChanceOf(score, readings, biases);
      const logRatio = logRatioOf(readings, word, biases, Math.max(2, set.colluders));
      return { serial, score, logChance, logRatio, consistent: logChance <= Math.log10(set.odds) };
    })
    .sort((one, other) => other.score - one.score);
}
