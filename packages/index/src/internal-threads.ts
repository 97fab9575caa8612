/** Shares an index with other threads, for the packages of this repository. It promises nothing: names here may change or go in any release. Needs Node. */

export { MirroredIndex } from './threads/mirrored-index.ts';
export { type HeldIndex, IndexSharer, type SharedIndex } from './threads/shared-index.ts';
