import { MIDDLE_HALF } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type PictureQuad, type Thumbnails } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import type { PictureAlignment } from '../../align/alignment.ts';
import { extendBlock } from '../../align/extend-over-gaps.ts';
import { FrameClock } from '../../align/frame-clock.ts';
import { type QueryPicture, wholePicture } from '../../align/query-pictures.ts';
import { blocksOf, FEWEST_PICTURES, intervalOf } from '../../align/thumbnail-blocks.ts';
import { CROP_VIEW, INSET_CROP_VIEW } from '../../align/views.ts';
import { COARSE_ALGORITHM } from '../../geometry/coarse-bits.ts';
import type { Segment } from '../../match.ts';
import { spreadOver } from '../../spread-over.ts';
import { placeByChanges } from '../../verify/place-by-changes.ts';
import { describeRun } from '../../verify/segment.ts';
import type { PlaceAlignment, Proposer, SearchContext } from '../proposer.ts';
import { areaOfCrop } from './crop-grid.ts';
import { CropHasher } from './crop-hasher.ts';
import { type CropProposal, costOfProposals, proposeCrops } from './crop-proposals.ts';
import { type MiddleHalfIndex, middleHalfIndexOf } from './middle-half-index.ts';
import { type MiddleHalf, middleHalfAt, middleHalves } from './middle-halves.ts';

/** Comparisons whose time it takes to hash a block's thumbnails under every crop, and to refine proposals that come to nothing. */
const COST_A_BLOCK = 6e7;
/** Blocks that are compared with a reference whose timeline matches. */
const BLOCKS_OF_TIMELINE = 3;
/** Most blocks that are compared with the places that they resemble. */
const MOST_PLACED_BLOCKS = 4;
/** Most places, the nearest ones, that each of them is compared with. */
const MOST_PLACES_OF_BLOCK = 16;
/** Most blocks that are looked up by keys besides. */
const MOST_KEYED_BLOCKS = 2;
/** Proposals of a block that are refined without success before it is abandoned. */
const MOST_FAILURES = 4;
/** The same for a block that is compared with places only: a true crop is nearly always the nearest there. */
const MOST_FAILURES_AT_PLACES = 2;

/** Nearest proposals of a block that are tried as crops that move, where a crop that stays does not fit. */
const MOST_PLACES = 2;

/** Hypotheses at each place and speed: the crops of the grid, and the distinguishable ones around each. */
export const CROP_TRIALS = 5000;

/**
 * Proposes alignments of crops: copies with their edges cut off, anywhere and unevenly. Low frequencies of thumbnails test every crop that
 * contains the reference's middle half, first upright, then tilted by up to 15°. The best ones are refined to 0.5 % of the picture.
 */
export const crop: Proposer = {
  name: 'crop',
  purpose: 'Finds crops that keep the middle half of the picture, upright or tilted by up to 15°.',
  requires: 'a film with thumbnails',
  needs: ({ kind, thumbnails }, { algorithm }) => kind !== 'still' && thumbnails !== undefined && algorithm === COARSE_ALGORITHM,
  cost: (query, index) => costOfCrops(wholePicture(query), index),
  trials: () => CROP_TRIALS,
  *propose(search) {
    const whole = wholePicture(search.query);
    if (whole !== undefined) yield* proposeCropsOf(search, whole);
  },
};

/** Cost of {@link proposeCropsOf} in comparisons of two whole hashes. */
export function costOfCrops(picture: QueryPicture | undefined, { duration }: ReferenceIndex): number {
  return picture === undefined ? 0 : blocksOf(picture.thumbnails, () => false).length * (COST_A_BLOCK + costOfProposals(duration));
}

/** Proposes alignments of crops that one of the query's pictures may show. @param share - Share of the budget that it may spend, 0 to 1. */
export function* proposeCropsOf(
  search: SearchContext,
  { thumbnails, shape, inset }: QueryPicture,
  share = 1,
): Generator<PictureAlignment | PlaceAlignment, void, Segment | undefined> {
  const { query, index, hours, isExplained } = search;
  const clocks = new Map<string, FrameClock>();
  const rounds = choose(search, thumbnails, blocksOf(thumbnails, isExplained), share);
  const hasher = new CropHasher(thumbnails, index.algorithm, shape);
  const unexplained = (block: readonly number[]) => block.filter((thumbnail) => !isExplained(thumbnails.timesMs[thumbnail]! / 1000));
  // Tilted copies are rarer, and a tilted film is tilted in every block: upright crops come first. Insets are upright already.
  const order = (inset === undefined ? [false, true] : [false]).flatMap((tilted) =>
    rounds
      .filter(({ atPlaces }) => !(atPlaces && tilted))
      .flatMap(({ blocks, references, keys, atPlaces = false }) => blocks.map((block) => ({ block, references, keys, tilted, atPlaces }))),
  );
  for (const { block, references, keys, tilted, atPlaces } of order) {
    const left = unexplained(block);
    if (left.length < FEWEST_PICTURES) continue;
    let failures = 0;
    for (const proposal of proposeCrops(thumbnails, left, references, { shape: tilted ? shape : undefined, keys })) {
      const clock = clockOf(index, clocks, proposal.referenceId);
      const geometry = { hasher, shape, rotation: 0, libraryHours: hours, inset } as const;
      const segment = yield cropAlignment(query, thumbnails, proposal, left, clock, geometry);
      if (segment === undefined) {
        if (failures < MOST_PLACES && proposal.crop.tilt === 0 && inset === undefined) yield placeOf(thumbnails, proposal, left);
        if (++failures === (atPlaces ? MOST_FAILURES_AT_PLACES : MOST_FAILURES)) break;
      }
      if (segment !== undefined && unexplained(left).length === 0) break;
    }
  }
}

/** The place of a proposed crop, for crops that move. */
function placeOf(
  thumbnails: Thumbnails,
  { referenceId, offset, crop: own, mirrored, distance }: CropProposal,
  block: readonly number[],
): PlaceAlignment {
  return { kind: 'place', referenceId, offset, ...intervalOf(thumbnails, block), mirrored, distance, crop: own };
}

/**
 * Background from which on pictures alone prove a crop. Below, the reference shows the scene at other moments, too. There a crop fits so many
 * moments that another take of the scene was accused, and changes must tell.
 */
const OTHER_SCENES = 0.4;

/** Orientation of a query's thumbnails, for refining crops. */
export interface CropGeometry {
  /** Hashes the query's thumbnails, rotated back by `rotation`. */
  readonly hasher: CropHasher;
  /** Aspect ratio of the hashed picture. */
  readonly shape: number;
  readonly rotation: Segment['rotation'];
  /** Hours of film searched, times the rotations. */
  readonly libraryHours: number;
  /** Corners of the picture inside the query's that the thumbnails show. @defaultValue they show all of it */
  readonly inset?: PictureQuad | undefined;
}

/** The alignment of a proposed crop. Its verifier refines the crop and extends the alignment under it. */
export function cropAlignment(
  query: Fingerprint,
  thumbnails: Thumbnails,
  { referenceId, crop, mirrored, offset }: CropProposal,
  block: readonly number[],
  clock: FrameClock,
  { hasher, shape, rotation, libraryHours, inset }: CropGeometry,
): PictureAlignment {
  const verify = (_: PictureAlignment, trials: number): Segment | undefined => {
    const solved = hasher.solve(crop, mirrored, clock, offset, block);
    if (solved === undefined) return undefined;
    const view = inset === undefined ? CROP_VIEW : INSET_CROP_VIEW;
    const track = { ...hasher.track(solved.crop, mirrored), view };
    const run = extendBlock(track, clock, solved.offset, block);
    if (run === undefined) return undefined;
    const size = { libraryHours, trials };
    const bySight = describeRun(query, track, clock, run, { mirrored, rotation }, size);
    const isProven = bySight.score > 0 && bySight.backgroundDistance >= OTHER_SCENES;
    const segment = isProven ? bySight : placeByChanges({ query, track, clock, size }, run, bySight);
    if (segment === undefined) return undefined;
    const { tilt } = solved.crop;
    const cutOut = areaOfCrop(solved.crop, shape);
    return { ...segment, cutOut, ...(tilt !== 0 && { tilt: mirrored ? -tilt : tilt }), ...(inset && { inset }) };
  };
  const interval = intervalOf(thumbnails, block);
  return {
    kind: 'picture',
    referenceId,
    map: { offset, speed: 1 },
    ...interval,
    orientation: { mirrored, rotation },
    verifier: { verify },
  };
}

/** Blocks of thumbnails, and the references that they are compared with. */
interface Round {
  readonly blocks: readonly number[][];
  readonly references: readonly MiddleHalf[];
  /** References that are looked up by keys. @defaultValue none */
  readonly keys?: MiddleHalfIndex | undefined;
  /** Whether the references are places that the blocks resemble, or share keys with. Only upright crops are tried there. @defaultValue false */
  readonly atPlaces?: boolean;
}

/**
 * Chooses what is compared. All blocks with all references if the budget covers it. Otherwise all blocks with the references whose audio
 * matches, a few blocks with each reference whose timeline matches, and as many as the budgets cover with the prioritised ones and with all,
 * evenly over the query: a crop of the whole film is present in each.
 */
function choose(search: SearchContext, { timesMs }: Thumbnails, blocks: readonly number[][], share: number): Round[] {
  const { index, budget } = search;
  if (blocks.length === 0) return [];
  const cost = COST_A_BLOCK + costOfProposals(index.duration);
  const affordable = Math.min(blocks.length, Math.floor((share * budget.left) / cost));
  budget.draw(affordable * cost);
  const everything = affordable === blocks.length;
  const rounds: Round[] = [];
  if (!everything) {
    rounds.push({ blocks, references: middleHalves(index, search.audioCandidates) });
    const { priority } = search;
    const covered = priority.drawParts(blocks.length, (seconds) => COST_A_BLOCK + costOfProposals(seconds));
    rounds.push({ blocks: spreadOver(blocks, covered), references: middleHalves(index, covered > 0 ? priority.ids : []) });
    rounds.push(...roundsOfPlaces(search, timesMs, blocks));
    for (const { referenceId, queryStart, queryEnd } of search.timelines()) {
      const within = blocks.filter((block) => timesMs[block[0]!]! >= 1000 * queryStart && timesMs[block.at(-1)!]! < 1000 * queryEnd);
      rounds.push({ blocks: spreadOver(within, BLOCKS_OF_TIMELINE), references: middleHalves(index, [referenceId]) });
    }
  }
  if (affordable > 0) rounds.push({ blocks: spreadOver(blocks, affordable), references: middleHalves(index, index.ids()) });
  return rounds.filter(({ references, keys }) => references.length > 0 || keys !== undefined);
}

/**
 * Blocks with the places that they resemble, and with those that share keys with them. To try every crop there costs little beside hashing the
 * block under every crop, so the budget decides for how many blocks.
 */
function roundsOfPlaces({ index, budget, places, priority }: SearchContext, timesMs: Uint32Array, blocks: readonly number[][]): Round[] {
  const keys = middleHalfIndexOf(index, priority);
  const placed = blocks.map((block) => {
    const [start, end] = [timesMs[block[0]!]! / 1000, timesMs[block.at(-1)!]! / 1000];
    const near = places
      .filter(({ queryStart, queryEnd }) => Math.min(end, queryEnd) - Math.max(start, queryStart) >= (queryEnd - queryStart) / 2)
      .sort((one, other) => one.distance - other.distance);
    return { block, references: near.slice(0, MOST_PLACES_OF_BLOCK).flatMap((place) => middleHalfAt(index, place, start, end) ?? []) };
  });
  const resembling = placed.filter(({ references }) => references.length > 0);
  const others = keys === undefined ? [] : placed.filter(({ references }) => references.length === 0);
  const affordable = Math.min(MOST_PLACED_BLOCKS, Math.floor(budget.left / COST_A_BLOCK));
  const first = spreadOver(resembling, affordable);
  const rest = spreadOver(others, Math.min(MOST_KEYED_BLOCKS, affordable - first.length));
  return [...first, ...rest].map(({ block, references }) => {
    budget.draw(COST_A_BLOCK);
    return { blocks: [block], references, keys, atPlaces: true };
  });
}

function clockOf(index: ReferenceIndex, clocks: Map<string, FrameClock>, id: string): FrameClock {
  let clock = clocks.get(id);
  if (clock === undefined) {
    clock = new FrameClock(findTrack(index.get(id)!, index.algorithm, MIDDLE_HALF)!);
    clocks.set(id, clock);
  }
  return clock;
}
