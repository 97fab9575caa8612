/** Finds references in a query, compares renditions, and judges sightings. Runs in Node, browsers and workers. */

export {
  BandIndex,
  type CandidateOptions,
  type Candidates,
  DerivedData,
  type KeypointPart,
  LinearIndex,
  type PartPicture,
  type ReferenceIndex,
  RenamedIndex,
  SegmentedIndex,
  type StoredKeypoints,
  type TakeNear,
  type WritableReferenceIndex,
} from '@streetdate/index';
export type { PictureAlignment, Verifier } from './align/alignment.ts';
export type { Orientation } from './align/orientation.ts';
export type { TimeMap } from './align/time-map.ts';
export type { AlignedFilms, ChannelEvidence, EvidenceChannel } from './evidence/channel.ts';
export { type ExplainedSearch, explainSearch, findMatches } from './find-matches.ts';
export type { Match, Segment } from './match.ts';
export type { AllowedSource, AllowedSourceFacts } from './policy/allowed-source.ts';
export { DISPUTE_OUTCOMES, type Dispute, type DisputeOutcome } from './policy/dispute.ts';
export type { HeldBackInterval, PublishedMaterial, UnpublishedFootage } from './policy/footage.ts';
export { type JudgeOptions, judge } from './policy/judge.ts';
export type { GivenSighting } from './policy/sighting.ts';
export type { Channel, PromoForm, PromoState, Publication, Reference, ReleaseWindow, Sighting, Title } from './policy/types.ts';
export { VERDICT_KINDS, type Verdict } from './policy/verdict.ts';
export { formatPublication, formatWindow, parsePublication, parseWindow } from './policy/window-notation.ts';
export type { Budget } from './propose/budget.ts';
export type { Alignment, AudioAlignment, Proposer, SearchContext, TimelineAlignment, TrackVerifier } from './propose/proposer.ts';
export type { SearchStep } from './propose/search-step.ts';
export type { Rendition } from './provenance/copy/rendition.ts';
export { readSources, type SourceReading } from './provenance/read-sources.ts';
export type { Source, SourceEvidence } from './provenance/source-evidence.ts';
export {
  findPublished,
  type PublishedFootage,
  type PublishedInterval,
  type PublishedOptions,
} from './published/find-published.ts';
export { EVIDENCE_CHANNELS, type MatchOptions, PROPOSERS } from './search.ts';
export { SearchSession } from './search-session.ts';
