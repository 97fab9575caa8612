import { describe, expect, test } from 'vitest';
import { type Codes, distanceTable } from '../../../../packages/bench/src/accuracy/peers/codes.ts';
import { searchLines } from '../../../../packages/bench/src/accuracy/peers/line-search.ts';
import { countOffsetVotes } from '../../../../packages/bench/src/accuracy/peers/offset-votes.ts';
import { noisy, seeded, syntheticFilm } from '../../../tools/synthetic-film.ts';

/** Codes of a synthetic film, `speed` times as fast, from `start` seconds of it. */
function codesOf(film: (time: number) => Uint32Array, rate: number, seconds: number, start = 0, speed = 1): Codes {
  const codes = Array.from({ length: Math.round(seconds * rate) }, (_, at) => [...film(start + (speed * at) / rate)]);
  return { rate, words: 8, bits: Uint32Array.from(codes.flat()) };
}

/** A film of fresh random pictures: nothing in it is like anything. */
function unrelated(seed: number, rate: number, seconds: number): Codes {
  const random = seeded(seed);
  return { rate, words: 8, bits: Uint32Array.from({ length: 8 * rate * seconds }, () => Math.floor(random() * 2 ** 32)) };
}

describe('the histogram of offsets', () => {
  const film = syntheticFilm(7, 60);
  const reference = codesOf(film, 1, 60);

  test('has its highest bar at the true offset, and the segment spans the codes that voted', () => {
    const query = codesOf(noisy(film, 12, 1), 1, 20, 25);
    const found = countOffsetVotes(query, reference, distanceTable(query, reference), 24)!;
    expect(found.votes).toBe(20);
    expect(found.meanDistance).toBeGreaterThan(6);
    expect(found.meanDistance).toBeLessThanOrEqual(12);
    expect(found.segment).toEqual({ queryStart: 0, queryEnd: 20, referenceStart: 25, referenceEnd: 45 });
  });

  test('is empty where no two codes are alike', () => {
    const query = unrelated(5, 1, 20);
    expect(countOffsetVotes(query, reference, distanceTable(query, reference), 24)).toBeUndefined();
  });
});

describe('the search of all lines', () => {
  const film = syntheticFilm(11, 60);
  const reference = codesOf(film, 24, 60);

  test.each([1, 25 / 24, 0.95])('finds a clip inside another film, played at %f', (speed) => {
    const before = unrelated(1, 6, 8);
    const clip = codesOf(noisy(film, 20, 2), 6, 6, 30, speed);
    const query = { ...clip, bits: Uint32Array.from([...before.bits, ...clip.bits, ...unrelated(2, 6, 8).bits]) };
    const [search] = searchLines(query, reference, distanceTable(query, reference), [5]);
    expect(search!.best.meanDistance).toBeLessThan(40);
    const { queryStart, queryEnd, referenceStart, referenceEnd } = search!.best.segment;
    expect(queryEnd - queryStart).toBe(5);
    expect(queryStart).toBeGreaterThanOrEqual(7.9);
    expect(queryEnd).toBeLessThanOrEqual(14.1);
    expect(referenceStart).toBeCloseTo(30 + speed * (queryStart - 8), 0);
    // Over 5 s a speed that is wrong by 0.008 places no frame wrongly by more than one.
    expect(Math.abs((referenceEnd - referenceStart) / 5 - speed)).toBeLessThan(0.01);
    // What the other lines are like is what unrelated codes are like: half of 256 bits, less the best of some windows.
    expect(search!.sum / search!.lines).toBeGreaterThan(90);
  });

  test('compares what is shorter than the window as a whole, and nothing at all where there is nothing', () => {
    const short = codesOf(film, 6, 2, 10);
    const [whole] = searchLines(short, reference, distanceTable(short, reference), [10]);
    expect(whole!.best.segment).toMatchObject({ queryStart: 0, queryEnd: 2 });
    const none: Codes = { rate: 6, words: 8, bits: new Uint32Array(0) };
    expect(searchLines(none, reference, distanceTable(none, reference), [10])[0]).toMatchObject({ lines: 0 });
  });
});
