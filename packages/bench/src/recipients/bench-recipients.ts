import { leakModel, rankRecipients } from '@streetdate/evidence';
import { simulateLeaks } from '@streetdate/evidence/internal';
import { shareInterval } from '@streetdate/matcher/internal';

/** Options for {@link benchRecipients}. */
export interface RecipientsOptions {
  /** Simulated worlds. @defaultValue 1000 */
  readonly worlds?: number;
  /** Recipients in each. @defaultValue 500 */
  readonly recipients?: number;
  /** Titles in each. @defaultValue 30 */
  readonly titles?: number;
  /** Sweeps of the sampler. @defaultValue 2000, as of `rankRecipients` */
  readonly sweeps?: number;
  /** Called now and then with how far it is. */
  readonly onProgress?: (message: string) => void;
}

/** A share of cases, with its 95 % interval (Wilson 1927). */
export interface Share {
  readonly count: number;
  readonly of: number;
  readonly interval: readonly [low: number, high: number];
}

/** How well recipients are ranked in simulated worlds. */
export interface RecipientsResult {
  readonly worlds: number;
  readonly recipients: number;
  readonly titles: number;
  readonly sweeps: number;
  /** Planted leakers that are among the first three of their world. */
  readonly amongFirstThree: Share;
  /** Recipients with a chance of {@link ALARM} and more that are leakers. */
  readonly rightAtAlarm: Share;
  /** Worlds without a leaker in which some recipient has a chance of {@link ALARM} and more. */
  readonly falseAlarms: Share;
  /** Worlds whose sampler did not converge. */
  readonly unconverged: number;
  /** For each range of chances, the recipients in it, the leakers among them, and how many the chances promise. */
  readonly reliability: readonly {
    readonly from: number;
    readonly recipients: number;
    readonly leakers: number;
    readonly promised: number;
  }[];
}

/** The chance from which a recipient is pointed out. */
export const ALARM = 0.9;
/** Above, chains of the sampler disagree. */
const CONVERGED = 1.05;
/** Leakers in a world, in turn: two in five have one, one in five has two, and two in five have none. */
const LEAKERS = [1, 0, 2, 0, 1];
/** Lower ends of the ranges of chances. */
const RANGES = [0, 0.01, 0.05, 0.1, 0.3, 0.5, 0.7, ALARM, 0.99];

/**
 * Ranks the recipients of simulated worlds, whose leakers are known. Equal options give equal results.
 * @returns Counts and their intervals.
 */
export function benchRecipients(options: RecipientsOptions = {}): RecipientsResult {
  const { worlds = 1000, recipients = 500, titles = 30, sweeps = 2000, onProgress } = options;
  let [planted, first, sure, right, innocent, alarms, unconverged] = [0, 0, 0, 0, 0, 0, 0];
  const reliability = RANGES.map((from) => ({ from, recipients: 0, leakers: 0, promised: 0 }));
  for (let seed = 0; seed < worlds; seed++) {
    const leakers = LEAKERS[seed % LEAKERS.length]!;
    const world = simulateLeaks({ seed, leakers, recipients, titles });
    const { sources, convergence } = rankRecipients(leakModel(world.deliveries, world.variants), { sweeps, seed });
    const isLeaker = ({ source }: { readonly source: string }) => world.leakers.includes(source);
    planted += leakers;
    first += sources.slice(0, 3).filter(isLeaker).length;
    const pointedOut = sources.filter(({ probability }) => probability >= ALARM);
    sure += pointedOut.length;
    right += pointedOut.filter(isLeaker).length;
    if (leakers === 0) innocent++;
    if (leakers === 0 && pointedOut.length > 0) alarms++;
    if (convergence > CONVERGED) unconverged++;
    for (const each of sources) {
      const range = reliability.findLast(({ from }) => each.probability >= from)!;
      range.recipients++;
      range.promised += each.probability;
      if (isLeaker(each)) range.leakers++;
    }
    if ((seed + 1) % 50 === 0) onProgress?.(`${seed + 1} of ${worlds} worlds`);
  }
  return {
    ...{ worlds, recipients, titles, sweeps, unconverged, reliability },
    amongFirstThree: shareOf(first, planted),
    rightAtAlarm: shareOf(right, sure),
    falseAlarms: shareOf(alarms, innocent),
  };
}

/** A share with its 95 % interval by Wilson's score; of nothing, anything from 0 to 1. */
export function shareOf(count: number, of: number): Share {
  return { count, of, interval: shareInterval(count, of) };
}
