import type { Fingerprint, HashTrack, TimeSpan } from '@streetdate/core/portable';
import { ROTATED, UPRIGHT } from '../align/orientation.ts';
import type { Segment } from '../match.ts';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { AlignmentSearch, type AlignmentSearchLimits, unexplainedFrames } from './alignment-search.ts';
import { searchCrops } from './crop/crop.ts';
import { searchMotion } from './motion/search-motion.ts';
import { searchPillarboxed } from './pillarbox/pillarbox.ts';
import { searchRegistered } from './registration/registration.ts';
import { searchRotated } from './rotation.ts';
import type { TimelineCandidate } from './timeline-candidates.ts';
import { viewsOf } from './view-indexes.ts';

/** Frames that references have of a further view in a second. */
const FURTHER_FRAMES_A_SECOND = 2;

/** Limits of {@link searchPictures}. */
export interface PictureSearchLimits extends AlignmentSearchLimits {
  /** References on which no work is spared. */
  readonly prioritised: ReadonlySet<string>;
  /** References that go by the query's timeline, on which none is spared either; asked for once something is left. */
  readonly findByTimeline: () => readonly TimelineCandidate[];
  /** Comparisons of two frames that may be spent beyond the index's own look-ups. */
  readonly maxComparisons: number;
}

/**
 * Searches a film's pictures in widening circles, each only for the frames that the ones before left unexplained: what the index finds by
 * itself; the same turned; every frame with every frame; and then the further views, for copies that were cut, tilted, or shown inside
 * another picture.
 * @returns Segments by reference id; they may overlap.
 */
export function searchPictures(
  query: Fingerprint,
  track: HashTrack,
  index: ReferenceIndex,
  limits: PictureSearchLimits,
): Map<string, readonly Segment[]> {
  const { explainedFrom, prioritised } = limits;
  const found = new Map<string, readonly Segment[]>();
  let comparisonsLeft = limits.maxComparisons;
  let known: readonly TimelineCandidate[] | undefined;
  const foundByTimeline = () => {
    known ??= limits.findByTimeline();
    return known;
  };
  const sought = () => new Set([...prioritised, ...foundByTimeline().map(({ referenceId }) => referenceId)]);
  /** Compares frame by frame where that can be afforded, and else with the references that are sought at least. */
  const comparisonsOf = (frames: readonly number[], referenceFrames: number) => UPRIGHT.length * frames.length * referenceFrames;
  const compareAll = (search: AlignmentSearch, frames: readonly number[], searched: ReferenceIndex) => {
    const comparisons = comparisonsOf(frames, searched.frameCount);
    if (comparisons <= comparisonsLeft) {
      comparisonsLeft -= comparisons;
      search.run(UPRIGHT, { exhaustive: true, frames });
      return;
    }
    const only = sought();
    if (only.size > 0) search.run(UPRIGHT, { exhaustive: true, frames, only });
  };
  const unexplained = (of: HashTrack) => unexplainedFrames(of, found, explainedFrom);
  const onFound = (id: string, segment: Segment) => found.set(id, [...(found.get(id) ?? []), segment]);
  const add = ({ segments }: AlignmentSearch) => {
    for (const [id, more] of segments) found.set(id, [...(found.get(id) ?? []), ...more]);
  };

  const plain = new AlignmentSearch(query, track, index, limits);
  plain.run(UPRIGHT);
  plain.run(ROTATED, { frames: unexplainedFrames(track, plain.segments, explainedFrom) });
  compareAll(plain, unexplainedFrames(track, plain.segments, explainedFrom), index);
  add(plain);

  const inner = query.tracks.filter(({ algorithm, view }) => algorithm === index.algorithm && view !== track.view);
  for (const part of inner) {
    const search = new AlignmentSearch(query, part, index, limits);
    search.run(UPRIGHT, { frames: unexplained(part) });
    compareAll(search, unexplained(part), index);
    add(search);
  }
  searchMotion(query, track, index, {
    unexplained: () => spansOf(track, unexplained(track)),
    sought,
    maxComparisons: comparisonsLeft,
    onFound,
  });
  // Of a whole catalogue only the views of references that are sought are fetched: there is no work to be done on the others.
  const left = unexplained(track);
  const affordable = comparisonsOf(left, FURTHER_FRAMES_A_SECOND * index.duration) <= comparisonsLeft;
  for (const cut of left.length === 0 ? [] : viewsOf(index).of(affordable ? undefined : sought())) {
    for (const part of [track, ...inner.filter(({ view }) => view.startsWith('tilted'))]) {
      const search = new AlignmentSearch(query, part, cut, limits);
      compareAll(search, unexplained(part), cut);
      add(search);
    }
  }
  const isExplained = (time: number) =>
    [...found.values()].some((segments) =>
      segments.some(({ score, queryStart, queryEnd }) => score >= explainedFrom && time >= queryStart && time < queryEnd),
    );
  searchPillarboxed(query, index, { ...limits, sought, maxComparisons: comparisonsLeft, isExplained, onFound });
  searchCrops(query, index, { sought, maxComparisons: comparisonsLeft, isExplained, onFound });
  if (unexplained(track).length > 0) searchRotated(query, index, foundByTimeline(), { isExplained, onFound });
  searchRegistered(query, index, { sought, maxComparisons: comparisonsLeft, isExplained, onFound });
  return found;
}

/** Longest time between two frames that are of one interval, milliseconds. */
const LONGEST_GAP_MS = 500;

/** The intervals of time that frames of a track show, seconds. */
function spansOf({ timesMs, spansMs }: HashTrack, frames: readonly number[]): TimeSpan[] {
  const spans: { start: number; end: number }[] = [];
  for (const frame of frames) {
    const [start, end] = [timesMs[frame]!, timesMs[frame]! + spansMs[frame]!];
    const last = spans.at(-1);
    if (last !== undefined && start - 1000 * last.end <= LONGEST_GAP_MS) last.end = end / 1000;
    else spans.push({ start: start / 1000, end: end / 1000 });
  }
  return spans;
}
