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
export { BandIndex } from './reference-index/band-index.ts';
export { LinearIndex } from './reference-index/linear-index.ts';
export type { CandidateOptions, Candidates, ReferenceIndex } from './reference-index/reference-index.ts';
export { RenamedIndex } from './reference-index/renamed-index.ts';
export { type AttachedSegment, type IndexMemory, type MergedSegment, SegmentedIndex } from './reference-index/segment/segmented-index.ts';
export { blendingStretches } from './source/blending.ts';
export { CADENCE_LONG_SIDE, cadenceStretches } from './source/cadence.ts';
export type { Detail, DetailGain } from './source/detail-gain.ts';
export { type DetailStretch, detailStretches, type ShownPiece } from './source/detail-stretches.ts';
export { type Cadence, measureCadence } from './source/measure-cadence.ts';
export { measureDetail } from './source/measure-detail.ts';
export { type ReadSourcesOptions, readSources, type SignDoubt, type SilentSign, type SourceReading } from './source/read-sources.ts';
export type { Rendition } from './source/rendition.ts';
export type { SignName } from './source/sign.ts';
export { SOURCES, type Source, type SourceEvidence } from './source/source-evidence.ts';
export { asksForSubtitles } from './source/subtitle-streams.ts';
export type { VariantReading } from './source/variants.ts';
export { type CutFinding, findByCuts } from './timeline/find-by-cuts.ts';
export { findByLight, type LightOptions } from './timeline/find-by-light.ts';
export { findByMotion } from './timeline/find-by-motion.ts';
export type { MotionFinding } from './timeline/motion-finding.ts';
export type { TimelineFinding } from './timeline/timeline-finding.ts';
export type { MotionVote } from './timeline/weigh-motion.ts';
