import { findTrack } from '@streetdate/core/portable';
import type { Rendition } from '../copy/rendition.ts';
import { hasPicture } from './find-picture.ts';

/** Frames of the one rendition that are sought in the other, evenly over its length. */
const SOUGHT = 24;
/** Share of the frames that must be there. Editions share nine tenths; a trailer, another episode and a part of a film share little. */
const LEAST_SHARED = 0.6;

/**
 * Whether a rendition may be held against another for what it lacks: it was read whole, and has most of the other's film. A trailer that was enrolled as
 * a master, or another episode of the title, lacks scenes for other reasons than that it was cut differently.
 */
export function hasFilmOf(rendition: Rendition, other: Rendition, algorithm: string): boolean {
  const [there, sought] = [findTrack(rendition.fingerprint, algorithm), findTrack(other.fingerprint, algorithm)];
  if (rendition.fingerprint.damage !== undefined || there === undefined || sought === undefined) return false;
  const frames = Array.from({ length: SOUGHT }, (_, at) => Math.floor(((at + 0.5) / SOUGHT) * sought.timesMs.length));
  return frames.filter((frame) => hasPicture(there, sought, frame)).length >= LEAST_SHARED * SOUGHT;
}
