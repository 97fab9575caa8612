import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { seededRandom } from '../clips/pictures.ts';

/** Bits in a generated hash. */
const BITS = 256;
const WORDS = BITS / 32;
/** Stored frames in each second of a generated reference, as for lively films whose near-equal neighbours share one entry: 1.1 MB an hour. */
const REFERENCE_FRAMES_PER_SECOND = 8;
/** Frames in each second of a generated query. */
const QUERY_FRAMES_PER_SECOND = 4;
/** Bits that change between stored frames inside a shot: slightly more than near-equal neighbours differ by. */
const DRIFT_BITS = 14;

/**
 * The fingerprint of a generated film: shots of 1 to 8 s, a new random hash at each shot cut, and a slow drift inside a shot.
 * @param seed - The same seed gives the same film.
 * @param seconds - Length of the film.
 */
export function generatedReference(seed: number, seconds: number): Fingerprint {
  const random = seededRandom(seed);
  const frames = Math.round(seconds * REFERENCE_FRAMES_PER_SECOND);
  const hashes = new Uint32Array(frames * WORDS);
  let cut = 0;
  for (let frame = 0; frame < frames; frame++) {
    const at = frame * WORDS;
    if (frame === cut) {
      for (let word = 0; word < WORDS; word++) hashes[at + word] = random() * 2 ** 32;
      cut += Math.ceil((1 + 7 * random()) * REFERENCE_FRAMES_PER_SECOND);
    } else {
      hashes.copyWithin(at, at - WORDS, at);
      turnBits(hashes, at, DRIFT_BITS, random);
    }
  }
  return generatedFingerprint('reference', seconds, hashes, REFERENCE_FRAMES_PER_SECOND);
}

/**
 * The fingerprint of a copy of a part of a generated film, as a re-encode would leave it.
 * @param start - Where the part begins in the reference, seconds.
 * @param seconds - Length of the part.
 * @param noiseBits - Bits that differ between a query frame and the reference frame it was copied from. @defaultValue 20
 */
export function generatedCopy(reference: Fingerprint, start: number, seconds: number, noiseBits = 20): Fingerprint {
  const random = seededRandom(Math.round(start * 1000) + 1);
  const track = reference.tracks[0]!;
  const frames = Math.round(seconds * QUERY_FRAMES_PER_SECOND);
  const hashes = new Uint32Array(frames * WORDS);
  for (let frame = 0; frame < frames; frame++) {
    const copied = Math.round((start + frame / QUERY_FRAMES_PER_SECOND) * REFERENCE_FRAMES_PER_SECOND) * WORDS;
    hashes.set(track.hashes.subarray(copied, copied + WORDS), frame * WORDS);
    turnBits(hashes, frame * WORDS, noiseBits, random);
  }
  return generatedFingerprint('query', seconds, hashes, QUERY_FRAMES_PER_SECOND);
}

/** Generated films of one kind, one after the other, as one film. */
export function joined(films: readonly Fingerprint[]): Fingerprint {
  const first = films[0]!;
  const tracks = films.map(({ tracks }) => tracks[0]!);
  const hashes = new Uint32Array(tracks.reduce((words, track) => words + track.hashes.length, 0));
  let at = 0;
  for (const track of tracks) {
    hashes.set(track.hashes, at);
    at += track.hashes.length;
  }
  const rate = first.role === 'reference' ? REFERENCE_FRAMES_PER_SECOND : QUERY_FRAMES_PER_SECOND;
  return generatedFingerprint(
    first.role,
    films.reduce((sum, { duration }) => sum + duration, 0),
    hashes,
    rate,
  );
}

/** Flips `count` bits of the hash at `at`; a bit that is drawn twice is flipped back. */
export function turnBits(hashes: Uint32Array, at: number, count: number, random: () => number): void {
  for (let turned = 0; turned < count; turned++) {
    const bit = Math.floor(random() * BITS);
    const word = at + (bit >> 5);
    hashes[word] = hashes[word]! ^ (1 << (bit & 31));
  }
}

/** A fingerprint of packed hashes at an even rate. */
export function generatedFingerprint(
  role: Fingerprint['role'],
  duration: number,
  hashes: Uint32Array,
  framesPerSecond: number,
): Fingerprint {
  const frames = hashes.length / WORDS;
  const spanMs = 1000 / framesPerSecond;
  const track: HashTrack = {
    algorithm: 'pdq/1',
    view: 'active',
    bits: BITS,
    timesMs: Uint32Array.from({ length: frames }, (_, frame) => frame * spanMs),
    spansMs: new Uint32Array(frames).fill(spanMs),
    quality: new Uint8Array(frames).fill(100),
    hashes,
  };
  return { role, kind: 'film', duration, tracks: [track], areas: [], media: {} };
}
