import { findTrack } from '@streetdate/core/portable';
import { LEVELS_APART } from '../../align/distances.ts';
import { FrameClock } from '../../align/frame-clock.ts';
import { uprightTrack } from '../../align/orientation.ts';
import type { Segment } from '../../match.ts';
import { leftBeside } from '../overlaps.ts';
import { isUpright, type MovingPair } from '../place-by-motion.ts';
import type { SearchedFilms } from '../searched-films.ts';
import { lengthOf, shownAt } from '../segment.ts';
import { type BestPath, bestPath } from './best-path.ts';
import { type ComparedIntervals, STEP } from './compared-intervals.ts';
import { MomentEvidence } from './moment-evidence.ts';
import { type PlacedPiece, SAME, segmentOfPiece } from './piece-segment.ts';

/** Shortest and longest interval of a query that is compared moment by moment, seconds. */
const LENGTH = { shortest: 2, longest: 120 } as const;
/** Seconds of the query beside the segments found in which further pieces are looked for. */
const BESIDE = 30;
/** Most moments of the query times moments of the reference. In longer references those around the segments found are compared. */
const MOST_COMPARISONS = 4_000_000;
/** Offsets beside that of a segment found to which it is exact. */
const NEAR = 1;
/** Shortest piece, seconds. */
const SHORTEST = 1;

/**
 * Places the pieces of a film that were put in another order. Pictures of one scene fit many of its moments, so the search finds one
 * alignment and extends it over several pieces. Here each moment of the query is compared with each moment of the reference, and the most
 * likely path through them is found. Pieces of two seconds are placed to a tenth of a second.
 * @param segments - What the search found of the reference, in order of query time.
 * @returns The segments in order, with pieces instead of those that show the whole picture; undefined if no other placement is more likely.
 */
export function placePieces(films: SearchedFilms, segments: readonly Segment[]): Segment[] | undefined {
  const { query, reference } = films;
  const [strongest] = segments.filter(isWhole).toSorted((one, other) => other.score - one.score);
  // Between the key frames of a first look at a long film luma is unknown.
  const isKnown = query.luma?.fineGrid !== undefined && reference.luma?.changeSigns !== undefined && query.look === undefined;
  if (!isKnown || strongest === undefined) return undefined;
  const { speed, mirrored } = strongest;
  const found = segments.filter((segment) => isWhole(segment) && segment.mirrored === mirrored);
  const pair = pairOf(films, mirrored);
  const intervals = intervalsOf(films, found, { speed, mirrored });
  if (pair === undefined || intervals === undefined) return undefined;
  const own = { clock: new FrameClock(pair.track), luma: query.luma! };
  const evidence = new MomentEvidence(own, { clock: pair.clock, luma: reference.luma! }, intervals, found);
  const { path, gainAsFound } = pathBeside(evidence, found);
  const pieces = alikeOnes(path.pieces.flatMap((piece) => segmentOfPiece({ pair, evidence, intervals, path, found }, piece) ?? []));
  const gain = pieces.reduce((sum, piece) => sum + piece.gain, 0);
  // They must be as much more likely as one further piece has to be.
  if (pieces.length === 0 || gain < gainAsFound + path.price) return undefined;
  const placed = withoutGaps(
    pieces.map(({ segment }) => segment),
    found,
  );
  if (placed.every((piece) => found.some((each) => isSamePlace(each, piece)))) return undefined;
  const others = segments.flatMap((segment) => {
    if (found.includes(segment)) return [];
    const over = placed.filter((piece) => overlap(piece, segment));
    return over.length === 0 ? [segment] : leftBeside(segment, over);
  });
  return [...placed, ...others].sort((one, other) => one.queryStart - other.queryStart);
}

/** Whether a segment shows the whole picture, upright. Luma grids show the same areas then. */
function isWhole(segment: Segment): boolean {
  const { queryView, referenceView, foundBy = 'picture' } = segment;
  return queryView === 'active' && referenceView === 'active' && foundBy === 'picture' && isUpright(segment);
}

/** The tracks to compare; undefined if one is missing. */
function pairOf({ query, reference, algorithm, hours }: SearchedFilms, mirrored: boolean): MovingPair | undefined {
  const [own, other] = [findTrack(query, algorithm), findTrack(reference, algorithm)];
  const track = own && uprightTrack(own, { mirrored, rotation: 0 });
  return track && other && { query, track, reference, clock: new FrameClock(other), hours };
}

/** The interval of the query around the segments found, and as much of the reference around them as time allows. */
function intervalsOf(
  { query, reference }: SearchedFilms,
  found: readonly Segment[],
  { speed, mirrored }: Pick<ComparedIntervals, 'speed' | 'mirrored'>,
): ComparedIntervals | undefined {
  const queryStart = Math.max(0, Math.min(...found.map((segment) => segment.queryStart)) - BESIDE);
  const queryEnd = Math.min(query.duration, Math.max(...found.map((segment) => segment.queryEnd)) + BESIDE);
  const length = queryEnd - queryStart;
  if (length < LENGTH.shortest || length > LENGTH.longest) return undefined;
  const querySteps = Math.floor(length / STEP);
  const steps = Math.floor(reference.duration / STEP);
  const most = Math.floor(MOST_COMPARISONS / querySteps);
  const middle = found.reduce((sum, segment) => sum + segment.referenceStart + segment.referenceEnd, 0) / 2 / found.length;
  const first = Math.max(0, Math.min(steps - most, Math.round(middle / STEP - most / 2)));
  return { queryStart, querySteps, referenceStart: first * STEP, referenceSteps: Math.min(most, steps), speed, mirrored };
}

/**
 * The best path, and what the segments found gain by the same measure. Their alignments are exact to an eighth of a second. So they get the
 * mean likelihood within that, and the path leaves them only for another place.
 */
function pathBeside(evidence: MomentEvidence, found: readonly Segment[]): { readonly path: BestPath; readonly gainAsFound: number } {
  const { moments, offsets } = evidence;
  let gainAsFound = 0;
  const rowOf = (moment: number) => {
    const row = evidence.rowOf(moment);
    const time = evidence.timeOf(moment);
    const shown = found.find(({ queryStart, queryEnd }) => time >= queryStart && time < queryEnd);
    const offset = shown && evidence.offsetOf(moment, shownAt(shown, time));
    if (offset === undefined || offset < 0 || offset >= offsets) return row;
    const near = row.subarray(Math.max(0, offset - NEAR), offset + NEAR + 1);
    row[offset] = Math.log(near.reduce((sum, each) => sum + Math.exp(each), 0) / near.length);
    gainAsFound += row[offset];
    return row;
  };
  const path = bestPath({ moments, offsets, rowOf });
  return { path, gainAsFound: gainAsFound - found.length * path.price };
}

/**
 * The pieces that are about as alike as most of the copy, and not too short. Another film of the same room or person is less alike than a
 * copy.
 */
function alikeOnes(pieces: readonly PlacedPiece[]): PlacedPiece[] {
  const [longest] = pieces.toSorted((one, other) => lengthOf(other.segment) - lengthOf(one.segment));
  if (longest === undefined) return [];
  const most = longest.distance + LEVELS_APART;
  return pieces.filter(({ segment, distance }) => distance <= most && lengthOf(segment) >= SHORTEST);
}

/** Pieces without the gaps between them that a segment found covers on the alignment of the next piece, or else of the one before. */
function withoutGaps(pieces: readonly Segment[], found: readonly Segment[]): Segment[] {
  const covered = [...pieces];
  for (const [at, next] of pieces.entries()) {
    const before = covered[at - 1];
    if (before === undefined || next.queryStart <= before.queryEnd) continue;
    const [from, to] = [before.queryEnd, next.queryStart];
    const cover = found.find(({ queryStart, queryEnd }) => queryStart <= from && queryEnd >= to);
    const isOn = (piece: Segment, time: number) => cover && Math.abs(shownAt(cover, time) - shownAt(piece, time)) <= SAME;
    if (isOn(next, to)) covered[at] = { ...next, queryStart: from, referenceStart: shownAt(next, from) };
    else if (isOn(before, from)) covered[at - 1] = { ...before, queryEnd: to, referenceEnd: shownAt(before, to) };
  }
  return covered;
}

/** Whether two segments are the same as far as pictures tell. */
function isSamePlace(one: Segment, other: Segment): boolean {
  const times = (segment: Segment) => [
    segment.queryStart,
    segment.queryEnd,
    shownAt(segment, other.queryStart),
    shownAt(segment, other.queryEnd),
  ];
  const others = times(other);
  return times(one).every((time, at) => Math.abs(time - others[at]!) <= SAME);
}

function overlap(one: Segment, other: Segment): boolean {
  return one.queryStart < other.queryEnd && other.queryStart < one.queryEnd;
}
