import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { rankedValue } from '../statistics/ranked-value.ts';
import type { ComparedTracks } from './layers.ts';

/** Shares of bits of the same picture, and least share of a new one. As in `countIndependent`. */
const SHARES = { same: 0.04, fresh: 0.12 } as const;
/** Most pictures of each side whose distances tell the level. */
const SAMPLES = 128;

/**
 * How much of a new picture each picture of a promo is, 0 to 1: its difference from the last one that counted. A still picture counts once,
 * however long it stays. Half of the distance between unrelated moments is a new picture.
 */
export function newPictures({ promo, film }: ComparedTracks): Float32Array {
  const { hashes, timesMs, bits } = promo;
  const level = levelOf(promo, film) / bits;
  const fresh = Math.max(SHARES.fresh, level / 2);
  const same = Math.min(SHARES.same, level / 12);
  const words = bits / 32;
  const weights = new Float32Array(timesMs.length);
  let counted = 0;
  for (let at = 0; at < weights.length; at++) {
    const distance = at === 0 ? bits : hammingDistance(hashes, counted * words, hashes, at * words, words);
    if (distance <= same * bits) continue;
    weights[at] = Math.min(1, (distance / bits - same) / (fresh - same));
    counted = at;
  }
  return weights;
}

/** The level of the distances between moments of the two, bits: their lower quartile. */
function levelOf(promo: HashTrack, film: HashTrack): number {
  const words = promo.bits / 32;
  const counts = new Uint32Array(promo.bits + 1);
  const [across, down] = [stride(promo), stride(film)];
  let compared = 0;
  for (let picture = 0; picture < promo.timesMs.length; picture += across) {
    for (let frame = 0; frame < film.timesMs.length; frame += down, compared++) {
      counts[hammingDistance(promo.hashes, picture * words, film.hashes, frame * words, words)]!++;
    }
  }
  return compared === 0 ? promo.bits / 2 : rankedValue(counts, compared >> 2);
}

const stride = ({ timesMs }: HashTrack) => Math.max(1, Math.floor(timesMs.length / SAMPLES));
