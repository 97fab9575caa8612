import { createDiagonalKernel, type DiagonalKernel, type DiagonalRow, TILTED_VIEWS } from '@streetdate/core/internal';
import { type Fingerprint, hammingDistance } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import type { PictureAlignment } from '../../align/alignment.ts';
import { NO_FRAME } from '../../align/frame-clock.ts';
import { type Orientation, UPRIGHT } from '../../align/orientation.ts';
import { FASTEST, SLOWEST } from '../../align/speeds.ts';
import { timeMapThrough } from '../../align/time-map.ts';
import type { Segment } from '../../match.ts';
import { spreadOver } from '../../spread-over.ts';
import type { PlaceAlignment, SearchContext, TrackVerifier } from '../proposer.ts';
import { PICTURES, type QueryRow, QueryRows, ROW_SECONDS } from './query-rows.ts';
import { referenceCodesOf } from './reference-codes.ts';
import { CODE_BITS, STEP } from './step-codes.ts';

/** Time of comparing two pictures by their codes, in comparisons of two whole hashes. */
export const PAIR_COST = 1 / 3;
/** Share of the budget that a scan of the whole library may draw, and of it what speeds besides the plain one may draw. */
const BUDGET_SHARES = { plain: 1 / 4, furtherSpeeds: 1 / 32 } as const;
/** Most compared pairs of a query view and a reference view: three insets and two tilts with two views, and others. */
export const VIEW_PAIRS = 12;
/** Mean share of differing bits up to which a place is proposed. Unrelated pictures have 0.5, and 0.40 at one place in ten thousand. */
const MOST_DIFFERING = 0.4;
/** Mean share of differing bits of the whole hashes up to which a place is verified: what an alignment may begin with. */
const WORTH_VERIFYING = 0.45;
/** Share of a row's pictures that a place must have something to compare with. */
const LEAST_COMPARED = 0.6;
/** Places that are kept for each row, speed and orientation, nearest first. */
const MOST_PLACES = 100;
/** Places of a row that are tried under changed geometry when the row proves nothing there. */
const MOST_HINTS = 8;
/** Steps within which two places of a reference are one proposal. */
const SAME_PLACE = 2;
/** Ratio of two neighbouring speeds that are scanned: a row tolerates half of it. */
const SPEED_STEP = 1.08;
/** Speeds that are verified at a place, relative to the one scanned. */
const NEAR_SPEEDS = [1, 1.04, 1 / 1.04] as const;

/** Speeds that are scanned: 1 first, then faster and slower in turn. */
const SCANNED_SPEEDS: readonly number[] = (() => {
  const speeds = [1];
  for (let speed = SPEED_STEP; speed <= FASTEST; speed *= SPEED_STEP) {
    speeds.push(speed);
    if (1 / speed >= SLOWEST) speeds.push(1 / speed);
  }
  return speeds;
})();

/** A row of the query in one orientation at one speed. */
interface OrientedRow extends DiagonalRow {
  readonly row: QueryRow;
  readonly orientation: Orientation;
  readonly speed: number;
}

/** A place of a reference where few bits of a row differ. */
interface Place {
  readonly oriented: OrientedRow;
  readonly referenceId: string;
  /** Step of the reference that the row's first picture shows. */
  readonly step: number;
  /** Mean share of differing bits, 0 to 1. */
  readonly mean: number;
}

/** The plain speed first: in slow scenes every speed fits. Then the nearest places first. */
function byLikelihood(one: Place, other: Place): number {
  const isFar = ({ oriented }: Place) => Number(oriented.speed !== 1);
  return isFar(one) - isFar(other) || one.mean - other.mean;
}

/** Options of {@link proposeDiagonals}. */
export interface DiagonalOptions {
  /** References to compare with. @defaultValue all of the index */
  readonly only?: ReadonlySet<string>;
  /** Share of the budget that the scan may draw, 0 to 1. @defaultValue a quarter */
  readonly share?: number;
  /** Further tracks of the query that are like the scanned one. Places are verified on them as well. @defaultValue none */
  readonly also?: readonly TrackVerifier[];
}

/** Comparisons of two whole hashes that a scan of some rows over a library takes the time of. @param seconds - Length of the library. */
function costOfRows(rows: number, seconds: number): number {
  return UPRIGHT.length * rows * PICTURES * (seconds / STEP) * PAIR_COST;
}

/** The same for a whole query at the plain speed. */
export function diagonalCost({ duration }: Fingerprint, index: ReferenceIndex): number {
  return costOfRows(Math.max(1, Math.floor(duration / ROW_SECONDS)), index.duration);
}

/**
 * Proposes alignments by sums over many pictures: rows of the query's frames beside every moment of every reference. Such a sum finds a copy
 * whose single frames are too far away, at a hundredth of the cost of comparing every frame with every frame. What the budget does not
 * cover is left out: first further speeds, then rows, evenly over the query. References with matching audio or timeline see all rows.
 * @param verifier - Of the query's track and the index to scan.
 * @param frames - Query frames to explain, by index.
 */
export function* proposeDiagonals(
  search: SearchContext,
  verifier: TrackVerifier,
  frames: readonly number[],
  { only, also = [], share = BUDGET_SHARES.plain }: DiagonalOptions = {},
): Generator<PictureAlignment | PlaceAlignment, void, Segment | undefined> {
  const { index } = verifier;
  const query = verifier.oriented(UPRIGHT[0]!);
  if (query === undefined || frames.length === 0) return;
  const rows = new QueryRows(query, frames);
  if (rows.rows.length === 0) return;
  const { budget } = search;
  const ids = only ?? new Set(index.ids());
  const seconds = (index.duration * ids.size) / Math.max(1, [...index.ids()].length);
  const whole = costOfRows(rows.rows.length, seconds);
  const affordable = Math.floor((share * budget.left * rows.rows.length) / whole);
  const everything = affordable >= rows.rows.length;
  const speeds = SCANNED_SPEEDS.slice(0, 1 + Math.floor((BUDGET_SHARES.furtherSpeeds * budget.left) / whole));
  const chosen = everything ? rows.rows : spreadOver(rows.rows, affordable);
  const places: Place[] = [];
  if (chosen.length > 0) {
    budget.draw(costOfRows(chosen.length * speeds.length, seconds));
    places.push(...scan(verifier, orient(verifier, rows, chosen, speeds), ids));
  }
  if (!everything) {
    const candidates = search.candidateReferences();
    const scanPlain = (scanned: readonly QueryRow[], some: Iterable<string>) =>
      scan(
        verifier,
        orient(verifier, rows, scanned, [1]),
        [...some].filter((id) => ids.has(id)),
      );
    places.push(...scanPlain(rows.rows, candidates));
    const covered = search.priority.drawParts(rows.rows.length, (length) => costOfRows(1, length), share);
    places.push(
      ...scanPlain(
        spreadOver(rows.rows, covered),
        [...search.priority.ids].filter((id) => !candidates.has(id)),
      ),
    );
  }
  const found = new Map<string, Segment[]>();
  const unproven: Place[] = [];
  for (const { oriented, referenceId, step, mean } of places.sort(byLikelihood)) {
    const { queryStart, queryEnd } = oriented.row;
    const middle = (queryStart + queryEnd) / 2;
    // A place that is nearer explains the row. Farther ones of the same reference only fit its slow scenes.
    const segments = found.get(referenceId) ?? [];
    if (segments.some((segment) => middle >= segment.queryStart && middle < segment.queryEnd) && search.isExplained(middle)) continue;
    const shown = step * STEP + oriented.speed * (middle - queryStart);
    const worth = [verifier, ...also].filter((each) => isWorthVerifying(rows, each, oriented, referenceId, step));
    const tries = worth.flatMap((each) => NEAR_SPEEDS.map((near) => [each, near * oriented.speed] as const));
    let isProven = false;
    for (const [each, speed] of tries) {
      const map = timeMapThrough(middle, shown, speed);
      const { orientation } = oriented;
      const alignment = { kind: 'picture', referenceId, map, queryStart, queryEnd, orientation, verifier: each } as const;
      const segment = yield each === verifier ? alignment : { ...alignment, trials: VIEW_PAIRS };
      if (segment === undefined) continue;
      found.set(referenceId, [...segments, segment]);
      isProven = true;
      break;
    }
    if (!isProven && oriented.speed === 1) unproven.push({ oriented, referenceId, step, mean });
  }
  yield* nearestOf(unproven);
}

/** The query's tilted tracks beside those of an index. Codes tolerate the tilt and hashes do not, so one scan serves all. */
export function tiltedVerifiers(search: SearchContext, index: ReferenceIndex): readonly TrackVerifier[] {
  return search.furtherTracks.filter(({ view }) => TILTED_VIEWS.includes(view)).map((track) => search.verifierOf(track, index));
}

/** The nearest places of each row, as hints where changed geometry is worth trying. They come in order of distance. */
function* nearestOf(places: readonly Place[]): Generator<PlaceAlignment> {
  const given = new Map<QueryRow, number>();
  for (const { oriented, referenceId, step, mean } of places) {
    const { row, orientation } = oriented;
    const count = given.get(row) ?? 0;
    if (count === MOST_HINTS) continue;
    given.set(row, count + 1);
    const { queryStart, queryEnd } = row;
    const offset = step * STEP - queryStart;
    yield { kind: 'place', referenceId, offset, queryStart, queryEnd, mirrored: orientation.mirrored, distance: mean };
  }
}

/** Whether the whole hashes of a row's pictures are near enough. Takes a hundredth of the time of verifying a place. */
function isWorthVerifying(
  rows: QueryRows,
  verifier: TrackVerifier,
  { row, steps, orientation }: OrientedRow,
  referenceId: string,
  place: number,
): boolean {
  const query = verifier.oriented(orientation);
  const shown = referenceCodesOf(verifier.index).of(referenceId)?.frames;
  if (query === undefined || shown === undefined) return false;
  const reference = verifier.trackOf(referenceId);
  const frames = rows.codesOf(query).frames;
  const words = query.bits / 32;
  let [sum, compared] = [0, 0];
  for (const [picture, at] of row.at.entries()) {
    const [one, other] = [frames[at] ?? NO_FRAME, shown[place + steps[picture]!] ?? NO_FRAME];
    if (one === NO_FRAME || other === NO_FRAME) continue;
    sum += hammingDistance(query.hashes, one * words, reference.hashes, other * words, words);
    compared++;
  }
  return sum <= WORTH_VERIFYING * query.bits * compared;
}

function orient(verifier: TrackVerifier, rows: QueryRows, chosen: readonly QueryRow[], speeds: readonly number[]): OrientedRow[] {
  return UPRIGHT.flatMap((orientation) => {
    const track = verifier.oriented(orientation);
    if (track === undefined) return [];
    const codes = rows.codesOf(track);
    return speeds.flatMap((speed) => chosen.map((row) => ({ row, orientation, speed, ...rows.oriented(codes, row, speed) })));
  });
}

/** The nearest places of each row, over some references. */
function scan({ index }: TrackVerifier, rows: readonly OrientedRow[], ids: Iterable<string>): Place[] {
  const kernel = kernelOfThread();
  const codes = referenceCodesOf(index);
  const best = rows.map((oriented) => new NearestPlaces(oriented));
  for (const referenceId of ids) {
    const film = codes.of(referenceId);
    if (film === undefined) continue;
    kernel.scan(
      film,
      rows,
      (row) => best[row]!.most,
      (row, step, sum) => best[row]!.add(referenceId, film.shown, step, sum),
    );
  }
  return best.flatMap((nearest) => nearest.list());
}

/** The nearest places of one row. */
class NearestPlaces {
  readonly #row: OrientedRow;
  #places: Place[] = [];
  #farthest = MOST_DIFFERING;

  constructor(oriented: OrientedRow) {
    this.#row = oriented;
  }

  /** Most bits that may differ in the whole row. */
  get most(): number {
    return this.#farthest * CODE_BITS * this.#row.steps.length;
  }

  /** Takes a place when it is near enough. Of neighbouring places only the nearest counts. */
  add(referenceId: string, shown: Uint8Array, step: number, sum: number): void {
    const { steps } = this.#row;
    let compared = 0;
    for (let picture = 0; picture < steps.length; picture++) compared += shown[step + steps[picture]!] ?? 0;
    const mean = sum / (compared * CODE_BITS);
    if (compared < LEAST_COMPARED * steps.length || mean > this.#farthest) return;
    const last = this.#places[this.#places.length - 1];
    const isSame = last !== undefined && last.referenceId === referenceId && step - last.step <= SAME_PLACE;
    if (isSame && last.mean <= mean) return;
    if (isSame) this.#places.pop();
    this.#places.push({ oriented: this.#row, referenceId, step, mean });
    if (this.#places.length > 2 * MOST_PLACES) this.#drop();
  }

  list(): readonly Place[] {
    this.#drop();
    return this.#places;
  }

  #drop(): void {
    this.#places.sort((one, other) => one.mean - other.mean);
    if (this.#places.length <= MOST_PLACES) return;
    this.#places.length = MOST_PLACES;
    this.#farthest = this.#places[MOST_PLACES - 1]!.mean;
  }
}

let kernel: DiagonalKernel | undefined;

/** This thread's kernel: one instance of 192 KiB. */
export function kernelOfThread(): DiagonalKernel {
  kernel ??= createDiagonalKernel();
  return kernel;
}
