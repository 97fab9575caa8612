/**
 * Parts of the matcher for the packages of this repository. It promises nothing: names here may change or go in any release. Do not use it
 * elsewhere. Like the main entry, it uses no Node API.
 */

export { refineSegment } from './align/refine-segment.ts';
export { FEATURE_VIEW } from './align/views.ts';
export { isEqual } from './equal-values.ts';
export { answerInGroup, type GroupAnswer, type GroupQuestion } from './groups/group-questions.ts';
export { mergeFromAfar, type RemoteGroups } from './groups/merge-from-afar.ts';
export type { PlacedFindings } from './groups/merge-groups.ts';
export { type GroupFindings, searchGroup } from './groups/search-group.ts';
export { hoursOfGroups, searchInGroups } from './groups/search-in-groups.ts';
export type { LightVote, MotionVote, SecondOpinion, SegmentMotion, SharedContent, SoundVote } from './match.ts';
export {
  allowedEverywhere,
  allowingEntry,
  checkAccount,
  readAllowedSource,
  readAllowedSourceFacts,
  type SeenPlace,
  type SeenSomewhere,
} from './policy/allowed-source.ts';
export { DISPUTE_OUTCOMES } from './policy/dispute.ts';
export type { Fact } from './policy/fact.ts';
export { footageOutside } from './policy/footage.ts';
export { type InstantSpan, readMoment, readOpening } from './policy/instant.ts';
export { judgeStored } from './policy/judge.ts';
export { fill, type Message, type Same } from './policy/message.ts';
export { CHANNEL_NAMES, VERDICT_NAMES } from './policy/names.ts';
export { continuousPieces, LEAK_ODDS_NEEDED, oddsOfPieces, type PieceLengths, TRAILER_PIECES } from './policy/promo-likeness.ts';
export { openingOf, readWindows, timePublication, timeWindow } from './policy/release-window.ts';
export { type GivenSighting, readSeenAt, SIGHTING_BASES, timeSighting } from './policy/sighting.ts';
export { answerSource, SOURCE_ODDS_TELLING, type SourceAnswer } from './policy/source-answer.ts';
export { checkSourceEvidence } from './policy/source-odds.ts';
export { querySpansOf } from './policy/spans.ts';
export { describeSureness } from './policy/summary.ts';
export {
  describeAllowed,
  type FactOf,
  IN_VERDICTS,
  isFact,
  type Telling,
  tellFact,
  tellWindows,
} from './policy/tell.ts';
export { isCountry, readCountry, readTerritory } from './policy/territory.ts';
export { CHANNELS, PROMO_FORMS, PROMO_STATES, REFERENCE_KINDS, type ReferenceKind } from './policy/types.ts';
export {
  type AuthorisedVerdict,
  type Finding,
  type LeadTime,
  type NeedsReviewVerdict,
  type NoMatchVerdict,
  type PreReleaseLeakVerdict,
  type PublishedMaterialVerdict,
  type ReleasedCopyVerdict,
  type ReviewReason,
  SOURCE_ODDS_NEEDED,
  VERDICT_KINDS,
} from './policy/verdict.ts';
export { VERDICT_WORDS } from './policy/verdict-words.ts';
export { readHostPattern } from './policy/web-place.ts';
export { withoutFacts } from './policy/without-facts.ts';
export { describeEvidence, describeLead, describeOdds, SOURCE_WORDS } from './policy/wording.ts';
export { MiddleHalfIndex } from './propose/crop/middle-half-index.ts';
export { StepCodes } from './propose/diagonals/step-codes.ts';
export { localFeaturesFrom } from './propose/local-features/local-features.ts';
export { findByMeanLuma, type MeanLumaOptions } from './propose/mean-luma/mean-luma.ts';
export { findByMotion } from './propose/motion/motion.ts';
export type { MotionCandidate } from './propose/motion/motion-candidates.ts';
export { findByShotCuts, type ShotCutCandidate } from './propose/shot-cuts/shot-cuts.ts';
export type { TimelineCandidate } from './propose/timeline-candidates.ts';
export type { ReadSourcesOptions, SignDoubt, SilentSign } from './provenance/read-sources.ts';
export { blendingIntervals } from './provenance/signs/blending/blending.ts';
export { CADENCE_LONG_SIDE, cadenceIntervals } from './provenance/signs/cadence/cadence.ts';
export { type Cadence, measureCadence } from './provenance/signs/cadence/measure-cadence.ts';
export type { Detail, DetailGain } from './provenance/signs/detail/detail-gain.ts';
export { type DetailInterval, detailIntervals, type ShownPiece } from './provenance/signs/detail/detail-intervals.ts';
export { measureDetail } from './provenance/signs/detail/measure-detail.ts';
export type { SignName } from './provenance/signs.ts';
export { SOURCES } from './provenance/source-evidence.ts';
export { asksForSubtitles } from './provenance/variants/subtitle-streams.ts';
export type { VariantReading } from './provenance/variants/variants.ts';
export { type PassResult, searchPass, undecidedIntervals } from './search-session.ts';
export { settledBy } from './settled-intervals.ts';
export { thinTrack } from './shared-content/thinned-track.ts';
export { shareInterval } from './statistics/share-interval.ts';
export { describeChance } from './sureness.ts';
export { shownAt } from './verify/segment.ts';
