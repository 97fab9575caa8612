import type { Fingerprint } from '@streetdate/core/portable';
import type { ReferenceIndex } from '../reference-index.ts';
import type { Segment } from './segment.ts';

/** Stands for a removed reference in {@link AttachedSegment.numbers}. */
export const REMOVED = 0xffff_ffff;

/** A segment in an index, and which of its references are still there. */
export interface AttachedSegment {
  /** The segment. It never changes. */
  readonly segment: Segment;
  /** The index's number of each reference in the segment; {@link REMOVED} for those that were removed. */
  readonly numbers: Uint32Array;
}

/** A reference that is in no segment yet. */
export interface MemtableReference {
  /** Its id. */
  readonly id: string;
  /** Its number in the index. */
  readonly number: number;
  /** The fingerprint that was added. */
  readonly fingerprint: Fingerprint;
}

/** The state of an index at one moment. It never changes: segments are shared, and the numbers are copies. */
export interface IndexSnapshot extends Pick<ReferenceIndex, 'frameCount' | 'duration' | 'revision'> {
  /** The segments, oldest first. */
  readonly segments: readonly AttachedSegment[];
  /** The references that are in no segment, in the order they were added. */
  readonly memtable: readonly MemtableReference[];
}

/** A segment that was merged from others and is not in the index yet. */
export interface MergedSegment {
  /** The new segment. */
  readonly segment: Segment;
  /** For each of its references, where it was before. */
  readonly sources: readonly { readonly attached: AttachedSegment; readonly local: number }[];
  /** The segments that it replaces. They are neighbours in the index. */
  readonly replaced: readonly AttachedSegment[];
}

/** The memory that an index uses. */
export interface IndexMemory {
  /** Bytes of all segments. */
  readonly segmentBytes: number;
  /** Frames in segments, including those of removed references. */
  readonly segmentFrames: number;
  /** Frames in the memtable. A frame takes more bytes there than in a segment; they are not counted. */
  readonly memtableFrames: number;
  /** Postings in common buckets. A search skips these buckets unless a query frame has exactly their key. */
  readonly commonPostings: number;
}
