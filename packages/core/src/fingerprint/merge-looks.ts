import type { Fingerprint, Thumbnails, TimeSpan } from './fingerprint.ts';
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
  const { tracks, areas, brightness } = spliceFingerprints(parts);
  const thumbnails = spliceThumbnails(parts);
  return { ...film, tracks, areas, ...(brightness && { brightness }), ...(thumbnails && { thumbnails }) };
}

/** The thumbnails of each stretch, all of one size. */
function spliceThumbnails(parts: readonly FingerprintPart[]): Thumbnails | undefined {
  const side = parts.find(({ fingerprint }) => fingerprint?.thumbnails)?.fingerprint?.thumbnails?.side;
  if (side === undefined) return undefined;
  const area = side * side;
  const kept = parts.flatMap(({ fingerprint, start, end }) => {
    const thumbnails = fingerprint?.thumbnails;
    if (thumbnails === undefined) return [];
    return Array.from(thumbnails.timesMs, (timeMs, at) => ({
      timeMs,
      pixels: thumbnails.pixels.subarray(at * area, (at + 1) * area),
    })).filter(({ timeMs }) => timeMs >= 1000 * start && timeMs < 1000 * end);
  });
  const pixels = new Uint8Array(area * kept.length);
  for (const [at, thumbnail] of kept.entries()) pixels.set(thumbnail.pixels, area * at);
  return { side, timesMs: Uint32Array.from(kept, ({ timeMs }) => timeMs), pixels };
}
