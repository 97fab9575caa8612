import { AUDIO_ALGORITHM } from '@streetdate/core/internal';
import { findTrack, type HashTrack } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { type DerivedKind, ReferenceFollower } from '@streetdate/index/internal';
import { AudioGrid } from '../../evidence/audio/audio-grid.ts';

/**
 * Codes are looked up by three of their four bytes. This finds codes whose errors are within one byte, such as half of all with 4 errors of
 * 32.
 */
const KEYS = 4;
const BUCKETS = 1 << 18;
const NOBODY = -1;
/** Most entries read from a bucket. */
const BUCKET_LIMIT = 4096;
/** Most places of a useful code. More frequent ones are a tone, a drone or a jingle. */
const COMMON = 1024;

/** One reference's audio. */
export interface IndexedAudio {
  readonly id: string;
  readonly grid: AudioGrid;
}

/**
 * Finds references by their audio codes. It follows a {@link ReferenceIndex}, which holds the fingerprints and indexes pictures only. It
 * takes 24 bytes a code, 0.7 MB an hour.
 */
export class AudioIndex {
  readonly #sounds: (IndexedAudio | undefined)[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #follower = new ReferenceFollower();
  readonly #heads = new Int32Array(KEYS * BUCKETS).fill(NOBODY);
  #next = new Int32Array(0);
  #references = new Uint32Array(0);
  #codes = new Uint32Array(0);
  #entries = 0;

  /** Updates it to the current references. Takes no time if they are unchanged. */
  follow(index: ReferenceIndex): void {
    this.#follower.follow(index, {
      add: (id) => {
        const fingerprint = index.get(id);
        const track = fingerprint && findTrack(fingerprint, AUDIO_ALGORITHM, 'sound');
        if (track !== undefined) this.#add(id, track);
      },
      remove: (id) => this.#remove(id),
    });
  }

  /** Whether no reference has audio. */
  get empty(): boolean {
    return this.#numbers.size === 0;
  }

  /** The audio of a reference number from {@link visitLike}. */
  at(reference: number): IndexedAudio {
    return this.#sounds[reference]!;
  }

  /** Calls back for each reference code that shares three bytes with `code`; for none if there are too many. */
  visitLike(code: number, visit: (reference: number, referenceCode: number) => void): void {
    const found: number[] = [];
    for (let key = 0; key < KEYS; key++) {
      const kept = code & keptBits(key);
      let entry = this.#heads[bucketOf(key, kept)]!;
      for (let looked = 0; entry !== NOBODY && looked < BUCKET_LIMIT; looked++, entry = this.#next[KEYS * entry + key]!) {
        const sound = this.#sounds[this.#references[entry]!];
        if (sound === undefined) continue;
        const other = sound.grid.track.hashes[this.#codes[entry]!]!;
        // Equal codes share all four keys. The first matching key counts.
        if ((other & keptBits(key)) !== kept || firstKeyOf(code ^ other) !== key) continue;
        found.push(entry);
        if (found.length > COMMON) return;
      }
    }
    for (const entry of found) visit(this.#references[entry]!, this.#codes[entry]!);
  }

  #add(id: string, track: HashTrack): void {
    const number = this.#sounds.length;
    this.#sounds.push({ id, grid: new AudioGrid(track) });
    this.#numbers.set(id, number);
    this.#reserve(this.#entries + track.hashes.length);
    for (let at = 0; at < track.hashes.length; at++) {
      const entry = this.#entries++;
      this.#references[entry] = number;
      this.#codes[entry] = at;
      for (let key = 0; key < KEYS; key++) {
        const bucket = bucketOf(key, track.hashes[at]! & keptBits(key));
        this.#next[KEYS * entry + key] = this.#heads[bucket]!;
        this.#heads[bucket] = entry;
      }
    }
  }

  /** Leaves a tombstone: its entries stay in the chains and are skipped. */
  #remove(id: string): void {
    const number = this.#numbers.get(id);
    if (number === undefined) return;
    this.#sounds[number] = undefined;
    this.#numbers.delete(id);
  }

  #reserve(entries: number): void {
    if (entries <= this.#references.length) return;
    const capacity = Math.max(4096, entries, this.#references.length * 2);
    const grow = (from: Uint32Array<ArrayBuffer>) => {
      const into = new Uint32Array(capacity);
      into.set(from);
      return into;
    };
    this.#references = grow(this.#references);
    this.#codes = grow(this.#codes);
    const next = new Int32Array(KEYS * capacity);
    next.set(this.#next);
    this.#next = next;
  }
}

const AUDIO: DerivedKind<AudioIndex> = { name: 'audio codes', create: () => new AudioIndex() };

/** The audio codes of an index, which owns them, updated to its references. */
export function audioIndexOf(index: ReferenceIndex): AudioIndex {
  const codes = index.derived.of(AUDIO);
  codes.follow(index);
  return codes;
}

function keptBits(key: number): number {
  return ~(0xff << (8 * key));
}

/** The first key that finds two codes with these differing bits. */
function firstKeyOf(differing: number): number {
  let key = 0;
  while (key < KEYS && (differing & keptBits(key)) !== 0) key++;
  return key;
}

/** Multiplicative hashing by the golden ratio, because codes are unevenly distributed. Knuth, "The art of computer programming", 6.4. */
function bucketOf(key: number, kept: number): number {
  return key * BUCKETS + (Math.imul(kept, 0x9e3779b1) >>> 14);
}
