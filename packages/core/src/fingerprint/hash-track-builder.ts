import type { FrameHasher } from '../hash/frame-hasher.ts';
import type { LumaFrame } from '../luma/luma-frame.ts';
import type { HashTrack } from './fingerprint.ts';

/** Frames that there is room for at first. The arrays double when they are full, so a film of any length costs a few copies. */
const FIRST_ROOM = 256;

/** Collects the hashes of one film, in order of time. Only what is kept takes memory: 41 bytes a frame of 256 bits. */
export class HashTrackBuilder {
  readonly hasher: FrameHasher;
  readonly words: number;
  readonly #view: string;
  #frames = 0;
  #times = new Uint32Array(FIRST_ROOM);
  #spans = new Uint32Array(FIRST_ROOM);
  #quality = new Uint8Array(FIRST_ROOM);
  #hashes: Uint32Array;

  constructor(hasher: FrameHasher, view = 'active') {
    this.hasher = hasher;
    this.#view = view;
    this.words = hasher.bits / 32;
    this.#hashes = new Uint32Array(FIRST_ROOM * this.words);
  }

  /** Frames kept. */
  get frames(): number {
    return this.#frames;
  }

  /** Hashes a picture, by its low frequencies where they are known and its hasher goes by them. The hash stands at `frame * words` of {@link hashes}, for `frame` = {@link frames}, until the next call. */
  hash(picture: LumaFrame, spectrum?: Float64Array): void {
    if (this.#frames === this.#times.length) this.#grow();
    if (spectrum === undefined || this.hasher.hashSpectrum === undefined)
      this.hasher.hash(picture, this.#hashes, this.#frames * this.words);
    else this.hasher.hashSpectrum(spectrum, this.#hashes, this.#frames * this.words);
  }

  /** Hashes of the frames kept, and then the last one hashed. Another array after the next call of {@link hash}. */
  get hashes(): Uint32Array {
    return this.#hashes;
  }

  /** Keeps the frame that was hashed last. */
  keep(timeMs: number, quality: number): void {
    this.#times[this.#frames] = timeMs;
    this.#quality[this.#frames] = quality;
    this.#frames++;
  }

  /** Says that the frame kept last holds until a time. */
  holdUntil(timeMs: number): void {
    const last = this.#frames - 1;
    this.#spans[last] = timeMs - this.#times[last]!;
  }

  /** The track, in arrays of its own that have just its length. */
  build(): HashTrack {
    const frames = this.#frames;
    return {
      algorithm: this.hasher.algorithm,
      view: this.#view,
      bits: this.hasher.bits,
      timesMs: this.#times.slice(0, frames),
      spansMs: this.#spans.slice(0, frames),
      quality: this.#quality.slice(0, frames),
      hashes: this.#hashes.slice(0, frames * this.words),
    };
  }

  #grow(): void {
    const room = 2 * this.#times.length;
    this.#times = copied(this.#times, new Uint32Array(room));
    this.#spans = copied(this.#spans, new Uint32Array(room));
    this.#quality = copied(this.#quality, new Uint8Array(room));
    this.#hashes = copied(this.#hashes, new Uint32Array(room * this.words));
  }
}

function copied<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
