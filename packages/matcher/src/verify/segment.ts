import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
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

/** Share of a segment that stronger ones may claim before it is shortened or dropped. */
const MOST_COVERED = 0.2;
/** Seconds between two alignments that are one, as exactly as hashes of a changed picture tell. */
const SAME_ALIGNMENT = 0.6;
/**
 * What must be left of a shortened segment: so many seconds and frames, in which at most this share of bits differs. In the view of a
 * stronger one it is longer: around a cut the pictures of an edition without the scene resemble it for a second or two.
 */
const LEFT = { seconds: { otherView: 1, sameView: 3 }, frames: 3, distance: 0.33 } as const;

/**
 * Of segments in the same interval of the query the strongest wins, because an interval matches one place of a reference. A weaker one on
 * the same alignment keeps what lies beside the stronger ones.
 */
export function withoutOverlaps(segments: readonly Segment[]): Segment[] {
  const kept: Segment[] = [];
  for (const segment of [...segments].sort((one, other) => other.score - one.score || lengthOf(other) - lengthOf(one))) {
    const stronger = kept.filter((other) => other.queryStart < segment.queryEnd && other.queryEnd > segment.queryStart);
    const covered = stronger.reduce(
      (sum, other) => sum + Math.min(segment.queryEnd, other.queryEnd) - Math.max(segment.queryStart, other.queryStart),
      0,
    );
    if (covered <= lengthOf(segment) * MOST_COVERED) kept.push(segment);
    else if (stronger.every((other) => isSameAlignment(segment, other))) kept.push(...leftOf(segment, stronger));
  }
  return kept.sort((one, other) => one.queryStart - other.queryStart);
}

/** The length of a segment in the query, seconds. */
export function lengthOf({ queryStart, queryEnd }: Segment): number {
  return queryEnd - queryStart;
}

/** The time of the reference that a segment shows at a time of the query, seconds. */
export function shownAt(
  { queryStart, referenceStart, speed }: Pick<Segment, 'queryStart' | 'referenceStart' | 'speed'>,
  time: number,
): number {
  return referenceStart + speed * (time - queryStart);
}

/** Whether two overlapping segments show the same of the reference in the middle of what they share. */
function isSameAlignment(one: Segment, other: Segment): boolean {
  const middle = (Math.max(one.queryStart, other.queryStart) + Math.min(one.queryEnd, other.queryEnd)) / 2;
  return one.mirrored === other.mirrored && Math.abs(shownAt(one, middle) - shownAt(other, middle)) <= SAME_ALIGNMENT;
}

function isOtherView(one: Segment, other: Segment): boolean {
  return one.queryView !== other.queryView || one.referenceView !== other.referenceView;
}

/** The longest part of a segment beside stronger ones, with the numbers of its own frames; none if too little is left. */
function leftOf(segment: Segment, stronger: readonly Segment[]): Segment[] {
  const ends = [...stronger].sort((one, other) => one.queryStart - other.queryStart);
  let [start, end] = [segment.queryStart, segment.queryStart];
  let from = segment.queryStart;
  for (const { queryStart, queryEnd } of [...ends, { queryStart: segment.queryEnd, queryEnd: segment.queryEnd }]) {
    if (queryStart - from > end - start) [start, end] = [from, queryStart];
    from = Math.max(from, queryEnd);
  }
  const within = [...segment.frameTimes.keys()].filter((at) => segment.frameTimes[at]! >= start && segment.frameTimes[at]! < end);
  const seconds = stronger.every((other) => isOtherView(segment, other)) ? LEFT.seconds.otherView : LEFT.seconds.sameView;
  if (end - start < seconds || within.length < LEFT.frames) return [];
  const distances = within.map((at) => segment.distances[at]!);
  const share = within.length / segment.frameTimes.length;
  // The mean of all frames stands for as many bits as their distances add up to.
  const bits = segment.distances.reduce((sum, distance) => sum + distance, 0) / (segment.meanDistance * segment.distances.length);
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length / bits;
  const meanDistance = Number.isFinite(mean) ? mean : 0;
  if (meanDistance > LEFT.distance) return [];
  return [
    {
      ...segment,
      queryStart: start,
      queryEnd: end,
      referenceStart: segment.referenceStart + segment.speed * (start - segment.queryStart),
      referenceEnd: segment.referenceStart + segment.speed * (end - segment.queryStart),
      meanDistance,
      framesCompared: within.length,
      independentFrames: Math.max(1, Math.round(segment.independentFrames * share)),
      score: segment.score * share,
      distances,
      frameTimes: within.map((at) => segment.frameTimes[at]!),
    },
  ];
}
