import { serialize } from 'node:v8';
import { sharedMemoryOf } from '@streetdate/core/portable';
import type { Segment } from '../reference-index/segment/segment.ts';
import type { HeadReference, IndexSnapshot, SegmentedIndex } from '../reference-index/segment/segmented-index.ts';

/** Memory that threads share, as WebAssembly has it. */
export type SharedMemory = NonNullable<ReturnType<typeof sharedMemoryOf>>;

/** Where other threads find the rest of a segment's fingerprints. */
export type SharedRest =
  /** In a file that the main thread holds open. */
  | { readonly path: string; readonly descriptor: number }
  /** In shared memory, the first byte of which is that many bytes into the file. */
  | { readonly bytes: Uint8Array; readonly begin: number };

/** A segment as it is told to another thread, without a copy of what it holds. */
export interface SharedSegment {
  /** The same for the same segment. */
  readonly key: number;
  /** The memory that it lies in, where a kernel can work there. */
  readonly memory: SharedMemory | undefined;
  /** Its first part. Where there is `memory`, it begins there, and only its length is told. */
  readonly bytes: Uint8Array | number;
  readonly rest: SharedRest;
  readonly numbers: Uint32Array;
}

/** A reference in the head: its fingerprint as V8 writes objects, to the last bit of each number, in shared memory. */
export interface SharedHeadReference extends Pick<HeadReference, 'id' | 'number'> {
  readonly fingerprint: Uint8Array;
}

/** An index at one moment, told to another thread. It is a message of a few kilobytes: the rest lies in memory that is shared. */
export interface SharedIndex extends Omit<IndexSnapshot, 'segments' | 'head'> {
  readonly algorithm: string;
  readonly view: string;
  /** Another one for each state of the index. */
  readonly epoch: number;
  readonly segments: readonly SharedSegment[];
  readonly head: readonly SharedHeadReference[];
}

/** A state of the index that somebody needs: as long as it is held, the files that it names stay open. */
export interface HeldIndex {
  readonly shared: SharedIndex;
  hold(): () => void;
}

/** Tells other threads what an index consists of. Each segment and each reference of the head is put into shared memory once. */
export class IndexSharer {
  readonly #index: SegmentedIndex;
  readonly #keys = new WeakMap<Segment, number>();
  readonly #rests = new WeakMap<Segment, SharedRest>();
  readonly #heads = new WeakMap<HeadReference['fingerprint'], Uint8Array>();
  #nextKey = 0;
  #epoch = 0;
  #current: { readonly snapshot: IndexSnapshot; readonly state: State } | undefined;

  constructor(index: SegmentedIndex) {
    this.#index = index;
  }

  /** The index as it is now; the same object until it changes. */
  now(): HeldIndex {
    const snapshot = this.#index.snapshot();
    if (this.#current?.snapshot === snapshot) return this.#current.state;
    const { revision, frameCount, duration } = snapshot;
    const { algorithm, view } = this.#index;
    const segments = snapshot.segments.map(({ segment, numbers }) => this.#share(segment, numbers));
    const head = snapshot.head.map(({ id, number, fingerprint }) => ({ id, number, fingerprint: this.#shareHead(fingerprint) }));
    this.#epoch++;
    const shared = { algorithm, view, epoch: this.#epoch, revision, frameCount, duration, segments, head };
    const files = snapshot.segments.flatMap(({ segment }) => segment.restFile ?? []);
    const state = new State(
      shared,
      files.map((file) => file.hold()),
    );
    this.#current?.state.release();
    this.#current = { snapshot, state };
    return state;
  }

  /** Lets go of the files, those that somebody else holds apart. */
  close(): void {
    this.#current?.state.release();
    this.#current = undefined;
  }

  #share(segment: Segment, numbers: Uint32Array): SharedSegment {
    const memory = sharedMemoryOf(segment.bytes);
    const key = this.#keys.get(segment) ?? this.#nextKey++;
    this.#keys.set(segment, key);
    const bytes = memory === undefined ? inSharedMemory(segment.bytes) : segment.bytes.length;
    return { key, memory, bytes, rest: this.#shareRest(segment), numbers: new Uint32Array(inSharedMemory(numbers).buffer) };
  }

  #shareRest(segment: Segment): SharedRest {
    if (segment.restFile !== undefined) {
      this.#rests.delete(segment);
      const { path, descriptor } = segment.restFile;
      return { path, descriptor };
    }
    const known = this.#rests.get(segment);
    if (known !== undefined) return known;
    const begin = segment.bytes.length;
    const bytes = new Uint8Array(new SharedArrayBuffer(segment.facts.fileBytes - begin));
    for (const [offset, rest] of segment.rests()) bytes.set(rest, offset - begin);
    // This thread reads them from there as well: they are not held twice.
    segment.readFrom((offset, length) => bytes.subarray(offset - begin, offset - begin + length));
    this.#rests.set(segment, { bytes, begin });
    return { bytes, begin };
  }

  #shareHead(fingerprint: HeadReference['fingerprint']): Uint8Array {
    const known = this.#heads.get(fingerprint);
    if (known !== undefined) return known;
    const bytes = inSharedMemory(serialize(fingerprint));
    this.#heads.set(fingerprint, bytes);
    return bytes;
  }
}

/** Lets go of its files when the sharer has a newer one and nobody holds it. */
class State implements HeldIndex {
  readonly shared: SharedIndex;
  readonly #files: readonly (() => void)[];
  #holders = 1;

  constructor(shared: SharedIndex, files: readonly (() => void)[]) {
    this.shared = shared;
    this.#files = files;
  }

  hold(): () => void {
    this.#holders++;
    return () => this.release();
  }

  release(): void {
    if (--this.#holders === 0) for (const letGo of this.#files) letGo();
  }
}

function inSharedMemory({ buffer, byteOffset, byteLength }: Uint8Array | Uint32Array): Uint8Array {
  if (buffer instanceof SharedArrayBuffer) return new Uint8Array(buffer, byteOffset, byteLength);
  const shared = new Uint8Array(new SharedArrayBuffer(byteLength));
  shared.set(new Uint8Array(buffer, byteOffset, byteLength));
  return shared;
}
