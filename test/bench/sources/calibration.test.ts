import type { Source } from '@streetdate/matcher';
import type { SourceAnswer } from '@streetdate/matcher/internal';
import { expect, test } from 'vitest';
import { calibrate } from '../../../packages/bench/src/sources/calibration.ts';

const copy = (source: Source, said: Source, certainty: SourceAnswer['certainty'], odds: number) => ({
  source,
  answer: { source: said, next: undefined, certainty, odds },
});

test('copies are counted by truth and answer, and by what their odds promised', () => {
  const result = calibrate([
    copy('disc', 'disc', 'sure', 40),
    copy('disc', 'digital', 'sure', 20),
    copy('disc', 'disc', 'undecided', 4),
    copy('camera', 'disc', 'likely', 10),
    copy('camera', 'camera', 'likely', 12),
    copy('camera', 'disc', 'undecided', 1),
  ]);
  expect([...result.confusion.get('disc')!]).toEqual([
    ['disc', 1],
    ['digital', 1],
    ['undecided', 1],
  ]);
  expect([...result.confusion.get('camera')!]).toEqual([
    ['disc', 1],
    ['camera', 1],
    ['undecided', 1],
  ]);
  expect(result).toMatchObject({ right: 0.5, wrongAndSure: 1 / 6 });
  expect(result.undecided).toBeCloseTo(1 / 3);
  const from3 = result.reliability.find(({ from }) => from === 3);
  expect(from3).toMatchObject({ copies: 1, right: 1 });
  expect(from3?.promised).toBeCloseTo(4 / 5);
});

test('with nothing decided there is no share of right answers', () => {
  expect(calibrate([copy('disc', 'disc', 'undecided', 2)]).right).toBeUndefined();
});
