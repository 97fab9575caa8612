import { crc32 } from '@streetdate/core/internal';
import { type Fingerprint, findTrack } from '@streetdate/core/portable';
import type { WritableReferenceIndex } from '../reference-index.ts';
import { buildSegment, type Checksum } from './build-segment.ts';
import { type AttachedSegment, type MergedSegment, REMOVED } from './index-snapshot.ts';
import { Segment } from './segment.ts';
import { restsOf, type SegmentInput, segmentInput } from './segment-input.ts';
import { SegmentedIndexReader } from './segmented-index-reader.ts';

/**
 * An index for whole catalogues, in memory. Most references are in segments, each one buffer that never changes. New references go
 * to the memtable, a small {@link BandIndex}, until {@link seal} makes a segment of it. Removed references are only marked until a
 * merge drops them. It takes at most 72 bytes a frame, and can be searched while segments are merged. `StoredIndex` of
 * `@streetdate/index/store` keeps one in a folder.
 */
export class SegmentedIndex extends SegmentedIndexReader implements WritableReferenceIndex {
  add(referenceId: string, fingerprint: Fingerprint): void {
    this.insert(referenceId, fingerprint);
  }

  remove(referenceId: string): boolean {
    return this.takeOut(referenceId);
  }

  /**
   * Moves all references of the memtable into a new segment.
   * @returns The segment; undefined when the memtable is empty.
   */
  seal(checksum: Checksum = crc32): AttachedSegment | undefined {
    const inputs = this.snapshot().memtable.map(({ id, fingerprint }) =>
      segmentInput(id, fingerprint, findTrack(fingerprint, this.algorithm, this.view)!),
    );
    if (inputs.length === 0) return undefined;
    const building = buildSegment(this.algorithm, this.view, inputs, checksum);
    let step = building.next();
    while (step.done !== true) step = building.next();
    const attached = this.attachSegment(new Segment(step.value, restsOf(inputs, step.value.length)));
    this.clearMemtable();
    return attached;
  }

  /**
   * Builds one segment from the references that are in some neighbouring segments now. It leaves the index unchanged, and the index
   * may be searched and changed between the steps. Give the result to {@link replace}.
   */
  *merge(segments: readonly AttachedSegment[], checksum: Checksum = crc32): Generator<void, MergedSegment, void> {
    const sources: { readonly attached: AttachedSegment; readonly local: number }[] = [];
    const inputs: SegmentInput[] = [];
    for (const attached of segments) {
      for (const [local, number] of attached.numbers.entries()) {
        if (number === REMOVED) continue;
        sources.push({ attached, local });
        inputs.push(attached.segment.inputOf(local));
      }
      yield;
    }
    const bytes = yield* buildSegment(this.algorithm, this.view, inputs, checksum);
    return { segment: new Segment(bytes, restsOf(inputs, bytes.length)), sources, replaced: segments };
  }

  /** Drops a segment and those of its references that are in no later one. */
  detach(attached: AttachedSegment): void {
    this.detachSegment(attached);
  }

  /** Replaces segments with the one that was merged from them. References keep their numbers; references removed since stay removed. */
  replace(merged: MergedSegment): AttachedSegment {
    return this.replaceSegments(merged);
  }
}
