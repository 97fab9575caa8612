export type { Match, SecondOpinion, Segment } from './match/match.ts';
export type { Channel, Reference, ReleaseWindow, Sighting, SourceEvidence, Title } from './policy/types.ts';
