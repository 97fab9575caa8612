import { decodeStill } from '@streetdate/core';
import { decodeMoments, isStill, type Moment } from '@streetdate/core/internal/node';
import { StreetdateError } from '@streetdate/core/portable';
import { discMoments } from './disc-moments.ts';
import type { FilmMedia } from './film-media.ts';

/** Options for {@link momentsOf}. */
export interface MomentsOptions {
  /** Longer side of the frames, pixels. */
  readonly longSide: number;
  /** Stops decoding; the iterator then throws the signal's reason. @defaultValue nothing stops it */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decodes the frames at some moments of a film, a still, or a film on a disc. {@link faultOfMedia} tells before whether the bytes are still
 * those that were fingerprinted.
 * @param times - Seconds, in any order. A still is the same at every time.
 * @returns Each different time once, ascending.
 * @throws StreetdateError as decoding and the disc; `disc-scrambled` if a disc is scrambled where the moment lies.
 */
export async function* momentsOf(
  { path, feature }: FilmMedia,
  times: readonly number[],
  { longSide, signal }: MomentsOptions,
): AsyncGenerator<Moment, void, undefined> {
  const sorted = [...new Set(times)].sort((one, other) => one - other);
  if (path === undefined) throw new StreetdateError('file-not-found', 'the place of the film is not recorded');
  if (feature !== undefined) yield* discMoments(path, feature, sorted, { longSide, signal });
  else if (await isStill(path)) {
    const frame = await decodeStill(path, { longSide });
    for (const time of sorted) yield { time, frame: { ...frame, time: 0 } };
  } else yield* decodeMoments(path, sorted, { longSide, signal });
}
