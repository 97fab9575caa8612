import { MarkKey, segmentsNeeded } from '@streetdate/marks';
import { biasesOf, logChanceOf, scoreOf } from '@streetdate/marks/internal';
import { Random } from '../accuracy/seeded-random.ts';

/** What is done to copies that are put together, segment by segment. */
export const COLLUSIONS = ['cutting', 'averaging', 'majority', 'minority', 'worst'] as const;

/** One way to put copies together. */
export type Collusion = (typeof COLLUSIONS)[number];

/** What the simulation of one way came to. */
export interface CodeFigures {
  readonly colluders: number;
  readonly collusion: Collusion;
  readonly segments: number;
  readonly trials: number;
  /** Copies that were not used and were scored, over all trials. */
  readonly unused: number;
  /** Of these, the ones that were named. */
  readonly accused: number;
  /** Trials in which no used copy was named. */
  readonly missed: number;
  /** Mean share of the used copies that were named. */
  readonly named: number;
}

/** Simulates codes of the planned length, with a fifth of the segments lost: the share that the plan supposes. */
export function simulateCode(
  colluders: number,
  collusion: Collusion,
  { trials, copies, seed }: { trials: number; copies: number; seed: number },
): CodeFigures {
  const segments = segmentsNeeded({ colluders });
  const source = new Random(`${seed} ${colluders} ${collusion}`);
  const random = () => source.next();
  let [accused, missed, named, unused] = [0, 0, 0, 0];
  for (let trial = 0; trial < trials; trial++) {
    const biases = biasesOf(new MarkKey(new Uint8Array(32).fill(seed)), `${collusion} ${trial}`, segments, colluders);
    const draw = () => Uint8Array.from(biases, (bias) => (random() < bias ? 1 : 0));
    const used = Array.from({ length: colluders }, draw);
    const readings = Float64Array.from(biases, (bias, at) => {
      if (random() < 0.2) return 0;
      const ones = used.reduce((sum, word) => sum + word[at]!, 0);
      return readingOf(collusion, ones, colluders, bias, random);
    });
    const level = levelOf(readings, biases);
    const hits = used.filter((word) => scoreOf(readings, word, biases) >= level).length;
    named += hits / colluders;
    if (hits === 0) missed++;
    for (let copy = colluders; copy < copies; copy++) {
      unused++;
      if (scoreOf(readings, draw(), biases) >= level) accused++;
    }
  }
  return { colluders, collusion, segments, trials, unused, accused, missed, named: named / trials };
}

function readingOf(collusion: Collusion, ones: number, colluders: number, bias: number, random: () => number): number {
  if (ones === 0 || ones === colluders) return ones === 0 ? -1 : 1;
  if (collusion === 'averaging') return (2 * ones) / colluders - 1;
  if (collusion === 'cutting') return random() < ones / colluders ? 1 : -1;
  // The pirates know the bias, which no pirate does, and take what lowers their own scores.
  if (collusion === 'worst') return ones > colluders * bias ? -1 : 1;
  if (2 * ones === colluders) return random() < 0.5 ? 1 : -1;
  return 2 * ones > colluders === (collusion === 'majority') ? 1 : -1;
}

/** The lowest score whose chance is at most 1e-6. */
function levelOf(readings: Float64Array, biases: Float64Array): number {
  let [low, high] = [0, readings.length];
  while (high - low > 1e-3 * high) {
    const middle = (low + high) / 2;
    if (logChanceOf(middle, readings, biases) <= -6) high = middle;
    else low = middle;
  }
  return high;
}
