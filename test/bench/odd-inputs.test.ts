// @module-tag slow
import { expect, test } from 'vitest';
import { benchOddInputs } from '../../packages/bench/src/throughput/odd-inputs.ts';

test('what could make a search run away is answered in bounded time and memory', async () => {
  const [time, memory] = await benchOddInputs({ hours: 0.25 });
  const notes = time!.notes.join('\n');
  expect(notes).toContain('a film of one colour: nothing found');
  expect(notes).toContain('hours of black: nothing found');
  expect(notes).toContain('again and again: film 3 in 9 segments');
  expect(notes).toMatch(/enrolled twice: .*duplicate with film 3/);
  expect(notes).toMatch(/two references have forty minutes: .*part with one edition for 2400 s/);
  expect(notes).toMatch(/half a second: refused, since .*a reference film must last 1 s or more/);
  // Whatever is looked up, it is little beside the library.
  for (const { ratio } of memory!.figures) expect(ratio).toBeLessThan(3);
});
