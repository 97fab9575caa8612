import { type Delivery, EarliestDeliveries, leakModel } from '@streetdate/evidence';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-01-${String(number).padStart(2, '0')}`);
const delivery: fc.Arbitrary<Delivery> = fc
  .record({
    title: fc.constantFrom('A', 'B'),
    variant: fc.constantFrom('1', '2'),
    recipient: fc.constantFrom('R', 'S', 'T'),
    sentAt: day,
    receivedAt: fc.option(day, { nil: undefined }),
    warehouse: fc.option(fc.constantFrom('W', 'X'), { nil: undefined }),
  })
  .map(({ receivedAt, warehouse, ...rest }) => ({
    ...rest,
    ...(receivedAt !== undefined && { receivedAt }),
    ...(warehouse !== undefined && { warehouse }),
  }));

test('the model of the kept deliveries is that of all of them', () => {
  fc.assert(
    fc.property(fc.array(delivery, { maxLength: 60 }), day, day, (deliveries, first, second) => {
      const variants = [
        { title: 'A', variant: '1', seenAt: first },
        { title: 'A', variant: '2' },
        { title: 'B', variant: '1', seenAt: second },
        { title: 'B', variant: '2' },
      ];
      const kept = new EarliestDeliveries();
      for (const each of deliveries) kept.add(each);
      expect(kept.count).toBe(deliveries.length);
      expect(leakModel(kept, variants)).toEqual(leakModel(deliveries, variants));
    }),
  );
});

test('a million rows of few recipients are kept as few', () => {
  const kept = new EarliestDeliveries();
  for (let at = 0; at < 1_000_000; at++) {
    kept.add({ title: 'A', variant: String(at % 3), recipient: `R${at % 500}`, sentAt: at % 2 === 0 ? '2026-01-02' : '2026-01-01' });
  }
  expect([kept.count, [...kept].length]).toEqual([1_000_000, 1500]);
});
