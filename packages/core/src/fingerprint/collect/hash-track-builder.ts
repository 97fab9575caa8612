import { GrowingArray } from '../../growing-array.ts';
import type { FrameHasher } from '../../hash/frame-hasher.ts';
import { hammingDistance } from '../../kernels/hamming/hamming.ts';
import type { LumaFrame } from '../../luma/luma-frame.ts';
import type { HashTrack } from '../fingerprint.ts';

/** Collects the hashes of one film, in order of time. Only kept frames take memory: 41 bytes each at 256 bits. */
export class HashTrackBuilder {
  readonly hasher: FrameHasher;
  readonly #view: string;
  readonly #times: GrowingArray<Uint32Array>;
  readonly #spans: GrowingArray<Uint32Array>;
  readonly #quality: GrowingArray<Uint8Array>;
  readonly #hashes: GrowingArray<Uint32Array>;
  /** The last hash, and that of the last kept frame. */
  readonly #made: Uint32Array;
  readonly #kept: Uint32Array;

  /** @param expected - Most frames that are kept, when known. @defaultValue unknown */
  constructor(hasher: FrameHasher, view = 'active', expected = 0) {
    this.hasher = hasher;
    this.#view = view;
    this.#times = new GrowingArray(Uint32Array, expected);
    this.#spans = new GrowingArray(Uint32Array, expected);
    this.#quality = new GrowingArray(Uint8Array, expected);
    this.#hashes = new GrowingArray(Uint32Array, (expected * hasher.bits) / 32);
    this.#made = new Uint32Array(hasher.bits / 32);
    this.#kept = new Uint32Array(hasher.bits / 32);
  }

  /** Hashes a picture, from its low frequencies when they are known and the hasher takes them. */
  hash(picture: LumaFrame, spectrum?: Float64Array): void {
    if (spectrum === undefined || this.hasher.hashSpectrum === undefined) this.hasher.hash(picture, this.#made, 0);
    else this.hasher.hashSpectrum(spectrum, this.#made, 0);
  }

  /** Bits in which the last hash differs from that of the last kept frame. */
  distanceToKept(): number {
    return hammingDistance(this.#kept, 0, this.#made, 0, this.#kept.length);
  }

  /** Keeps the frame that was hashed last. */
  keep(timeMs: number, quality: number): void {
    this.#times.push(timeMs);
    this.#spans.push(0);
    this.#quality.push(quality);
    for (let word = 0; word < this.#made.length; word++) this.#hashes.push(this.#made[word]!);
    this.#kept.set(this.#made);
  }

  /** Extends the span of the last kept frame to a time. */
  holdUntil(timeMs: number): void {
    this.#spans.last = timeMs - this.#times.last;
  }

  /** The track, in arrays of its own. */
  build(): HashTrack {
    return {
      algorithm: this.hasher.algorithm,
      view: this.#view,
      bits: this.hasher.bits,
      timesMs: this.#times.build(),
      spansMs: this.#spans.build(),
      quality: this.#quality.build(),
      hashes: this.#hashes.build(),
    };
  }
}
