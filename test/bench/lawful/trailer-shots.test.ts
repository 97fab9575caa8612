import { expect, test } from 'vitest';
import { planTrailer } from '../../../packages/bench/src/lawful/trailer-shots.ts';

const plan = { filmSeconds: 600, otherSeconds: 50, seconds: 120, frameRate: 24, speed: 1, seed: 'a' };

test('the same seed gives the same shots, another seed others', () => {
  expect(planTrailer(plan)).toEqual(planTrailer(plan));
  expect(planTrailer({ ...plan, seed: 'b' })).not.toEqual(planTrailer(plan));
});

test('a trailer of two minutes has some sixty pieces of half a second to three seconds, all within the film', () => {
  const shots = planTrailer(plan);
  const pieces = shots.flatMap((shot) => (shot.kind === 'piece' ? [shot] : []));
  expect(pieces.length).toBeGreaterThan(40);
  expect(pieces.length).toBeLessThan(120);
  for (const { frames, start } of pieces) {
    expect(frames).toBeGreaterThanOrEqual(12);
    expect(frames).toBeLessThanOrEqual(72);
    expect(start + frames / 24).toBeLessThan(600);
  }
  expect(shots.some(({ kind }) => kind === 'card')).toBe(true);
  expect(shots.some(({ kind }) => kind === 'other')).toBe(true);
  expect(pieces.some(({ change }) => change.mirrored) && pieces.some(({ change }) => change.crop)).toBe(true);
});
