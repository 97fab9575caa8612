import { AUDIO_ALGORITHM, bandWordsOf, mirrorHash, popcount32 } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { KeyTable } from './key-table.ts';
import { apart, SKETCH_ALGORITHM, type Sketch } from './sketch.ts';

const HASH_BITS = 256;
const HASH_WORDS = 8;
/** A hash gives two keys for each of its bands: the lower and the upper bits. */
const BANDS = 8;
const KEY_BITS = 22;
const KEY_MASK = 2 ** KEY_BITS - 1;
const UPPER_SHIFT = 32 - KEY_BITS;
const bandOf = bandWordsOf({ bits: HASH_BITS, spread: true });
/** Least time between two pictures of a reference, ms. Pictures in between are closer to one of them than a copy is. */
const REFERENCE_STEP_MS = 250;
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
  readonly #pictures: PictureTables;
  readonly #sound: SoundTables;

  /** @param references - Fingerprints of references. Their pictures count as they are and mirrored. */
  constructor(references: readonly Fingerprint[]) {
    const tracksOf = (algorithm: string, view: string) =>
      references.flatMap((reference) => {
        const track = findTrack(reference, algorithm, view);
        return track ? [track] : [];
      });
    this.#pictures = new PictureTables(tracksOf(SKETCH_ALGORITHM, 'active').filter(({ bits }) => bits === HASH_BITS));
    this.#sound = new SoundTables(tracksOf(AUDIO_ALGORITHM, 'sound'));
  }

  /**
   * Whether a reference may be in the fingerprints of sketches. A search decides it. Many sketches at once take a third of the time: each table
   * stays near the processor while all of them are looked up.
   */
  mayShow(sketches: readonly Sketch[]): boolean[] {
    const pictures = this.#pictures.hitsOf(sketches);
    const sound = this.#sound.hitsOf(sketches);
    return sketches.map(({ timesMs }, at) => {
      // A still, or a few seconds, has no second moment.
      const needed = Math.min(MOMENTS.pictures, timesMs.length);
      return (needed > 0 && agree(pictures[at]!, needed)) || agree(sound[at]!, MOMENTS.codes);
    });
  }
}

/** The pictures of references, by their keys. */
class PictureTables {
  readonly #hashes: Uint32Array;
  readonly #frameMs: Float64Array;
  /** One for each key of a hash: two of each band. */
  readonly #tables: readonly KeyTable[];

  constructor(tracks: readonly HashTrack[]) {
    const kept = tracks.map((track) => ({ track, frames: apart(track, REFERENCE_STEP_MS) }));
    const count = 2 * kept.reduce((sum, { frames }) => sum + frames.length, 0);
    this.#hashes = new Uint32Array(HASH_WORDS * count);
    this.#frameMs = new Float64Array(count);
    this.#tables = Array.from({ length: 2 * BANDS }, () => new KeyTable(count));
    let [at, startMs] = [0, 0];
    for (const isMirrored of [false, true]) {
      for (const { track, frames } of kept) {
        for (const frame of frames) {
          if (isMirrored) mirrorHash(SKETCH_ALGORITHM, track.hashes, HASH_WORDS * frame, this.#hashes, HASH_WORDS * at);
          else this.#hashes.set(track.hashes.subarray(HASH_WORDS * frame, HASH_WORDS * (frame + 1)), HASH_WORDS * at);
          this.#frameMs[at] = startMs + track.timesMs[frame]!;
          for (let band = 0; band < BANDS; band++) {
            const word = bandOf(this.#hashes, at, band);
            this.#add(2 * band, word & KEY_MASK, at);
            this.#add(2 * band + 1, word >>> UPPER_SHIFT, at);
          }
          at++;
        }
        // References lie one after the other, too far apart for hits of two of them to agree.
        startMs += (track.timesMs.at(-1) ?? 0) + 1000 * NEAR_MS;
      }
    }
  }

  /** The places that look alike, for each sketch. Hot loop. */
  hitsOf(sketches: readonly Sketch[]): Hit[][] {
    const hits: Hit[][] = sketches.map(() => []);
    for (let band = 0; band < BANDS; band++) {
      const [lower, upper] = [this.#tables[2 * band]!, this.#tables[2 * band + 1]!];
      for (let at = 0; at < sketches.length; at++) {
        const { timesMs, hashes } = sketches[at]!;
        for (let frame = 0; frame < timesMs.length; frame++) {
          const word = bandOf(hashes, frame, band);
          if (lower.has(word & KEY_MASK)) this.#compare(lower, word & KEY_MASK, sketches[at]!, frame, hits[at]!);
          if (upper.has(word >>> UPPER_SHIFT)) this.#compare(upper, word >>> UPPER_SHIFT, sketches[at]!, frame, hits[at]!);
        }
      }
    }
    return hits;
  }

  #compare(table: KeyTable, key: number, { timesMs, hashes }: Sketch, frame: number, hits: Hit[]): void {
    for (let place = table.first(key); place !== 0; place = table.after(place)) {
      const found = table.at(place);
      const distance = hammingDistance(hashes, HASH_WORDS * frame, this.#hashes, HASH_WORDS * found, HASH_WORDS);
      if (distance > MOST_PICTURE_BITS) continue;
      hits.push({ queryMs: timesMs[frame]!, shiftMs: this.#frameMs[found]! - timesMs[frame]! });
    }
  }

  #add(table: number, key: number, frame: number): void {
    // Neighbours that share a key are one place.
    const own = this.#tables[table]!;
    const before = own.has(key) ? own.first(key) : 0;
    if (before === 0 || frame - own.at(before) > 1) own.add(key, frame);
  }
}

/** The codes of sound of references, by their keys. */
class SoundTables {
  readonly #codes: Uint32Array;
  readonly #codeMs: Float64Array;
  readonly #tables: readonly KeyTable[];

  constructor(tracks: readonly HashTrack[]) {
    const count = tracks.reduce((sum, track) => sum + track.hashes.length, 0);
    this.#codes = new Uint32Array(count);
    this.#codeMs = new Float64Array(count);
    this.#tables = Array.from({ length: CODE_KEYS }, () => new KeyTable(count));
    const often = new Map<number, number>();
    for (const { hashes } of tracks) for (const code of hashes) often.set(code, (often.get(code) ?? 0) + 1);
    let [at, startMs] = [0, 0];
    for (const { hashes, timesMs } of tracks) {
      for (let place = 0; place < hashes.length; place++, at++) {
        const code = hashes[place]!;
        this.#codes[at] = code;
        this.#codeMs[at] = startMs + timesMs[place]!;
        if (code === hashes[place - 1] || often.get(code)! > COMMON_CODE) continue;
        for (let key = 0; key < CODE_KEYS; key++) this.#tables[key]!.add(codeKey(code, key), at);
      }
      startMs += (timesMs.at(-1) ?? 0) + 1000 * NEAR_MS;
    }
  }

  /** The places that sound alike, for each sketch. Hot loop. */
  hitsOf(sketches: readonly Sketch[]): Hit[][] {
    const hits: Hit[][] = sketches.map(() => []);
    if (this.#codes.length === 0) return hits;
    for (let key = 0; key < CODE_KEYS; key++) {
      const table = this.#tables[key]!;
      for (let sketch = 0; sketch < sketches.length; sketch++) {
        const { codeTimesMs, codes } = sketches[sketch]!;
        for (let at = 0; at < codes.length; at++) {
          const word = codeKey(codes[at]!, key);
          if (!table.has(word)) continue;
          for (let place = table.first(word); place !== 0; place = table.after(place)) {
            const found = table.at(place);
            if (popcount32(codes[at]! ^ this.#codes[found]!) > MOST_CODE_BITS) continue;
            hits[sketch]!.push({ queryMs: codeTimesMs[at]!, shiftMs: this.#codeMs[found]! - codeTimesMs[at]! });
          }
        }
      }
    }
    return hits;
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

/** A code without one byte: 24 bits. */
function codeKey(code: number, key: number): number {
  const low = code & (2 ** (8 * key) - 1);
  const high = key === CODE_KEYS - 1 ? 0 : (code >>> (8 * key + 8)) << (8 * key);
  return (low | high) & 0xffffff;
}
