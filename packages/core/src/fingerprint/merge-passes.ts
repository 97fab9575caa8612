import type { Fingerprint, TimeSpan } from './fingerprint.ts';
import { type FingerprintPart, spliceFingerprints } from './splice-fingerprints.ts';

/**
 * Puts a closer pass over one interval into the fingerprint of a film.
 * @param film - The fingerprint of the whole film.
 * @param closer - The fingerprint of the interval, at the film's own times.
 */
export function mergePasses(film: Fingerprint, closer: Fingerprint, { start, end }: TimeSpan): Fingerprint {
  const parts: FingerprintPart[] = [
    { fingerprint: film, start: 0, end: start },
    { fingerprint: closer, start, end },
    { fingerprint: film, start: end, end: Math.max(end, film.duration) },
  ];
  const { insets: _, ...whole } = film;
  const { tracks, areas, insets, thumbnails, localFeatures, luma } = spliceFingerprints(parts);
  return {
    ...whole,
    tracks,
    areas,
    ...(insets && { insets }),
    ...(thumbnails && { thumbnails }),
    ...(localFeatures && { localFeatures }),
    ...(luma && { luma }),
  };
}
