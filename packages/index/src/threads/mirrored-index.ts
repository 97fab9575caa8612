import { deserialize } from 'node:v8';
import { adoptSharedMemory } from '@streetdate/core/internal';
import type { Fingerprint } from '@streetdate/core/portable';
import { type ReadBytes, Segment } from '../reference-index/segment/segment.ts';
import { SegmentedIndexReader } from '../reference-index/segment/segmented-index-reader.ts';
import { readerOf } from '../store/held-file.ts';
import type { SharedIndex, SharedRest, SharedSegment } from './shared-index.ts';

/** A worker thread's view of the index of the main thread, in the same memory. What is derived from it, each thread has of its own. */
export class MirroredIndex extends SegmentedIndexReader {
  #epoch: number | undefined;
  #segments = new Map<number, Segment>();
  #memtable = new Map<number, Fingerprint>();

  /** Takes over a state of the main thread's index. Costs nothing when it has that state. */
  follow({ epoch, segments, memtable, revision, frameCount, duration }: SharedIndex): void {
    if (epoch === this.#epoch) return;
    this.#segments = new Map(segments.map((shared) => [shared.key, this.#segmentOf(shared)]));
    this.#memtable = new Map(
      memtable.map(({ number, fingerprint }) => [
        number,
        this.#memtable.get(number) ?? (deserialize(Buffer.from(fingerprint)) as Fingerprint),
      ]),
    );
    this.restore({
      revision,
      frameCount,
      duration,
      segments: segments.map(({ key, numbers }) => ({ segment: this.#segments.get(key)!, numbers })),
      memtable: memtable.map(({ id, number }) => ({ id, number, fingerprint: this.#memtable.get(number)! })),
    });
    this.#epoch = epoch;
  }

  #segmentOf({ key, memory, bytes, rest }: SharedSegment): Segment {
    const known = this.#segments.get(key);
    known?.readFrom(readerFrom(rest));
    if (known !== undefined) return known;
    const first = typeof bytes === 'number' ? adoptSharedMemory(memory!).subarray(0, bytes) : bytes;
    return new Segment(first, readerFrom(rest));
  }
}

function readerFrom(rest: SharedRest): ReadBytes {
  if ('path' in rest) return readerOf(rest);
  const { bytes, begin } = rest;
  return (offset, length) => bytes.subarray(offset - begin, offset - begin + length);
}
