import { type Fingerprint, findTrack, hammingDistance } from '@streetdate/core/portable';
import { FrameClock, NO_FRAME } from '../../align/frame-clock.ts';
import { layUpright } from '../../align/orientation.ts';
import { ISSUED_SPEEDS } from '../../align/speeds.ts';
import type { Segment } from '../../match.ts';
import { bestPath, UNKNOWN } from './best-path.ts';

/** Lines of one rendition that are followed: a copy has one for each cut in it. */
const MOST_LINES = 16;
/**
 * A line is followed while its pictures are no further off than what it was found with and so much more, as a share of the bits, and never at the distance of
 * unrelated ones.
 */
const WORSE = { by: 0.12, most: 0.4 } as const;
/** Fits that differ by less are alike, as a share of the bits. */
const ALIKE = 0.004;
/** Shifts of a line that are tried around its middle, seconds, and around the best of them. */
const SHIFTS = [-0.24, -0.16, -0.08, 0, 0.08, 0.16, 0.24];
const SMALL_SHIFTS = [-0.06, -0.04, -0.02, 0, 0.02, 0.04, 0.06];
/** Frames by which speeds are compared; of longer segments an even selection. */
const MOST_FRAMES = 400;
/** Lines that stay so near are one, seconds. */
const SAME_LINE = 0.3;
/** Shortest stretch that is kept, seconds. */
const SHORTEST = 0.8;

/** A line through a copy and a rendition, with what it was found by. */
interface SourceLine {
  readonly segment: Segment;
  readonly offset: number;
  readonly speed: number;
  /** Share of the bits by which the pictures of the copy and the rendition differ at a time of the copy; undefined where either has none. */
  readonly distanceAt: (time: number, offset?: number, speed?: number) => number | undefined;
}

/**
 * Follows the lines that a search found through the whole copy. A search need only find a copy: it leaves out what stands still or is dark, may
 * end early, and takes the wrong speed where little moves. The signs need to know what is there: of all lines the copy follows at each moment the one that fits
 * best, or none.
 * @returns New segments, in order of the copy's time; those given where a view was compared that is no track.
 */
export function settleSegments(
  query: Fingerprint,
  reference: Fingerprint,
  segments: readonly Segment[],
  algorithm: string,
): readonly Segment[] {
  const grid = findTrack(query, algorithm);
  if (grid === undefined || grid.timesMs.length === 0 || segments.length === 0 || segments.length > MOST_LINES) return segments;
  const lines = segments.flatMap((segment) => lineOf(query, reference, segment, algorithm) ?? []);
  if (lines.length < segments.length) return segments;
  const times = Array.from(grid.timesMs, (timeMs) => timeMs / 1000);
  const end = (grid.timesMs.at(-1)! + grid.spansMs.at(-1)!) / 1000;
  const found = lines.map((line) => ({ line, start: line.segment.queryStart, end: line.segment.queryEnd }));
  // What is followed further is known better: a speed that is off by a thousandth leaves the pictures after a minute.
  const further = runsOf(solve(found, times), times, end);
  return runsOf(solve(further, times), times, end).map(cutTo);
}

/** A stretch of the copy on one line. */
interface Stretch {
  readonly line: SourceLine;
  /** Seconds of the copy; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A stretch, and how it fits. */
interface Run extends Stretch {
  /** Distances of its moments, {@link UNKNOWN} among them. */
  readonly distances: Float32Array;
}

/**
 * The stretches in which the copy is on a line, in order of time.
 * @param last - When the last moment ends.
 */
function runsOf(lines: readonly SourceLine[], times: readonly number[], last: number): Run[] {
  const distances = lines.map((line) => Float32Array.from(times, (time) => line.distanceAt(time) ?? UNKNOWN));
  const limits = lines.map(({ segment }) => Math.min(WORSE.most, segment.meanDistance + WORSE.by));
  const path = bestPath(distances, limits, times);
  const runs: Run[] = [];
  for (let first = 0, next = 0; first < times.length; first = next) {
    next = first + 1;
    while (next < times.length && path[next] === path[first]) next++;
    const line = lines[path[first]!];
    const end = times[next] ?? last;
    if (line === undefined || end - times[first]! < SHORTEST) continue;
    runs.push({ line, start: times[first]!, end, distances: distances[path[first]!]!.subarray(first, next) });
  }
  return runs;
}

/** The lines of stretches, each solved on its own stretch; of those that are one the longest's. */
function solve(stretches: readonly Stretch[], grid: readonly number[]): SourceLine[] {
  const solved: Stretch[] = [];
  for (const { line, start, end } of stretches.toSorted((one, other) => other.end - other.start - one.end + one.start)) {
    const stretch = { line: withBestSpeed({ line, start, end }, grid), start, end };
    if (!solved.some((known) => areOne(stretch, known.line))) solved.push(stretch);
  }
  return solved.map(({ line }) => line);
}

function lineOf(query: Fingerprint, reference: Fingerprint, segment: Segment, algorithm: string): SourceLine | undefined {
  const [plain, film] = [findTrack(query, algorithm, segment.queryView), findTrack(reference, algorithm, segment.referenceView)];
  const track = plain && layUpright(plain, segment);
  if (track === undefined || film === undefined) return undefined;
  const [shown, there] = [new FrameClock(track), new FrameClock(film)];
  const words = track.bits / 32;
  const { speed } = segment;
  const line = { offset: segment.referenceStart - speed * segment.queryStart, speed };
  const distanceAt = (time: number, offset = line.offset, at = line.speed) => {
    const shownTime = offset + at * time;
    // Before a rendition begins and after it ends no picture is its own; where it is dark inside, nobody knows.
    if (shownTime < 0 || shownTime >= reference.duration) return 1;
    const [here, beside] = [shown.frameAt(time), there.frameAt(shownTime)];
    return here === NO_FRAME || beside === NO_FRAME
      ? undefined
      : hammingDistance(track.hashes, here * words, film.hashes, beside * words, words) / track.bits;
  };
  return { segment, ...line, distanceAt };
}

/** The same line at the speed that fits best from `start` to `end`: its own, or an issued one around their middle. */
function withBestSpeed({ line, start, end }: Stretch, grid: readonly number[]): SourceLine {
  const middle = (start + end) / 2;
  // The copy's own frames: between two of them nobody knows what it shows.
  const inside = grid.filter((time) => time >= start && time < end);
  const stride = Math.ceil(inside.length / MOST_FRAMES);
  const times = inside.filter((_, at) => at % stride === 0);
  const fitOf = (speed: number, shift: number) => {
    const offset = line.offset + (line.speed - speed) * middle + shift;
    let sum = 0;
    let known = 0;
    for (const time of times) {
      const distance = line.distanceAt(time, offset, speed);
      if (distance === undefined) continue;
      sum += distance;
      known++;
    }
    return { offset, speed, mean: known < times.length / 2 ? Number.POSITIVE_INFINITY : sum / known };
  };
  const fits = [...ISSUED_SPEEDS, line.speed].map((speed) => {
    const coarse = SHIFTS.map((shift) => ({ shift, ...fitOf(speed, shift) })).reduce((one, other) => (other.mean < one.mean ? other : one));
    return SMALL_SHIFTS.map((shift) => fitOf(speed, coarse.shift + shift)).reduce((one, other) => (other.mean < one.mean ? other : one));
  });
  const least = Math.min(...fits.map(({ mean }) => mean));
  // Of speeds that fit alike the commonest: issued ones stand in that order.
  const { offset, speed } = fits.find(({ mean }) => mean <= least + ALIKE) ?? line;
  return { ...line, offset, speed, distanceAt: (time, at = offset, by = speed) => line.distanceAt(time, at, by) };
}

/** Whether a stretch's line is another line: they lie together where it is, in the same views. */
function areOne({ line, start, end }: Stretch, other: SourceLine): boolean {
  if (line.segment.queryView !== other.segment.queryView || line.segment.referenceView !== other.segment.referenceView) return false;
  if (line.segment.mirrored !== other.segment.mirrored || line.segment.rotation !== other.segment.rotation) return false;
  const apart = (time: number) => Math.abs(line.offset + line.speed * time - other.offset - other.speed * time);
  return apart(start) < SAME_LINE && apart(end) < SAME_LINE;
}

/** The segment that a run is, with what it was found by. */
function cutTo({ line: { segment, offset, speed }, start, end, distances }: Run): Segment {
  const compared = distances.filter((distance) => distance !== UNKNOWN);
  const meanDistance = compared.length === 0 ? segment.meanDistance : compared.reduce((sum, each) => sum + each, 0) / compared.length;
  const share = segment.framesCompared === 0 ? 1 : compared.length / segment.framesCompared;
  return {
    ...segment,
    queryStart: start,
    queryEnd: end,
    referenceStart: offset + speed * start,
    referenceEnd: offset + speed * end,
    speed,
    meanDistance,
    framesCompared: compared.length,
    independentFrames: Math.max(1, Math.round(segment.independentFrames * share)),
  };
}
