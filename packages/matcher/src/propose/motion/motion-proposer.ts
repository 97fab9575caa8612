import { type Fingerprint, findTrack, type TimeSpan } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { FrameClock } from '../../align/frame-clock.ts';
import { uprightTrack } from '../../align/orientation.ts';
import { placeByMotion } from '../../verify/place-by-motion.ts';
import type { Proposer, SearchContext } from '../proposer.ts';
import type { PictureAlignments } from '../vote.ts';
import { findByLumaChangeSigns, lumaChangeSignsCost } from './luma-change-signs.ts';
import { findByMotion, motionCost } from './motion.ts';
import type { MotionCandidate, MotionOptions } from './motion-candidates.ts';

/** Share of the budget up to which all references are compared; otherwise the prioritised ones, and those that resemble the query. */
const BUDGET_SHARE = 1 / 2;
/** Share of differing bits up to which a place is another moment of the query's scene, and most references that are compared for one. */
const SAME_SCENE = 0.25;
const MOST_RESEMBLING = 8;

/** A way to find candidates by motion, and its comparisons for each second of the references. */
interface MotionSearch {
  readonly find: (query: Fingerprint, index: ReferenceIndex, intervals: readonly TimeSpan[], options: MotionOptions) => MotionCandidate[];
  readonly cost: (intervals: readonly TimeSpan[]) => number;
}

/** Candidates of one method, most certain first. */
function findCandidates(search: SearchContext, { find, cost }: MotionSearch, intervals: readonly TimeSpan[]): MotionCandidate[] {
  const { query, index, budget, share } = search;
  const costASecond = cost(intervals);
  if (budget.draw(costASecond * index.duration, BUDGET_SHARE)) return find(query, index, intervals, { share });
  const prioritised = search.priority.draw((seconds) => costASecond * seconds);
  const only = new Set([...prioritised, ...search.candidateReferences(), ...resembling(search, costASecond)]);
  return find(query, index, intervals, { only, share });
}

/** The references of places in the query's scene, as far as the budget covers them: a static scene resembles itself for minutes. */
function resembling({ index, budget, places }: SearchContext, costASecond: number): string[] {
  const near = places.filter(({ distance }) => distance <= SAME_SCENE).sort((one, other) => one.distance - other.distance);
  const ids = [...new Set(near.map(({ referenceId }) => referenceId))].slice(0, MOST_RESEMBLING);
  return ids.filter((id) => budget.draw(costASecond * (index.get(id)?.duration ?? 0), BUDGET_SHARE));
}

/** Proposes the candidates of some methods, most certain first. Pictures and motion must both support them. */
function* proposeByMotion(search: SearchContext, ways: readonly MotionSearch[]): PictureAlignments {
  const intervals = search.unexplainedIntervals();
  const candidates = ways.flatMap((way) => findCandidates(search, way, intervals));
  for (const candidate of candidates.toSorted((one, other) => one.logExpectedFalse - other.logExpectedFalse)) {
    const { referenceId, mirrored, offset } = candidate;
    const { start: queryStart, end: queryEnd } = candidate.interval;
    if (!search.unexplainedIntervals().some(({ start, end }) => start < queryEnd && end > queryStart)) continue;
    const verifier = { verify: () => placeCandidate(search, candidate) };
    yield {
      kind: 'picture',
      referenceId,
      map: { offset, speed: 1 },
      queryStart,
      queryEnd,
      orientation: { mirrored, rotation: 0 },
      verifier,
    };
  }
}

function placeCandidate({ query, track, index, hours }: SearchContext, { referenceId, mirrored, offset, interval }: MotionCandidate) {
  const reference = index.get(referenceId);
  const shown = reference && findTrack(reference, index.algorithm, index.view);
  const upright = uprightTrack(track, { mirrored, rotation: 0 });
  if (reference === undefined || shown === undefined || upright === undefined) return undefined;
  const near = { queryStart: interval.start, queryEnd: interval.end, referenceStart: interval.start + offset, speed: 1, mirrored };
  return placeByMotion({ query, track: upright, reference, clock: new FrameClock(shown), hours }, near);
}

const byGrid: MotionSearch = { find: findByMotion, cost: motionCost };
const bySigns: MotionSearch = { find: findByLumaChangeSigns, cost: lumaChangeSignsCost };

const wholeOf = ({ duration }: Fingerprint): TimeSpan[] => [{ start: 0, end: duration }];

/** Proposes alignments by motion: in a 3 × 3 luma grid over eight seconds, and by luma-change signs in an 8 × 8 grid over three. */
export const motion: Proposer = {
  name: 'motion',
  purpose: 'Finds the moment in a static scene, whose pictures are alike throughout, by what moves in luma grids.',
  requires: 'a film with luma grids',
  needs: ({ kind, luma }) => kind !== 'still' && (luma?.coarseGrid !== undefined || luma?.fineGrid !== undefined),
  cost: (query, { duration }) => (motionCost(wholeOf(query)) + lumaChangeSignsCost(wholeOf(query))) * duration,
  trials: () => 1,
  // Both together, so that the most certain candidate comes first, whichever method found it.
  propose: (search) => proposeByMotion(search, [byGrid, bySigns]),
};
