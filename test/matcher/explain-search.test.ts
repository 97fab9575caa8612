import { explainSearch, findMatches, LinearIndex, PROPOSERS, type SearchStep } from '@streetdate/matcher';
import { expect, test } from 'vitest';
import { noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';

const SECONDS = 60;
const index = new LinearIndex();
for (const seed of [1, 2]) {
  index.add(`film ${seed}`, sampleFilm(syntheticFilm(seed, SECONDS), { seconds: SECONDS, framesPerSecond: 10, role: 'reference' }));
}
const query = (seed: number) =>
  sampleFilm(noisy(syntheticFilm(seed, SECONDS), 12, 7), { seconds: SECONDS, framesPerSecond: 4, role: 'query', phase: 0.03 });
const of = (steps: readonly SearchStep[], name: string) => steps.find(({ proposer }) => proposer === name)!;

test('a search that is explained finds what it finds otherwise, and has a step for each proposer', () => {
  const copy = query(1);
  const { matches, steps } = explainSearch(copy, index);
  expect(matches).toEqual(findMatches(copy, index));
  expect(steps.map(({ proposer }) => proposer)).toEqual(PROPOSERS.map(({ name }) => name));
  // What was explained and what is left is the whole query after each step.
  let left = SECONDS;
  for (const step of steps) {
    expect(step.secondsLeft).toBeCloseTo(left - step.secondsExplained, 6);
    left = step.secondsLeft;
  }
  expect(left).toBeLessThan(1);
});

test('the steps say what found a copy, and that none of a later film is left for the others', () => {
  const { matches, steps } = explainSearch(query(1), index);
  const votes = of(steps, 'hash-votes');
  expect(votes).toMatchObject({ ran: true, found: 1, bestScore: expect.closeTo(matches[0]!.score, 0) });
  expect(votes.secondsExplained).toBeGreaterThan(SECONDS - 2);
  expect(of(steps, 'still')).toEqual({
    ...{ proposer: 'still', ran: false, estimatedComparisons: 0, comparisons: 0, seconds: expect.any(Number) },
    ...{ proposed: 0, found: 0, secondsExplained: 0, secondsLeft: SECONDS },
  });
});

test('of an unrelated film all that was tried in vain is told, with what it drew from the budget', () => {
  const { matches, steps } = explainSearch(query(50), index);
  expect(matches).toEqual([]);
  expect(steps.every(({ bestScore = 0 }) => bestScore < 3)).toBe(true);
  expect(of(steps, 'diagonals').comparisons).toBeGreaterThan(0);
  expect(steps.at(-1)!.secondsLeft).toBeCloseTo(SECONDS, 0);
});

test('a query or an index that is none is refused as by findMatches', () => {
  expect(() => explainSearch({} as never, index)).toThrow(TypeError);
  expect(() => explainSearch(query(1), {} as never)).toThrow('index.algorithm');
});
