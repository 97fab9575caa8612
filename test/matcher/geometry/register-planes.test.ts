import { type LumaFrame, scaleArea, WHOLE_PICTURE } from '@streetdate/core/portable';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Plane } from '../../../packages/matcher/src/geometry/planes.ts';
import { type Projection, project, projectionOf } from '../../../packages/matcher/src/geometry/projection.ts';
import { registerPlanes } from '../../../packages/matcher/src/geometry/register-planes.ts';
import { samplePlane } from '../../../packages/matcher/src/geometry/sample-plane.ts';
import { scenery } from '../../tools/pictures.ts';

const SHAPE = 16 / 9;
const SIDE = 32;

const planeOf = (frame: LumaFrame, side: number): Plane => ({
  side,
  pixels: Float64Array.from(scaleArea(frame, WHOLE_PICTURE, side, side).pixels),
});
const originals = Array.from({ length: 4 }, (_, at) => scenery(192, 108, 77 + at));
const references = originals.map((frame) => planeOf(frame, SIDE));
/** What a copy under a projection shows of each picture, brighter and flatter than that was. */
const copies = (projection: Projection): Plane[] =>
  originals.map((frame) => {
    const { values } = samplePlane(planeOf(frame, 2 * SIDE), projection, SIDE);
    return { side: SIDE, pixels: values.map((value) => 30 + 0.7 * value) };
  });
const solve = (queries: readonly Plane[], first: Projection) =>
  registerPlanes(
    queries.map((query, at) => ({ query, reference: references[at]! })),
    first,
    { perspective: true },
  );

/** Farthest that a corner of the copy is put from where it belongs, as a share of the reference's picture. */
function error(solved: Projection, truth: Projection): number {
  const corners = [-0.4, 0.4].flatMap((x) => [-0.4, 0.4].map((y) => [project(solved, x, y), project(truth, x, y)] as const));
  return Math.max(...corners.map(([one, other]) => Math.hypot(one.x - other.x, one.y - other.y)));
}

const within = (reach: number) => fc.double({ min: -reach, max: reach, noNaN: true });
const copy = fc.record({
  x: within(0.12),
  y: within(0.12),
  width: fc.constantFrom(0.7, 0.6, -0.7),
  height: fc.constantFrom(0.7, 0.6),
  tilt: within(12),
});
/** As far from the truth as a proposal may be. */
const mistake = fc.record({ x: within(0.03), y: within(0.03), scale: within(0.05), tilt: within(2.5) });

test('a geometry that is nearly right is solved to a hundredth of the picture, whatever it is', () => {
  fc.assert(
    fc.property(copy, mistake, within(0.06), within(0.06), (truth, wrong, g, h) => {
      const projection = projectionOf(truth, SHAPE);
      projection[6] = g;
      projection[7] = h;
      const first = projectionOf(
        {
          x: truth.x + wrong.x,
          y: truth.y + wrong.y,
          width: truth.width * (1 + wrong.scale),
          height: truth.height * (1 + wrong.scale),
          tilt: truth.tilt + wrong.tilt,
        },
        SHAPE,
      );
      const solved = solve(copies(projection), first)!;
      expect(error(solved.projection, projection)).toBeLessThan(0.02);
      expect(solved.correlation).toBeGreaterThan(0.9);
    }),
    { numRuns: 60, seed: 4 },
  );
});

test('what stands over the picture in all of them loses its weight, and the geometry is solved beside it', () => {
  const truth = projectionOf({ x: 0.02, y: -0.01, width: 0.85, height: 0.85, tilt: 3 }, SHAPE);
  const isCovered = (at: number) => at % SIDE < 14 && Math.floor(at / SIDE) > 10;
  const covered = copies(truth).map(({ pixels }, number) => ({
    side: SIDE,
    pixels: pixels.map((value, at) => (isCovered(at) ? 20 + ((at * 37 + number * 91) % 60) : value)),
  }));
  const solved = solve(covered, projectionOf({ x: 0, y: 0, width: 0.88, height: 0.88, tilt: 2 }, SHAPE))!;
  expect(error(solved.projection, truth)).toBeLessThan(0.03);
  const meanOf = (wanted: boolean) => {
    const chosen = [...solved.weights].filter((_, at) => isCovered(at) === wanted);
    return chosen.reduce((sum, weight) => sum + weight, 0) / chosen.length;
  };
  expect(meanOf(true)).toBeLessThan(0.4);
  expect(meanOf(false)).toBeGreaterThan(0.8);
});

test('pictures that have nothing to do with each other fit on little of them, or badly', () => {
  const others = Array.from({ length: 4 }, (_, at) => planeOf(scenery(192, 108, 900 + at), SIDE));
  const solved = solve(others, projectionOf({ x: 0, y: 0, width: 0.8, height: 0.8, tilt: 0 }, SHAPE));
  const share = solved === undefined ? 0 : solved.weights.reduce((sum, weight) => sum + weight, 0) / solved.weights.length;
  expect((solved?.correlation ?? 0) * share).toBeLessThan(0.2);
});

test('a picture that lies outside the reference is not solved', () => {
  expect(
    solve(
      copies(projectionOf({ x: 0, y: 0, width: 1, height: 1, tilt: 0 }, SHAPE)),
      projectionOf({ x: 0.9, y: 0.9, width: 1, height: 1, tilt: 0 }, SHAPE),
    ),
  ).toBeUndefined();
});
