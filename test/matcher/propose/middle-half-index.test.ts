import { type DiagonalRow, plainDiagonals } from '@streetdate/core/internal';
import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { LinearIndex } from '@streetdate/matcher';
import { MiddleHalfIndex, StepCodes } from '@streetdate/matcher/internal';
import { describe, expect, test } from 'vitest';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const SECONDS = 120;

const trackOf = (film: Film): HashTrack => sampleFilm(film, { seconds: SECONDS, framesPerSecond: 4 }).tracks[0]!;

/** The middle half of a film. */
const middleOf = (seed: number): Film => syntheticFilm(100 + seed, SECONDS);

/** A reference that keeps its middle half. */
function reference(seed: number): Fingerprint {
  const film = sampleFilm(syntheticFilm(seed, SECONDS), { seconds: SECONDS, framesPerSecond: 4, role: 'reference' });
  return { ...film, tracks: [...film.tracks, { ...trackOf(middleOf(seed)), view: 'middle-0.5' }] };
}

/** Ten pictures of a film, a second apart, as a re-encoded copy shows them. */
function rowOf(film: Film, first: number): DiagonalRow {
  const { codes } = new StepCodes(trackOf(noisy(film, 24, 7)));
  const steps = Uint32Array.from({ length: 10 }, (_, picture) => Math.floor(2.5 * picture));
  const words = [...steps].flatMap((step) => [codes[2 * (first + step)]!, codes[2 * (first + step) + 1]!]);
  return { codes: Uint32Array.from(words), steps };
}

/** What keys visit: reference, row, place. */
function visited(keys: MiddleHalfIndex, rows: readonly DiagonalRow[], most: number): string[] {
  const found: string[] = [];
  keys.visit(
    rows,
    () => most,
    (id, _film, row, place) => void found.push(`${id}, row ${row}, place ${place}`),
  );
  return found.sort();
}

describe('keys of middle halves', () => {
  const index = new LinearIndex();
  for (const seed of [1, 2, 3]) index.add(`film ${seed}`, reference(seed));
  const keys = new MiddleHalfIndex(index);
  // A true place differs in 60 of 640 bits, an unrelated one in 320.
  const most = 200;

  test('find the place of each row, also where it begins before the film', () => {
    const rows = [rowOf(middleOf(2), 100), rowOf(middleOf(3), 40)];
    const found = visited(keys, rows, most);
    expect(found).toContain('film 2, row 0, place 100');
    expect(found).toContain('film 3, row 1, place 40');
    const start = rowOf(middleOf(1), 0);
    const late = { codes: start.codes, steps: start.steps.map((step, picture) => (picture === 0 ? 0 : step + 3)) };
    expect(visited(keys, [late], most)).toContain('film 1, row 0, place -3');
  });

  test('find only what a comparison with every place finds, with the same sums', () => {
    const rows = [rowOf(middleOf(1), 77), rowOf(middleOf(2), 5)];
    const all = new Set<string>();
    for (const seed of [1, 2, 3]) {
      const film = new StepCodes(trackOf(middleOf(seed)));
      plainDiagonals.scan(
        film,
        rows,
        () => most,
        (row, place, sum) => void all.add(`film ${seed}, row ${row}, place ${place}, sum ${sum}`),
      );
    }
    const found: string[] = [];
    keys.visit(
      rows,
      () => most,
      (id, _film, row, place, sum) => void found.push(`${id}, row ${row}, place ${place}, sum ${sum}`),
    );
    expect(found.length).toBeGreaterThan(1);
    for (const each of found) expect(all).toContain(each);
  });

  test('find nothing of an unrelated film', () => expect(visited(keys, [rowOf(syntheticFilm(9, SECONDS), 50)], most)).toEqual([]));

  test('of many rows tell one from another', () => {
    const rows = Array.from({ length: 4500 }, (_, at) => (at % 1500 === 0 ? rowOf(middleOf(2), at / 50) : EMPTY));
    expect(visited(keys, rows, most)).toEqual(
      expect.arrayContaining(['film 2, row 0, place 0', 'film 2, row 1500, place 30', 'film 2, row 3000, place 60']),
    );
  });
});

test('keys of chosen references hold no other, and follow the choice and the index', () => {
  const index = new LinearIndex();
  for (const seed of [1, 2, 3]) index.add(`film ${seed}`, reference(seed));
  const keys = new MiddleHalfIndex(index, new Set());
  const rows = [1, 2, 3].map((seed) => rowOf(middleOf(seed), 50));
  const found = () => [...new Set(visited(keys, rows, 200).map((each) => each.split(',')[0]))];
  expect(found()).toEqual([]);
  keys.holdOnly(new Set(['film 1', 'film 3', 'film 4']));
  expect(found()).toEqual(['film 1', 'film 3']);
  index.remove('film 3');
  index.add('film 4', reference(2));
  expect(found()).toEqual(['film 1', 'film 4']);
  keys.holdOnly(new Set(['film 2']));
  expect(found()).toEqual(['film 2']);
});

const EMPTY: DiagonalRow = { codes: new Uint32Array(0), steps: new Uint32Array(0) };

test('references that are added and removed later are found and not found', () => {
  const index = new LinearIndex();
  index.add('film 1', reference(1));
  const keys = new MiddleHalfIndex(index);
  const rows = [rowOf(middleOf(1), 30), rowOf(middleOf(2), 60)];
  expect(visited(keys, rows, 200).map((each) => each.split(',')[0])).not.toContain('film 2');
  index.add('film 2', reference(2));
  expect(visited(keys, rows, 200)).toEqual(expect.arrayContaining(['film 1, row 0, place 30', 'film 2, row 1, place 60']));
  index.remove('film 1');
  const found = visited(keys, rows, 200);
  expect(found).toContain('film 2, row 1, place 60');
  expect(found.map((each) => each.split(',')[0])).not.toContain('film 1');
});

test('references without a middle half are left out', () => {
  const index = new LinearIndex();
  index.add('plain', sampleFilm(syntheticFilm(1, SECONDS), { seconds: SECONDS, framesPerSecond: 4, role: 'reference' }));
  expect(visited(new MiddleHalfIndex(index), [rowOf(middleOf(1), 30)], 640)).toEqual([]);
});
