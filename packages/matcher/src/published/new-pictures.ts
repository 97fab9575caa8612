import { type HashTrack, hammingDistance } from '@streetdate/core/portable';

/** Shares of bits: the same picture, and a new one. As in `countIndependent`. */
const SHARES = { same: 0.04, fresh: 0.2 } as const;

/**
 * How much of a new picture each picture of a track is, 0 to 1: its difference from the last one that counted. A still picture counts once,
 * however long it stays.
 */
export function newPictures({ hashes, timesMs, bits }: HashTrack): Float32Array {
  const words = bits / 32;
  const weights = new Float32Array(timesMs.length);
  let counted = 0;
  for (let at = 0; at < weights.length; at++) {
    const distance = at === 0 ? bits : hammingDistance(hashes, counted * words, hashes, at * words, words);
    if (distance <= SHARES.same * bits) continue;
    weights[at] = Math.min(1, (distance / bits - SHARES.same) / (SHARES.fresh - SHARES.same));
    counted = at;
  }
  return weights;
}
