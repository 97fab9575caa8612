import { biasesOf, wordOf } from '../code/bias.ts';
import { logChanceOf, logRatioOf, scoreOf } from '../code/scores.ts';
import { NOT_READ, type Reading } from '../code/soft-readings.ts';
import type { MarkSet } from '../embed/mark-set.ts';
import type { MarkKey } from '../key/mark-key.ts';
import type { SegmentSums } from './read-segments.ts';

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

/**
 * What was read of each segment, in hundredths of its noise: above 0 for B. Whole numbers are written down and computed with alike, so that a
 * reading is computed again from what is recorded.
 */
export function correlationsOf({ sums, noises, energies, frames }: SegmentSums): Int16Array {
  const count = sums.length;
  return Int16Array.from(sums, (sum, at) => {
    if (frames[at] === 0) return NOT_READ;
    // The noise of one segment is measured by a few decoys only; together with its neighbours it is known well.
    let [noise, energy] = [0, 0];
    for (let near = Math.max(0, at - 8); near < Math.min(count, at + 9); near++) {
      if (frames[near] === 0) continue;
      noise += noises[near]!;
      energy += energies[near]!;
    }
    const variance = energy > 0 ? (noise / energy) * energies[at]! : 0;
    const z = variance > 0 ? -sum / Math.sqrt(variance) : 0;
    return Math.round(Math.max(-MOST, Math.min(MOST, 100 * z)));
  });
}

/** A correlation is kept up to this one: surer than sure. */
const MOST = 32_000;

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
