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

/** Powers of ten by which a proposed piece may miss the price of one. Its motion may make up for them. */
const EASE = 3;
/** Score from which the pictures of a whole piece are not searched for crops. */
const SURE = 1;
/** Milliseconds without pictures that no piece spans. */
const LONGEST_GAP_MS = 1000;

/**
 * Proposes pieces: first of whole pictures, plain and mirrored, then of small crops among the pictures that are left.
 * @param weights - How much of a new picture each picture of the promo is, 0 to 1.
 */
export function proposePieces(tracks: ComparedTracks, weights: Float32Array, rows: OffsetRows): ProposedPiece[] {
  const all = Array.from(weights, (_, picture) => picture);
  const whole = wholeLayers(tracks);
  const plain = search(tracks, weights, rows, all, whole);
  const isFound = new Uint8Array(all.length);
  for (const { start, end, score } of plain) if (score >= SURE) isFound.fill(1, start, end);
  const left = all.filter((picture) => isFound[picture] === 0);
  // One orientation after the other: a layer takes 16 bytes an offset.
  return [...plain, ...whole.flatMap((layer) => search(tracks, weights, rows, left, uncroppedLayers(layer)))];
}

function search(
  { promo: { timesMs, spansMs } }: ComparedTracks,
  weights: Float32Array,
  rows: OffsetRows,
  pictures: readonly number[],
  layers: readonly Layer[],
): ProposedPiece[] {
  // A piece may lie at each offset.
  const trials = Math.log(rows.offsets);
  const evidence = layers.map(({ price, promo }) => ({
    price: Math.max(1, trials + price - EASE * Math.LN10),
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
