import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import { type Film, sampleFilm } from './synthetic-film.ts';

/**
 * A pass over a film as a scan of a long one makes it: a frame every four seconds, and four a second in some intervals.
 * @param closer - Intervals that were decoded in full, seconds.
 */
export function passOver(shown: Film, seconds: number, closer: readonly TimeSpan[] = []): Fingerprint {
  const dense = sampleFilm(shown, { seconds, framesPerSecond: 4 });
  const isKept = (ms: number) => ms % 4000 === 0 || closer.some(({ start, end }) => ms >= 1000 * start && ms < 1000 * end);
  const tracks = dense.tracks.map((track) => {
    const kept = [...track.timesMs.keys()].filter((frame) => isKept(track.timesMs[frame]!));
    const words = track.bits / 32;
    return {
      ...track,
      timesMs: Uint32Array.from(kept, (frame) => track.timesMs[frame]!),
      spansMs: Uint32Array.from(kept, (frame) => track.spansMs[frame]!),
      quality: Uint8Array.from(kept, (frame) => track.quality[frame]!),
      hashes: Uint32Array.from(kept.flatMap((frame) => [...track.hashes.subarray(frame * words, (frame + 1) * words)])),
    };
  });
  return { ...dense, tracks, look: { frames: 'key', closer: [...closer] } };
}
