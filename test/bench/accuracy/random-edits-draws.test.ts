import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rearrangeTruth } from '../../../packages/bench/src/accuracy/cut-list.ts';
import type { Film } from '../../../packages/bench/src/accuracy/film.ts';
import { drawChain, drawQuery, MOST_OPERATORS, STRENGTH_BINS } from '../../../packages/bench/src/accuracy/random-edits/draw-query.ts';
import { FAMILIES } from '../../../packages/bench/src/accuracy/random-edits/operator.ts';
import { operatorList } from '../../../packages/bench/src/accuracy/random-edits/operator-list.ts';
import { OPERATORS } from '../../../packages/bench/src/accuracy/random-edits/operators.ts';
import { randomEditsText } from '../../../packages/bench/src/accuracy/random-edits/report.ts';
import type { QueryResult } from '../../../packages/bench/src/accuracy/random-edits/result.ts';
import { intervalIou, summarise } from '../../../packages/bench/src/accuracy/random-edits/summary.ts';
import type { TruthSegment } from '../../../packages/bench/src/accuracy/truth.ts';

const counted: Film = {
  ...{ id: 'counted', path: 'counted.mp4', production: 'counted' },
  ...{ duration: 8, width: 64, height: 48, frameRate: 24, hasSound: false },
};
const white: Film = { ...counted, id: 'white', path: 'white.mp4', production: 'white' };
const card: Film = { ...counted, id: 'card', path: 'card.mp4', production: 'card', width: 128, height: 96 };

describe('a chain', () => {
  test('is a function of set and number', () => {
    expect(drawChain('reported', 7)).toEqual(drawChain('reported', 7));
    expect(drawChain('reported', 7)).not.toEqual(drawChain('tuning', 7));
  });

  test('has one to five operators, none twice, whose strengths are its strength shared out', () => {
    for (let number = 1; number <= 200; number++) {
      const { strength, links } = drawChain('tuning', number);
      expect(new Set(links.map(({ operator }) => operator)).size).toBe(links.length);
      expect(Math.hypot(...links.map((link) => link.strength))).toBeCloseTo(strength, 2);
      expect(strength).toBeLessThanOrEqual(1);
    }
  });

  test('of 25 numbers in sequence has each length at each strength once', () => {
    const cells = Array.from({ length: 25 }, (_, at) => drawChain('tuning', 26 + at)).map(
      ({ strength, links }) => `${links.length} ${Math.floor(strength * STRENGTH_BINS)}`,
    );
    expect(new Set(cells).size).toBe(MOST_OPERATORS * STRENGTH_BINS);
  });
});

test('a query is a function of set, number, kind and footage', () => {
  const draw = (number: number, kind: 'copy' | 'other' = 'copy') => drawQuery({ set: 'tuning', number, kind }, [counted, card], [white]);
  for (const number of [1, 2, 3, 40]) expect(draw(number).draft.finish()).toEqual(draw(number).draft.finish());
  expect(draw(3).draft.finish()).not.toEqual(draw(4).draft.finish());
  expect(draw(3).chain).toEqual(draw(3, 'other').chain);
});

test('the list of operators says what the code does: vitest --update writes it anew', async () => {
  const page = fileURLToPath(new URL('../../../benchmarks/accuracy/random-edits.md', import.meta.url));
  await expect(operatorList()).toMatchFileSnapshot(page);
});

test('operators have names of their own, and each family has ten and more', () => {
  expect(new Set(OPERATORS.map(({ name }) => name)).size).toBe(OPERATORS.length);
  for (const family of FAMILIES) expect(OPERATORS.filter((each) => each.family === family).length, family).toBeGreaterThanOrEqual(10);
});

test('the truth of what is played backwards twice runs forwards', () => {
  const segment: TruthSegment = {
    ...{ referenceId: 'a', queryStart: 0, queryEnd: 10, referenceStart: 20, referenceEnd: 30, speed: 1 },
    ...{ mirrored: false, channel: 'picture' },
  };
  const backwards = rearrangeTruth([segment], [{ start: 2, end: 6, speed: -2 }]);
  expect(backwards).toEqual([{ ...segment, queryStart: 0, queryEnd: 2, referenceStart: 22, referenceEnd: 26, speed: -2 }]);
  const again = rearrangeTruth(backwards, [{ otherSeconds: 1 }, { start: 0, end: 1, speed: -0.5 }]);
  expect(again).toEqual([{ ...segment, queryStart: 1, queryEnd: 3, referenceStart: 24, referenceEnd: 26, speed: 1 }]);
});

describe('the summary', () => {
  const segment = { queryStart: 0, queryEnd: 10, referenceStart: 5, referenceEnd: 15 };
  const truth: TruthSegment = { ...segment, referenceId: 'a', speed: 1, mirrored: false, channel: 'picture' };
  const copy: QueryResult = {
    ...{ queryId: 'copy-1', number: 1, kind: 'copy', film: 'a', strength: 0.3, chain: [{ operator: 'crop', strength: 0.3 }] },
    ...{ duration: 10, truth: [truth], matchMs: 1, doubtful: [] },
    found: [{ referenceId: 'a', score: 5, strong: true, segments: [{ ...segment, queryEnd: 5, referenceEnd: 10 }] }],
  };
  const missed: QueryResult = { ...copy, queryId: 'copy-2', strength: 1, found: [], doubtful: [{ referenceId: 'a', score: 0.5 }] };
  const other: QueryResult = {
    ...copy,
    queryId: 'other-1',
    kind: 'other',
    truth: [],
    found: [],
    doubtful: [{ referenceId: 'b', score: 0.7 }],
  };

  test('counts a copy as above every wrong pair by scores, reported or not', () => {
    const { all, byStrength, highestWrong } = summarise([copy, missed, other]);
    expect(highestWrong).toBe(0.7);
    expect(all).toMatchObject({ copies: 2, noFalse: { value: 0.5 }, strong: 0.5, reported: 0.5, queryIou: 0.5, referenceIou: 0.5 });
    expect(byStrength.map(({ recall }) => recall.copies)).toEqual([0, 1, 0, 0, 1]);
    expect(summarise([copy, missed]).all.noFalse.value).toBe(1);
  });

  test('tells copies with an operator from those without, and names wrong answers', () => {
    const wrong = { ...other, found: [{ ...copy.found[0]!, referenceId: 'b' }] };
    const { byOperator, wrongStrong } = summarise([copy, { ...missed, chain: [{ operator: 'blur', strength: 1 }] }, wrong]);
    expect(byOperator.find(({ operator }) => operator === 'blur')).toMatchObject({ having: { strong: 0 }, lacking: { strong: 1 } });
    expect(wrongStrong).toEqual([wrong]);
    const run = { set: 'tuning', clips: 'some', first: 1, references: 2, copied: 1, thumbnails: false, peers: [] } as const;
    expect(randomEditsText({ ...run, results: [copy, wrong] })).toContain('- other-1, a, 0.30 (crop 0.30): **strongly** b 5.00');
  });

  test('compares the time that intervals cover, however they are cut', () => {
    expect(
      intervalIou(
        [
          [0, 4],
          [4, 10],
        ],
        [[5, 10]],
      ),
    ).toBe(0.5);
    expect(intervalIou([[0, 1]], [])).toBe(0);
  });
});
