import { HASHERS } from '@streetdate/core/internal';
import { type HashTrack, scaleArea, type Thumbnails, WHOLE_PICTURE } from '@streetdate/core/portable';
import { REGISTERED_VIEW } from '../../align/views.ts';
import { type Plane, planeOf } from '../../geometry/planes.ts';
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
  const hashes = hashAll(algorithm, timesMs.length, (thumbnail) => planeOf(thumbnails, thumbnail, REGISTERED_SIDE).pixels, weights);
  const spansMs = timesMs.map((time, at) => Math.min(2 * REACH_MS, (timesMs[at + 1] ?? time + 2 * REACH_MS) - time));
  return trackOf(algorithm, timesMs, spansMs, hashes);
}

/** A reference's thumbnails as a track: the query's view of each under one geometry, with the same pixels blanked. */
export function registeredReference(thumbnails: Thumbnails, { projection, weights }: Registration, algorithm: string): HashTrack {
  const side = sideUnder(projection);
  const pixels = (thumbnail: number) => samplePlane(planeOf(thumbnails, thumbnail, side), projection, REGISTERED_SIDE).values;
  const hashes = hashAll(algorithm, thumbnails.timesMs.length, pixels, weights);
  // Its span begins before its own time.
  const timesMs = thumbnails.timesMs.map((time) => Math.max(0, time - REACH_MS));
  const spansMs = timesMs.map((time, at) => Math.min(2 * REACH_MS, (timesMs[at + 1] ?? time + 2 * REACH_MS) - time));
  return trackOf(algorithm, timesMs, spansMs, hashes);
}

/** Side of the reference's picture at which its pixels are about as large as the query's under a projection. */
export function sideUnder([a, , , , e]: Projection, querySide = REGISTERED_SIDE): number {
  return querySide / Math.min(1, Math.max(Math.abs(a!), Math.abs(e!)));
}

function trackOf(algorithm: string, timesMs: Uint32Array, spansMs: Uint32Array, hashes: Uint32Array): HashTrack {
  const quality = new Uint8Array(timesMs.length).fill(100);
  return { algorithm, view: REGISTERED_VIEW, bits: HASHERS.get(algorithm)!.bits, timesMs, spansMs, quality, hashes };
}

function hashAll(algorithm: string, count: number, pixelsOf: (thumbnail: number) => Plane['pixels'], weights: Float64Array): Uint32Array {
  const hasher = HASHERS.get(algorithm)!;
  const words = hasher.bits / 32;
  const hashes = new Uint32Array(count * words);
  for (let thumbnail = 0; thumbnail < count; thumbnail++) {
    const pixels = blanked(pixelsOf(thumbnail), weights);
    const picture = scaleArea(
      { width: REGISTERED_SIDE, height: REGISTERED_SIDE, pixels, time: 0 },
      WHOLE_PICTURE,
      HASHED_SIDE,
      HASHED_SIDE,
    );
    hasher.hash(picture, hashes, thumbnail * words);
  }
  return hashes;
}

/**
 * Each pixel times its weight, plus the mean of the others for the rest. Blanked pixels then contribute to no frequency, whatever their
 * shape.
 */
function blanked(pixels: Float64Array, weights: Float64Array): Uint8Array {
  let sum = 0;
  let total = 0;
  for (let at = 0; at < pixels.length; at++) {
    sum += weights[at]! * pixels[at]!;
    total += weights[at]!;
  }
  const mean = total === 0 ? 0 : sum / total;
  return Uint8Array.from(pixels, (value, at) => Math.round(mean + weights[at]! * (value - mean)));
}
