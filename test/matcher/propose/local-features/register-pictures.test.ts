import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AffineMap,
  type Keypoints,
  keypointsUnder,
  registerPictures,
} from '../../../../packages/matcher/src/propose/local-features/register-pictures.ts';
import { seeded } from '../../../tools/synthetic-film.ts';

const word = (random: () => number) => Math.floor(2 ** 32 * random());

/** Random keypoints of a picture. */
function keypoints(count: number, seed: number): Keypoints {
  const random = seeded(seed);
  const numbers = (value: () => number) => Float32Array.from({ length: count }, value);
  return {
    count,
    x: numbers(() => 5 + 246 * random()),
    y: numbers(() => 5 + 134 * random()),
    scale: numbers(() => 1 + 2 * random()),
    angle: numbers(() => 2 * Math.PI * random() - Math.PI),
    codes: Uint32Array.from({ length: 2 * count }, () => word(random)),
  };
}

/** What a change makes of the keypoints: the map from the changed picture to the plain one. */
interface Change {
  readonly degrees: number;
  readonly size: number;
  readonly squeeze: number;
  readonly across: number;
  readonly down: number;
}

function mapOf({ degrees, size, squeeze, across, down }: Change): AffineMap {
  const [cosine, sine] = [size * Math.cos((degrees * Math.PI) / 180), size * Math.sin((degrees * Math.PI) / 180)];
  return { a: cosine * squeeze, b: -sine, c: sine * squeeze, d: cosine, e: across, f: down };
}

/** The keypoints as a changed picture shows them: some bits flipped, places off by half a pixel, and every third a stranger. */
function changed(plain: Keypoints, change: Change, bits: number, seed: number): Keypoints {
  const random = seeded(seed);
  const { a, b, c, d, e, f } = mapOf(change);
  const determinant = a * d - b * c;
  const strangers = keypoints(plain.count, seed + 1);
  const other = {
    x: new Float32Array(plain.count),
    y: new Float32Array(plain.count),
    scale: new Float32Array(plain.count),
    angle: new Float32Array(plain.count),
  };
  const codes = plain.codes.slice();
  for (let at = 0; at < plain.count; at++) {
    if (at % 3 === 2) {
      for (const key of ['x', 'y', 'scale', 'angle'] as const) other[key][at] = strangers[key][at]!;
      codes.set(strangers.codes.subarray(2 * at, 2 * at + 2), 2 * at);
      continue;
    }
    const [u, v] = [plain.x[at]! - e, plain.y[at]! - f];
    other.x[at] = (d * u - b * v) / determinant + random() - 0.5;
    other.y[at] = (a * v - c * u) / determinant + random() - 0.5;
    other.scale[at] = plain.scale[at]! - Math.log2(change.size) + 0.2 * (random() - 0.5);
    other.angle[at] = plain.angle[at]! - (change.degrees * Math.PI) / 180 + 0.1 * (random() - 0.5);
    for (let flip = 0; flip < bits; flip++) {
      const bit = Math.floor(64 * random());
      codes[2 * at + (bit >> 5)]! ^= 1 << (bit & 31);
    }
  }
  return { count: plain.count, ...other, codes };
}

const arbitraryChange: fc.Arbitrary<Change> = fc.record({
  degrees: fc.double({ min: -180, max: 180, noNaN: true }),
  size: fc.double({ min: 0.6, max: 1.6, noNaN: true }),
  squeeze: fc.double({ min: 0.95, max: 1.05, noNaN: true }),
  across: fc.integer({ min: -60, max: 60 }),
  down: fc.integer({ min: -40, max: 40 }),
});

describe('two pictures', () => {
  test('that show the same under an affine map are registered by it, whatever a third of the keypoints say', () => {
    fc.assert(
      fc.property(arbitraryChange, fc.nat(10_000), (change, seed) => {
        const plain = keypoints(60, seed);
        const registered = registerPictures(changed(plain, change, 8, seed + 7), plain);
        expect(registered).toBeDefined();
        const map = mapOf(change);
        const inverse = (x: number, y: number) => {
          const [u, v] = [x - map.e, y - map.f];
          const determinant = map.a * map.d - map.b * map.c;
          return [(map.d * u - map.b * v) / determinant, (map.a * v - map.c * u) / determinant] as const;
        };
        // Corners of the reference, as they are found from where the query shows them.
        for (const [x, y] of [[30, 30] as const, [226, 30] as const, [30, 114] as const, [226, 114] as const]) {
          const [qx, qy] = inverse(x, y);
          const { a, b, c, d, e, f } = registered!.map;
          expect(Math.hypot(a * qx + b * qy + e - x, c * qx + d * qy + f - y)).toBeLessThan(3);
        }
        expect(registered!.places).toBeGreaterThan(20);
        expect(registered!.distance).toBeLessThan(0.16);
        expect(registered!.spread).toBeGreaterThan(0.5);
      }),
      { numRuns: 60 },
    );
  });

  test('that are unrelated hardly ever agree in more than a few places', () => {
    const places = Array.from({ length: 200 }, (_, seed) => registerPictures(keypoints(80, seed), keypoints(80, 5000 + seed))?.places ?? 0);
    expect(Math.max(...places)).toBeLessThan(7);
    expect(places.filter((count) => count > 0).length).toBeLessThan(4);
  });

  test('that are unrelated agree in fewer than seven places though many of their codes are alike, as those of letters are', () => {
    const alike = (seed: number) => {
      const { codes, ...rest } = keypoints(80, seed);
      // Eight codes for all.
      return { ...rest, codes: codes.map((_, at) => Math.imul(1 + (at % 16), 0x9e3779b1) >>> 0) };
    };
    const places = Array.from({ length: 60 }, (_, seed) => registerPictures(alike(seed), alike(7000 + seed))?.places ?? 0);
    expect(Math.max(...places)).toBeLessThan(7);
  });

  test('of which one has hardly any keypoints are not registered', () => {
    const plain = keypoints(60, 3);
    expect(registerPictures(keypoints(0, 1), plain)).toBeUndefined();
    expect(registerPictures(plain, keypoints(0, 1))).toBeUndefined();
    const few = keypoints(3, 9);
    expect(registerPictures(few, few)).toBeUndefined();
  });

  test('count keypoints that lie close together once, and overlays not at all', () => {
    const spread = keypoints(40, 12);
    const together = { ...spread, x: Float32Array.from(spread.x, (x) => 100 + x / 30), y: Float32Array.from(spread.y, (y) => 60 + y / 30) };
    expect(registerPictures(spread, spread)!.places).toBeGreaterThan(30);
    expect(registerPictures(together, together)?.places ?? 0).toBeLessThanOrEqual(4);
    expect(registerPictures({ ...spread, stays: new Uint8Array(40).fill(1) }, spread)).toBeUndefined();
    const half = registerPictures({ ...spread, stays: Uint8Array.from({ length: 40 }, (_, at) => at % 2) }, spread)!;
    expect(half.places).toBeLessThanOrEqual(20);
    expect(half.places).toBeGreaterThan(14);
  });
});

describe('keypoints that are read under a look', () => {
  const places = Uint8Array.of(100, 40, 64, 32, 10, 20, 32, 192);
  const codes = Uint32Array.from({ length: 16 }, (_, at) => at);

  test('have the codes of that look, their scales in octaves and their directions in radians', () => {
    for (let look = 0; look < 4; look++) {
      const { count, x, y, scale, angle, codes: own } = keypointsUnder({ places, codes }, 4, look, { mirrored: false, inverted: false });
      expect(count).toBe(2);
      expect([x, y, scale].flatMap((each) => Array.from(each))).toEqual([100, 10, 40, 20, 2, 1]);
      expect(angle[0]).toBeCloseTo(Math.PI / 4, 5);
      expect(angle[1]).toBeCloseTo((3 * Math.PI) / 2, 5);
      expect([...own]).toEqual([2 * look, 2 * look + 1, 8 + 2 * look, 9 + 2 * look]);
    }
  });

  test('are where and how the plain picture has them', () => {
    const mirrored = keypointsUnder({ places, codes }, 4, 1, { mirrored: true, inverted: false });
    expect([mirrored.x, mirrored.y].flatMap((each) => Array.from(each))).toEqual([156, 246, 40, 20]);
    expect(mirrored.angle[0]).toBeCloseTo((3 * Math.PI) / 4, 5);
    const inverted = keypointsUnder({ places, codes }, 4, 2, { mirrored: false, inverted: true });
    expect(inverted.angle[0]).toBeCloseTo((5 * Math.PI) / 4, 5);
    const both = keypointsUnder({ places, codes }, 4, 3, { mirrored: true, inverted: true });
    expect(both.angle[0]).toBeCloseTo(-Math.PI / 4, 5);
  });
});
