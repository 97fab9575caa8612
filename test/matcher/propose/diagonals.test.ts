import { findMatches, LinearIndex, type MatchOptions, PROPOSERS } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const SECONDS = 600;
/** Bits turned over in each frame, some of them twice: about 80 differ, and never as few as look-alike frames may differ in here. */
const FAR = 98;
const LOOK_ALIKE: MatchOptions = { maxSeedDistance: 40 };
const film = syntheticFilm(5, SECONDS);
const index = new LinearIndex();
index.add('film', sampleFilm(film, { seconds: SECONDS, framesPerSecond: 12, role: 'reference' }));
for (const seed of [1, 2, 3]) {
  index.add(`other ${seed}`, sampleFilm(syntheticFilm(10 + seed, SECONDS), { seconds: SECONDS, framesPerSecond: 12, role: 'reference' }));
}
const query = (shown: Film, seconds = 60) => sampleFilm(shown, { seconds, framesPerSecond: 4 });
const farCopy: Film = (time) => noisy(film, FAR, 7)(time + 200);
const find = (shown: Film, options: MatchOptions = {}) => findMatches(query(shown), index, { ...LOOK_ALIKE, ...options });
const others = PROPOSERS.filter(({ name }) => name !== 'diagonals');

describe('a copy none of whose frames is like one of the reference', () => {
  test('is found by the sum over many pictures, and by nothing else', () => {
    const [match, ...rest] = find(farCopy);
    expect(rest).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film', strength: 'strong' });
    expect(match!.segments[0]!.referenceStart).toBeCloseTo(200, 0);
    expect(find(farCopy, { proposers: others })).toEqual([]);
  });

  test.each([25 / 24, 1.17, 0.8])('is found at the speed of %d', (speed) => {
    const [match] = find((time) => noisy(film, FAR, 7)(200 + speed * time));
    expect(match).toMatchObject({ referenceId: 'film', strength: 'strong' });
    expect(match!.segments[0]!.speed).toBeCloseTo(speed, 2);
  });

  test('is found in a part of a long query', () => {
    const unrelated = syntheticFilm(99, SECONDS);
    const long = query((time) => (time >= 300 && time < 360 ? farCopy(time - 300) : unrelated(time)), SECONDS);
    const [match] = findMatches(long, index, LOOK_ALIKE);
    expect(match!.referenceId).toBe('film');
    expect(match!.segments[0]!.queryStart).toBeCloseTo(300, 0);
  });
});

describe('a budget that covers no comparison', () => {
  test('leaves the copy out', () => expect(find(farCopy, { maxComparisons: 0 })).toEqual([]));

  test('does not hold for a prioritised reference', () => {
    const matches = find(farCopy, { maxComparisons: 0, prioritised: new Set(['film']) });
    expect(matches.map(({ referenceId }) => referenceId)).toEqual(['film']);
  });

  test('holds for it, too, where its own budget covers none', () => {
    expect(find(farCopy, { maxComparisons: 0, maxPrioritisedComparisons: 0, prioritised: new Set(['film']) })).toEqual([]);
  });
});

test('an unrelated film is not found', () => expect(find(syntheticFilm(77, SECONDS))).toEqual([]));
