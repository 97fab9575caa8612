/** Holds the fingerprints of references and finds their look-alike frames. Runs in Node, browsers and workers. */

export { BandIndex } from './reference-index/band-index.ts';
export { LinearIndex } from './reference-index/linear-index.ts';
export {
  type CandidateOptions,
  type Candidates,
  DerivedData,
  type ReferenceIndex,
  type StoredKeypoints,
  type WritableReferenceIndex,
} from './reference-index/reference-index.ts';
export { RenamedIndex } from './reference-index/renamed-index.ts';
export type { KeypointPart, PartPicture, TakeNear } from './reference-index/segment/keypoint-part.ts';
export { SegmentedIndex } from './reference-index/segment/segmented-index.ts';
