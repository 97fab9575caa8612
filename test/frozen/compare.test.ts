import { describe, expect, test } from 'vitest';
import { changesOf } from './compare.ts';

describe('the comparison', () => {
  const was = { plain: { default: [{ score: 12.5, segments: [{ queryStart: 1 }] }], verdicts: ['leak'] } };

  test('finds nothing in equal values', () => {
    expect(changesOf(was, structuredClone(was))).toEqual([]);
  });

  test('names the place of a number that changed in its last digit', () => {
    const is = { plain: { default: [{ score: 12.500000000000002, segments: [{ queryStart: 1 }] }], verdicts: ['leak'] } };
    expect(changesOf(was, is)).toEqual([{ place: 'plain/default/0/score', was: 12.5, is: 12.500000000000002 }]);
    expect(changesOf(was, is, { tolerance: 1e-9 })).toEqual([]);
  });

  test('names what is gone and what is new', () => {
    const is = { plain: { default: [], verdicts: ['leak', 'review'] } };
    expect(changesOf(was, is)).toEqual([
      { place: 'plain/default/0', was: was.plain.default[0], is: undefined },
      { place: 'plain/verdicts/1', was: undefined, is: 'review' },
    ]);
  });
});
