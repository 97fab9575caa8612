import { AudioCoder, type AudioCodes } from '../../audio/audio-coder.ts';
import { AUDIO_ALGORITHM, audioView, PLAIN_AUDIO, QUERY_SPEEDS } from '../../audio/audio-speeds.ts';
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
export async function codeAudio(blocks: AsyncIterable<Int16Array>, role: FingerprintRole, duration?: number): Promise<HashTrack[]> {
  const coder = audioCoderFor(role, duration);
  for await (const samples of blocks) coder.take(samples);
  return audioTracks(coder);
}

/** What codes a sound for a fingerprint, as {@link codeAudio} does. */
export function audioCoderFor(role: FingerprintRole, duration?: number): AudioCoder {
  return new AudioCoder(role === 'query' ? QUERY_SPEEDS : [PLAIN_AUDIO], duration);
}

/** The tracks of what a coder took; none of those that have nothing but silence. */
export function audioTracks(coder: AudioCoder): HashTrack[] {
  return coder
    .finish()
    .filter(({ codes }) => codes.length > 0)
    .map(trackOf);
}

function trackOf({ speed, intervalMs, timesMs, quality, codes }: AudioCodes): HashTrack {
  const spansMs = timesMs.map((time, at) => Math.min(intervalMs, (timesMs[at + 1] ?? Number.POSITIVE_INFINITY) - time));
  return { algorithm: AUDIO_ALGORITHM, view: audioView(speed), bits: 32, timesMs, spansMs, quality, hashes: codes };
}
