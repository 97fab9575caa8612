export { refineSegment } from './align/refine-segment.ts';
export type { LightVote, Match, MotionVote, SecondOpinion, Segment, SegmentMotion, SharedContent, SoundVote } from './match.ts';
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
export { findByMeanLuma, type MeanLumaOptions } from './propose/mean-luma/mean-luma.ts';
export { findByMotion } from './propose/motion/motion.ts';
export type { MotionCandidate } from './propose/motion/motion-candidates.ts';
export { findByShotCuts, type ShotCutCandidate } from './propose/shot-cuts/shot-cuts.ts';
export type { TimelineCandidate } from './propose/timeline-candidates.ts';
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
export { findMatches, type MatchOptions } from './search.ts';
export { undecidedIntervals } from './undecided-intervals.ts';
