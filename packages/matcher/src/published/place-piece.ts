import { type Fingerprint, hammingDistance } from '@streetdate/core/portable';
import { UNRELATED_SHARE } from '../align/distances.ts';
import { type FrameClock, NO_FRAME } from '../align/frame-clock.ts';
import { motionOf } from './grid-motion.ts';
import { NO_DISTANCE, type OffsetRows } from './offset-rows.ts';
import type { ProposedPiece } from './propose-pieces.ts';

/** Bits that count as much as a natural logarithm, when pictures of one scene are told from each other. */
const BITS_A_NAT = 8;
/** Evidence, in natural logarithms, by which the pictures of an offset may be worse than the best one's so that its motion is compared. */
const WORTH_COMPARING = 8;
/** Most offsets whose motion is compared. */
const MOST_COMPARED = 400;
/** Seconds by which offsets are tried around each of them, in halves of a frame. */
const FINE = [-0.04, -0.02, 0, 0.02, 0.04] as const;

/** A piece at its moment of the film. */
export interface PlacedPiece {
  /** Start in the promo, seconds. */
  readonly start: number;
  /** End in the promo, seconds. */
  readonly end: number;
  /** Start in the film, seconds. */
  readonly filmStart: number;
  /** Mean share of differing bits, 0 to 1. */
  readonly meanDistance: number;
  /** How much its motion speaks for it, in natural logarithms. */
  readonly motion: number;
}

/**
 * Finds the moment of a piece anew, among all moments of the film: by how near its pictures are, each counted, and by its motion.
 * @param clock - The film's pictures.
 */
export function placePiece(
  promo: Fingerprint,
  film: Fingerprint,
  { start, end, layer }: ProposedPiece,
  rows: OffsetRows,
  clock: FrameClock,
): PlacedPiece {
  const { timesMs, spansMs, bits, hashes } = layer.promo;
  const none = UNRELATED_SHARE * bits;
  const sums = new Float64Array(rows.offsets);
  for (let picture = start; picture < end; picture++) {
    const nearest = rows.nearestTo(layer.promo, picture);
    for (let at = 0; at < sums.length; at++) sums[at]! += nearest[at] === NO_DISTANCE ? none : nearest[at]!;
  }
  const least = sums.reduce((one, other) => Math.min(one, other));
  const near = [...sums.entries()]
    .filter(([, sum]) => sum <= least + WORTH_COMPARING * BITS_A_NAT)
    .sort(([, one], [, other]) => one - other);
  const first = timesMs[start]! / 1000;
  const last = (timesMs[end - 1]! + spansMs[end - 1]!) / 1000;
  const { luma: shown } = promo;
  const { luma } = film;
  const motionAt = shown && luma && motionOf(shown, luma, { start: first, end: last, mirrored: layer.mirrored });
  const words = bits / 32;
  const placed = { start: first, end: last };
  let best: PlacedPiece = { ...placed, filmStart: first + rows.secondsOf(near[0]![0]), meanDistance: 1, motion: 0 };
  let most = Number.NEGATIVE_INFINITY;
  for (const [at] of near.slice(0, MOST_COMPARED)) {
    for (const fine of FINE) {
      const filmStart = first + rows.secondsOf(at) + fine;
      const map = { offset: filmStart - first, speed: 1 };
      let differing = 0;
      for (let picture = start; picture < end; picture++) {
        const frame = clock.frameAt(map.offset + timesMs[picture]! / 1000);
        differing += frame === NO_FRAME ? none : hammingDistance(hashes, picture * words, clock.track.hashes, frame * words, words);
      }
      const motion = motionAt?.(map) ?? 0;
      const gain = motion - differing / BITS_A_NAT;
      if (gain <= most) continue;
      most = gain;
      best = { ...placed, filmStart, meanDistance: differing / (end - start) / bits, motion };
    }
  }
  return best;
}
