import { expect, test } from 'vitest';
import { benchTimeline } from '../../../packages/bench/src/scale/bench-timeline.ts';
import { CUT_FILM_SECONDS, copyOfCuts, generatedCuts } from '../../../packages/bench/src/scale/generated-cuts.ts';

test('generated films are cut like films: from fast ones to slow ones, each the same every time', () => {
  const paces = Array.from({ length: 40 }, (_, film) => CUT_FILM_SECONDS / generatedCuts(film).length).sort((one, other) => one - other);
  expect(paces[0]).toBeLessThan(4);
  expect(paces.at(-1)).toBeGreaterThan(8);
  expect(generatedCuts(3)).toEqual(generatedCuts(3));
  expect(copyOfCuts(generatedCuts(3), 600, 66, 0.25, 1)).toEqual(copyOfCuts(generatedCuts(3), 600, 66, 0.25, 1));
});

test('copies propose their films, unrelated films few, and the size of the catalogue is in the results', () => {
  const sections = benchTimeline({ films: [2, 4], queries: 16 });
  expect(sections.map(({ title }) => title)).toEqual(['A minute looked up by its cuts', 'A minute looked up by its brightness']);
  for (const { figures, notes } of sections) {
    expect(figures.map(({ name }) => name)).toEqual(['3 h', '6 h']);
    for (const size of notes.filter((note) => note.includes('copies propose'))) {
      const [, found, copies, wrong] = /: (\d+) of (\d+) copies .* unrelated films ([\d.]+)/.exec(size)!;
      expect(Number(found)).toBeGreaterThanOrEqual(0.75 * Number(copies));
      expect(Number(wrong)).toBeLessThan(0.5);
    }
  }
});
