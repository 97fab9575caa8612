import { serialize } from 'node:v8';
import { sharedMemoryOf } from '@streetdate/core/internal';
import type { Fingerprint } from '@streetdate/core/portable';
import type { IndexSnapshot, MemtableReference } from '../reference-index/segment/index-snapshot.ts';
import type { Segment } from '../reference-index/segment/segment.ts';
import type { SegmentedIndexReader } from '../reference-index/segment/segmented-index-reader.ts';

/** WebAssembly memory that threads share. */
export type SharedMemory = NonNullable<ReturnType<typeof sharedMemoryOf>>;

/** Where other threads find the rest of a segment's fingerprints. */
export type SharedRest =
  /** In a file that the main thread keeps open. */
  | { readonly path: string; readonly descriptor: number }
  /** In shared memory. Its first byte is byte `begin` of the segment's file. */
  | { readonly bytes: Uint8Array; readonly begin: number };

/** A segment in a message to another thread. Its bytes are shared, not copied. */
export interface SharedSegment {
  /** Identifies the segment in later messages. */
  readonly key: number;
  /** The WebAssembly memory that holds the segment; undefined when it is in other memory. */
  readonly memory: SharedMemory | undefined;
  /** The first part of the segment. With `memory` it begins there, and this is its length. */
  readonly bytes: Uint8Array | number;
  readonly rest: SharedRest;
  readonly numbers: Uint32Array;
}

/** A reference of the memtable in a message to another thread. */
export interface SharedMemtableReference extends Pick<MemtableReference, 'id' | 'number'> {
  /** The fingerprint as V8 serialises objects, in shared memory. This keeps every bit of its numbers. */
  readonly fingerprint: Uint8Array;
}

/** The state of an index in a message to another thread. The message takes a few kilobytes; the rest is in shared memory. */
export interface SharedIndex extends Omit<IndexSnapshot, 'segments' | 'memtable'> {
  readonly algorithm: string;
  readonly view: string;
  /** Differs for each state of the index. */
  readonly epoch: number;
  readonly segments: readonly SharedSegment[];
  readonly memtable: readonly SharedMemtableReference[];
}

/** A state of the index whose files stay open while somebody holds it. */
export interface HeldIndex {
  readonly shared: SharedIndex;
  /** Holds the state. @returns A function that lets go of it. */
  hold(): () => void;
}

/** What was shared of a segment so far. */
interface ShareOfSegment {
  readonly key: number;
  /** The rest of its fingerprints in shared memory; undefined when they are in a file. */
  readonly rest: Extract<SharedRest, { readonly begin: number }> | undefined;
}

/** Shares an index with other threads. It copies each segment and each memtable reference into shared memory at most once. */
export class IndexSharer {
  readonly #index: SegmentedIndexReader;
  /** What was shared of the index's present segments; segments that left the index are dropped. */
  #segments: ReadonlyMap<Segment, ShareOfSegment> = new Map();
  /** The serialised fingerprints of the present memtable. */
  #memtable: ReadonlyMap<Fingerprint, Uint8Array> = new Map();
  #nextKey = 0;
  #epoch = 0;
  #current: { readonly snapshot: IndexSnapshot; readonly state: State } | undefined;

  constructor(index: SegmentedIndexReader) {
    this.#index = index;
  }

  /** The present state of the index; the same object until the index changes. */
  now(): HeldIndex {
    const snapshot = this.#index.snapshot();
    if (this.#current?.snapshot === snapshot) return this.#current.state;
    const { revision, frameCount, duration } = snapshot;
    const { algorithm, view } = this.#index;
    this.#segments = new Map(snapshot.segments.map(({ segment }) => [segment, this.#shareOf(segment)]));
    this.#memtable = new Map(
      snapshot.memtable.map(({ fingerprint }) => [fingerprint, this.#memtable.get(fingerprint) ?? inSharedMemory(serialize(fingerprint))]),
    );
    const segments = snapshot.segments.map(({ segment, numbers }) => this.#describe(segment, numbers));
    const memtable = snapshot.memtable.map(({ id, number, fingerprint }) => ({
      id,
      number,
      fingerprint: this.#memtable.get(fingerprint)!,
    }));
    this.#epoch++;
    const shared = { algorithm, view, epoch: this.#epoch, revision, frameCount, duration, segments, memtable };
    const files = snapshot.segments.flatMap(({ segment }) => segment.restFile ?? []);
    const state = new State(
      shared,
      files.map((file) => file.hold()),
    );
    this.#current?.state.release();
    this.#current = { snapshot, state };
    return state;
  }

  /** Lets go of the files. Those that a search still holds stay open until it ends. */
  close(): void {
    this.#current?.state.release();
    this.#current = undefined;
    this.#segments = new Map();
    this.#memtable = new Map();
  }

  #describe(segment: Segment, numbers: Uint32Array): SharedSegment {
    const { key, rest } = this.#segments.get(segment)!;
    const memory = sharedMemoryOf(segment.bytes);
    const bytes = memory === undefined ? inSharedMemory(segment.bytes) : segment.bytes.length;
    const file = segment.restFile;
    return {
      key,
      memory,
      bytes,
      rest: file === undefined ? rest! : { path: file.path, descriptor: file.descriptor },
      numbers: new Uint32Array(inSharedMemory(numbers).buffer),
    };
  }

  #shareOf(segment: Segment): ShareOfSegment {
    const known = this.#segments.get(segment);
    const key = known?.key ?? this.#nextKey++;
    if (segment.restFile !== undefined) return { key, rest: undefined };
    return { key, rest: known?.rest ?? shareRest(segment) };
  }
}

/** Copies the rest of a segment's fingerprints into shared memory. */
function shareRest(segment: Segment): Extract<SharedRest, { readonly begin: number }> {
  const begin = segment.bytes.length;
  const bytes = new Uint8Array(new SharedArrayBuffer(segment.facts.fileBytes - begin));
  for (const [offset, rest] of segment.rests()) bytes.set(rest, offset - begin);
  // This thread reads the same copy, so that memory holds them once.
  segment.readFrom((offset, length) => bytes.subarray(offset - begin, offset - begin + length));
  return { bytes, begin };
}

/** Lets go of its files when the sharer has a newer state and no search holds this one. */
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

/** The same bytes in shared memory. Bytes that are there already are not copied. */
function inSharedMemory({ buffer, byteOffset, byteLength }: Uint8Array | Uint32Array): Uint8Array {
  if (buffer instanceof SharedArrayBuffer) return new Uint8Array(buffer, byteOffset, byteLength);
  const shared = new Uint8Array(new SharedArrayBuffer(byteLength));
  shared.set(new Uint8Array(buffer, byteOffset, byteLength));
  return shared;
}
