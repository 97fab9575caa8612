import { HASHERS } from '@streetdate/core/internal';
import type { Fingerprint, PictureArea, Thumbnails } from '@streetdate/core/portable';
import { extendBlock } from '../../align/extend-over-gaps.ts';
import { FrameClock } from '../../align/frame-clock.ts';
import { shapeOf } from '../../align/picture-shape.ts';
import { blocksOf, FEWEST_PICTURES, spreadOver, type ThumbnailSearchLimits } from '../../align/thumbnail-blocks.ts';
import { halved, planeOf } from '../../geometry/planes.ts';
import { placementOf, project, projectionOf } from '../../geometry/projection.ts';
import { type PlanePair, type Registration, registerPlanes } from '../../geometry/register-planes.ts';
import type { Segment } from '../../match.ts';
import type { ReferenceIndex } from '../../reference-index/reference-index.ts';
import { describeRun } from '../../verify/segment.ts';
import { type PlacementProposal, proposePlacements } from './placement-proposals.ts';
import { PartsOfReference } from './reference-parts.ts';
import { REGISTERED_SIDE, registeredQuery, registeredReference, sideUnder } from './registered-tracks.ts';

/** Blocks of a query that are searched. */
const MOST_BLOCKS = 8;
/** Pairs of thumbnails that a geometry is solved on: of more an even selection. */
const MOST_PAIRS = 8;
/** Correlation and share of the picture that a solved geometry must have to be followed: unrelated films are mostly under a half, on a twentieth of it. */
const WORTH_FOLLOWING = { correlation: 0.6, share: 0.2 } as const;
/** Share of the picture that is covered from which on a segment says so. */
const COVERED = 0.05;

/** Comparisons of two whole hashes by the kernel that a second of references takes the time of, for each block. */
const COST_A_SECOND = 150_000;

/**
 * Searches a query's thumbnails among those of the references that keep them. Low frequencies propose which part of a reference's picture the query
 * shows, and when; the geometry is solved on some of the pictures, with what lies over them blanked; and then the alignment is tested under it,
 * like any other.
 */
export function searchRegistered(query: Fingerprint, index: ReferenceIndex, limits: ThumbnailSearchLimits): void {
  const { thumbnails } = query;
  if (thumbnails === undefined || HASHERS.get(index.algorithm) === undefined) return;
  const chosen = spreadOver(blocksOf(thumbnails, limits.isExplained), MOST_BLOCKS);
  if (chosen.length === 0) return;
  const all = COST_A_SECOND * index.duration * chosen.length <= limits.maxComparisons;
  const references = partsOf(index, all ? new Set(index.ids()) : limits.sought());
  const shape = shapeOf(query);
  for (const block of chosen) {
    const unexplained = () => block.filter((thumbnail) => !limits.isExplained(thumbnails.timesMs[thumbnail]! / 1000));
    const left = unexplained();
    if (left.length < FEWEST_PICTURES || references.length === 0) continue;
    for (const proposal of proposePlacements(thumbnails, left, shape, references)) {
      const reference = index.get(proposal.referenceId)?.thumbnails;
      const solved = reference && solve(thumbnails, reference, proposal, shape);
      const segment = solved && follow(query, thumbnails, reference, solved, proposal, left, { index, shape });
      if (segment === undefined) continue;
      limits.onFound(proposal.referenceId, segment);
      if (unexplained().length < FEWEST_PICTURES) break;
    }
  }
}

/** Solves what the query shows: at half the size first, where a step of the grid is a pixel or two, and then with perspective. */
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

/** Share of the query's picture that shows the reference. */
function shareOf({ weights }: Registration): number {
  return weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
}

/** Follows an alignment under a solved geometry. */
function follow(
  query: Fingerprint,
  thumbnails: Thumbnails,
  reference: Thumbnails,
  solved: Registration,
  { offsetMs }: PlacementProposal,
  block: readonly number[],
  { index, shape }: { readonly index: ReferenceIndex; readonly shape: number },
): Segment | undefined {
  const track = registeredQuery(thumbnails, solved, index.algorithm);
  const clock = new FrameClock(registeredReference(reference, solved, index.algorithm));
  const run = extendBlock(track, clock, offsetMs / 1000, block);
  if (run === undefined) return undefined;
  const { width, tilt } = placementOf(solved.projection, shape);
  const hours = Math.max(1, index.duration / 3600);
  const segment = describeRun(query, track, clock, run, { mirrored: width < 0, rotation: 0 }, hours);
  if (segment.score <= 0) return undefined;
  const covered = 1 - shareOf(solved);
  return { ...segment, cutOut: areaShown(solved), tilt, ...(covered >= COVERED && { covered }) };
}

/** What the query shows of the reference's picture: the area around all of it. */
function areaShown({ projection }: Registration): PictureArea {
  const corners = [-0.5, 0.5].flatMap((x) => [-0.5, 0.5].map((y) => project(projection, x, y)));
  const [xs, ys] = [corners.map(({ x }) => x + 0.5), corners.map(({ y }) => y + 0.5)];
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return { left: within(Math.min(...xs)), top: within(Math.min(...ys)), right: within(Math.max(...xs)), bottom: within(Math.max(...ys)) };
}

/** What is remembered of one reference: undefined where it has no thumbnails. */
interface Remembered {
  /** Its number in the index: another one when it was taken out and added again. */
  readonly number: number | undefined;
  readonly parts: PartsOfReference | undefined;
}

const known = new WeakMap<ReferenceIndex, Map<string, Remembered>>();
/** Thumbnails of which the parts are remembered from one search to the next: 24 hours of them, 250 MB. */
const MOST_REMEMBERED = 24 * 1800;

/** The parts of those references that have thumbnails; those of the ones used last are remembered. */
function partsOf(index: ReferenceIndex, ids: ReadonlySet<string>): PartsOfReference[] {
  const remembered = known.get(index) ?? new Map<string, Remembered>();
  known.set(index, remembered);
  const all: PartsOfReference[] = [];
  for (const id of ids) {
    const number = index.numberOf(id);
    let entry = remembered.get(id);
    if (entry === undefined || entry.number !== number) {
      const thumbnails = index.get(id)?.thumbnails;
      entry = { number, parts: thumbnails && new PartsOfReference(id, thumbnails) };
    }
    // Again at the end: what was used last is forgotten last.
    remembered.delete(id);
    remembered.set(id, entry);
    if (entry.parts !== undefined) all.push(entry.parts);
  }
  let count = 0;
  for (const [id, { parts }] of [...remembered].reverse()) {
    count += parts?.timesMs.length ?? 0;
    if (parts !== undefined && count > MOST_REMEMBERED) remembered.delete(id);
  }
  return all;
}
