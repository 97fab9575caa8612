import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { seededRandom } from '../clips/pictures.ts';
import { generatedFingerprint, turnBits } from '../library/generated-library.ts';

const BITS = 256;
const WORDS = BITS / 32;
/** Kept frames in each second of a reference. */
const REFERENCE_FRAMES_PER_SECOND = 8;
/** Frames in each second of a query. */
const QUERY_FRAMES_PER_SECOND = 4;
/** Frames of each film: an hour. */
export const FILM_FRAMES = 3600 * REFERENCE_FRAMES_PER_SECOND;
/** Pictures that many films show: logos, cards, fades. */
const COMMON_PICTURES = 64;
/** Share of the shots that are one of them. */
const COMMON_SHARE = 0.01;
/** Share of the shots that hardly move. */
const STILL_SHARE = 0.2;

/**
 * A film of an hour that does not exist. Unlike independent random bits, and as in films: neighbouring words of a hash agree in five of eight bits, frames
 * of a shot follow each other in steps of 2 bits (a fifth of the shots) or 14, and one shot in a hundred is a picture that many films show.
 */
export function generatedFilm(seed: number): Fingerprint {
  const random = seededRandom(seed);
  const hashes = new Uint32Array(FILM_FRAMES * WORDS);
  let cut = 0;
  let drift = 0;
  for (let frame = 0; frame < FILM_FRAMES; frame++) {
    const at = frame * WORDS;
    if (frame === cut) {
      const common = random() < COMMON_SHARE;
      drawPicture(hashes, at, common ? seededRandom(Math.floor(random() * COMMON_PICTURES) + 1) : random);
      drift = common || random() < STILL_SHARE ? 2 : 14;
      cut += Math.ceil((1 + 7 * random()) * REFERENCE_FRAMES_PER_SECOND);
    } else hashes.copyWithin(at, at - WORDS, at);
    turnBits(hashes, at, drift, random);
  }
  return generatedFingerprint('reference', FILM_FRAMES / REFERENCE_FRAMES_PER_SECOND, hashes, REFERENCE_FRAMES_PER_SECOND);
}

/** A copy of some frames of a film, and where they were. */
export interface AttackedCopy {
  readonly track: HashTrack;
  /** The reference frame that each of the query's frames shows. */
  readonly shows: Uint32Array;
}

/**
 * A minute of a film, attacked: its frames differ from the film's by `distance` bits on average, single ones by 0.6 to 1.4 times that.
 * @param distance - Mean Hamming distance, 0 to 90.
 */
export function attackedCopy(film: Fingerprint, seed: number, distance: number, seconds = 60): AttackedCopy {
  const random = seededRandom(seed);
  const source = film.tracks[0]!.hashes;
  const frames = seconds * QUERY_FRAMES_PER_SECOND;
  const step = REFERENCE_FRAMES_PER_SECOND / QUERY_FRAMES_PER_SECOND;
  const first = Math.floor(random() * (FILM_FRAMES - step * frames));
  const hashes = new Uint32Array(frames * WORDS);
  const shows = Uint32Array.from({ length: frames }, (_, frame) => first + step * frame);
  for (let frame = 0; frame < frames; frame++) {
    hashes.set(source.subarray(shows[frame]! * WORDS, (shows[frame]! + 1) * WORDS), frame * WORDS);
    turnDistinctBits(hashes, frame * WORDS, Math.round(distance * (0.6 + 0.8 * random())), random);
  }
  return { track: generatedFingerprint('query', seconds, hashes, QUERY_FRAMES_PER_SECOND).tracks[0]!, shows };
}

function drawPicture(hashes: Uint32Array, at: number, random: () => number): void {
  const word = () => Math.floor(random() * 2 ** 32);
  hashes[at] = word();
  for (let next = 1; next < WORDS; next++) {
    const kept = word() & word();
    hashes[at + next] = (hashes[at + next - 1]! & kept) | (word() & ~kept);
  }
}

function turnDistinctBits(hashes: Uint32Array, at: number, count: number, random: () => number): void {
  const bits = Uint8Array.from({ length: BITS }, (_, bit) => bit);
  for (let turned = 0; turned < count; turned++) {
    const drawn = turned + Math.floor(random() * (BITS - turned));
    const bit = bits[drawn]!;
    bits[drawn] = bits[turned]!;
    hashes[at + (bit >> 5)]! ^= 1 << (bit & 31);
  }
}
