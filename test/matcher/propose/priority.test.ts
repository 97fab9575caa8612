import { findMatches, LinearIndex } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { PriorityReferences } from '../../../packages/matcher/src/propose/priority.ts';
import { sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const index = new LinearIndex();
for (const [name, seconds] of [
  ['short', 30],
  ['long', 60],
  ['other', 60],
] as const) {
  index.add(name, sampleFilm(syntheticFilm(1, seconds), { seconds, framesPerSecond: 4, role: 'reference' }));
}
const priority = (comparisons: number, ids = ['short', 'long', 'not in the index']) =>
  new PriorityReferences(index, new Set(ids), comparisons);

describe('prioritised references', () => {
  test('are those that the index has, and their length is known', () => {
    expect([...priority(0).ids]).toEqual(['short', 'long']);
    expect(priority(0).seconds).toBeCloseTo(90, 0);
    expect(priority(0, []).seconds).toBe(0);
  });

  test('know their length anew when one was removed and added again', () => {
    const changed = new LinearIndex();
    const film = (seconds: number) => sampleFilm(syntheticFilm(1, seconds), { seconds, framesPerSecond: 4, role: 'reference' });
    changed.add('film', film(30));
    const secondsNow = () => new PriorityReferences(changed, new Set(['film']), 0).seconds;
    expect(secondsNow()).toBeCloseTo(30, 0);
    changed.remove('film');
    changed.add('film', film(50));
    expect(secondsNow()).toBeCloseTo(50, 0);
  });

  test('are drawn for as long as half of what is left covers all of them', () => {
    const some = priority(4000);
    // 90 seconds: 1,800 of 4,000, then of 2,200.
    const drawn = () => [...some.draw((seconds) => 20 * seconds)];
    expect([drawn(), drawn()]).toEqual([['short', 'long'], []]);
    expect(some.budget.left).toBeCloseTo(2200, -2);
    expect([...priority(4000, []).draw(() => 0)]).toEqual([]);
  });

  test('are drawn for as many parts of a query as half of what is left covers', () => {
    const some = priority(4000);
    expect(some.drawParts(8, (seconds) => 10 * seconds)).toBe(2);
    expect(some.budget.left).toBeCloseTo(2200, -2);
    expect(some.drawParts(1, (seconds) => seconds)).toBe(1);
    expect(priority(4000, []).drawParts(8, () => 1)).toBe(0);
  });

  test('that cost nothing are drawn for every part, also when nothing is left', () => {
    expect(priority(0).drawParts(8, () => 0)).toBe(8);
  });

  test('of a part of the library have its part of the comparisons, by their number', () => {
    const some = new PriorityReferences(index, new Set(['short', 'long', 'elsewhere', 'also elsewhere']), 4000, 0.3);
    expect(some.budget.left).toBe(2000);
  });
});

test.each([-1, Number.NaN])('a search with %d comparisons for prioritised references says what is wrong', (maxPrioritisedComparisons) => {
  const query = sampleFilm(syntheticFilm(1, 10), { seconds: 10, framesPerSecond: 4 });
  expect(() => findMatches(query, index, { maxPrioritisedComparisons })).toThrow(/maxPrioritisedComparisons/);
});
