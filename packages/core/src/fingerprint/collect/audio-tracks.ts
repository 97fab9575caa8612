import { AudioCoder, type AudioCodes } from '../../audio/audio-coder.ts';
import { AUDIO_ALGORITHM, audioView, PLAIN_AUDIO, QUERY_SPEEDS } from '../../audio/audio-speeds.ts';
import { checkIterable, checkOneOf, checkRange } from '../../check.ts';
import type { FingerprintRole, HashTrack } from '../fingerprint.ts';

/**
 * Codes audio for a fingerprint. Samples may come from a decoder or from Web Audio. A reference has one track, the view `sound`. A query
 * has one more for each re-timing that is undone, because codes only match at the same speed. Silence has no codes.
 * @param blocks - Mono samples, 16 bits, 11025 a second, from the start of the film on, in blocks of any length.
 * @param role - Whether the fingerprint is enrolled or looked up.
 * @param duration - Length of the audio in seconds, when known. Of more than an hour, each re-timing keeps fewer codes.
 * @returns The tracks to append to those of the pictures, with a code about every 0.124 s of the film: 0.38 MB an hour for a reference, 4
 * MB for a query, 5 MB for one of four hours. Each time is the middle of the 2.7 s that the code describes. Empty for silence.
 */
export async function codeAudio(blocks: AsyncIterable<Int16Array>, role: FingerprintRole, duration?: number): Promise<HashTrack[]> {
  checkIterable('blocks', blocks);
  checkOneOf('role', role, ['reference', 'query']);
  if (duration !== undefined) checkRange('duration', duration, 0, Number.MAX_VALUE);
  const coder = audioCoderFor(role, duration);
  for await (const samples of blocks) coder.take(samples);
  return audioTracks(coder);
}

/** A coder for a fingerprint's audio, see {@link codeAudio}. */
export function audioCoderFor(role: FingerprintRole, duration?: number): AudioCoder {
  return new AudioCoder(role === 'query' ? QUERY_SPEEDS : [PLAIN_AUDIO], duration);
}

/** The tracks of a coder, without those that have nothing but silence. */
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
