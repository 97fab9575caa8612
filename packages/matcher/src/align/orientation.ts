import { type Dihedral, dihedralHash, hasSymmetry } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';

/** How the query's picture lies, compared with the reference's. */
export interface Orientation {
  /** Mirrored left to right, before it is turned. */
  readonly mirrored: boolean;
  /** Turned clockwise by so many degrees. */
  readonly rotation: 0 | 90 | 180 | 270;
}

/** What undoes each orientation. */
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

/** The two orientations that copies have most: as it was, and mirrored. */
export const UPRIGHT: readonly Orientation[] = [false, true].map((mirrored) => ({ mirrored, rotation: 0 }));

/** The six that are turned: phone films held sideways, and copies turned to hide. */
export const ROTATED: readonly Orientation[] = ([90, 180, 270] as const).flatMap((rotation) =>
  [false, true].map((mirrored) => ({ mirrored, rotation })),
);

/**
 * The track as it would be had the query been laid like the reference, computed on the hashes alone.
 * @returns Undefined for an algorithm whose hashes cannot be turned.
 */
export function layUpright(track: HashTrack, { mirrored, rotation }: Orientation): HashTrack | undefined {
  const transform = UNDONE_BY[`${mirrored ? 'mirrored' : 'plain'} ${rotation}`]!;
  if (transform === 'identity') return track;
  if (!hasSymmetry(track.algorithm)) return undefined;
  const hashes = new Uint32Array(track.hashes.length);
  const words = track.bits / 32;
  for (let at = 0; at < hashes.length; at += words) dihedralHash(track.algorithm, transform, track.hashes, at, hashes, at);
  return { ...track, hashes };
}
