import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type AnswerOf, type Corpus, changed, unpack } from './corpus.ts';
import { cpuClock } from './cpu-clock.ts';

/**
 * Tests that of each input in a folder is said what was said when it was found.
 * @param structures - Names of the structures, each of which has its inputs in a file.
 */
export function testCorpus(folder: URL, structures: readonly string[], answerOf: AnswerOf): void {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

  test('there are inputs for every structure', () => {
    expect(names.sort()).toEqual(structures.map((name) => `${name}.json`).sort());
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
        const start = cpuClock();
        expect(await answerOf(structure, changed(bytes, input))).toBe(input.answer);
        expect(cpuClock() - start).toBeLessThan(5000);
      },
    );
  });
}
