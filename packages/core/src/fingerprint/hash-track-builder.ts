import type { FrameHasher } from '../hash/frame-hasher.ts';
import { hammingDistance } from '../kernels/hamming.ts';
import type { LumaFrame } from '../luma/luma-frame.ts';
import type { HashTrack } from './fingerprint.ts';

/** Frames of a page: 21 kB of hashes of 256 bits, so that a clip of some seconds takes little and a long film few pages. */
const PAGE_FRAMES = 512;

/** Some frames of a track, the last page's in part. */
type Page = Pick<HashTrack, 'timesMs' | 'spansMs' | 'quality' | 'hashes'>;

/**
 * Collects the hashes of one film, in order of time. Only what is kept takes memory, 41 bytes a frame of 256 bits, and no array has to be copied to
 * grow: with arrays that double, the tracks of a long film took three times as much at their ends as the film's fingerprint.
 */
export class HashTrackBuilder {
  readonly hasher: FrameHasher;
  readonly #words: number;
  readonly #view: string;
  #pages: Page[] = [];
  #frames = 0;
  /** Hash of the picture that was hashed last. */
  readonly #hash: Uint32Array;
  /** Hash of the frame that was kept last. */
  readonly #kept: Uint32Array;

  constructor(hasher: FrameHasher, view = 'active') {
    this.hasher = hasher;
    this.#view = view;
    this.#words = hasher.bits / 32;
    this.#hash = new Uint32Array(this.#words);
    this.#kept = new Uint32Array(this.#words);
  }

  /** Hashes a picture, by its low frequencies where they are known and its hasher goes by them. */
  hash(picture: LumaFrame, spectrum?: Float64Array): void {
    if (spectrum === undefined || this.hasher.hashSpectrum === undefined) this.hasher.hash(picture, this.#hash, 0);
    else this.hasher.hashSpectrum(spectrum, this.#hash, 0);
  }

  /** Bits in which the picture that was hashed last differs from the frame that was kept last. */
  distance(): number {
    return hammingDistance(this.#hash, 0, this.#kept, 0, this.#words);
  }

  /** Keeps the picture that was hashed last. */
  keep(timeMs: number, quality: number): void {
    const at = this.#frames % PAGE_FRAMES;
    if (at === 0) this.#pages.push(newPage(PAGE_FRAMES, this.#words));
    const page = this.#pages.at(-1)!;
    page.timesMs[at] = timeMs;
    page.quality[at] = quality;
    page.hashes.set(this.#hash, at * this.#words);
    this.#kept.set(this.#hash);
    this.#frames++;
  }

  /** Says that the frame kept last holds until a time. */
  holdUntil(timeMs: number): void {
    const { timesMs, spansMs } = this.#pages.at(-1)!;
    const last = (this.#frames - 1) % PAGE_FRAMES;
    spansMs[last] = timeMs - timesMs[last]!;
  }

  /** The track, in arrays that have just its length. The builder is empty then: what it held need not be there twice. */
  build(): HashTrack {
    const [words, frames] = [this.#words, this.#frames];
    const whole = newPage(frames, words);
    for (let start = 0; start < frames; start += PAGE_FRAMES) {
      const { timesMs, spansMs, quality, hashes } = this.#pages.shift()!;
      const count = Math.min(PAGE_FRAMES, frames - start);
      whole.timesMs.set(timesMs.subarray(0, count), start);
      whole.spansMs.set(spansMs.subarray(0, count), start);
      whole.quality.set(quality.subarray(0, count), start);
      whole.hashes.set(hashes.subarray(0, count * words), start * words);
    }
    this.#frames = 0;
    return { algorithm: this.hasher.algorithm, view: this.#view, bits: this.hasher.bits, ...whole };
  }
}

function newPage(frames: number, words: number): Page {
  return {
    timesMs: new Uint32Array(frames),
    spansMs: new Uint32Array(frames),
    quality: new Uint8Array(frames),
    hashes: new Uint32Array(frames * words),
  };
}
