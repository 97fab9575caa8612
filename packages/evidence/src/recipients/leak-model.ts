import { checkIterable, checkList, checkObject, checkString } from '@streetdate/core/internal';
import type { Delivery } from './delivery.ts';

/** A variant of a disc that was sent out, and whether a copy of it was seen too early. */
export interface SentVariant {
  /** The title. */
  readonly title: string;
  /** The variant. */
  readonly variant: string;
  /** When a copy of it was first seen: ISO 8601. @defaultValue no copy was seen */
  readonly seenAt?: string;
}

/** What the ranking assumes. docs/recipients.md explains each. */
export interface LeakAssumptions {
  /** Chance that none of the recipients passes anything on. @defaultValue 0.5 */
  readonly noneChance?: number;
  /** Chance that a recipient held a variant that the list does not show. @defaultValue 0.005 */
  readonly unlistedChance?: number;
  /**
   * Likelihood ratios of recipients by further evidence, such as a reading of a copy's marks: how much likelier it is if the recipient's copy was
   * used. A recipient's ratios multiply. @defaultValue none
   */
  readonly ratios?: readonly RecipientRatio[];
}

/** A likelihood ratio of one recipient. */
export interface RecipientRatio {
  /** The recipient, as the list of deliveries names it. */
  readonly recipient: string;
  /** Decimal logarithm of the ratio. */
  readonly logRatio: number;
}

/** Chances that a variant which a source holds is passed on and seen, that are weighed against each other. */
export const RATES = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;
/** Chances that a variant is passed on by someone else, that are weighed against each other. */
export const ELSE_RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3] as const;

/** Who may have passed on what, as numbers. A source is a recipient, or a warehouse that several recipients share. */
export interface LeakModel {
  /** The sources' names. */
  readonly sources: readonly string[];
  /** Which variants were seen. */
  readonly seen: readonly boolean[];
  /** For each source, for each variant: 1 where it held it in time, else the chance that the list lacks it. */
  readonly held: readonly Float64Array[];
  /** Chance that one source passes things on, before anything was seen. */
  readonly prior: number;
  /** For each source, the natural logarithm of the likelihood ratio of further evidence. @defaultValue there is none */
  readonly logRatios?: Float64Array;
}

/** Name of the source that stands for a warehouse. */
export function warehouseSource(warehouse: string): string {
  checkString('warehouse', warehouse);
  return `warehouse ${warehouse}`;
}

/**
 * Makes the model of a list of deliveries. A recipient held a variant in time if it was received, or else sent, before a copy was seen. A
 * warehouse through which the deliveries of two or more recipients passed is a source of its own.
 * @throws RangeError when a variant is named twice, or an assumption is no chance.
 */
export function leakModel(deliveries: Iterable<Delivery>, variants: readonly SentVariant[], assumptions: LeakAssumptions = {}): LeakModel {
  checkIterable('deliveries', deliveries);
  checkList('variants', variants, checkObject);
  checkObject('assumptions', assumptions);
  const { noneChance = 0.5, unlistedChance = 0.005, ratios = [] } = assumptions;
  checkList('ratios', ratios, checkObject);
  for (const [name, chance] of Object.entries({ noneChance, unlistedChance })) {
    if (!(chance > 0 && chance < 1)) throw new RangeError(`${name} must be between 0 and 1, got ${chance}`);
  }
  const places = new Map<string, number>();
  for (const [at, { title, variant }] of variants.entries()) {
    const key = JSON.stringify([title, variant]);
    if (places.has(key)) throw new RangeError(`variants must be named once each, got ${variant} of ${title} twice`);
    places.set(key, at);
  }
  const held = new Map<string, Float64Array>();
  const ofWarehouse = new Map<string, Set<string>>();
  const hold = (source: string, at: number | undefined) => {
    const row = held.get(source) ?? new Float64Array(variants.length).fill(unlistedChance);
    held.set(source, row);
    if (at !== undefined) row[at] = 1;
  };
  for (const { title, variant, recipient, sentAt, receivedAt, warehouse } of deliveries) {
    const at = places.get(JSON.stringify([title, variant]));
    const seenAt = at === undefined ? undefined : variants[at]!.seenAt;
    const inTime = seenAt === undefined || Date.parse(receivedAt ?? sentAt) < Date.parse(seenAt);
    hold(recipient, inTime ? at : undefined);
    if (warehouse === undefined) continue;
    const passed = ofWarehouse.get(warehouse) ?? new Set();
    ofWarehouse.set(warehouse, passed.add(recipient));
    hold(warehouseSource(warehouse), seenAt === undefined || Date.parse(sentAt) < Date.parse(seenAt) ? at : undefined);
  }
  for (const [warehouse, recipients] of ofWarehouse) if (recipients.size < 2) held.delete(warehouseSource(warehouse));
  const sources = [...held.keys()].sort();
  return {
    sources,
    seen: variants.map(({ seenAt }) => seenAt !== undefined),
    held: sources.map((source) => held.get(source)!),
    prior: priorOf(noneChance, sources.length),
    logRatios: logRatiosOf(ratios, sources),
  };
}

function logRatiosOf(ratios: readonly RecipientRatio[], sources: readonly string[]): Float64Array {
  const logs = new Float64Array(sources.length);
  for (const { recipient, logRatio } of ratios) {
    const at = sources.indexOf(recipient);
    if (at < 0) throw new RangeError(`ratios must be of recipients in the deliveries, got ${recipient}`);
    if (!Number.isFinite(logRatio)) throw new RangeError(`logRatio must be a finite number, got ${logRatio}`);
    logs[at]! += logRatio * Math.LN10;
  }
  return logs;
}

/** The chance that one of so many sources passes things on, where none does with `noneChance`. */
export function priorOf(noneChance: number, sources: number): number {
  return 1 - noneChance ** (1 / Math.max(1, sources));
}

/**
 * Logarithm of the chance that exactly the variants that were seen are seen, given who passes things on.
 * @param misses - For each variant, the logarithm of the chance that no source passes it on, see {@link missOf}.
 */
export function logLikelihood(seen: readonly boolean[], misses: Float64Array, elseRate: number): number {
  let sum = 0;
  const miss = Math.log1p(-elseRate);
  for (let at = 0; at < seen.length; at++) {
    const unseen = misses[at]! + miss;
    sum += seen[at] ? Math.log(-Math.expm1(unseen)) : unseen;
  }
  return sum;
}

/** Logarithm of the chance that a source which passes things on does not pass on a variant. */
export function missOf(held: number, rate: number): number {
  return Math.log1p(-rate * held);
}
