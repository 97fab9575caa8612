import { checkInteger, checkRange } from '@streetdate/core/internal';
import { type Fingerprint, findTrack } from '@streetdate/core/portable';
import { compareAudio } from './evidence/audio/audio-vote.ts';
import { compareMeanLuma } from './evidence/mean-luma.ts';
import { compareSecondHash } from './evidence/second-hash.ts';
import type { Match, Segment } from './match.ts';
import { type AudioRun, type AudioRuns, findByAudio } from './propose/audio/audio.ts';
import { audioVoteAlone, segmentOfAudio } from './propose/audio/audio-segment.ts';
import { searchPictures } from './propose/search-pictures.ts';
import { findStill } from './propose/still.ts';
import { findByTimeline } from './propose/timeline-search.ts';
import { DEFAULT_MAX_DISTANCE, type ReferenceIndex } from './reference-index/reference-index.ts';
import { findSharedContent, scoreWithoutSharedContent } from './shared-content/shared-content.ts';
import { placeSegments } from './verify/place-segments.ts';
import { withoutOverlaps } from './verify/segment.ts';

/** Options of {@link findMatches}. */
export interface MatchOptions {
  /** Look-alike frames that differ in more bits than this propose nothing; every frame of a proposed alignment counts all the same. @defaultValue 96 */
  readonly maxSeedDistance?: number;
  /** Matches that this search would show more often than this by chance are left out. @defaultValue 0.1 */
  readonly reportBelow?: number;
  /** Matches rarer than this are `strong`. @defaultValue 0.001 */
  readonly strongBelow?: number;
  /** Lines that are verified for each reference, most votes first. @defaultValue 400 */
  readonly maxAlignments?: number;
  /**
   * References that are compared frame by frame with whatever the index alone leaves unexplained, however long it takes: titles that
   * are not out yet. @defaultValue none
   */
  readonly prioritised?: ReadonlySet<string>;
  /**
   * References that many films show and none owns, such as a studio's mark: they are not reported, and what they have of another reference is
   * common, however much of that it is. @defaultValue none
   */
  readonly background?: ReadonlySet<string>;
  /**
   * All references are compared frame by frame where that takes at most so many comparisons of two frames; a core does about
   * 500 million a second. @defaultValue 2 billion
   */
  readonly maxComparisons?: number;
}

/** Orientations in which a still is looked up. */
const STILL_LOOKS = 8;

/**
 * Finds what a query shows of the references in an index: where, at which speed, mirrored or not, and how sure.
 * Look-alike frames propose alignments, every frame on an alignment is compared, and the evidence is what the whole alignment says.
 * @returns The matches, strongest first; empty when nothing is found.
 * @throws TypeError when the query has no track of the index's algorithm, RangeError for an option out of its range.
 */
export function findMatches(query: Fingerprint, index: ReferenceIndex, options: MatchOptions = {}): Match[] {
  const { maxSeedDistance = DEFAULT_MAX_DISTANCE, reportBelow = 0.1, strongBelow = 1e-3, maxAlignments: maxLines = 400 } = options;
  const { prioritised = new Set(), background = new Set(), maxComparisons = 2e9 } = options;
  checkRange('maxSeedDistance', maxSeedDistance, 0, 1024);
  checkRange('reportBelow', reportBelow, 0, Number.MAX_VALUE);
  checkRange('strongBelow', strongBelow, Number.MIN_VALUE, Number.MAX_VALUE);
  checkInteger('maxLines', maxLines, 1, 1_000_000);
  checkRange('maxComparisons', maxComparisons, 0, Number.MAX_VALUE);
  const track = findTrack(query, index.algorithm);
  if (track === undefined) {
    const found = query.tracks.map((other) => other.algorithm).join(', ') || 'none';
    throw new TypeError(`query must have a track of ${index.algorithm}, got ${found}`);
  }
  const explainedFrom = -Math.log10(strongBelow);
  const audioRuns: AudioRuns = query.kind === 'still' ? new Map() : findByAudio(query, index);
  // A reference that is heard may be seen as well, however its picture was changed: no work is spared on it.
  const sought = new Set([...prioritised, ...audioRuns.keys()]);
  const byTimeline = () => findByTimeline(query, index, { prioritised: sought, maxComparisons });
  const found =
    query.kind === 'still'
      ? findStill(query, track, index, { maxDistance: maxSeedDistance, exhaustive: STILL_LOOKS * index.frameCount <= maxComparisons })
      : searchPictures(query, track, index, {
          maxSeedDistance,
          maxAlignments: maxLines,
          explainedFrom,
          prioritised: sought,
          findByTimeline: byTimeline,
          maxComparisons,
        });
  const thresholds = { reportBelow, strongBelow };
  const matches = [...new Set([...found.keys(), ...audioRuns.keys()])].flatMap((referenceId) => {
    const reference = index.get(referenceId);
    if (reference === undefined) return [];
    const segments = withoutOverlaps(found.get(referenceId) ?? []);
    return (
      matchOfPictures(query, referenceId, reference, segments, index.algorithm, thresholds) ??
      matchOfSound(query, referenceId, reference, audioRuns.get(referenceId) ?? [], thresholds) ??
      []
    );
  });
  return withoutCommon(matches, index, background, thresholds).sort((one, other) => other.score - one.score);
}

/** Names what the references found share, and takes away what is common to several films. */
function withoutCommon(
  matches: readonly Match[],
  index: ReferenceIndex,
  background: ReadonlySet<string>,
  { reportBelow, strongBelow }: Thresholds,
): Match[] {
  const shared = findSharedContent(matches, index, background);
  return matches.flatMap((match) => {
    if (background.has(match.referenceId)) return [];
    const stretches = shared.get(match.referenceId);
    if (stretches === undefined) return [match];
    const full = Math.max(...match.segments.map((segment) => segment.score));
    const left = scoreWithoutSharedContent(match.segments, stretches);
    // Sound and light are of the same intervals: where these say nothing by themselves, those add nothing.
    if (10 ** -left > reportBelow) return [];
    const score = match.score - full + left;
    const expectedFalseMatches = 10 ** -score;
    const strength = match.strength === 'strong' && expectedFalseMatches <= strongBelow ? 'strong' : 'weak';
    return [{ ...match, score, expectedFalseMatches, strength, shared: stretches }];
  });
}

type Thresholds = Required<Pick<MatchOptions, 'reportBelow' | 'strongBelow'>>;

function matchOfPictures(
  query: Fingerprint,
  referenceId: string,
  reference: Fingerprint,
  segments: readonly Segment[],
  algorithm: string,
  { reportBelow, strongBelow }: Thresholds,
): Match | undefined {
  if (segments.length === 0) return undefined;
  const light = query.kind === 'still' ? undefined : compareMeanLuma(query, reference, segments);
  const seen = Math.max(0, ...segments.map((segment) => segment.score)) + (light?.scoreAdded ?? 0);
  if (10 ** -seen > reportBelow) return undefined;
  const sound = query.kind === 'still' ? undefined : compareAudio(query, reference, segments);
  const score = Math.min(HIGHEST_SCORE, seen + (sound?.scoreAdded ?? 0));
  const expectedFalseMatches = 10 ** -score;
  return {
    referenceId,
    score,
    expectedFalseMatches,
    // One picture, however equal, is never strong, unless it moves: a poster or a title card is in many films.
    strength:
      expectedFalseMatches <= strongBelow && segments.some(({ independentFrames, motion }) => independentFrames > 1 || motion !== undefined)
        ? 'strong'
        : 'weak',
    segments: placeSegments(query, segments),
    shared: [],
    secondOpinion: compareSecondHash(query, reference, algorithm, segments),
    sound,
    ...(light && { light }),
  };
}

const HIGHEST_SCORE = 300;

/**
 * What the sound alone found. Its score says how rarely unrelated films sound alike, but films that are no copies share music and recordings,
 * which no length makes rarer: the score ends just below what is strong.
 */
function matchOfSound(
  query: Fingerprint,
  referenceId: string,
  reference: Fingerprint,
  runs: readonly AudioRun[],
  { reportBelow, strongBelow }: Thresholds,
): Match | undefined {
  const score = Math.min(-Math.log10(strongBelow) - 0.01, Math.max(0, ...runs.map((run) => run.score)));
  const expectedFalseMatches = 10 ** -score;
  if (runs.length === 0 || expectedFalseMatches > reportBelow) return undefined;
  const segments = runs.map((run) => segmentOfAudio(query, reference, run)).sort((one, other) => one.queryStart - other.queryStart);
  return {
    referenceId,
    score,
    expectedFalseMatches,
    strength: 'weak',
    segments,
    shared: [],
    secondOpinion: undefined,
    sound: audioVoteAlone(runs),
  };
}
