import type { Source } from '@streetdate/matcher';
import { expect, test } from 'vitest';
import { answerOf, calibrate } from '../../../packages/bench/src/sources/calibration.ts';

const POSSIBLE: readonly Source[] = ['disc', 'digital', 'camera'];
const evidence = (source: Source, likelihoodRatio: number) => ({ source, likelihoodRatio, reason: 'Seen.' });

test('the answer is the source that the evidence leaves most likely, with its odds against the next', () => {
  expect(answerOf('disc', [evidence('digital', 0.1), evidence('digital', 0.25), evidence('camera', 0.02)], POSSIBLE)).toEqual({
    source: 'disc',
    best: 'disc',
    odds: 40,
  });
  expect(answerOf('disc', [evidence('camera', 0.02)], POSSIBLE).odds).toBe(1);
});

test('copies are counted by truth and answer, and by what their odds promised', () => {
  const answer = (source: Source, best: Source, odds: number) => ({ source, best, odds });
  const result = calibrate([
    answer('disc', 'disc', 40),
    answer('disc', 'digital', 20),
    answer('disc', 'disc', 4),
    answer('camera', 'disc', 1),
  ]);
  expect([...result.confusion.get('disc')!]).toEqual([
    ['disc', 1],
    ['digital', 1],
    ['undecided', 1],
  ]);
  expect([...result.confusion.get('camera')!]).toEqual([['undecided', 1]]);
  expect(result).toMatchObject({ right: 0.5, wrongAndSure: 0.25, undecided: 0.5 });
  const from3 = result.reliability.find(({ from }) => from === 3);
  expect(from3).toMatchObject({ copies: 1, right: 1 });
  expect(from3?.promised).toBeCloseTo(4 / 5);
});

test('with nothing decided there is no share of right answers', () => {
  expect(calibrate([{ source: 'disc', best: 'disc', odds: 2 }]).right).toBeUndefined();
});
