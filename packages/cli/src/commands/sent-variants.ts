import { StreetdateError } from '@streetdate/core/portable';
import { type DeliveryMapping, EarliestDeliveries, readDeliveries, type SentVariant } from '@streetdate/evidence';
import type { Context } from './command.ts';

/** A list of deliveries as a ranking needs it. */
export interface SentVariants {
  /** The deliveries that can change the ranking. */
  readonly deliveries: EarliestDeliveries;
  /** The variants that were sent, and those that were seen. */
  readonly variants: readonly SentVariant[];
  /** Everybody who received something. */
  readonly recipients: ReadonlySet<string>;
  /** Rows that were left out. */
  readonly badRows: number;
}

/** Reads a list of deliveries, and names the rows that are left out and the seen variants that nobody received. */
export async function readSentVariants(
  path: string,
  mapping: DeliveryMapping,
  seen: readonly SentVariant[],
  { console, io }: Context,
): Promise<SentVariants> {
  const deliveries = new EarliestDeliveries();
  const variants = new Map<string, SentVariant>();
  const recipients = new Set<string>();
  let badRows = 0;
  for await (const row of readDeliveries(path, mapping)) {
    io.signal.throwIfAborted();
    if ('reason' in row) {
      badRows++;
      console.fail(path, new StreetdateError('bad-evidence', `${path}: line ${row.line} is left out: ${row.reason}`, { path }));
      continue;
    }
    deliveries.add(row);
    recipients.add(row.recipient);
    variants.set(keyOf(row), { title: row.title, variant: row.variant });
  }
  for (const each of seen) {
    const key = keyOf(each);
    if (!variants.has(key)) console.note(`nobody in the list received the variant ${each.variant} of ${each.title}`);
    variants.set(key, each);
  }
  return { deliveries, variants: [...variants.values()], recipients, badRows };
}

function keyOf({ title, variant }: Pick<SentVariant, 'title' | 'variant'>): string {
  return JSON.stringify([title, variant]);
}
