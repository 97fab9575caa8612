import { AUDIO_ALGORITHM, bandWordsOf, mirrorHash, popcount32 } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { KeyTable } from './key-table.ts';
import { SKETCH_ALGORITHM, type Sketch } from './sketch.ts';

const HASH_BITS = 256;
const HASH_WORDS = 8;
/** A hash gives two keys for each of its eight words of bands: the lower and the upper bits. */
const KEY_BITS = 22;
/** Pictures with more differing bits do not count. Unrelated ones differ in 122, one of a thousand in less than 86. */
const MOST_PICTURE_BITS = 80;
/** A code of sound gives four keys: itself without one of its bytes, which may differ in a few bits. */
const CODE_KEYS = 4;
const MOST_CODE_BITS = 3;
/** A code that the reference has more often is no sign: silence and tones. */
const COMMON_CODE = 40;

/** Width of the range of offsets that hits share, and the longest time between them, ms. At PAL speed an offset drifts by 2.4 s a minute. */
const AGREE_MS = 2500;
const NEAR_MS = 60_000;
/** Moments that must agree: of the pictures, and of the sound. Sound repeats itself. */
const MOMENTS = { pictures: 2, codes: 5 } as const;
/** Hits of one moment count once. */
const MOMENT_MS = 400;

/** A place of a kept fingerprint and one of a reference that look or sound alike. */
interface Hit {
  readonly queryMs: number;
  /** From the time in the query to that in the reference, or in the mirrored one, which begins after all others. */
  readonly shiftMs: number;
}

/** New references, as they are compared with sketches. It is built once for many thousands of sketches. */
export class SketchSearch {
  readonly #hashes: Uint32Array;
  readonly #frameMs: Float64Array;
  readonly #pictures: KeyTable;
  readonly #codes: Uint32Array;
  readonly #codeMs: Float64Array;
  readonly #sound: KeyTable;
  readonly #bandOf = bandWordsOf({ bits: HASH_BITS, spread: true });

  /** @param references - Fingerprints of references. Their pictures count as they are and mirrored. */
  constructor(references: readonly Fingerprint[]) {
    const pictures = references.map((reference) => findTrack(reference, SKETCH_ALGORITHM)).filter((track) => track?.bits === HASH_BITS);
    const sounds = references.map((reference) => findTrack(reference, AUDIO_ALGORITHM, 'sound'));
    const frames = pictures.reduce((sum, track) => sum + track!.timesMs.length, 0);
    this.#hashes = new Uint32Array(2 * HASH_WORDS * frames);
    this.#frameMs = new Float64Array(2 * frames);
    this.#pictures = new KeyTable(KEY_BITS + 4, 2 * 16 * frames);
    let [at, startMs] = [0, 0];
    for (const isMirrored of [false, true]) {
      for (const track of pictures) {
        for (let frame = 0; frame < track!.timesMs.length; frame++, at++) {
          if (isMirrored) mirrorHash(SKETCH_ALGORITHM, track!.hashes, HASH_WORDS * frame, this.#hashes, HASH_WORDS * at);
          else this.#hashes.set(track!.hashes.subarray(HASH_WORDS * frame, HASH_WORDS * (frame + 1)), HASH_WORDS * at);
          this.#frameMs[at] = startMs + track!.timesMs[frame]!;
          for (let key = 0; key < 16; key++) this.#addPicture(this.#keyOf(this.#hashes, at, key), at);
        }
        // References lie one after the other, too far apart for hits of two of them to agree.
        startMs += (track!.timesMs.at(-1) ?? 0) + 1000 * NEAR_MS;
      }
    }
    const codes = sounds.flatMap((track) => (track ? [track] : []));
    const count = codes.reduce((sum, track) => sum + track.hashes.length, 0);
    this.#codes = new Uint32Array(count);
    this.#codeMs = new Float64Array(count);
    this.#sound = new KeyTable(26, CODE_KEYS * count);
    this.#addCodes(codes);
  }

  /** Whether a reference may be in the fingerprint of a sketch. A search decides it. */
  mayShow(sketch: Sketch): boolean {
    const pictures = this.#pictureHits(sketch);
    // A still, or a few seconds, has no second moment.
    const needed = Math.min(MOMENTS.pictures, sketch.timesMs.length);
    return (needed > 0 && agree(pictures, needed)) || agree(this.#codeHits(sketch), MOMENTS.codes);
  }

  #pictureHits({ timesMs, hashes }: Sketch): Hit[] {
    const hits: Hit[] = [];
    const table = this.#pictures;
    for (let frame = 0; frame < timesMs.length; frame++) {
      for (let key = 0; key < 16; key++) {
        const word = this.#keyOf(hashes, frame, key);
        if (!table.has(word)) continue;
        for (let place = table.first(word); place !== 0; place = table.after(place)) {
          const found = table.at(place);
          const distance = hammingDistance(hashes, HASH_WORDS * frame, this.#hashes, HASH_WORDS * found, HASH_WORDS);
          if (distance > MOST_PICTURE_BITS) continue;
          hits.push({ queryMs: timesMs[frame]!, shiftMs: this.#frameMs[found]! - timesMs[frame]! });
        }
      }
    }
    return hits;
  }

  #codeHits({ codeTimesMs, codes }: Sketch): Hit[] {
    const hits: Hit[] = [];
    const table = this.#sound;
    for (let at = 0; at < codes.length; at++) {
      for (let key = 0; key < CODE_KEYS; key++) {
        const word = codeKey(codes[at]!, key);
        if (!table.has(word)) continue;
        for (let place = table.first(word); place !== 0; place = table.after(place)) {
          const found = table.at(place);
          if (popcount32(codes[at]! ^ this.#codes[found]!) > MOST_CODE_BITS) continue;
          hits.push({ queryMs: codeTimesMs[at]!, shiftMs: this.#codeMs[found]! - codeTimesMs[at]! });
        }
      }
    }
    return hits;
  }

  /** Key 0 to 15 of a hash: four bits of its number, and 22 of the band. */
  #keyOf(hashes: Uint32Array, hash: number, key: number): number {
    const band = this.#bandOf(hashes, hash, key >> 1);
    const bits = (key & 1) === 0 ? band & (2 ** KEY_BITS - 1) : band >>> (32 - KEY_BITS);
    return key * 2 ** KEY_BITS + bits;
  }

  #addPicture(key: number, frame: number): void {
    // Neighbours that share a key are one place.
    const before = this.#pictures.has(key) ? this.#pictures.first(key) : 0;
    if (before !== 0 && frame - this.#pictures.at(before) <= 2) return;
    this.#pictures.add(key, frame);
  }

  #addCodes(tracks: readonly HashTrack[]): void {
    const often = new Map<number, number>();
    for (const { hashes } of tracks) for (const code of hashes) often.set(code, (often.get(code) ?? 0) + 1);
    let [at, startMs] = [0, 0];
    for (const { hashes, timesMs } of tracks) {
      for (let place = 0; place < hashes.length; place++, at++) {
        const code = hashes[place]!;
        this.#codes[at] = code;
        this.#codeMs[at] = startMs + timesMs[place]!;
        if (code === hashes[place - 1] || often.get(code)! > COMMON_CODE) continue;
        for (let key = 0; key < CODE_KEYS; key++) this.#sound.add(codeKey(code, key), at);
      }
      startMs += (timesMs.at(-1) ?? 0) + 1000 * NEAR_MS;
    }
  }
}

/** Whether so many moments of the query and as many of the reference lie on one alignment, within a minute. */
function agree(hits: Hit[], moments: number): boolean {
  if (hits.length < moments) return false;
  hits.sort((one, other) => one.shiftMs - other.shiftMs || one.queryMs - other.queryMs);
  let first = 0;
  for (let last = 0; last < hits.length; last++) {
    while (hits[last]!.shiftMs - hits[first]!.shiftMs > AGREE_MS) first++;
    if (last - first + 1 < moments) continue;
    const near = hits.slice(first, last + 1).filter(({ queryMs }) => Math.abs(queryMs - hits[last]!.queryMs) <= NEAR_MS);
    const seen = (timeOf: (hit: Hit) => number) => new Set(near.map((hit) => Math.floor(timeOf(hit) / MOMENT_MS))).size;
    if (seen(({ queryMs }) => queryMs) >= moments && seen(({ queryMs, shiftMs }) => queryMs + shiftMs) >= moments) return true;
  }
  return false;
}

/** A code without one byte, with the number of that byte. */
function codeKey(code: number, key: number): number {
  const low = code & (2 ** (8 * key) - 1);
  const high = key === CODE_KEYS - 1 ? 0 : (code >>> (8 * key + 8)) << (8 * key);
  return key * 2 ** 24 + ((low | high) & 0xffffff);
}
