import { Random } from '../seeded-random.ts';

const RATE = 44_100;
/** Semitones of a minor scale above the root. */
const SCALE = [0, 2, 3, 5, 7, 8, 10, 12];

/**
 * A seeded piece of music as a mono 16-bit WAV file: a melody of plucked notes over slow chords. It has enough harmony for audio codes,
 * and needs no file.
 * @param duration Length in seconds.
 */
export function synthesiseMusic(seed: string, duration: number): Buffer {
  const random = new Random(seed);
  const samples = new Float32Array(Math.round(duration * RATE));
  const root = 110 * 2 ** (random.integer(0, 11) / 12);
  const beat = random.between(0.22, 0.45);
  for (let time = 0; time < duration; time += beat) {
    const pitch = root * 2 ** (random.pick(SCALE) / 12) * random.pick([2, 4]);
    pluck(samples, time, pitch, 0.25, random.between(3, 7));
  }
  for (let time = 0; time < duration; time += beat * 4) {
    const step = random.pick(SCALE);
    for (const interval of [0, 7, 12]) pluck(samples, time, root * 2 ** ((step + interval) / 12), 0.1, 0.8);
  }
  return wav(samples);
}

/** Adds a note with three harmonics that dies away by `decay` a second. */
function pluck(samples: Float32Array, start: number, pitch: number, volume: number, decay: number): void {
  const first = Math.round(start * RATE);
  const last = Math.min(samples.length, first + Math.round((5 / decay) * RATE));
  for (let at = first; at < last; at++) {
    const time = (at - first) / RATE;
    const phase = 2 * Math.PI * pitch * time;
    const attack = Math.min(1, time / 0.005);
    const tone = Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.25 * Math.sin(3 * phase);
    samples[at] = (samples[at] ?? 0) + volume * attack * Math.exp(-decay * time) * tone;
  }
}

function wav(samples: Float32Array): Buffer {
  // RIFF, format chunk (PCM, mono, 16 bits), data chunk.
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0, 'ascii');
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8, 'ascii');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'ascii');
  bytes.writeUInt32LE(samples.length * 2, 40);
  for (const [at, sample] of samples.entries()) {
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_000), 44 + at * 2);
  }
  return bytes;
}
