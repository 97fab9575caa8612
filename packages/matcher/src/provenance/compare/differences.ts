import { findTrack } from '@streetdate/core/portable';
import type { Segment } from '../../match.ts';
import type { PlacedCopy, PlacedRendition } from '../copy/rendition.ts';
import { hasPicture, SAME_PICTURE } from './find-picture.ts';

/** A place at which a copy agrees with one rendition and not with another. */
export interface Difference {
  /**
   * `footage`: the copy shows what the other lacks. `gap`: the copy lacks what the other has there. `order`: the other
   * has it elsewhere.
   */
  readonly kind: 'footage' | 'gap' | 'order';
  /** Time in the copy, seconds. */
  readonly at: number;
  /** Seconds of film that differ. */
  readonly seconds: number;
}

/** Shortest difference, seconds. Ends of segments are exact to one or two sampling intervals, and encoding trims less. */
const SHORTEST = 1;
/** Seconds by which the ends of two segments may differ at the same shot cut. */
const EDGE = 0.4;
/** Longest pause in the copy between two segments that follow each other directly, seconds. */
const DIRECTLY = 0.75;
/** Frames of an interval to look for in the other rendition: at most, and at least. */
const SAMPLED_FRAMES = { most: 24, fewest: 3 } as const;
/**
 * Share of these frames that the other rendition may have: the shot at the edge, and sets to which a film returns. An
 * interval that the search missed has nearly all of its frames there.
 */
const MAY_HAVE = 0.5;

/** Footage within this of an end of the copy is that end, seconds. */
const AT_THE_END = 1;

/** Whether a difference is the beginning or end of the copy. A logo or a card there belongs to a release, scenes belong to an edition. */
export function isAtEnd({ query }: PlacedCopy, { kind, at, seconds }: Difference, end: 'start' | 'end'): boolean {
  return kind === 'footage' && (end === 'start' ? at <= AT_THE_END : at + seconds >= query.duration - AT_THE_END);
}

/** The places at which the copy agrees with `shown` and not with `other`, in order of time. */
export function differencesOf(copy: PlacedCopy, shown: PlacedRendition, other: PlacedRendition): Difference[] {
  return [...footageOf(copy, shown, other), ...jumpsOf(shown, other)].sort((one, next) => one.at - next.at);
}

/**
 * Intervals that the one has and the other lacks.
 * @param share - Share of the bits up to which two pictures are the same.
 */
export function* footageOf(copy: PlacedCopy, shown: PlacedRendition, other: PlacedRendition, share = SAME_PICTURE): Generator<Difference> {
  for (const segment of shown.segments) {
    for (const { start, end } of uncovered(segment, other.segments)) {
      if (end - start >= SHORTEST && isNowhere(copy, shown, segment, { start, end }, other, share)) {
        yield { kind: 'footage', at: start, seconds: end - start };
      }
    }
  }
}

/** Intervals of the copy that a segment covers and others do not, minus the error of their ends. */
function uncovered({ queryStart, queryEnd }: Segment, others: readonly Segment[]): { start: number; end: number }[] {
  const intervals: { start: number; end: number }[] = [];
  let start = queryStart;
  for (const other of others) {
    if (other.queryEnd <= start || other.queryStart >= queryEnd) continue;
    if (other.queryStart > start) intervals.push({ start, end: other.queryStart - EDGE });
    start = Math.max(start, other.queryEnd + EDGE);
  }
  if (start < queryEnd) intervals.push({ start, end: queryEnd });
  return intervals;
}

/**
 * Whether another rendition lacks an interval altogether. An even selection of the shown rendition's frames is compared
 * with every frame of the other, since the search may have missed an interval that is there. The copy's own frames are
 * not used: those of a bad copy resemble nothing.
 */
function isNowhere(
  { algorithm }: PlacedCopy,
  shown: PlacedRendition,
  { queryStart, referenceStart, speed }: Segment,
  { start, end }: { readonly start: number; readonly end: number },
  other: PlacedRendition,
  share: number,
): boolean {
  const [track, there] = [findTrack(shown.fingerprint, algorithm), findTrack(other.fingerprint, algorithm)];
  if (track === undefined || there === undefined) return false;
  const [from, to] = [start, end].map((time) => 1000 * (referenceStart + speed * (time - queryStart)));
  const frames = [...track.timesMs.keys()].filter((frame) => track.timesMs[frame]! >= from! && track.timesMs[frame]! < to!);
  if (frames.length < SAMPLED_FRAMES.fewest) return false;
  const stride = Math.ceil(frames.length / SAMPLED_FRAMES.most);
  const searched = frames.filter((_, at) => at % stride === 0);
  return searched.filter((frame) => hasPicture(there, track, frame, share)).length <= MAY_HAVE * searched.length;
}

/** Places at which the copy jumps in the other's time and continues in the one's. */
function* jumpsOf(shown: PlacedRendition, { segments }: PlacedRendition): Generator<Difference> {
  for (const [at, before] of segments.entries()) {
    const after = segments[at + 1];
    if (after === undefined) break;
    const pause = after.queryStart - before.queryEnd;
    if (pause > DIRECTLY) continue;
    const runsOn = shown.segments.some(
      ({ queryStart, queryEnd }) => queryStart <= before.queryEnd - SHORTEST && queryEnd >= after.queryStart + SHORTEST,
    );
    const skipped = after.referenceStart - before.referenceEnd - pause * before.speed;
    if (!runsOn || Math.abs(skipped) < SHORTEST) continue;
    if (skipped < 0) yield { kind: 'order', at: after.queryStart, seconds: -skipped };
    // A change of order also causes jumps ahead. What they skip is shown elsewhere and counts there.
    else if (!isShown(before.referenceEnd, after.referenceStart, segments)) yield { kind: 'gap', at: after.queryStart, seconds: skipped };
  }
}

/** Whether segments show at least half of an interval of their reference. */
function isShown(start: number, end: number, segments: readonly Segment[]): boolean {
  const shown = segments.reduce(
    (sum, { referenceStart, referenceEnd }) => sum + Math.max(0, Math.min(end, referenceEnd) - Math.max(start, referenceStart)),
    0,
  );
  return shown >= (end - start) / 2;
}
