import { complementHashes, type Dihedral, dihedralHash, hasComplement, hasSymmetry } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';

/** Orientation of the query's picture relative to the reference's. */
export interface Orientation {
  /** Mirrored left to right, before the rotation. */
  readonly mirrored: boolean;
  /** Clockwise rotation in degrees. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** A negative: what is dark in the reference is bright. @defaultValue false */
  readonly inverted?: boolean;
}

/** The inverse of each orientation. */
const UNDONE_BY: Readonly<Record<string, Dihedral>> = {
  'plain 0': 'identity',
  'plain 90': 'turn-left',
  'plain 180': 'turn-half',
  'plain 270': 'turn-right',
  'mirrored 0': 'mirror',
  'mirrored 90': 'anti-transpose',
  'mirrored 180': 'flip',
  'mirrored 270': 'transpose',
};

/** The two most frequent orientations of copies: unchanged, and mirrored. */
export const UPRIGHT: readonly Orientation[] = [false, true].map((mirrored) => ({ mirrored, rotation: 0 }));

/** The six rotated ones: films of phones held sideways, and copies rotated to hide. */
export const ROTATED: readonly Orientation[] = ([90, 180, 270] as const).flatMap((rotation) =>
  [false, true].map((mirrored) => ({ mirrored, rotation })),
);

/** Whether two orientations are equal. */
export function areSameOrientation(one: Orientation, other: Orientation): boolean {
  return one.mirrored === other.mirrored && one.rotation === other.rotation && (one.inverted ?? false) === (other.inverted ?? false);
}

/**
 * The track of the query in the reference's orientation, computed from the hashes alone.
 * @returns Undefined for an algorithm whose hashes cannot be rotated or inverted.
 */
export function uprightTrack(track: HashTrack, { mirrored, rotation, inverted = false }: Orientation): HashTrack | undefined {
  if (inverted) {
    if (!hasComplement(track.algorithm)) return undefined;
    const positive = { ...track, hashes: complementHashes(track.algorithm, track.hashes) };
    return uprightTrack(positive, { mirrored, rotation });
  }
  const transform = UNDONE_BY[`${mirrored ? 'mirrored' : 'plain'} ${rotation}`]!;
  if (transform === 'identity') return track;
  if (!hasSymmetry(track.algorithm)) return undefined;
  const hashes = new Uint32Array(track.hashes.length);
  const words = track.bits / 32;
  for (let at = 0; at < hashes.length; at += words) dihedralHash(track.algorithm, transform, track.hashes, at, hashes, at);
  return { ...track, hashes };
}
