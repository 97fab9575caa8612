import { findTrack, type TimeSpan } from '@streetdate/core/portable';
import { measureDistances, NOT_COMPARED } from '../align/distances.ts';
import { FrameClock } from '../align/frame-clock.ts';
import { uprightTrack } from '../align/orientation.ts';
import type { TimeMap } from '../align/time-map.ts';
import { logTrialsAnHour } from '../evidence/hash-bits.ts';
import type { Segment } from '../match.ts';
import { VIEW_PAIRS } from '../propose/diagonals/diagonals.ts';
import { ENOUGH, mayMove, placeByMotion } from '../verify/place-by-motion.ts';
import type { SearchedFilms } from '../verify/searched-films.ts';
import { describeRun } from '../verify/segment.ts';
import { framesWithin } from './thinned-track.ts';

/** Seconds by which the ends of an interval that two references share are unsure: a fade, or half a sampling interval of both. */
const UNSURE = 0.5;
/** Shortest rest of a segment that may be evidence by itself, seconds. */
const SHORTEST = 1;

/** The view of whole pictures, and that of references whose edges are cropped. */
const [ACTIVE, CROPPED] = ['active', 'middle-0.9'] as const;

/**
 * What is left of segments outside some intervals of the reference. Each rest is valued anew, as if nothing else had been found: a share of the
 * whole segment's score would count evidence of the intervals.
 */
export function segmentsOutside(segments: readonly Segment[], intervals: readonly TimeSpan[], films: SearchedFilms): Segment[] {
  return segments.flatMap((segment) => {
    const whole = { start: segment.referenceStart, end: segment.referenceEnd };
    const inside = intervals.filter(({ start, end }) => start - UNSURE < whole.end && whole.start < end + UNSURE);
    if (inside.length === 0) return [segment];
    return outside(whole, inside).flatMap((span) => valueRest(segment, span, films) ?? []);
  });
}

function outside(whole: TimeSpan, intervals: readonly TimeSpan[]): TimeSpan[] {
  const rests: TimeSpan[] = [];
  let from = whole.start;
  for (const { start, end } of intervals.toSorted((one, other) => one.start - other.start)) {
    rests.push({ start: from, end: start - UNSURE });
    from = Math.max(from, end + UNSURE);
  }
  rests.push({ start: from, end: whole.end });
  return rests.filter(({ start, end }) => end - start >= SHORTEST);
}

/** The part of a segment that shows an interval of the reference; undefined where it is no evidence. */
function valueRest(segment: Segment, { start, end }: TimeSpan, films: SearchedFilms): Segment | undefined {
  const { speed, queryEnd, referenceEnd } = segment;
  const map = { speed, offset: referenceEnd - speed * queryEnd };
  const span = { start: (start - map.offset) / speed, end: (end - map.offset) / speed };
  // Views that a proposer made are not in the fingerprints: their rest is valued by the distances of its frames.
  const rest = compareAnew(segment, map, span, films) ?? shareOf(segment, map, span, films);
  return rest !== undefined && rest.score > 0 ? rest : undefined;
}

/** Compares the frames of an interval again. Within a long segment a view may have passed that is not the best one for the rest. */
function compareAnew(segment: Segment, map: TimeMap, span: TimeSpan, films: SearchedFilms): Segment | undefined {
  const same = compareIn(segment.referenceView, 1, segment, map, span, films);
  if (same === undefined || same.score >= ENOUGH || segment.referenceView !== ACTIVE) return same;
  const cropped = compareIn(CROPPED, VIEW_PAIRS, segment, map, span, films);
  return cropped !== undefined && cropped.score > same.score ? cropped : same;
}

function compareIn(
  referenceView: string,
  trials: number,
  segment: Segment,
  map: TimeMap,
  span: TimeSpan,
  { query, reference, algorithm, hours }: SearchedFilms,
): Segment | undefined {
  const { mirrored, rotation, inverted = false, queryView } = segment;
  const orientation = { mirrored, rotation, inverted };
  const whole = findTrack(query, algorithm, queryView);
  const referenceTrack = findTrack(reference, algorithm, referenceView);
  const upright = whole && uprightTrack(whole, orientation);
  if (upright === undefined || referenceTrack === undefined) return undefined;
  // A track of these frames alone: what is found cannot reach beyond them.
  const track = framesWithin(upright, span);
  const frames = track.timesMs.length;
  const clock = new FrameClock(referenceTrack);
  const distances = new Uint16Array(frames);
  measureDistances(track, clock, map, 0, frames, distances);
  if (distances.every((distance) => distance === NOT_COMPARED)) return { ...segment, score: 0 };
  const run = { map, start: 0, end: frames, distances };
  const rest = describeRun(query, track, clock, run, orientation, { libraryHours: hours, trials });
  // Luma grids of a whole picture tell of one whose edges are cropped as well.
  const hasMotion = queryView === ACTIVE && (referenceView === ACTIVE || referenceView === CROPPED);
  // In a static scene the pictures of the whole segment were evidence enough, and those of the rest may not be.
  if (rest.score >= ENOUGH || !hasMotion || !mayMove(rest)) return rest;
  const moved = placeByMotion({ query, track, reference, clock, hours }, rest);
  return moved !== undefined && moved.score > rest.score ? moved : rest;
}

/** The rest of a segment by the distances that it keeps: evidence grows with the frames, and with the square of how much nearer they are than others. */
function shareOf(segment: Segment, map: TimeMap, span: TimeSpan, { algorithm, query, hours }: SearchedFilms): Segment | undefined {
  const bits = findTrack(query, algorithm)?.bits ?? 256;
  const kept = [...segment.frameTimes.keys()].filter((at) => segment.frameTimes[at]! >= span.start && segment.frameTimes[at]! < span.end);
  if (kept.length === 0) return undefined;
  const distances = kept.map((at) => segment.distances[at]!);
  const meanDistance = distances.reduce((sum, distance) => sum + distance, 0) / kept.length / bits;
  const [nearer, ofWhole] = [segment.backgroundDistance - meanDistance, segment.backgroundDistance - segment.meanDistance];
  const frames = kept.length / segment.framesCompared;
  const share = ofWhole <= 0 ? 0 : frames * Math.min(1, Math.max(0, nearer / ofWhole)) ** 2;
  const logTrials = logTrialsAnHour(map.speed) + Math.log10(hours);
  return {
    ...segment,
    queryStart: span.start,
    queryEnd: span.end,
    referenceStart: map.offset + map.speed * span.start,
    referenceEnd: map.offset + map.speed * span.end,
    meanDistance,
    framesCompared: kept.length,
    independentFrames: Math.max(1, frames * segment.independentFrames),
    score: Math.max(0, (segment.score + logTrials) * share - logTrials),
    distances,
    frameTimes: kept.map((at) => segment.frameTimes[at]!),
  };
}
