/**
 * Parts of the index for the packages of this repository. It promises nothing: names here may change or go in any release. Do not use it
 * elsewhere. Like the main entry, it uses no Node API.
 */

export { CandidateList } from './reference-index/candidate-list.ts';
export { ReferenceFollower } from './reference-index/reference-follower.ts';
export { DEFAULT_MAX_DISTANCE, type DerivedKind } from './reference-index/reference-index.ts';
export { referenceMemories } from './reference-index/reference-memory.ts';
export { secondsOfReferences } from './reference-index/reference-seconds.ts';
export type { AttachedSegment, IndexMemory, MergedSegment } from './reference-index/segment/index-snapshot.ts';
export { SegmentedIndexReader } from './reference-index/segment/segmented-index-reader.ts';
export { decodeSketch, encodeSketch, type Sketch, sketchOf } from './sketch/sketch.ts';
export { SketchSearch } from './sketch/sketch-search.ts';
export { firstAfter, firstFrom, lastUpTo } from './sorted-times.ts';
