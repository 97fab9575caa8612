// @module-tag slow
import { leakModel, rankRecipients } from '@streetdate/evidence';
import { simulateLeaks } from '@streetdate/evidence/internal';
import { expect, test } from 'vitest';

/** Worlds of 500 recipients and 30 titles: two in five have one leaker, one in five has two, and two in five have none. */
const RUNS = 40;
/** The chance from which a recipient is pointed out. */
const ALARM = 0.9;

test('in simulated worlds leakers are among the first three, sure answers are right, and nobody is accused without cause', () => {
  let [planted, first, sure, right, innocent, alarms] = [0, 0, 0, 0, 0, 0];
  for (let run = 0; run < RUNS; run++) {
    const leakers = [1, 0, 2, 0, 1][run % 5]!;
    const world = simulateLeaks({ seed: run, leakers });
    const { sources } = rankRecipients(leakModel(world.deliveries, world.variants), { sweeps: 600, seed: run });
    const isLeaker = ({ source }: { readonly source: string }) => world.leakers.includes(source);
    planted += leakers;
    first += sources.slice(0, 3).filter(isLeaker).length;
    const pointedOut = sources.filter(({ probability }) => probability >= ALARM);
    sure += pointedOut.length;
    right += pointedOut.filter(isLeaker).length;
    if (leakers > 0) continue;
    innocent++;
    if (pointedOut.length > 0) alarms++;
  }
  console.log(JSON.stringify({ planted, first: first / planted, sure, right: right / sure, innocent, alarms }));
  expect(first / planted).toBeGreaterThanOrEqual(0.95);
  expect(right / sure).toBeGreaterThanOrEqual(0.9);
  expect(alarms / innocent).toBeLessThanOrEqual(0.01);
});
