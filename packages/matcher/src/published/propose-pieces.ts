import { bestPieces } from './best-pieces.ts';
import { type ComparedTracks, type Layer, uncroppedLayers, wholeLayers } from './layers.ts';
import type { OffsetRows } from './offset-rows.ts';

/** A run of a promo's pictures that the film seems to show. */
export interface ProposedPiece {
  /** First picture, by its number in the promo's track. */
  readonly start: number;
  /** Picture after the last one. */
  readonly end: number;
  /** How the promo shows it. */
  readonly layer: Layer;
  /** Minus the decimal logarithm of the expected number of false pieces as good as this one, by its pictures alone. */
  readonly score: number;
}

/** Powers of ten by which a piece of what is left may miss the price of one. Its motion may make up for them. */
const EASE = 2;
/** Score from which the pictures of a whole piece are not searched for crops. */
const SURE = 1;
/** Milliseconds without pictures that no piece spans. */
const LONGEST_GAP_MS = 1000;

/** Least milliseconds between two pictures that are searched for crops, with all crops tried. A new picture counts sooner. */
const CROPS_EVERY_MS = 150;

/** Pictures of a promo that are searched together. */
interface SearchedPictures {
  /** By number, in order. */
  readonly pictures: readonly number[];
  /** How much of a new picture each is, 0 to 1. */
  readonly weights: readonly number[];
}

/**
 * Proposes pieces: first of whole pictures, plain and mirrored, then fainter ones and small crops among the pictures that are left. At a
 * lower price from the start, good pieces would be found in fragments.
 * @param weights - How much of a new picture each picture of the promo is, 0 to 1.
 */
export function proposePieces(tracks: ComparedTracks, weights: Float32Array, rows: OffsetRows): ProposedPiece[] {
  const { timesMs } = tracks.promo;
  const isFound = new Uint8Array(weights.length);
  const found: ProposedPiece[] = [];
  const searchLeft = (layers: readonly Layer[], ease: number, everyMs: number) => {
    const left = leftPictures(timesMs, weights, isFound, everyMs);
    found.push(...search(tracks, left, isFound, rows, layers, ease));
    for (const { start, end, score } of found) if (score >= SURE) isFound.fill(1, start, end);
  };
  const whole = wholeLayers(tracks);
  searchLeft(whole, 0, 0);
  // One orientation after the other: a layer takes 24 bytes an offset.
  for (const layer of whole) searchLeft(uncroppedLayers(layer), 0, CROPS_EVERY_MS);
  searchLeft(whole, EASE, 0);
  return found;
}

/** The pictures that are not found, thinned out. What is new in those left out counts in the next one. */
function leftPictures(timesMs: Uint32Array, all: Float32Array, isFound: Uint8Array, everyMs: number): SearchedPictures {
  const pictures: number[] = [];
  const weights: number[] = [];
  let weight = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (let picture = 0; picture < all.length; picture++) {
    if (isFound[picture] === 1) {
      weight = 0;
      lastMs = Number.NEGATIVE_INFINITY;
      continue;
    }
    weight = Math.min(1, weight + all[picture]!);
    if (all[picture] !== 1 && timesMs[picture]! - lastMs < everyMs) continue;
    pictures.push(picture);
    weights.push(weight);
    weight = 0;
    lastMs = timesMs[picture]!;
  }
  return { pictures, weights };
}

function search(
  { promo: { timesMs, spansMs } }: ComparedTracks,
  { pictures, weights }: SearchedPictures,
  isFound: Uint8Array,
  rows: OffsetRows,
  layers: readonly Layer[],
  ease: number,
): ProposedPiece[] {
  // A piece may lie at each offset.
  const trials = Math.log(rows.offsets);
  const evidence = layers.map(({ price, promo }) => ({
    price: Math.max(1, trials + price - ease * Math.LN10),
    rowOf: (moment: number) => rows.rowOf(promo, pictures[moment]!, weights[moment]!),
  }));
  const isApart = (moment: number) => {
    if (moment === 0) return true;
    for (let picture = pictures[moment - 1]! + 1; picture <= pictures[moment]!; picture++) {
      if (isFound[picture] === 1 || timesMs[picture]! - timesMs[picture - 1]! - spansMs[picture - 1]! > LONGEST_GAP_MS) return true;
    }
    return false;
  };
  return bestPieces(pictures.length, rows.offsets, evidence, isApart).map(({ start, end, layer: at, gain }) => {
    const layer = layers[at]!;
    // Pictures that were left out after the last one belong to it, up to the next that was not.
    let last = pictures[end - 1]! + 1;
    const next = pictures[end] ?? isFound.length;
    while (last < next && isFound[last] === 0 && timesMs[last]! - timesMs[last - 1]! - spansMs[last - 1]! <= LONGEST_GAP_MS) last++;
    return { start: pictures[start]!, end: last, layer, score: (gain - trials - layer.price) / Math.LN10 };
  });
}
