import { MersenneTwister } from '@streetdate/core/internal';
import type { Delivery } from './delivery.ts';
import type { SentVariant } from './leak-model.ts';

/** What a simulated world is like. */
export interface SimulationOptions {
  /** Seed: equal seeds give equal worlds. */
  readonly seed: number;
  /** Recipients. @defaultValue 500 */
  readonly recipients?: number;
  /** Titles. @defaultValue 30 */
  readonly titles?: number;
  /** Recipients who pass copies on. @defaultValue 1 */
  readonly leakers?: number;
  /** Chance that a leaker passes on, and somebody sees, a disc that it holds. @defaultValue 0.5 */
  readonly rate?: number;
  /** Chance that a title's variant gets out through someone else. @defaultValue 0.01 */
  readonly elseRate?: number;
  /** Share of the titles that a recipient gets. @defaultValue 0.4 */
  readonly share?: number;
  /** Variants of a title; each recipient gets one of them. @defaultValue 3 */
  readonly variants?: number;
  /** Chance that a delivery is missing in the list. @defaultValue 0.005 */
  readonly unlisted?: number;
}

/** A simulated world: what is listed and seen, and who passed copies on. */
export interface Simulation {
  /** The listed deliveries. */
  readonly deliveries: readonly Delivery[];
  /** The variants, and which were seen. */
  readonly variants: readonly SentVariant[];
  /** The recipients who passed copies on. */
  readonly leakers: readonly string[];
}

/** Simulates deliveries and leaks, for benchmarks of the ranking. */
export function simulateLeaks(options: SimulationOptions): Simulation {
  const {
    seed,
    recipients = 500,
    titles = 30,
    leakers = 1,
    rate = 0.5,
    elseRate = 0.01,
    share = 0.4,
    variants = 3,
    unlisted = 0.005,
  } = options;
  const random = new MersenneTwister(seed);
  const happens = (chance: number) => (random.below(1_000_000) + 0.5) / 1_000_000 < chance;
  const names = Array.from({ length: recipients }, (_, at) => `recipient ${at}`);
  const chosen = new Set<string>();
  while (chosen.size < leakers) chosen.add(names[random.below(recipients)]!);
  const deliveries: Delivery[] = [];
  const sent: SentVariant[] = [];
  for (let title = 0; title < titles; title++) {
    const out = new Set<number>();
    for (let variant = 0; variant < variants; variant++) if (happens(elseRate)) out.add(variant);
    for (const recipient of names) {
      if (!happens(share)) continue;
      const variant = random.below(variants);
      if (chosen.has(recipient) && happens(rate)) out.add(variant);
      if (happens(unlisted)) continue;
      deliveries.push({ title: `title ${title}`, variant: `variant ${variant}`, recipient, sentAt: '2026-01-01' });
    }
    for (let variant = 0; variant < variants; variant++) {
      sent.push({ title: `title ${title}`, variant: `variant ${variant}`, ...(out.has(variant) && { seenAt: '2026-02-01' }) });
    }
  }
  return { deliveries, variants: sent, leakers: [...chosen].sort() };
}
