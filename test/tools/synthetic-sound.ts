import { AUDIO_SAMPLE_RATE } from '@streetdate/core/portable';
import { seeded } from './synthetic-film.ts';

/** How a synthetic sound is made. */
export interface SoundOptions {
  readonly seconds: number;
  /** Seconds of the piece that pass in one second. @defaultValue 1 */
  readonly speed?: number;
  /** Factor on every frequency. @defaultValue the speed, as where sound is resampled */
  readonly pitch?: number;
  /** Second of the piece at which it begins. @defaultValue 0 */
  readonly from?: number;
  /** Amplitude of white noise over it, 0 to 1. @defaultValue 0 */
  readonly noise?: number;
}

/** A seeded piece of music, mono, 11025 samples a second: chords of three notes with two harmonics each, of 0.3 to 0.9 s. */
export function syntheticSound(seed: number, options: SoundOptions): Int16Array {
  const { seconds, speed = 1, pitch = speed, from = 0, noise = 0 } = options;
  const random = seeded(seed);
  const hiss = seeded(seed + 1000);
  const samples = new Float64Array(Math.round(seconds * AUDIO_SAMPLE_RATE));
  for (let start = 0; start < from + seconds * speed; ) {
    const length = 0.3 + 0.6 * random();
    const notes = [0, 1, 2].map(() => 110 * 2 ** (Math.floor(random() * 36) / 12));
    const first = Math.max(0, Math.ceil(((start - from) / speed) * AUDIO_SAMPLE_RATE));
    const end = Math.min(samples.length, Math.ceil(((start + length - from) / speed) * AUDIO_SAMPLE_RATE));
    for (let at = first; at < end; at++) {
      const age = (from + (at / AUDIO_SAMPLE_RATE) * speed - start) / length;
      for (const note of notes) {
        const phase = 2 * Math.PI * note * pitch * (at / AUDIO_SAMPLE_RATE);
        samples[at]! += (1 - age) * (Math.sin(phase) + 0.5 * Math.sin(2 * phase));
      }
    }
    start += length;
  }
  return Int16Array.from(samples, (sample) => 5000 * (sample + noise * (2 * hiss() - 1)));
}

/** Sound in blocks, as a decoder gives it. */
export async function* inBlocks(samples: Int16Array, length = 4000): AsyncGenerator<Int16Array> {
  for (let at = 0; at < samples.length; at += length) yield samples.slice(at, at + length);
}
