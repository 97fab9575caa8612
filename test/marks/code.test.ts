import { lengthTable, MarkKey, segmentsNeeded } from '@streetdate/marks';
import { biasesOf, biasPoints, leastMeanScore, logChanceOf, logRatioOf, scoreOf, threshold, wordOf } from '@streetdate/marks/internal';
import { describe, expect, test } from 'vitest';

const key = new MarkKey(new Uint8Array(32).fill(3));
const serials = (count: number) => Array.from({ length: count }, (_, at) => `copy ${at}`);

describe('biases', () => {
  test('are those that Nuida and others published', () => {
    const rounded = (colluders: number) => biasPoints(colluders).map(({ bias, weight }) => [bias.toFixed(5), weight.toFixed(5)]);
    expect(rounded(1)).toEqual([['0.50000', '1.00000']]);
    expect(rounded(4)).toEqual([
      ['0.21132', '0.50000'],
      ['0.78868', '0.50000'],
    ]);
    expect(rounded(6)).toEqual([
      ['0.11270', '0.33201'],
      ['0.50000', '0.33597'],
      ['0.88730', '0.33201'],
    ]);
    expect(rounded(7)[0]).toEqual(['0.06943', '0.24833']);
  });

  test('and words follow from key, set and serial alone', () => {
    const biases = biasesOf(key, 'set', 4000, 4);
    expect(biasesOf(key, 'set', 4000, 4)).toEqual(biases);
    expect(biasesOf(new MarkKey(new Uint8Array(32)), 'set', 4000, 4)).not.toEqual(biases);
    const word = wordOf(key, 'set', 'copy 1', biases);
    expect(wordOf(key, 'set', 'copy 2', biases)).not.toEqual(word);
    // Segments with a bias of 0.79 show B in four of five copies.
    const high = [...biases.keys()].filter((at) => biases[at]! > 0.5);
    expect(high.reduce((sum, at) => sum + word[at]!, 0) / high.length).toBeCloseTo(0.79, 1);
  });
});

describe('a bound of the chance', () => {
  const biases = biasesOf(key, 'small', 12, 6);
  const readings = Float64Array.from(biases, (_, at) => Math.sin(3 * at));
  const words = Array.from({ length: 2 ** 12 }, (_, bits) => Uint8Array.from(biases, (_, at) => (bits >> at) & 1));
  const chances = words.map((word) => word.reduce((chance, bit, at) => chance * (bit ? biases[at]! : 1 - biases[at]!), 1));

  test('is never below the exact chance, which is summed over every word', () => {
    const scores = words.map((word) => scoreOf(readings, word, biases));
    for (const level of [1, 3, 5, 8, Math.max(...scores)]) {
      const exact = scores.reduce((sum, score, at) => (score >= level - 1e-9 ? sum + chances[at]! : sum), 0);
      const bound = 10 ** logChanceOf(level, readings, biases);
      expect(bound).toBeGreaterThanOrEqual(exact * (1 - 1e-6));
      expect(bound).toBeLessThan(Math.max(1e-12, 60 * exact));
    }
  });

  test('comes with a likelihood ratio whose mean over unused copies is 1', () => {
    const mean = words.reduce((sum, word, at) => sum + chances[at]! * 10 ** logRatioOf(readings, word, biases, 3), 0);
    expect(mean).toBeCloseTo(1, 6);
  });

  test('is 1 where nothing was read', () => {
    expect(logChanceOf(0, new Float64Array(12), biases)).toBe(0);
  });
});

describe('lengths', () => {
  test('grow with the copies that are put together, and tell which claims a film can carry', () => {
    const rows = lengthTable(2, 1000, { readable: 1 }, 5);
    expect(rows.map(({ segments }) => segments)).toEqual([20, 144, 544, 925, 1643]);
    expect(rows.map(({ fits }) => fits)).toEqual([true, true, true, true, false]);
    // Enough are left where each is lost with that chance, but for one film in forty; the other half of the odds is for their scores.
    for (const [readable, least] of [
      [0.5, 20],
      [0.8, 20],
    ] as const) {
      const segments = segmentsNeeded({ colluders: 1, readable });
      let [fewer, chance] = [0, (1 - readable) ** segments];
      for (let left = 0; left < least; left++) {
        fewer += chance;
        chance *= ((segments - left) / (left + 1)) * (readable / (1 - readable));
      }
      expect(fewer).toBeLessThan(0.04);
      expect(segments).toBeLessThan((1.6 * least) / readable);
    }
    expect(() => segmentsNeeded({ colluders: 2, odds: 1e-3 })).toThrow('odds must be from 1e-15 to 0.000001, got 0.001');
  });

  test('rest on the least score that putting copies together can leave', () => {
    // For two copies, a segment in which they differ tells nothing whatever is chosen there.
    expect(leastMeanScore(1)).toBeCloseTo(1, 9);
    expect(leastMeanScore(2)).toBeCloseTo(0.5, 9);
  });

  test.each(['majority', 'minority', 'interleaving', 'averaging'] as const)('hold by simulation after %s of three copies', (attack) => {
    const segments = segmentsNeeded({ colluders: 3, readable: 1 });
    let named = 0;
    for (let trial = 0; trial < 4; trial++) {
      const biases = biasesOf(key, `${attack} ${trial}`, segments, 3);
      const words = serials(20).map((serial) => wordOf(key, `${attack} ${trial}`, serial, biases));
      const random = key.stream(segments, 'attack', attack, trial);
      const readings = Float64Array.from(biases, (_, at) => {
        const ones = words.slice(0, 3).reduce((sum, word) => sum + word[at]!, 0);
        if (attack === 'averaging') return (2 * ones) / 3 - 1;
        if (attack === 'interleaving') return 2 * words[random[at]! % 3]![at]! - 1;
        return (attack === 'majority' ? ones >= 2 : ones === 3 || ones === 1) ? 1 : -1;
      });
      const logs = words.map((word) => logChanceOf(scoreOf(readings, word, biases), readings, biases));
      if (logs.slice(0, 3).some((log) => log <= -6)) named++;
      expect(Math.min(...logs.slice(3))).toBeGreaterThan(-6);
    }
    expect(named).toBe(4);
  });

  test('keep the stated odds: fewer than one unused copy in 250 exceeds the threshold of 1 in 250', () => {
    const [segments, odds] = [200, 4e-3];
    const level = threshold(segments, 4, odds);
    const biases = biasesOf(key, 'odds', segments, 4);
    // The worst readings for the tail: what an unused copy rarely shows.
    const readings = biases.map((bias) => (bias < 0.5 ? 1 : -1));
    const high = serials(5000).filter((serial) => scoreOf(readings, wordOf(key, 'odds', serial, biases), biases) >= level);
    expect(high.length).toBeLessThan(5000 * odds);
  });
});
