import type { Fingerprint, TimeSpan } from './fingerprint.ts';
import { type FingerprintPart, spliceFingerprints } from './splice-fingerprints.ts';

/**
 * The fingerprint of a film of which a stretch was looked at more closely: there what the closer look saw, elsewhere what was known before.
 * @param film - What is known of the whole film.
 * @param closer - The closer look, at the film's own times.
 */
export function mergeLooks(film: Fingerprint, closer: Fingerprint, { start, end }: TimeSpan): Fingerprint {
  const parts: FingerprintPart[] = [
    { fingerprint: film, start: 0, end: start },
    { fingerprint: closer, start, end },
    { fingerprint: film, start: end, end: Math.max(end, film.duration) },
  ];
  const { insets: _, ...whole } = film;
  const { tracks, areas, insets, thumbnails, luma: brightness } = spliceFingerprints(parts);
  return { ...whole, tracks, areas, ...(insets && { insets }), ...(thumbnails && { thumbnails }), ...(brightness && { luma: brightness }) };
}
