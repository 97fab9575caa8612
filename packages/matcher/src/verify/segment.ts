import type { Fingerprint, HashTrack, TimeSpan } from '@streetdate/core/portable';
import { NOT_COMPARED } from '../align/distances.ts';
import type { AlignedRun } from '../align/extend.ts';
import { type FrameClock, halfInterval } from '../align/frame-clock.ts';
import type { Orientation } from '../align/orientation.ts';
import { valueHashBits } from '../evidence/hash-bits.ts';
import type { Segment } from '../match.ts';

/** The score of an aligned run and its expected false matches. */
export interface ValuedRun {
  readonly segment: Segment;
  /** Decimal logarithm of the expected number of equally good false matches in the whole search; above 0 if the pictures prove nothing. */
  readonly logExpectedFalse: number;
}

/** The size of a search. */
export interface SearchSize {
  /** Hours of film searched. */
  readonly libraryHours: number;
  /** Number of hypotheses that the proposer tests at each place and speed. */
  readonly trials: number;
  /** Whether expected false matches above 0 are exact as well. Otherwise they may be too few, and are found sooner. @defaultValue false */
  readonly isExact?: boolean;
}

/** Scores an aligned run, like {@link valueRun}. */
export function describeRun(...run: Parameters<typeof valueRun>): Segment {
  return valueRun(...run).segment;
}

/**
 * Scores an aligned run and gives its interval in seconds.
 * @param track - The query's track in the aligned orientation.
 * @param size - The size of the whole search, for the expected number of false matches.
 */
export function valueRun(
  query: Fingerprint,
  track: HashTrack,
  clock: FrameClock,
  run: AlignedRun,
  { mirrored, rotation, inverted = false }: Orientation,
  { libraryHours, trials, isExact = false }: SearchSize,
): ValuedRun {
  // Of the alignments that chance proposes in a large library, nearly all prove nothing in one of that size.
  const worthlessFrom = isExact ? 0 : -Math.log10(libraryHours);
  const { logFalseMatchesAnHour, ...evidence } = valueHashBits(track, clock, run, trials, worthlessFrom);
  const compared = [...run.distances.keys()].filter((at) => run.distances[at] !== NOT_COMPARED);
  const { queryStart, queryEnd } = endsOf(query, track, clock, run);
  const logFalseMatches = logFalseMatchesAnHour + Math.log10(libraryHours);
  const segment = {
    queryStart,
    queryEnd,
    referenceStart: Math.max(0, run.map.offset + run.map.speed * queryStart),
    referenceEnd: run.map.offset + run.map.speed * queryEnd,
    speed: run.map.speed,
    mirrored,
    rotation,
    ...(inverted && { inverted }),
    queryView: track.view,
    referenceView: clock.track.view,
    ...evidence,
    score: Math.min(HIGHEST_SCORE, Math.max(0, -logFalseMatches)),
    distances: compared.map((at) => run.distances[at]!),
    frameTimes: compared.map((at) => track.timesMs[run.start + at]! / 1000),
  };
  return { segment, logExpectedFalse: logFalseMatches };
}

/** Upper limit of scores. Numbers below 10 ** -300 cannot be represented, and nobody needs them. */
const HIGHEST_SCORE = 300;

/** Longest gap between two sampled frames that is divided between them, seconds. In longer gaps frames are missing. */
const LONGEST_INTERVAL = 0.5;

/**
 * A segment begins half-way between its first frame and the frame before. It ends half-way between the last sample of its last frame, which
 * may stand for many, and the next frame. The true cut is somewhere in between. At the query's own ends it extends to the end, and it never
 * exceeds the reference.
 */
function endsOf(query: Fingerprint, track: HashTrack, clock: FrameClock, run: AlignedRun): { queryStart: number; queryEnd: number } {
  const { timesMs, spansMs } = track;
  const first = timesMs[run.start]! / 1000;
  const last = timesMs[run.end - 1]! / 1000;
  const span = spansMs[run.end - 1]! / 1000;
  const interval = Math.min(LONGEST_INTERVAL, span);
  // The duration of a key frame is unknown if the frames after it were not decoded.
  const sampling = query.look ? interval : Math.min(interval, (2 * halfInterval(spansMs)) / 1000);
  const lastSample = query.look ? last : last + span - sampling;
  const isFirst = run.start === 0 && first <= LONGEST_INTERVAL;
  const isLast = run.end === timesMs.length && query.duration - lastSample <= sampling + LONGEST_INTERVAL;
  const before = run.start === 0 ? first - interval : timesMs[run.start - 1]! / 1000;
  const queryStart = isFirst ? 0 : first - Math.min(LONGEST_INTERVAL, first - before) / 2;
  const queryEnd = isLast ? Math.max(query.duration, last + interval) : lastSample + sampling / 2;
  const { offset, speed } = run.map;
  return { queryStart: Math.max(queryStart, -offset / speed), queryEnd: Math.min(queryEnd, (clock.end - offset) / speed) };
}

/** The length of a segment in the query, seconds. */
export function lengthOf({ queryStart, queryEnd }: Segment): number {
  return queryEnd - queryStart;
}

/** The time of the reference that a segment shows at a time of the query, seconds. */
export function shownAt(
  { queryStart, referenceStart, referenceEnd, speed }: Pick<Segment, 'queryStart' | 'referenceStart' | 'referenceEnd' | 'speed'>,
  time: number,
): number {
  return (speed < 0 ? referenceEnd : referenceStart) + speed * (time - queryStart);
}

/** The interval of the reference that a segment shows in an interval of the query, seconds. */
export function spanShown(segment: Segment, { start, end }: TimeSpan): TimeSpan {
  const [one, other] = [shownAt(segment, start), shownAt(segment, end)];
  return { start: Math.max(0, Math.min(one, other)), end: Math.max(one, other) };
}

/** A segment with other ends in the query, on the same alignment. */
export function withEnds<S extends Segment>(segment: S, queryStart: number, queryEnd: number): S {
  const { start, end } = spanShown(segment, { start: queryStart, end: queryEnd });
  return { ...segment, queryStart, queryEnd, referenceStart: start, referenceEnd: end };
}
