import { checkInteger, checkRange, type Fingerprint, findTrack, type HashTrack, mirrorHash } from '@streetdate/core/portable';
import { type CandidateOptions, type Candidates, DEFAULT_MAX_DISTANCE, type ReferenceIndex } from '../reference-index/reference-index.ts';
import { type AlignedRun, followLine, settleLine } from './align.ts';
import { countIndependent, logExpectedFalseMatches } from './evidence.ts';
import { FrameClock, NO_FRAME } from './frame-clock.ts';
import { NOT_COMPARED } from './line.ts';
import type { Match, Segment } from './match.ts';
import { askSecondOpinion } from './second-opinion.ts';
import { proposeLines } from './vote.ts';

/** Options of {@link findMatches}. */
export interface MatchOptions {
  /** Look-alike frames that differ in more bits than this propose nothing; every frame of a proposed line counts all the same. @defaultValue 96 */
  readonly maxSeedDistance?: number;
  /** Matches that an hour of unrelated library would show more often than this by chance are left out. @defaultValue 0.01 */
  readonly reportBelow?: number;
  /** Matches rarer than this are `strong`. @defaultValue 1e-6 */
  readonly strongBelow?: number;
  /** Lines that are verified for each reference, most votes first. @defaultValue 400 */
  readonly maxLines?: number;
  /**
   * References that are compared frame by frame with whatever the index alone leaves unexplained, however long it takes: titles that
   * are not out yet. @defaultValue none
   */
  readonly hot?: ReadonlySet<string>;
  /**
   * All references are compared frame by frame where that takes at most so many comparisons of two frames; a core does about
   * 50 million a second. @defaultValue 500 million
   */
  readonly maxComparisons?: number;
}

/**
 * Finds what a query shows of the references in an index: where, at which speed, mirrored or not, and how sure.
 * Look-alike frames propose lines, every frame on a line is compared, and the evidence is what the whole line says.
 * @returns The matches, strongest first; empty when nothing is found.
 * @throws TypeError when the query has no track of the index's algorithm.
 */
export function findMatches(query: Fingerprint, index: ReferenceIndex, options: MatchOptions = {}): Match[] {
  const {
    maxSeedDistance = DEFAULT_MAX_DISTANCE,
    reportBelow = 0.01,
    strongBelow = 1e-6,
    maxLines = 400,
    hot,
    maxComparisons = 500e6,
  } = options;
  checkRange('maxSeedDistance', maxSeedDistance, 0, 1024);
  checkRange('reportBelow', reportBelow, 0, Number.MAX_VALUE);
  checkRange('strongBelow', strongBelow, 0, Number.MAX_VALUE);
  checkRange('maxComparisons', maxComparisons, 0, Number.MAX_VALUE);
  checkInteger('maxLines', maxLines, 1, 1_000_000);
  const track = findTrack(query, index.algorithm);
  if (track === undefined) {
    throw new TypeError(
      `query must have a track of ${index.algorithm}, got ${query.tracks.map((other) => other.algorithm).join(', ') || 'none'}`,
    );
  }
  const found = new Map<string, Segment[]>();
  const search = (candidateOptions: CandidateOptions) => {
    for (const mirrored of [false, true]) {
      const oriented = mirrored ? mirrorTrack(track) : track;
      const candidates = index.candidates(oriented, { maxDistance: maxSeedDistance, ...candidateOptions });
      for (const [referenceId, segments] of verify(query, oriented, mirrored, index, candidates, maxSeedDistance, maxLines)) {
        found.set(referenceId, [...(found.get(referenceId) ?? []), ...segments]);
      }
    }
  };
  search({});
  const frames = unexplained(track, [...found.values()].flat(), -Math.log10(strongBelow));
  const everything = 2 * frames.length * index.frameCount <= maxComparisons;
  const only = everything ? undefined : hot;
  if (frames.length > 0 && (only === undefined || only.size > 0)) search({ exhaustive: true, frames, ...(only && { only }) });
  const matches: Match[] = [];
  for (const [referenceId, segments] of found) {
    const reference = index.get(referenceId);
    if (reference === undefined) continue;
    const kept = withoutOverlaps(segments);
    if (kept.length === 0) continue;
    const score = Math.max(...kept.map((segment) => segment.score));
    const expectedFalseMatches = 10 ** -score;
    if (expectedFalseMatches > reportBelow) continue;
    matches.push({
      referenceId,
      score,
      expectedFalseMatches,
      strength: expectedFalseMatches <= strongBelow ? 'strong' : 'weak',
      segments: kept.sort((one, other) => one.queryStart - other.queryStart),
      secondOpinion: askSecondOpinion(query, reference, index.algorithm, kept, mirrorTrack),
    });
  }
  return matches.sort((one, other) => other.score - one.score);
}

/** Query frames that no strong segment covers yet. */
function unexplained(track: HashTrack, segments: readonly Segment[], strongScore: number): number[] {
  const strong = segments.filter((segment) => segment.score >= strongScore);
  return [...track.timesMs.keys()].filter((frame) => {
    const time = track.timesMs[frame]! / 1000;
    return !strong.some((segment) => time >= segment.queryStart && time < segment.queryEnd);
  });
}

/** Turns candidates into lines, and follows and weighs each; `track` is the query's in one orientation. */
function verify(
  query: Fingerprint,
  track: HashTrack,
  mirrored: boolean,
  index: ReferenceIndex,
  candidates: Candidates,
  maxSeedDistance: number,
  maxLines: number,
): Map<string, Segment[]> {
  const found = new Map<string, Segment[]>();
  const clocks = new Map<number, FrameClock>();
  const clockOf = (reference: number): FrameClock => {
    let clock = clocks.get(reference);
    if (clock === undefined) {
      clock = new FrameClock(findTrack(index.get(index.idOf(reference))!, index.algorithm)!);
      clocks.set(reference, clock);
    }
    return clock;
  };
  const proposals = proposeLines(track, candidates, (reference) => clockOf(reference).track, maxSeedDistance);
  const scratch = new Uint16Array(track.timesMs.length);
  const tried = new Map<number, number>();
  const runs = new Map<number, AlignedRun[]>();
  for (const { reference, line, start, end } of proposals) {
    const tries = tried.get(reference) ?? 0;
    if (tries >= maxLines) continue;
    const earlier = runs.get(reference) ?? [];
    if (earlier.some((run) => explains(run, track, line, start, end))) continue;
    tried.set(reference, tries + 1);
    const clock = clockOf(reference);
    const settled = settleLine(track, clock, line, start, end, scratch);
    // Neighbouring votes often settle on a line that is known already.
    if (settled === undefined || earlier.some((run) => explains(run, track, settled.line, settled.start, settled.end))) continue;
    const run = followLine(track, clock, settled, scratch);
    if (run === undefined) continue;
    const segment = describe(query, track, clock, run, mirrored);
    if (segment.score <= 0) continue;
    runs.set(reference, [...earlier, run]);
    const id = index.idOf(reference);
    found.set(id, [...(found.get(id) ?? []), segment]);
  }
  return found;
}

/** Whether a run that was found before already covers the block on nearly the proposed line. */
function explains(run: AlignedRun, track: HashTrack, line: { offset: number; speed: number }, start: number, end: number): boolean {
  const from = Math.max(run.start, start);
  const to = Math.min(run.end, end);
  if (to - from < (end - start) / 2) return false;
  const middle = (track.timesMs[from]! + track.timesMs[to - 1]!) / 2000;
  return Math.abs(run.line.offset + run.line.speed * middle - (line.offset + line.speed * middle)) < 0.6;
}

/** Says what an aligned run means, in seconds and in evidence. */
function describe(query: Fingerprint, track: HashTrack, clock: FrameClock, run: AlignedRun, mirrored: boolean): Segment {
  const queryFrames: number[] = [];
  const referenceFrames: number[] = [];
  const distances: number[] = [];
  const frameTimes: number[] = [];
  let differing = 0;
  for (let frame = run.start; frame < run.end; frame++) {
    const distance = run.distances[frame - run.start]!;
    if (distance === NOT_COMPARED) continue;
    const time = track.timesMs[frame]! / 1000;
    queryFrames.push(frame);
    frameTimes.push(time);
    distances.push(distance);
    differing += distance;
    const shown = clock.frameAt(run.line.offset + run.line.speed * time);
    if (shown !== NO_FRAME) referenceFrames.push(shown);
  }
  const meanDistance = differing / distances.length / track.bits;
  const independentFrames = Math.min(countIndependent(track, queryFrames), countIndependent(clock.track, referenceFrames));
  const { queryStart, queryEnd } = endsOf(query, track, clock, run);
  return {
    queryStart,
    queryEnd,
    referenceStart: Math.max(0, run.line.offset + run.line.speed * queryStart),
    referenceEnd: run.line.offset + run.line.speed * queryEnd,
    speed: run.line.speed,
    mirrored,
    meanDistance,
    framesCompared: distances.length,
    independentFrames,
    score: Math.max(0, -logExpectedFalseMatches(meanDistance, independentFrames)),
    distances,
    frameTimes,
  };
}

/**
 * A segment begins half-way between its first frame and the frame before, and ends likewise: the true cut lies somewhere between.
 * At the query's own ends, and at the reference's, it goes up to the end.
 */
function endsOf(query: Fingerprint, track: HashTrack, clock: FrameClock, run: AlignedRun): { queryStart: number; queryEnd: number } {
  const { timesMs, spansMs } = track;
  const first = timesMs[run.start]! / 1000;
  const last = timesMs[run.end - 1]! / 1000;
  const lastEnd = last + spansMs[run.end - 1]! / 1000;
  const before = run.start === 0 ? undefined : timesMs[run.start - 1]! / 1000;
  const gap = Math.min(0.5, before === undefined ? first : first - before);
  const queryStart = before === undefined && first <= 0.5 ? 0 : first - gap / 2;
  const queryEnd =
    run.end === timesMs.length && query.duration - lastEnd <= 0.5
      ? Math.max(lastEnd, query.duration)
      : last + Math.min(0.5, lastEnd - last) / 2;
  const { offset, speed } = run.line;
  return {
    queryStart: Math.max(queryStart, -offset / speed),
    queryEnd: Math.min(queryEnd, (clock.end + 0.05 - offset) / speed),
  };
}

/**
 * Of segments that claim the same stretch of the query, the strongest keeps it: one stretch shows one place of a reference.
 * A weaker one that reaches well beyond stays with what is its own.
 */
function withoutOverlaps(segments: readonly Segment[]): Segment[] {
  const kept: Segment[] = [];
  for (const segment of [...segments].sort(
    (one, other) => other.score - one.score || other.queryEnd - other.queryStart - (one.queryEnd - one.queryStart),
  )) {
    const length = segment.queryEnd - segment.queryStart;
    const covered = kept.reduce(
      (sum, other) => sum + Math.max(0, Math.min(segment.queryEnd, other.queryEnd) - Math.max(segment.queryStart, other.queryStart)),
      0,
    );
    if (covered <= length * 0.2) kept.push(segment);
  }
  return kept;
}

/** The track of the picture mirrored left to right, computed on the hashes. */
function mirrorTrack(track: HashTrack): HashTrack {
  const hashes = new Uint32Array(track.hashes.length);
  const words = track.bits / 32;
  for (let at = 0; at < hashes.length; at += words) mirrorHash(track.algorithm, track.hashes, at, hashes, at);
  return { ...track, hashes };
}
