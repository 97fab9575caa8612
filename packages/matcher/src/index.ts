export { findMatches, type MatchOptions } from './match/find-matches.ts';
export type { LightVote, Match, SecondOpinion, Segment, SegmentMotion, SharedStretch, SoundVote } from './match/match.ts';
export { sharpenSegment } from './match/sharpen-segment.ts';
export { undecidedStretches } from './match/undecided-stretches.ts';
export { type InstantSpan, readMoment } from './policy/instant.ts';
export { type JudgeOptions, judge } from './policy/judge.ts';
export { openingOf } from './policy/release-window.ts';
export { answerSource, SOURCE_ODDS_TELLING, type SourceAnswer } from './policy/source-answer.ts';
export {
  CHANNELS,
  type Channel,
  REFERENCE_KINDS,
  type Reference,
  type ReferenceKind,
  type ReleaseWindow,
  type Sighting,
  type Title,
} from './policy/types.ts';
export {
  type Finding,
  type LeadTime,
  type NeedsReviewVerdict,
  type NoMatchVerdict,
  type PreReleaseLeakVerdict,
  type ReleasedCopyVerdict,
  type ReviewReason,
  SOURCE_ODDS_NEEDED,
  type Verdict,
} from './policy/verdict.ts';
export { formatWindow, parseWindow } from './policy/window-notation.ts';
export { describeOdds } from './policy/wording.ts';
export type { Rendition } from './provenance/copy/rendition.ts';
export { type ReadSourcesOptions, readSources, type SignDoubt, type SilentSign, type SourceReading } from './provenance/read-sources.ts';
export type { SignName } from './provenance/sign.ts';
export { blendingStretches } from './provenance/signs/blending/blending.ts';
export { CADENCE_LONG_SIDE, cadenceStretches } from './provenance/signs/cadence/cadence.ts';
export { type Cadence, measureCadence } from './provenance/signs/cadence/measure-cadence.ts';
export type { Detail, DetailGain } from './provenance/signs/detail/detail-gain.ts';
export { type DetailStretch, detailStretches, type ShownPiece } from './provenance/signs/detail/detail-intervals.ts';
export { measureDetail } from './provenance/signs/detail/measure-detail.ts';
export { SOURCES, type Source, type SourceEvidence } from './provenance/source-evidence.ts';
export { asksForSubtitles } from './provenance/variants/subtitle-streams.ts';
export type { VariantReading } from './provenance/variants/variants.ts';
export { BandIndex } from './reference-index/band-index.ts';
export { DerivedData, type DerivedKind } from './reference-index/derived-data.ts';
export { LinearIndex } from './reference-index/linear-index.ts';
export type { CandidateOptions, Candidates, ReferenceIndex, WritableReferenceIndex } from './reference-index/reference-index.ts';
export { RenamedIndex } from './reference-index/renamed-index.ts';
export type { AttachedSegment, IndexMemory, MergedSegment } from './reference-index/segment/index-snapshot.ts';
export { SegmentedIndex } from './reference-index/segment/segmented-index.ts';
export { SegmentedIndexReader } from './reference-index/segment/segmented-index-reader.ts';
export { type CutFinding, findByCuts } from './timeline/find-by-cuts.ts';
export { findByLight, type LightOptions } from './timeline/find-by-light.ts';
export { findByMotion } from './timeline/find-by-motion.ts';
export type { MotionFinding } from './timeline/motion-finding.ts';
export type { TimelineFinding } from './timeline/timeline-finding.ts';
export type { MotionVote } from './timeline/weigh-motion.ts';
