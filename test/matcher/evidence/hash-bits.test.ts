import { describe, expect, test } from 'vitest';
import { logTrialsAnHour } from '../../../packages/matcher/src/evidence/hash-bits.ts';

describe('the lines that an hour of library can be laid on', () => {
  const linesAnHour = (speed: number, seconds?: number) => 10 ** logTrialsAnHour(speed, seconds);

  test('are four places a second in two orientations at each speed that can be told apart', () => {
    expect(linesAnHour(1)).toBeCloseTo(3 * 4 * 3600 * 2, 3);
    expect(linesAnHour(25 / 24)).toBeCloseTo(linesAnHour(1), 3);
    expect(linesAnHour(1.1)).toBeCloseTo(36 * 4 * 3600 * 2, 3);
  });

  test('are fewer of a few seconds, over which speeds that are 4 % apart show the same', () => {
    expect(linesAnHour(1, 3) / linesAnHour(1)).toBeCloseTo(0.5, 6);
    expect(linesAnHour(1, 12)).toBeCloseTo(linesAnHour(1), 6);
    expect(linesAnHour(1, 600)).toBeCloseTo(linesAnHour(1), 6);
    expect(linesAnHour(1.1, 3)).toBeCloseTo(linesAnHour(1.1), 6);
  });
});
