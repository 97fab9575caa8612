import { expect, test } from 'vitest';
import { Random } from '../../../packages/bench/src/accuracy/seeded-random.ts';
import { fitPieceCurve, likeliest, type PieceSample } from '../../../packages/bench/src/lawful/piece-curve.ts';

/** Trailers of fifteen pieces, lognormal around a median of 1.3 s. */
function drawTrailers(count: number, seed: string): number[][] {
  const random = new Random(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Array.from({ length: count }, () => Array.from({ length: 15 }, () => 1.3 * Math.exp(0.5 * normal())));
}

test('the lengths that trailers were drawn from are found by their longest pieces', () => {
  const { median, spread } = likeliest(drawTrailers(1000, 'fit'));
  // The tail is what counts: the length that one piece in a hundred exceeds.
  expect(median * Math.exp(2.33 * spread)).toBeCloseTo(1.3 * Math.exp(2.33 * 0.5), 0);
});

test('the curve is fitted to one half, and its errors are counted in the other', () => {
  const trailer = (half: PieceSample['half']) => (pieces: number[]) => ({ isLeak: false, half, pieces });
  const leak = (seconds: number): PieceSample => ({ isLeak: true, half: 'tried', seconds, pieces: [seconds] });
  const trailers = [...drawTrailers(100, 'one').map(trailer('fit')), ...drawTrailers(50, 'other').map(trailer('tried'))];
  const { fitted, fittedTo, errors } = fitPieceCurve([...trailers, leak(5), leak(30), leak(70), { ...leak(80), half: 'fit' }]);
  expect(fitted).toBeDefined();
  expect(fittedTo).toBe(100);
  const used = errors.filter(({ curve }) => curve === 'used');
  expect(used.map(({ wrong }) => wrong)).toEqual([
    { count: 0, of: 50 },
    { count: 1, of: 1 },
    { count: 0, of: 1 },
    { count: 0, of: 1 },
  ]);
  expect(fitPieceCurve([leak(5)]).fitted).toBeUndefined();
});
