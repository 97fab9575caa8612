import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { seededRandom } from '../clips/pictures.ts';
import { generatedFingerprint } from '../library/generated-library.ts';

const BITS = 256;
const WORDS = BITS / 32;
/** Stored frames in each second of a reference. */
const REFERENCE_FRAMES_PER_SECOND = 8;
/** Frames in each second of a query. */
const QUERY_FRAMES_PER_SECOND = 4;
/** Frames of each film: an hour. */
export const FILM_FRAMES = 3600 * REFERENCE_FRAMES_PER_SECOND;
/** Pictures that many films show: logos, cards, fades. */
const COMMON_PICTURES = 64;
/** Share of the shots that show one of them. */
const COMMON_SHARE = 0.01;
/** Share of the shots that hardly move. */
const STILL_SHARE = 0.2;

/**
 * A film of an hour that does not exist. Unlike independent random bits, and as in films: the bits of a picture are the signs of a spectrum, so that neighbours tell
 * each other; frames of a shot follow each other in steps of 2 bits (a fifth of the shots) or 14, and one shot in a hundred is a picture that many films show. The lower
 * 12, 16, 20 and 24 bits of a word agree, but for one, 1.5, 4, 8 and 40 times as often as those of independent bits; in real films it is 1.5, 2.7, 7.8 and 32 times.
 */
export function generatedFilm(seed: number): Fingerprint {
  const pictures = Math.floor(seed / PICTURE_LOOKS);
  if (drawn?.pictures !== pictures) drawn = { pictures, hashes: drawFilm(pictures) };
  const look = seed % PICTURE_LOOKS;
  const turned = (look & 1 ? MIRRORED_ACROSS : 0) ^ (look & 2 ? MIRRORED_DOWN : 0) ^ (look & 4 ? ~0 : 0);
  const hashes = drawn.hashes.map((word) => word ^ turned);
  return generatedFingerprint('reference', FILM_FRAMES / REFERENCE_FRAMES_PER_SECOND, hashes, REFERENCE_FRAMES_PER_SECOND);
}

/** Films made of the same pictures: unchanged, mirrored in either direction, and as negatives. Their hashes are as far apart as those of unrelated films. */
export const PICTURE_LOOKS = 8;
/** Bits of a word that mirroring flips: every second frequency along one side, of two rows of frequencies. */
const MIRRORED_ACROSS = 0x5555_5555;
const MIRRORED_DOWN = 0x0000_ffff;
/** The pictures that were drawn last. Drawing takes four times as long as the rest. */
let drawn: { readonly pictures: number; readonly hashes: Uint32Array } | undefined;

function drawFilm(seed: number): Uint32Array {
  const random = seededRandom(seed);
  const hashes = new Uint32Array(FILM_FRAMES * WORDS);
  const spectra = [new Float64Array(BITS), new Float64Array(BITS)];
  let draw = random;
  let cut = 0;
  let step = 0;
  let angle = 0;
  for (let frame = 0; frame < FILM_FRAMES; frame++) {
    if (frame === cut) {
      const common = random() < COMMON_SHARE;
      draw = common ? seededRandom(Math.floor(random() * COMMON_PICTURES) + 1) : random;
      for (const spectrum of spectra) drawSpectrum(spectrum, draw);
      angle = 0;
      step = (Math.PI / BITS) * (common || random() < STILL_SHARE ? 2 : 14);
      cut += Math.ceil((1 + 7 * random()) * REFERENCE_FRAMES_PER_SECOND);
    } else angle += step;
    if (angle >= Math.PI / 2) {
      // Halfway to the opposite of the picture. From here the shot moves towards another picture.
      angle -= Math.PI / 2;
      drawSpectrum(spectra.reverse()[1]!, draw);
    }
    writeSigns(hashes, frame * WORDS, spectra[0]!, spectra[1]!, angle);
  }
  return hashes;
}

/** How a copy differs from its film. */
export interface Attack {
  /** Mean Hamming distance of its frames, 0 to 90 bits of 256. */
  readonly distance: number;
  /** Single frames are 1 - spread to 1 + spread times as far away. */
  readonly spread: number;
}

/** A copy of some frames of a film, and where they were. */
export interface AttackedCopy {
  readonly track: HashTrack;
  /** The reference frame that each of the query's frames shows. */
  readonly shows: Uint32Array;
}

/** A minute of a film after an attack. */
export function attackedCopy(film: Fingerprint, seed: number, { distance, spread }: Attack, seconds = 60): AttackedCopy {
  const random = seededRandom(seed);
  const source = film.tracks[0]!.hashes;
  const frames = seconds * QUERY_FRAMES_PER_SECOND;
  const step = REFERENCE_FRAMES_PER_SECOND / QUERY_FRAMES_PER_SECOND;
  const first = Math.floor(random() * (FILM_FRAMES - step * frames));
  const hashes = new Uint32Array(frames * WORDS);
  const shows = Uint32Array.from({ length: frames }, (_, frame) => first + step * frame);
  for (let frame = 0; frame < frames; frame++) {
    hashes.set(source.subarray(shows[frame]! * WORDS, (shows[frame]! + 1) * WORDS), frame * WORDS);
    turnDistinctBits(hashes, frame * WORDS, Math.round(distance * (1 + spread * (2 * random() - 1))), random);
  }
  return { track: generatedFingerprint('query', seconds, hashes, QUERY_FRAMES_PER_SECOND).tracks[0]!, shows };
}

/** Bits along each side of the square of a hash: frequencies 1 to 16. */
const SIDE = 16;
/** Blobs that a picture is made of: as many as give keys of neighbouring bits the collisions that they have in real films (see {@link generatedFilm}). */
const BLOBS = 40;

/** What a blob of some width at some place of a line has of each frequency: a table, since cosines would take most of the time. */
const PROFILES = (() => {
  const random = seededRandom(0);
  return Array.from({ length: 1024 }, () => {
    const place = Math.PI * random();
    const width = 3 * random();
    return Float64Array.from({ length: SIDE }, (_, frequency) => Math.cos((frequency + 1) * place) / (1 + width * (frequency + 1)));
  });
})();

/** The spectrum of a picture of some blobs. */
function drawSpectrum(spectrum: Float64Array, random: () => number): void {
  spectrum.fill(0);
  for (let blob = 0; blob < BLOBS; blob++) {
    const down = PROFILES[Math.floor(random() * PROFILES.length)]!;
    const across = PROFILES[Math.floor(random() * PROFILES.length)]!;
    const height = random() + random() + random() + random() - 2;
    for (let row = 0; row < SIDE; row++) {
      const share = height * down[row]!;
      for (let column = 0; column < SIDE; column++) spectrum[SIDE * row + column]! += share * across[column]!;
    }
  }
}

const mixed = new Float32Array(BITS);
const signs = new Uint32Array(mixed.buffer);

/** The hash of the picture at some angle between two. Signs are read from the numbers' own bits: a branch for each would be guessed wrong half the time. */
function writeSigns(hashes: Uint32Array, at: number, from: Float64Array, to: Float64Array, angle: number): void {
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  for (let bit = 0; bit < BITS; bit++) mixed[bit] = cosine * from[bit]! + sine * to[bit]!;
  for (let word = 0; word < WORDS; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++) bits |= (signs[32 * word + bit]! >>> 31) << bit;
    hashes[at + word] = bits;
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
