import { HASHERS } from '@streetdate/core/internal';
import { type HashTrack, type LumaFrame, scaleArea, type Thumbnails, WHOLE_PICTURE } from '@streetdate/core/portable';
import { REGISTERED_VIEW } from '../../align/views.ts';
import { planeOf } from '../../geometry/planes.ts';
import type { Projection } from '../../geometry/projection.ts';
import type { Registration } from '../../geometry/register-planes.ts';
import { samplePlane } from '../../geometry/sample-plane.ts';

/** Side of the compared pictures: that of a reference's thumbnails. */
export const REGISTERED_SIDE = 32;
/** Side of the hashed pictures. */
const HASHED_SIDE = 64;
/** A reference thumbnail stands for a quarter of a second on both sides, half the interval of a query's thumbnails. */
const REACH_MS = 250;

/** The query's thumbnails as a track, with permanently covered pixels blanked. */
export function registeredQuery(thumbnails: Thumbnails, { weights }: Registration, algorithm: string): HashTrack {
  const { timesMs } = thumbnails;
  const hashes = Array.from(timesMs, (_, thumbnail) =>
    hashBlanked(planeOf(thumbnails, thumbnail, REGISTERED_SIDE).pixels, weights, algorithm),
  );
  return registeredTrack([...timesMs], hashes, algorithm);
}

/** A reference's thumbnails as a track: the query's view of each under one geometry, with the same pixels blanked. */
export function registeredReference(thumbnails: Thumbnails, { projection, weights }: Registration, algorithm: string): HashTrack {
  const side = sideUnder(projection);
  const { timesMs } = thumbnails;
  const hashes = Array.from(timesMs, (_, thumbnail) =>
    hashBlanked(samplePlane(planeOf(thumbnails, thumbnail, side), projection, REGISTERED_SIDE).values, weights, algorithm),
  );
  // Its span begins before its own time.
  const begins = Array.from(timesMs, (time) => Math.max(0, time - REACH_MS));
  return registeredTrack(begins, hashes, algorithm);
}

/** Side of the reference's picture at which its pixels are about as large as the query's under a projection. */
export function sideUnder([a, , , , e]: Projection, querySide = REGISTERED_SIDE): number {
  return querySide / Math.min(1, Math.max(Math.abs(a!), Math.abs(e!)));
}

/** Hashes of thumbnails as a track. @param times - When each begins, milliseconds, ascending. */
export function registeredTrack(times: readonly number[], each: readonly Uint32Array[], algorithm: string): HashTrack {
  const { bits } = HASHERS.get(algorithm)!;
  const hashes = new Uint32Array((each.length * bits) / 32);
  for (const [at, hash] of each.entries()) hashes.set(hash, (at * bits) / 32);
  const timesMs = Uint32Array.from(times);
  const spansMs = timesMs.map((time, at) => Math.min(2 * REACH_MS, (timesMs[at + 1] ?? time + 2 * REACH_MS) - time));
  const quality = new Uint8Array(timesMs.length).fill(100);
  return { algorithm, view: REGISTERED_VIEW, bits, timesMs, spansMs, quality, hashes };
}

/**
 * Hashes a picture with some pixels blanked.
 * @param pixels - A square of {@link REGISTERED_SIDE}.
 * @param weights - 0 for a blanked pixel, 1 for one that counts in full.
 */
export function hashBlanked(pixels: Float64Array, weights: ArrayLike<number>, algorithm: string): Uint32Array {
  const hasher = HASHERS.get(algorithm)!;
  const hash = new Uint32Array(hasher.bits / 32);
  hasher.hash(blankedPicture(pixels, weights), hash, 0);
  return hash;
}

/** A picture with some pixels blanked, as it is hashed. The parameters are those of {@link hashBlanked}. */
export function blankedPicture(pixels: Float64Array, weights: ArrayLike<number>): LumaFrame {
  const frame = { width: REGISTERED_SIDE, height: REGISTERED_SIDE, pixels: blanked(pixels, weights), time: 0 };
  return scaleArea(frame, WHOLE_PICTURE, HASHED_SIDE, HASHED_SIDE);
}

/**
 * Each pixel times its weight, plus the mean of the others for the rest. Blanked pixels then contribute to no frequency, whatever their
 * shape.
 */
function blanked(pixels: Float64Array, weights: ArrayLike<number>): Uint8Array {
  let sum = 0;
  let total = 0;
  for (let at = 0; at < pixels.length; at++) {
    sum += weights[at]! * pixels[at]!;
    total += weights[at]!;
  }
  const mean = total === 0 ? 0 : sum / total;
  return Uint8Array.from(pixels, (value, at) => Math.round(mean + weights[at]! * (value - mean)));
}
