import { type Dihedral, dihedralHash, HASHERS, hasSymmetry, mirrorHash } from '@streetdate/core/internal';
import { blockhash, type FrameHasher, hammingDistance, type LumaFrame, pdq } from '@streetdate/core/portable';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paint, scenery } from '../../tools/pictures.ts';

/** Where a pixel of the transformed picture comes from. */
const SOURCES: Record<Dihedral, (x: number, y: number) => readonly [number, number]> = {
  identity: (x, y) => [x, y],
  mirror: (x, y) => [63 - x, y],
  flip: (x, y) => [x, 63 - y],
  'turn-half': (x, y) => [63 - x, 63 - y],
  transpose: (x, y) => [y, x],
  'turn-right': (x, y) => [y, 63 - x],
  'turn-left': (x, y) => [63 - y, x],
  'anti-transpose': (x, y) => [63 - y, 63 - x],
};
const TRANSFORMS = Object.keys(SOURCES) as Dihedral[];

const transformed = (picture: LumaFrame, transform: Dihedral) =>
  paint(64, 64, (x, y) => {
    const [fromX, fromY] = SOURCES[transform](x, y);
    return picture.pixels[fromY * 64 + fromX]!;
  });

/** Bits by which a hash transformed by its bits differs from the hash of the transformed picture, mean over pictures. */
function meanCost(hasher: FrameHasher, transform: Dihedral): number {
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const hashes = new Uint32Array(16);
  return seeds.reduce((sum, seed) => {
    const picture = scenery(64, 64, seed);
    hasher.hash(picture, hashes, 0);
    dihedralHash(hasher.algorithm, transform, hashes, 0, hashes, 0);
    hasher.hash(transformed(picture, transform), hashes, 8);
    return sum + hammingDistance(hashes, 0, hashes, 8, 8) / seeds.length;
  }, 0);
}

describe('from the bits of a hash alone', () => {
  test.each(TRANSFORMS)('pdq follows its picture through %s', (transform) => {
    expect(meanCost(pdq, transform)).toBeLessThan(10);
  });

  test.each(['identity', 'transpose'] as const)('pdq follows exactly through %s', (transform) => {
    expect(meanCost(pdq, transform)).toBe(0);
  });

  test.each(['identity', 'mirror', 'flip', 'turn-half'] as const)('blockhash follows exactly through %s', (transform) => {
    expect(meanCost(blockhash, transform)).toBe(0);
  });
});

describe.each([...HASHERS.keys()])('the transforms of %s', (algorithm) => {
  const anyHash = fc.uint32Array({ minLength: 8, maxLength: 8 });
  const after = (hash: Uint32Array, ...transforms: Dihedral[]) => {
    const out = hash.slice();
    for (const transform of transforms) dihedralHash(algorithm, transform, out, 0, out, 0);
    return out;
  };

  test.each(TRANSFORMS.filter((transform) => !transform.startsWith('turn-') || transform === 'turn-half'))(
    'undo themselves: %s',
    (transform) => {
      fc.assert(
        fc.property(anyHash, (hash) => {
          expect(after(hash, transform, transform)).toEqual(hash);
        }),
      );
    },
  );

  test('make a group: quarter turns undo each other, two make a half turn, a mirrored half turn is a flip', () => {
    fc.assert(
      fc.property(anyHash, (hash) => {
        expect(after(hash, 'turn-left', 'turn-right')).toEqual(hash);
        expect(after(hash, 'turn-right', 'turn-right')).toEqual(after(hash, 'turn-half'));
        expect(after(hash, 'turn-half', 'mirror')).toEqual(after(hash, 'flip'));
        expect(after(hash, 'transpose', 'turn-half')).toEqual(after(hash, 'anti-transpose'));
      }),
    );
  });

  test('mirror one hash among many into another place', () => {
    fc.assert(
      fc.property(fc.uint32Array({ minLength: 24, maxLength: 24 }), (hashes) => {
        const out = new Uint32Array(24);
        mirrorHash(algorithm, hashes, 8, out, 16);
        expect(out.slice(16)).toEqual(after(hashes.slice(8, 16), 'mirror'));
        expect(out.slice(0, 16)).toEqual(new Uint32Array(16));
      }),
    );
  });

  test('are known', () => {
    expect(hasSymmetry(algorithm)).toBe(true);
  });
});

test('an algorithm of unknown symmetry is refused', () => {
  const hash = new Uint32Array(8);
  expect(hasSymmetry('mine/1')).toBe(false);
  expect(hasSymmetry('toString')).toBe(false);
  expect(() => mirrorHash('mine/1', hash, 0, hash, 0)).toThrow('algorithm must be one of pdq/1, blockhash/1, got mine/1');
});
