import { SoundCoder, type SoundCodes } from '../../audio/sound-coder.ts';
import { PLAIN_SOUND, QUERY_SPEEDS, SOUND_ALGORITHM, soundView } from '../../audio/sound-speeds.ts';
import type { FingerprintRole, HashTrack } from '../fingerprint.ts';

/**
 * Codes a sound for a fingerprint. Runs anywhere: samples may come from a decoder or from Web Audio. A reference has one track, the view
 * `sound`; a query has one more for each re-timing that is undone, since codes bear no other speed. Silence has no codes.
 * @param blocks - Mono samples, 16 bits, 11025 a second, from the start of the film on, in blocks of any length.
 * @param role - What the fingerprint is for.
 * @param duration - Length of the sound in seconds, where it is known. Of sound of more than an hour fewer codes are kept of each re-timing.
 * @returns The tracks to go after the pictures' ones, with a code about every 0.124 s of the film: 0.38 MB an hour for a reference, 4 MB
 * for a query, 5 MB for one of four hours. Each time is the middle of the 2.7 s that the code describes. Empty when there is nothing but silence.
 */
export async function codeSound(blocks: AsyncIterable<Int16Array>, role: FingerprintRole, duration?: number): Promise<HashTrack[]> {
  const coder = soundCoderFor(role, duration);
  for await (const samples of blocks) coder.take(samples);
  return soundTracks(coder);
}

/** What codes a sound for a fingerprint, as {@link codeSound} does. */
export function soundCoderFor(role: FingerprintRole, duration?: number): SoundCoder {
  return new SoundCoder(role === 'query' ? QUERY_SPEEDS : [PLAIN_SOUND], duration);
}

/** The tracks of what a coder took; none of those that have nothing but silence. */
export function soundTracks(coder: SoundCoder): HashTrack[] {
  return coder
    .finish()
    .filter(({ codes }) => codes.length > 0)
    .map(trackOf);
}

function trackOf({ speed, intervalMs, timesMs, quality, codes }: SoundCodes): HashTrack {
  const spansMs = timesMs.map((time, at) => Math.min(intervalMs, (timesMs[at + 1] ?? Number.POSITIVE_INFINITY) - time));
  return { algorithm: SOUND_ALGORITHM, view: soundView(speed), bits: 32, timesMs, spansMs, quality, hashes: codes };
}
