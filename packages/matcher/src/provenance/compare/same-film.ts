import { findTrack } from '@streetdate/core/portable';
import type { Rendition } from '../copy/rendition.ts';
import { hasPicture } from './find-picture.ts';

/** Frames of the one rendition to look for in the other, evenly over its length. */
const SAMPLED_FRAMES = 24;
/**
 * Least share of the frames that must be there. Editions share nine tenths; a trailer, another episode or a part of a
 * film shares little.
 */
const LEAST_SHARED = 0.6;

/**
 * Whether a rendition has most of another's film and was read to its end. Otherwise what it lacks means nothing: a
 * trailer enrolled as a master, or another episode of the title, lacks scenes for other reasons.
 */
export function hasFilmOf(rendition: Rendition, other: Rendition, algorithm: string): boolean {
  const [there, searched] = [findTrack(rendition.fingerprint, algorithm), findTrack(other.fingerprint, algorithm)];
  if (rendition.fingerprint.damage !== undefined || there === undefined || searched === undefined) return false;
  const frames = Array.from({ length: SAMPLED_FRAMES }, (_, at) => Math.floor(((at + 0.5) / SAMPLED_FRAMES) * searched.timesMs.length));
  return frames.filter((frame) => hasPicture(there, searched, frame)).length >= LEAST_SHARED * SAMPLED_FRAMES;
}
