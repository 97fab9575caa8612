import type { Delivery } from './delivery.ts';

/**
 * Collects deliveries for {@link leakModel}, in memory that grows with recipients, variants and warehouses, and not with rows. Of equal deliveries it
 * keeps the one that was received first and the one that was sent first: the others cannot change what a source held in time.
 */
export class EarliestDeliveries implements Iterable<Delivery> {
  readonly #kept = new Map<string, { received: Delivery; sent: Delivery }>();
  /** Deliveries that were added. */
  count = 0;

  /** Adds a delivery. */
  add(delivery: Delivery): void {
    this.count++;
    const { title, variant, recipient, warehouse } = delivery;
    const key = JSON.stringify([title, variant, recipient, warehouse]);
    const known = this.#kept.get(key);
    if (known === undefined) this.#kept.set(key, { received: delivery, sent: delivery });
    else {
      if (receivedMs(delivery) < receivedMs(known.received)) known.received = delivery;
      if (Date.parse(delivery.sentAt) < Date.parse(known.sent.sentAt)) known.sent = delivery;
    }
  }

  /** The kept deliveries. */
  *[Symbol.iterator](): Iterator<Delivery> {
    for (const { received, sent } of this.#kept.values()) {
      yield received;
      if (sent !== received) yield sent;
    }
  }
}

function receivedMs({ receivedAt, sentAt }: Delivery): number {
  return Date.parse(receivedAt ?? sentAt);
}
