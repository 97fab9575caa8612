import { HASHERS } from '@streetdate/core/internal';
import type { PictureArea, Thumbnails } from '@streetdate/core/portable';
import { lastUpTo } from '@streetdate/index/internal';
import type { PictureAlignment } from '../../align/alignment.ts';
import { extendBlock } from '../../align/extend-over-gaps.ts';
import { FrameClock } from '../../align/frame-clock.ts';
import { shapeOf } from '../../align/picture-shape.ts';
import { blocksOf, FEWEST_PICTURES, intervalOf } from '../../align/thumbnail-blocks.ts';
import { halved, planeOf } from '../../geometry/planes.ts';
import { placementOf, project, projectionOf } from '../../geometry/projection.ts';
import { type PlanePair, type Registration, registerPlanes } from '../../geometry/register-planes.ts';
import type { Segment } from '../../match.ts';
import { spreadOver } from '../../spread-over.ts';
import { placeByChanges } from '../../verify/place-by-changes.ts';
import { describeRun } from '../../verify/segment.ts';
import type { Proposer, SearchContext } from '../proposer.ts';
import { FARTHEST_MS, type PlacementProposal, proposePlacements } from './placement-proposals.ts';
import { PARTS } from './prepared-parts.ts';
import { REGISTERED_SIDE, registeredQuery, registeredReference, sideUnder } from './registered-tracks.ts';

/** Most blocks of a query that are searched. */
const MOST_BLOCKS = 8;
/** Most pairs of thumbnails for a registration; larger sets are subsampled evenly. */
const MOST_PAIRS = 8;
/**
 * Least correlation and least share of the picture of a registration that is extended. Unrelated films are mostly below a half, on a
 * twentieth of the picture.
 */
const WORTH_FOLLOWING = { correlation: 0.6, share: 0.2 } as const;
/** Covered share of the picture from which a segment reports it. */
const COVERED = 0.05;

/** Cost of a second of references for each block, in comparisons of two whole hashes by the kernel. */
const COST_A_SECOND = 150_000;

/** Hypotheses at each place and speed: distinguishable geometries and coverings. */
const TRIALS = 50_000;

/**
 * Proposes alignments by registering the query's thumbnails with those of references. Low frequencies propose which crop of a reference's
 * picture the query shows, and when. Some of the pictures are then registered, and covered pixels are masked.
 */
export const registration: Proposer = {
  name: 'registration',
  purpose: 'Finds portrait crops, perspective and partly covered copies by registering thumbnails.',
  requires: 'a film with thumbnails; references enrolled with thumbnails',
  needs: ({ kind, thumbnails }, { algorithm }) => kind !== 'still' && thumbnails !== undefined && HASHERS.get(algorithm) !== undefined,
  cost: (_, { duration }) => COST_A_SECOND * duration * MOST_BLOCKS,
  trials: () => TRIALS,
  *propose(search) {
    const { query, index, budget, isExplained } = search;
    const { thumbnails } = query;
    if (thumbnails === undefined) return;
    const chosen = spreadOver(blocksOf(thumbnails, isExplained), MOST_BLOCKS);
    if (chosen.length === 0) return;
    const all = budget.draw(COST_A_SECOND * index.duration * chosen.length);
    const parts = index.derived.of(PARTS);
    const references = parts.of(all ? new Set(index.ids()) : search.candidateReferences());
    const covered = all ? 0 : search.priority.drawParts(chosen.length, (seconds) => COST_A_SECOND * seconds, 1);
    const coveredBlocks = new Set(spreadOver(chosen, covered));
    const withPrioritised = covered > 0 ? parts.of(new Set([...search.priority.ids, ...search.candidateReferences()])) : references;
    const shape = shapeOf(query);
    for (const block of chosen) {
      const unexplained = () => block.filter((thumbnail) => !isExplained(thumbnails.timesMs[thumbnail]! / 1000));
      const left = unexplained();
      const compared = coveredBlocks.has(block) ? withPrioritised : references;
      if (left.length < FEWEST_PICTURES || compared.length === 0) continue;
      for (const proposal of proposePlacements(thumbnails, left, shape, compared)) {
        const reference = index.get(proposal.referenceId)?.thumbnails;
        const solved = reference && solve(thumbnails, reference, proposal, shape);
        if (reference === undefined || solved === undefined) continue;
        const { referenceId, offsetMs } = proposal;
        const verify = (_: PictureAlignment, trials: number) =>
          register(search, { thumbnails, reference, solved, proposal, block: left, shape, trials });
        const interval = intervalOf(thumbnails, left);
        const segment = yield {
          kind: 'picture',
          referenceId,
          map: { offset: offsetMs / 1000, speed: 1 },
          ...interval,
          verifier: { verify },
        };
        if (segment !== undefined && unexplained().length < FEWEST_PICTURES) break;
      }
    }
  },
};

/** Registers a block: first at half the size, where a grid step is a pixel or two, and then with perspective. */
function solve(query: Thumbnails, reference: Thumbnails, { placement, pairs }: PlacementProposal, shape: number): Registration | undefined {
  const stride = Math.max(1, Math.ceil(pairs.length / MOST_PAIRS));
  const chosen = pairs.filter((_, at) => at % stride === 0);
  const first = projectionOf(placement, shape);
  const fine: PlanePair[] = chosen.map(([shown, at]) => ({
    query: planeOf(query, shown, REGISTERED_SIDE),
    reference: planeOf(reference, at, sideUnder(first)),
  }));
  const coarse = fine.map((pair) => ({
    query: halved(pair.query),
    reference: pair.reference.side > sideUnder(first, REGISTERED_SIDE / 2) ? halved(pair.reference) : pair.reference,
  }));
  const roughly = registerPlanes(coarse, first);
  const solved = roughly && registerPlanes(fine, roughly.projection, { perspective: true });
  if (solved === undefined || solved.correlation < WORTH_FOLLOWING.correlation) return undefined;
  return shareOf(solved) < WORTH_FOLLOWING.share ? undefined : solved;
}

/** Share of the query's picture that matches the reference. */
function shareOf({ weights }: Registration): number {
  return weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
}

/** The registered geometry of a block of thumbnails. */
interface Registered {
  readonly thumbnails: Thumbnails;
  readonly reference: Thumbnails;
  readonly solved: Registration;
  readonly proposal: PlacementProposal;
  readonly block: readonly number[];
  readonly shape: number;
  readonly trials: number;
}

/**
 * Extends and scores an alignment under a registered geometry. Where changes place it in a static scene, it is registered once more: pictures of
 * another moment differ where something moved.
 */
function register(search: SearchContext, registered: Registered): Segment | undefined {
  const first = scoreRegistered(search, registered);
  if (first?.motion === undefined) return first;
  const again = registeredAt(registered, first);
  const second = again && scoreRegistered(search, again);
  return second !== undefined && second.score > first.score ? second : first;
}

/** The same pictures, registered at the moment that a segment shows. */
function registeredAt(registered: Registered, { queryStart, queryEnd, referenceStart }: Segment): Registered | undefined {
  const { thumbnails, reference, proposal, shape } = registered;
  const offsetMs = Math.round(1000 * (referenceStart - queryStart));
  const pairs = [...thumbnails.timesMs.entries()].flatMap(([shown, time]) => {
    if (time < 1000 * queryStart || time >= 1000 * queryEnd) return [];
    const at = lastUpTo(reference.timesMs, time + offsetMs + FARTHEST_MS, 0);
    return Math.abs(reference.timesMs[at]! - time - offsetMs) <= FARTHEST_MS ? [[shown, at] as const] : [];
  });
  if (pairs.length === 0) return undefined;
  const placed = { ...proposal, offsetMs, pairs };
  const solved = solve(thumbnails, reference, placed, shape);
  return solved && { ...registered, solved, proposal: placed };
}

/** A segment by its pictures, or by their changes where the pictures alone prove nothing; undefined if neither is evidence. */
function scoreRegistered({ query, index, hours }: SearchContext, registered: Registered): Segment | undefined {
  const { thumbnails, reference, solved, proposal, block, shape, trials } = registered;
  const track = registeredQuery(thumbnails, solved, index.algorithm);
  const clock = new FrameClock(registeredReference(reference, solved, index.algorithm));
  const run = extendBlock(track, clock, proposal.offsetMs / 1000, block);
  if (run === undefined) return undefined;
  const size = { libraryHours: hours, trials };
  const { width, tilt } = placementOf(solved.projection, shape);
  const bySight = describeRun(query, track, clock, run, { mirrored: width < 0, rotation: 0 }, size);
  const segment = bySight.score > 0 ? bySight : placeByChanges({ query, track, clock, size }, run, bySight);
  if (segment === undefined) return undefined;
  const covered = 1 - shareOf(solved);
  return { ...segment, cutOut: areaShown(solved), tilt, ...(covered >= COVERED && { covered }) };
}

/** The query's crop of the reference's picture, as its bounding area. */
function areaShown({ projection }: Registration): PictureArea {
  const corners = [-0.5, 0.5].flatMap((x) => [-0.5, 0.5].map((y) => project(projection, x, y)));
  const [xs, ys] = [corners.map(({ x }) => x + 0.5), corners.map(({ y }) => y + 0.5)];
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return { left: within(Math.min(...xs)), top: within(Math.min(...ys)), right: within(Math.max(...xs)), bottom: within(Math.max(...ys)) };
}
