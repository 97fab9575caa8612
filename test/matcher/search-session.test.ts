import type { TimeSpan } from '@streetdate/core/portable';
import { findMatches, LinearIndex, PROPOSERS, type Proposer, SearchSession } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { passOver } from '../tools/film-pass.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';

const SECONDS = 900;
const film = syntheticFilm(5, SECONDS);
const other = syntheticFilm(2, SECONDS);
const index = new LinearIndex();
index.add('film', sampleFilm(film, { seconds: SECONDS, framesPerSecond: 12, role: 'reference' }));

const pass = (shown: Film, closer: readonly TimeSpan[] = []) => passOver(shown, SECONDS, closer);

/** Notes the intervals that are left to search, and the budget for them. */
function noting(): Proposer & { readonly left: TimeSpan[][]; readonly budgets: number[] } {
  const left: TimeSpan[][] = [];
  const budgets: number[] = [];
  return {
    name: 'noting',
    purpose: 'Notes what is left.',
    requires: 'a film',
    needs: () => true,
    cost: () => 0,
    trials: () => 1,
    propose(search) {
      left.push(search.unexplainedIntervals());
      budgets.push(search.budget.left);
      return [];
    },
    left,
    budgets,
  };
}

const secondsIn = (spans: readonly TimeSpan[]) => spans.reduce((sum, { start, end }) => sum + end - start, 0);

describe('a film in which a pass found nothing', () => {
  test('is searched again only where frames were added', () => {
    const note = noting();
    const session = new SearchSession(index, { proposers: [...PROPOSERS, note] });
    session.undecided(pass(other));
    session.matches(pass(other, [{ start: 400, end: 420 }]));
    expect(note.left).toHaveLength(2);
    const [first, second] = note.left;
    expect(first!.length).toBeGreaterThan(100);
    expect(second!.every(({ start, end }) => start >= 380 && end <= 440)).toBe(true);
    expect(secondsIn(second!)).toBeGreaterThan(20);
  });

  test('gets the budget of the part that is searched again', () => {
    const note = noting();
    const session = new SearchSession(index, { maxComparisons: 1e9, proposers: [note] });
    session.undecided(pass(other));
    session.matches(pass(other, [{ start: 400, end: 420 }]));
    const [whole, part] = note.budgets;
    expect(whole).toBe(1e9);
    expect(part! / 1e9).toBeCloseTo(secondsIn(note.left[1]!) / SECONDS, 1);
  });

  test('is searched as a whole when another film was searched before, or the library has changed', () => {
    const note = noting();
    const library = new LinearIndex();
    const session = new SearchSession(library, { proposers: [note] });
    session.undecided(pass(syntheticFilm(3, SECONDS)));
    session.undecided(pass(other));
    library.add('film', index.get('film')!);
    session.undecided(pass(other, [{ start: 400, end: 420 }]));
    expect(note.left.map((spans) => spans.length > 100)).toEqual([true, true, true]);
  });
});

test('a copy that is decoded more closely is found as by a single search', () => {
  const spliced: Film = (time) => (time >= 300 && time < 500 ? noisy(film, 10, 3)(time - 200) : other(time));
  const session = new SearchSession(index);
  const closer = session.undecided(pass(spliced));
  const query = pass(spliced, closer);
  expect(session.undecided(query).length).toBeLessThan(closer.length);
  expect(session.matches(query)).toEqual(findMatches(query, index));
});
