import {
  type Delivery,
  leakModel,
  type Ranking,
  rankAtPriors,
  rankRecipients,
  type SentVariant,
  supportInWords,
} from '@streetdate/evidence';
import { simulateLeaks } from '@streetdate/evidence/internal';
import { expect, test } from 'vitest';

const SENT = '2026-01-01';
const SEEN = '2026-02-01';
const delivery = (title: string, recipient: string, more: Partial<Delivery> = {}): Delivery => ({
  title,
  variant: 'A',
  recipient,
  sentAt: SENT,
  ...more,
});
const titles = (count: number, seen: number): SentVariant[] =>
  Array.from({ length: count }, (_, at) => ({ title: `t${at}`, variant: 'A', ...(at < seen && { seenAt: SEEN }) }));
const chanceOf = ({ sources }: Ranking, name: string) => sources.find(({ source }) => source === name)!.probability;

test('the only recipient of every title that was seen, and of no other, comes first', () => {
  const deliveries = [0, 1, 2, 3, 4].map((at) => delivery(`t${at}`, 'One'));
  for (let at = 0; at < 20; at++)
    for (const name of ['Two', 'Three']) if ((at + name.length) % 3 === 0) deliveries.push(delivery(`t${at}`, name));
  const ranking = rankRecipients(leakModel(deliveries, titles(20, 5)));
  expect(ranking).toMatchObject({ method: 'exact', convergence: 1, sources: [{ source: 'One', seenHeld: 5 }, {}, {}] });
  expect(ranking.sources[0]!.probability).toBeGreaterThan(0.95);
  expect(ranking.someoneElse).toBeLessThan(0.05);
});

test('two recipients of exactly the same titles are told apart by nothing', () => {
  const deliveries = ['One', 'Two'].flatMap((name) => [0, 1, 2, 3, 4].map((at) => delivery(`t${at}`, name)));
  const ranking = rankRecipients(leakModel(deliveries, titles(20, 5)));
  expect(chanceOf(ranking, 'One')).toBeCloseTo(chanceOf(ranking, 'Two'), 10);
  expect(chanceOf(ranking, 'One')).toBeLessThan(0.8);
});

test('who received a disc after the copy was seen explains nothing by it', () => {
  const late = [0, 1, 2, 3, 4].map((at) => delivery(`t${at}`, 'Late', { receivedAt: '2026-03-01' }));
  const ranking = rankRecipients(leakModel([...late, ...[0, 1, 2, 3, 4].map((at) => delivery(`t${at}`, 'One'))], titles(20, 5)));
  expect(ranking.sources.map(({ source, seenHeld }) => [source, seenHeld])).toEqual([
    ['One', 5],
    ['Late', 0],
  ]);
  expect(chanceOf(ranking, 'Late')).toBeLessThan(0.3);
});

test('a warehouse that explains what no single recipient does comes first', () => {
  const deliveries = Array.from({ length: 8 }, (_, at) => delivery(`t${at}`, `Shop ${at % 4}`, { warehouse: 'North' }));
  const others = Array.from({ length: 20 }, (_, at) => delivery(`t${at}`, `Kiosk ${at % 5}`, { warehouse: 'South' }));
  const ranking = rankRecipients(leakModel([...deliveries, ...others], titles(20, 8)));
  expect(ranking.sources[0]!.source).toBe('warehouse North');
  expect(ranking.sources[0]!.probability).toBeGreaterThan(0.8);
});

test('where nothing was seen, or what was seen was sent to nobody, someone else is the answer', () => {
  const deliveries = [5, 6, 7].map((at) => delivery(`t${at}`, 'One'));
  expect(rankRecipients(leakModel(deliveries, titles(20, 0))).someoneElse).toBeGreaterThan(0.5);
  const ranking = rankRecipients(leakModel(deliveries, titles(20, 3)));
  expect(chanceOf(ranking, 'One')).toBeLessThan(0.5);
  expect(rankRecipients(leakModel([], titles(3, 1)))).toMatchObject({ sources: [], someoneElse: 1 });
});

test('the sampler gives what every possibility computed gives', () => {
  for (const seed of [1, 2, 3]) {
    const world = simulateLeaks({ seed, recipients: 9, titles: 12, leakers: 2 });
    const model = leakModel(world.deliveries, world.variants);
    const [exact, sampled] = [rankRecipients(model), rankRecipients(model, { exactUpTo: 0, sweeps: 8000 })];
    expect([exact.method, sampled.method]).toEqual(['exact', 'sampled']);
    expect(sampled.convergence).toBeLessThan(1.05);
    for (const { source, probability } of exact.sources) expect(Math.abs(chanceOf(sampled, source) - probability)).toBeLessThan(0.03);
    expect(Math.abs(sampled.someoneElse - exact.someoneElse)).toBeLessThan(0.03);
  }
});

test('equal seeds give equal rankings', () => {
  const world = simulateLeaks({ seed: 5, recipients: 40, titles: 20 });
  const model = leakModel(world.deliveries, world.variants);
  expect(rankRecipients(model, { sweeps: 200 })).toEqual(rankRecipients(model, { sweeps: 200 }));
});

test('planted leakers among 500 recipients are found, and nobody is accused where there are none', () => {
  let [planted, found, alarms] = [0, 0, 0];
  for (let seed = 1; seed <= 4; seed++) {
    const world = simulateLeaks({ seed, leakers: 1 });
    const ranking = rankRecipients(leakModel(world.deliveries, world.variants), { sweeps: 400 });
    planted += world.leakers.length;
    found += ranking.sources.slice(0, 3).filter(({ source }) => world.leakers.includes(source)).length;
    const innocent = simulateLeaks({ seed, leakers: 0 });
    if (rankRecipients(leakModel(innocent.deliveries, innocent.variants), { sweeps: 400 }).sources[0]!.probability >= 0.9) alarms++;
  }
  expect(found).toBe(planted);
  expect(alarms).toBe(0);
});

test('wrong assumptions and doubled variants are mistakes of the caller', () => {
  expect(() => leakModel([], titles(1, 0), { noneChance: 1 })).toThrow('noneChance must be between 0 and 1, got 1');
  expect(() => leakModel([], [...titles(1, 0), ...titles(1, 0)])).toThrow('variants must be named once each, got A of t0 twice');
  expect(() => rankRecipients(leakModel([], []), { sweeps: 1 })).toThrow(RangeError);
});

test('a sole recipient of three of three is near certain at one half only, and the scale words it', () => {
  const variants = [1, 2, 3].map((at) => ({ title: `T${at}`, variant: 'A', seenAt: '2026-02-01' }));
  const deliveries = variants.map(({ title }) => ({ title, variant: 'A', recipient: 'Only', sentAt: '2026-01-01' }));
  const model = leakModel(deliveries, variants);
  const at = rankAtPriors(model);
  expect(at.map(({ noneChance }) => noneChance)).toEqual([0.5, 0.9, 0.99, 0.999]);
  const chances = at.map(({ sources }) => sources[0]!.probability);
  expect(chances[0]).toBeGreaterThan(0.97);
  expect(chances[3]).toBeLessThan(0.1);
  expect([...chances].sort((one, other) => other - one)).toEqual(chances);
  const ranking = rankRecipients(model);
  const { likelihoodRatio, support } = ranking.sources[0]!;
  // The ratio is of what was seen alone: at one half before, it is the odds after.
  expect(likelihoodRatio).toBeCloseTo(chances[0]! / (1 - chances[0]!), 6);
  const odds = chances[3]! / (1 - chances[3]!);
  expect(likelihoodRatio).toBeCloseTo((odds * 0.999) / 0.001, 3);
  expect(support).toBe('moderate support for copies from this delivery');
  expect(ranking).toMatchObject({ noneChance: 0.5, meaning: expect.stringMatching(/ranks deliveries .* not persons by guilt/) });
  expect(ranking.intervalMeaning).toMatch(/no interval of a sampler/);
  expect(rankRecipients(model, { exactUpTo: 0 }).intervalMeaning).toMatch(/four chains of the sampler .* no interval of the estimate/);
  expect(leakModel(deliveries, variants, { noneChance: 0.9 }).prior).toBeCloseTo(0.1);
});

test.each([
  [1.9, 'no support for either'],
  [5, 'weak support for A'],
  [0.2, 'weak support for B'],
  [99, 'moderate support for A'],
  [100, 'moderately strong support for A'],
  [5000, 'strong support for A'],
  [1e5, 'very strong support for A'],
  [1e-7, 'extremely strong support for B'],
])('a likelihood ratio of %d is called “%s”', (ratio, words) => {
  expect(supportInWords(ratio, 'A', 'B')).toBe(words);
});

test('a reading of marks multiplies the odds by its likelihood ratio, and settles what deliveries cannot', () => {
  const alone = [delivery('t0', 'One')];
  const odds = (ratios: readonly { readonly recipient: string; readonly logRatio: number }[]) => {
    const chance = chanceOf(rankRecipients(leakModel(alone, titles(1, 1), { ratios })), 'One');
    return chance / (1 - chance);
  };
  expect(odds([{ recipient: 'One', logRatio: 2 }]) / odds([])).toBeCloseTo(100, 6);
  const readings = [
    { recipient: 'One', logRatio: 1 },
    { recipient: 'One', logRatio: -1 },
  ];
  expect(odds(readings)).toBeCloseTo(odds([]), 10);

  const alike = ['One', 'Two'].flatMap((name) => [0, 1, 2].map((at) => delivery(`t${at}`, name)));
  const ratios = [
    { recipient: 'One', logRatio: -2 },
    { recipient: 'Two', logRatio: 8 },
  ];
  const model = leakModel(alike, titles(10, 3), { ratios });
  const [exact, sampled] = [rankRecipients(model), rankRecipients(model, { exactUpTo: 0 })];
  expect(chanceOf(exact, 'Two')).toBeGreaterThan(0.999);
  expect(chanceOf(exact, 'One')).toBeLessThan(0.1);
  expect(Math.abs(chanceOf(sampled, 'One') - chanceOf(exact, 'One'))).toBeLessThan(0.03);
  expect(() => leakModel(alike, titles(10, 3), { ratios: [{ recipient: 'Three', logRatio: 1 }] })).toThrow(
    'ratios must be of recipients in the deliveries, got Three',
  );
});
