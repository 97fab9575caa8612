import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { answerOf, type Corpus, changed, STRUCTURES, unpack } from '../tools/disc/corpus.ts';

const folder = new URL('corpus/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

test('there are inputs for every structure of a disc', () => {
  expect(names.sort()).toEqual(
    Object.keys(STRUCTURES)
      .map((name) => `${name}.json`)
      .sort(),
  );
});

describe.each(names)('%s', (name) => {
  const structure = name.replace('.json', '');
  const { whole, inputs } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Corpus;
  const bytes = unpack(whole);

  test('is read as it was before anything was changed', async () => {
    expect(await answerOf(structure, bytes)).toBe('read');
  });

  test.each(inputs.map((input, number) => ({ number, input, what: input.answer.split('\n')[0] })))(
    'input $number: $what',
    async ({ input }) => {
      const start = performance.now();
      expect(await answerOf(structure, changed(bytes, input))).toBe(input.answer);
      expect(performance.now() - start).toBeLessThan(5000);
    },
  );
});
