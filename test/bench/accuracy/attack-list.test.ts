import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ALL_ATTACKS } from '../../../packages/bench/src/accuracy/attacks/attacks.ts';
import { NEGATIVES } from '../../../packages/bench/src/accuracy/negatives/negatives.ts';
import { attackList } from '../../../packages/bench/src/accuracy/report/attack-list.ts';

test('the list of attacks says what the code does: vitest --update writes it anew', async () => {
  await expect(attackList()).toMatchFileSnapshot(fileURLToPath(new URL('../../../benchmarks/accuracy/attacks.md', import.meta.url)));
});

test('no two attacks or negatives have one name, since results and --attacks go by it', () => {
  const names = [...ALL_ATTACKS, ...NEGATIVES].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
