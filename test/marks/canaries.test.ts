import { assignCanaries, type Canary, MarkKey, planCanaries, traceCanaries } from '@streetdate/marks';
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
