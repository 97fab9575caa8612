import { deserialize } from 'node:v8';
import { adoptSharedMemory, type Fingerprint } from '@streetdate/core/portable';
import { Segment } from '../reference-index/segment/segment.ts';
import { SegmentedIndex } from '../reference-index/segment/segmented-index.ts';
import { readerOf } from '../store/held-file.ts';
import type { SharedIndex, SharedRest, SharedSegment } from './shared-index.ts';

/** An index of another thread, in the memory where that has it. What is derived from it, such as the index of sounds, each thread has of its own. */
export class MirroredIndex extends SegmentedIndex {
  #epoch: number | undefined;
  #segments = new Map<number, Segment>();
  #head = new Map<number, Fingerprint>();

  /** Brings it to the state that another thread tells. Takes no time where that is the one that it has. */
  follow({ epoch, segments, head, revision, frameCount, duration }: SharedIndex): void {
    if (epoch === this.#epoch) return;
    this.#segments = new Map(segments.map((shared) => [shared.key, this.#segmentOf(shared)]));
    this.#head = new Map(
      head.map(({ number, fingerprint }) => [number, this.#head.get(number) ?? (deserialize(Buffer.from(fingerprint)) as Fingerprint)]),
    );
    this.restore({
      revision,
      frameCount,
      duration,
      segments: segments.map(({ key, numbers }) => ({ segment: this.#segments.get(key)!, numbers })),
      head: head.map(({ id, number }) => ({ id, number, fingerprint: this.#head.get(number)! })),
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

function readerFrom(rest: SharedRest): (offset: number, length: number) => Uint8Array {
  if ('path' in rest) return readerOf(rest);
  const { bytes, begin } = rest;
  return (offset, length) => bytes.subarray(offset - begin, offset - begin + length);
}
