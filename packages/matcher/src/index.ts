export { findMatches, type MatchOptions } from './match/find-matches.ts';
export type { Match, SecondOpinion, Segment } from './match/match.ts';
export type { Channel, Reference, ReleaseWindow, Sighting, SourceEvidence, Title } from './policy/types.ts';
export { BandIndex } from './reference-index/band-index.ts';
export { LinearIndex } from './reference-index/linear-index.ts';
export type { CandidateOptions, Candidates, ReferenceIndex } from './reference-index/reference-index.ts';
