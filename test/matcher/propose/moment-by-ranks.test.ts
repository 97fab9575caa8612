import { describe, expect, test } from 'vitest';
import { findMomentByRanks } from '../../../packages/matcher/src/propose/moment-by-ranks.ts';
import { seeded } from '../../tools/synthetic-film.ts';

const TIMES = Array.from({ length: 120 }, (_, at) => at);
const OPTIONS = { farthest: 0.6, around: 14 };

/** Pictures of a query, half a second apart, whose likeness to each moment is chance, and more at the moment that they show. */
function rowsOf(seed: number, shown: (time: number) => number | undefined) {
  const random = seeded(seed);
  return Array.from({ length: 30 }, (_, at) => {
    const likeness = Float64Array.from(TIMES, random);
    const moment = shown(at / 2);
    if (moment !== undefined) likeness[Math.round(moment)]! += 0.6;
    return { time: at / 2, likeness };
  });
}

describe('the moment of a scene of which every moment resembles a query', () => {
  test('is where the pictures rank first, one after the other', () => {
    const found = findMomentByRanks(
      rowsOf(1, (time) => 40 + time),
      TIMES,
      OPTIONS,
    );
    expect(found?.offset).toBeCloseTo(40, 0);
    expect(found!.evidence.logChance).toBeLessThan(-5);
    expect(found!.evidence.correlation).toBeGreaterThan(0.5);
  });

  test('is told at another speed as well, and not at the wrong one', () => {
    const rows = rowsOf(2, (time) => 20 + 1.25 * time);
    const right = findMomentByRanks(rows, TIMES, { ...OPTIONS, speed: 1.25 });
    expect(right?.offset).toBeCloseTo(20, 0);
    expect(right!.evidence.logChance).toBeLessThan(findMomentByRanks(rows, TIMES, OPTIONS)!.evidence.logChance - 3);
  });

  test('is not told where it is chance: as likely as the alignments that were tested allow', () => {
    const surest = Array.from({ length: 40 }, (_, seed) => {
      const { evidence, tested } = findMomentByRanks(
        rowsOf(100 + seed, () => undefined),
        TIMES,
        OPTIONS,
      )!;
      return evidence.logChance + Math.log10(tested);
    });
    // Of forty the surest is one in forty by chance, and a tenth of that once in ten times.
    expect(Math.min(...surest)).toBeGreaterThan(-2.6);
  });

  test('is unknown with fewer alignments than show what chance gives', () => {
    expect(
      findMomentByRanks(
        rowsOf(3, () => undefined),
        TIMES.slice(0, 6),
        OPTIONS,
      ),
    ).toBeUndefined();
  });
});
