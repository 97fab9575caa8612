import type { Fingerprint, HashTrack } from '@streetdate/core/portable';

/** A seeded generator of numbers from 0 to 1: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Shows the 256-bit hash of a film's picture at a time, as eight words. */
export type Film = (time: number) => Uint32Array;

/** A film of random shots of 1 to 4 s, in which the hash drifts by about 40 bits a second, as moving pictures do. */
export function syntheticFilm(seed: number, seconds: number): Film {
  const random = seeded(seed);
  const stepsASecond = 24;
  const frames: Uint32Array[] = [];
  let current = new Uint32Array(8);
  let cutAt = 0;
  for (let step = 0; step <= seconds * stepsASecond; step++) {
    if (step >= cutAt) {
      current = Uint32Array.from({ length: 8 }, () => Math.floor(random() * 2 ** 32));
      cutAt = step + Math.floor((1 + random() * 3) * stepsASecond);
    } else {
      current = current.slice();
      for (let flip = 0; flip < 40 / stepsASecond; flip++) flipBit(current, Math.floor(random() * 256));
    }
    frames.push(current);
  }
  return (time) => frames[Math.min(frames.length - 1, Math.max(0, Math.floor(time * stepsASecond + 1e-6)))]!;
}

/** The same film after a re-encode: every hash has `bits` random bits turned over, others in each frame. */
export function noisy(film: Film, bits: number, seed: number): Film {
  return (time) => {
    const random = seeded(seed ^ Math.round(time * 1000));
    const hash = film(time).slice();
    for (let flip = 0; flip < bits; flip++) flipBit(hash, Math.floor(random() * 256));
    return hash;
  };
}

function flipBit(hash: Uint32Array, bit: number): void {
  hash[bit >> 5]! ^= 1 << (bit & 31);
}

/** What to sample of a film, and how. */
export interface SampleOptions {
  readonly seconds: number;
  readonly framesPerSecond: number;
  readonly role?: 'reference' | 'query';
  readonly algorithm?: string;
  /** Time of the first frame, seconds. */
  readonly phase?: number;
}

/** Samples a film into a fingerprint; equal neighbours become one entry that holds. */
export function sampleFilm(film: Film, options: SampleOptions): Fingerprint {
  const { seconds, framesPerSecond, role = 'reference', algorithm = 'pdq/1', phase = 0 } = options;
  const times: number[] = [];
  const spans: number[] = [];
  const words: number[] = [];
  const stepMs = 1000 / framesPerSecond;
  for (let at = 0; phase + at / framesPerSecond < seconds; at++) {
    const time = phase + at / framesPerSecond;
    const hash = film(time);
    const last = words.length - 8;
    if (role === 'reference' && last >= 0 && hash.every((word, index) => word === words[last + index])) {
      spans[spans.length - 1]! += stepMs;
      continue;
    }
    times.push(Math.round(time * 1000));
    spans.push(stepMs);
    words.push(...hash);
  }
  return fingerprintOf(
    {
      algorithm,
      view: 'active',
      bits: 256,
      timesMs: Uint32Array.from(times),
      spansMs: Uint32Array.from(spans.map(Math.round)),
      quality: new Uint8Array(times.length).fill(80),
      hashes: Uint32Array.from(words),
    },
    seconds,
    role,
  );
}

/** A fingerprint with one track and nothing else. */
export function fingerprintOf(track: HashTrack, duration: number, role: 'reference' | 'query' = 'reference'): Fingerprint {
  return { role, kind: 'film', duration, tracks: [track], areas: [], media: {} };
}
