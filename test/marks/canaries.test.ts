import { assignCanaries, type Canary, MarkKey, observeCanaries, planCanaries, rankCanaries, traceCanaries } from '@streetdate/marks';
import { expect, test } from 'vitest';

const key = new MarkKey(new Uint8Array(32).fill(8));
const canary = (at: number, choices = 2): Canary => ({
  kind: 'caption',
  name: `caption ${at}`,
  choices: Array.from({ length: choices }, (_, choice) => `wording ${choice}`),
});
const six = Array.from({ length: 6 }, (_, at) => canary(at));

test('a plan says how many recipients a set tells apart, and after how many losses', () => {
  expect(planCanaries([canary(0), canary(1, 3)]).recipients).toBe(6);
  // Six bits: 64 words; 32 of even parity; 8 of the shortened Hamming code.
  expect(planCanaries(six)).toEqual({ recipients: 64, afterLosses: [64, 32, 8, 4, 2, 2] });
});

test('recipients are told apart also where as many canaries are lost as the plan says', () => {
  const names = Array.from({ length: 8 }, (_, at) => `Recipient ${at}`);
  const copies = assignCanaries(key, six, names);
  for (const { recipient, choices } of copies) {
    expect(traceCanaries(copies, choices)).toEqual([recipient]);
    for (let one = 0; one < 6; one++) {
      for (let other = 0; other < one; other++) {
        const seen = choices.map((choice, at) => (at === one || at === other ? undefined : choice));
        expect(traceCanaries(copies, seen)).toEqual([recipient]);
      }
    }
  }
  expect(assignCanaries(new MarkKey(new Uint8Array(32)), six, names)).not.toEqual(copies);
});

test('too few combinations, and canaries that are none, are refused in words', () => {
  expect(() => assignCanaries(key, [canary(0)], ['a', 'b', 'c'])).toThrow('canaries must tell 3 recipients apart, got 2 combinations');
  expect(() => planCanaries([{ ...canary(0), choices: ['only one'] }])).toThrow('canaries[0].choices must be two or more different ones');
  expect(() => planCanaries([{ ...canary(0), kind: 'smell' as never }])).toThrow('canaries[0].kind must be one of take, cut');
});

test('a canary that all copies share counts for nobody, and one that few carry for most', () => {
  const pair = [canary(0), canary(1)];
  const copies = Array.from({ length: 8 }, (_, at) => ({ recipient: `Recipient ${at}`, choices: [0, at === 3 ? 1 : 0] }));
  const [best, ...others] = rankCanaries(pair, copies, [0, 1]);
  expect(best).toMatchObject({ recipient: 'Recipient 3', agree: 2, differ: 0, consistent: true });
  expect(best!.logRatio).toBeGreaterThan(0.5);
  for (const other of others) expect(other).toMatchObject({ agree: 1, differ: 1, consistent: false });
  const shared = rankCanaries(pair, copies, [0, undefined]);
  for (const { logRatio, consistent } of shared) expect([logRatio < 0.05, consistent]).toEqual([true, true]);
  expect(rankCanaries(pair, copies, [undefined, undefined]).filter(({ consistent }) => consistent)).toEqual([]);
  expect(() => rankCanaries(pair, copies, [2, undefined])).toThrow('seen[0] must be a choice from 0 to 1, got 2');
  expect(() => rankCanaries(pair, copies, [0])).toThrow('seen must have 2 places, got 1');
});

test('the ratio of copies that were not used is 1 on average and less', () => {
  const copies = assignCanaries(
    key,
    six,
    Array.from({ length: 32 }, (_, at) => `Recipient ${at}`),
  );
  for (const used of copies) {
    const ratios = rankCanaries(six, copies, used.choices).filter(({ recipient }) => recipient !== used.recipient);
    expect(ratios.reduce((sum, { logRatio }) => sum + 10 ** logRatio, 0) / ratios.length).toBeLessThan(1);
  }
});

test('what a structure states is seen only where one choice fits', () => {
  const seen = (kind: Canary['kind'], choices: string[], structure: Parameters<typeof observeCanaries>[1]) =>
    observeCanaries([{ kind, name: 'it', choices }], structure)[0];
  expect(seen('chapter', ['0 0:05:00.5', '0 301'], { chapters: [0.04, 120, 301.02] })).toBe(1);
  expect(seen('chapter', ['0 300', '0 300.1'], { chapters: [0, 300.05] })).toBeUndefined();
  expect(seen('chapter', ['at the door', '0'], { chapters: [0] })).toBe(1);
  expect(seen('disc-id', ['AB12', 'cd34'], { discIds: ['CD34', 'ff'] })).toBe(1);
  expect(seen('disc-id', ['AB12', 'cd34'], { discIds: ['CD34', 'ab12'] })).toBeUndefined();
  expect(seen('playlist', ['00001  00002', '00002 00001'], { playlists: [['00009'], ['00001', '00002']] })).toBe(0);
  expect(seen('caption', ['one', 'two'], { chapters: [1], discIds: ['one'] })).toBeUndefined();
});
