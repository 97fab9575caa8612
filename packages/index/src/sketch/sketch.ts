import { AUDIO_ALGORITHM } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type HashTrack } from '@streetdate/core/portable';

/** What is kept of a fingerprint to decide later, fast, whether a new reference may be in it. */
export interface Sketch {
  /** Times of its pictures, ms. */
  readonly timesMs: Uint32Array;
  /** Their 256-bit hashes: eight words each. */
  readonly hashes: Uint32Array;
  /** Times of its codes of sound, ms. */
  readonly codeTimesMs: Uint32Array;
  /** The codes. */
  readonly codes: Uint32Array;
}

/** The algorithm of the hashes in a sketch. */
export const SKETCH_ALGORITHM = 'pdq/1';

/** Least time between two pictures, and between two codes of sound, ms. */
const STEPS_MS = { pictures: 500, codes: 240 } as const;

/** First word of the bytes: the format's version. */
const VERSION = 1;
const HEADER_WORDS = 4;
const HASH_WORDS = 8;

/** Makes the sketch of a fingerprint: two pictures and four codes of sound a second, of the active picture area and the sound as it is. */
export function sketchOf(fingerprint: Fingerprint): Sketch {
  const pictures = findTrack(fingerprint, SKETCH_ALGORITHM);
  const sound = findTrack(fingerprint, AUDIO_ALGORITHM, 'sound');
  const frames = pictures?.bits === 32 * HASH_WORDS ? apart(pictures, STEPS_MS.pictures) : [];
  // Silence has one code all the time.
  const codes = sound ? apart(sound, STEPS_MS.codes).filter((at) => sound.hashes[at] !== sound.hashes[at - 1]) : [];
  const hashes = new Uint32Array(HASH_WORDS * frames.length);
  for (const [place, frame] of frames.entries()) {
    hashes.set(pictures!.hashes.subarray(HASH_WORDS * frame, HASH_WORDS * (frame + 1)), HASH_WORDS * place);
  }
  return {
    timesMs: Uint32Array.from(frames, (frame) => pictures!.timesMs[frame]!),
    hashes,
    codeTimesMs: Uint32Array.from(codes, (at) => sound!.timesMs[at]!),
    codes: Uint32Array.from(codes, (at) => sound!.hashes[at]!),
  };
}

/** Entries that are at least so far apart, from the first on. */
export function apart({ timesMs }: HashTrack, stepMs: number): number[] {
  const kept: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < timesMs.length; at++) {
    if (timesMs[at]! < last + stepMs) continue;
    kept.push(at);
    last = timesMs[at]!;
  }
  return kept;
}

/** Bytes of a sketch: little-endian words. */
export function encodeSketch({ timesMs, hashes, codeTimesMs, codes }: Sketch): Uint8Array {
  const words = new Uint32Array(HEADER_WORDS + timesMs.length + hashes.length + codeTimesMs.length + codes.length);
  words.set([VERSION, timesMs.length, codes.length]);
  let at = HEADER_WORDS;
  for (const part of [timesMs, hashes, codeTimesMs, codes]) {
    words.set(part, at);
    at += part.length;
  }
  return new Uint8Array(words.buffer);
}

/** Reads a sketch. It shares the bytes where they are aligned. @returns Undefined for another format or broken bytes. */
export function decodeSketch(bytes: Uint8Array): Sketch | undefined {
  const own = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(own.buffer, own.byteOffset, own.byteLength >> 2);
  const [version, frames = 0, codes = 0] = words;
  if (version !== VERSION || words.length !== HEADER_WORDS + (1 + HASH_WORDS) * frames + 2 * codes) return undefined;
  const parts: Uint32Array[] = [];
  let at = HEADER_WORDS;
  for (const size of [frames, HASH_WORDS * frames, codes, codes]) {
    parts.push(words.subarray(at, at + size));
    at += size;
  }
  const [timesMs, hashes, codeTimesMs, codesOfSound] = parts as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  return { timesMs, hashes, codeTimesMs, codes: codesOfSound };
}
