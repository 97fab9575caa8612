/** Finds references in a query, compares renditions, and judges sightings. Runs in Node, browsers and workers. */

export type { Match, Segment } from './match.ts';
export { type JudgeOptions, judge } from './policy/judge.ts';
export type { Channel, Reference, ReleaseWindow, Sighting, Title } from './policy/types.ts';
export type { Verdict } from './policy/verdict.ts';
export { formatWindow, parseWindow } from './policy/window-notation.ts';
export type { Rendition } from './provenance/copy/rendition.ts';
export { readSources, type SourceReading } from './provenance/read-sources.ts';
export type { Source, SourceEvidence } from './provenance/source-evidence.ts';
export { BandIndex } from './reference-index/band-index.ts';
export { LinearIndex } from './reference-index/linear-index.ts';
export {
  type CandidateOptions,
  type Candidates,
  DerivedData,
  type ReferenceIndex,
  type WritableReferenceIndex,
} from './reference-index/reference-index.ts';
export { RenamedIndex } from './reference-index/renamed-index.ts';
export { SegmentedIndex } from './reference-index/segment/segmented-index.ts';
export { findMatches, type MatchOptions } from './search.ts';
