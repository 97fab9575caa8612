import { describe, expect, test } from 'vitest';
import { count } from '../../../packages/cli/src/output/count-words.ts';
import { chanceInWords, percent, speedInWords } from '../../../packages/cli/src/report/evidence-words.ts';
import { instantInWords } from '../../../packages/cli/src/report/time-words.ts';

describe('dates', () => {
  test('are in UTC, whatever offset they were written with', () => {
    expect(instantInWords('2026-03-10T00:00:00-05:00')).toBe('10 March 2026, 05:00 UTC');
    expect(instantInWords('2026-03-01T09:30:12.900Z')).toBe('1 March 2026, 09:30:12 UTC');
    expect(instantInWords('some day')).toBe('some day');
  });

  test('are counted with the right noun', () => {
    expect(count(1, 'file')).toBe('1 file');
    expect(count(12_345, 'match', 'matches')).toBe('12,345 matches');
  });
});

describe('evidence', () => {
  test('expected false matches are given as one in so many searches, on the scale of the terminal', () => {
    const as = 'of unrelated films would find as good a match by chance.';
    expect(chanceInWords(1e-12)).toBe(`Fewer than 1 in a billion searches ${as}`);
    expect(chanceInWords(0)).toBe(`Fewer than 1 in a billion searches ${as}`);
    expect(chanceInWords(1e-7)).toBe(`1 in 10 million searches ${as}`);
    expect(chanceInWords(0.04)).toBe(`1 in 25 searches ${as}`);
    expect(chanceInWords(1 / 12_345)).toBe(`1 in 12,000 searches ${as}`);
    expect(chanceInWords(3)).toBe(`Nearly every search ${as}`);
  });

  test('common retimings have a name, and are told apart', () => {
    expect(speedInWords(1.00004)).toBe('unchanged');
    expect(speedInWords(25 / 24)).toMatch(/^25\/24: PAL speed-up/);
    expect(speedInWords(25 / 23.976)).toMatch(/^25\/23\.976: PAL speed-up/);
    expect(speedInWords(1.001)).toMatch(/^1001\/1000/);
    expect(speedInWords(1.12)).toBe('1.12 ×: faster than the reference');
    expect(speedInWords(0.9)).toBe('0.9 ×: slower than the reference');
  });

  test('a speed below 0 is played backwards', () => {
    expect(speedInWords(-1)).toBe('−1: played backwards');
    expect(speedInWords(-25 / 24)).toMatch(/^−25\/24: PAL speed-up.*, played backwards$/);
  });

  test('shares are percentages, with a decimal if it is significant', () => {
    expect([0, 0.008, 0.0345, 0.4766].map(percent)).toEqual(['0\u00a0%', '0.8\u00a0%', '3.5\u00a0%', '48\u00a0%']);
  });
});
