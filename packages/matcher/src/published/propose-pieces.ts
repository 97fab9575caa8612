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

/**
 * Proposes pieces: first of whole pictures, plain and mirrored, then fainter ones and small crops among the pictures that are left. At a
 * lower price from the start, good pieces would be found in fragments.
 * @param weights - How much of a new picture each picture of the promo is, 0 to 1.
 */
export function proposePieces(tracks: ComparedTracks, weights: Float32Array, rows: OffsetRows): ProposedPiece[] {
  const isFound = new Uint8Array(weights.length);
  const found: ProposedPiece[] = [];
  const searchLeft = (layers: readonly Layer[], ease: number) => {
    const left = Array.from(weights, (_, picture) => picture).filter((picture) => isFound[picture] === 0);
    found.push(...search(tracks, weights, rows, left, layers, ease));
    for (const { start, end, score } of found) if (score >= SURE) isFound.fill(1, start, end);
  };
  const whole = wholeLayers(tracks);
  searchLeft(whole, 0);
  // One orientation after the other: a layer takes 24 bytes an offset.
  for (const layer of whole) searchLeft(uncroppedLayers(layer), 0);
  searchLeft(whole, EASE);
  return found;
}

function search(
  { promo: { timesMs, spansMs } }: ComparedTracks,
  weights: Float32Array,
  rows: OffsetRows,
  pictures: readonly number[],
  layers: readonly Layer[],
  ease: number,
): ProposedPiece[] {
  // A piece may lie at each offset.
  const trials = Math.log(rows.offsets);
  const evidence = layers.map(({ price, promo }) => ({
    price: Math.max(1, trials + price - ease * Math.LN10),
    rowOf: (moment: number) => rows.rowOf(promo, pictures[moment]!, weights[pictures[moment]!]!),
  }));
  const isApart = (moment: number) => {
    if (moment === 0) return true;
    const [before, now] = [pictures[moment - 1]!, pictures[moment]!];
    return now !== before + 1 || timesMs[now]! - timesMs[before]! - spansMs[before]! > LONGEST_GAP_MS;
  };
  return bestPieces(pictures.length, rows.offsets, evidence, isApart).map(({ start, end, layer: at, gain }) => {
    const layer = layers[at]!;
    return { start: pictures[start]!, end: pictures[end - 1]! + 1, layer, score: (gain - trials - layer.price) / Math.LN10 };
  });
}
