import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placementOf, project, projectionOf } from '../../../packages/matcher/src/geometry/projection.ts';

const placements = fc.record({
  x: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
  y: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
  width: fc.oneof(fc.double({ min: 0.2, max: 1, noNaN: true }), fc.double({ min: -1, max: -0.2, noNaN: true })),
  height: fc.double({ min: 0.2, max: 1, noNaN: true }),
  tilt: fc.double({ min: -40, max: 40, noNaN: true }),
});
const shapes = fc.double({ min: 0.5, max: 2.4, noNaN: true });

test('a placement is read back from its projection, mirrored ones too', () => {
  fc.assert(
    fc.property(placements, shapes, (placement, shape) => {
      const read = placementOf(projectionOf(placement, shape), shape);
      for (const key of ['x', 'y', 'width', 'height', 'tilt'] as const) expect(read[key], key).toBeCloseTo(placement[key], 6);
    }),
  );
});

test('a picture turned clockwise shows the top of the other one on its right', () => {
  const quarter = projectionOf({ x: 0, y: 0, width: 1, height: 1, tilt: 90 }, 1);
  const { x, y } = project(quarter, 0.5, 0);
  expect(x).toBeCloseTo(0, 9);
  expect(y).toBeCloseTo(-0.5, 9);
});
