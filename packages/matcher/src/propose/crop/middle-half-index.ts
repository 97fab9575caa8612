import { type DiagonalFilm, type DiagonalRow, popcount32, spanOf } from '@streetdate/core/internal';
import { ReferenceFollower } from '../../reference-index/reference-follower.ts';
import type { DerivedKind, ReferenceIndex } from '../../reference-index/reference-index.ts';
import { middleHalves } from './middle-halves.ts';

/** Hours of references up to which middle halves are indexed: 290 KB an hour. */
const MOST_HOURS = 1000;
/** Steps of the references that are indexed together: 150 hours. A reference that is added costs no more than to index so many anew. */
const STEPS_A_PART = 1_350_000;
/** A code of 64 bits is four keys of 16 bits. */
const KEYS = 4;
const KEY_BITS = 16;
/** Steps of a part with one key beyond which the key says nothing: a scene that hardly changes. */
const COMMON = 2000;
/** Keys that must agree along a diagonal before all pictures are compared: with one key a look-up takes ten times as long. */
const FEWEST_AGREEING = 2;
/** Bits that count agreeing keys; the bits above say of which row. */
const COUNT_BITS = 5;
const MOST_AGREEING = 2 ** COUNT_BITS - 1;
const MOST_ROWS = 2 ** (16 - COUNT_BITS) - 1;

/** The steps that have a key: those of key `k` from `starts[k]` to `starts[k + 1]`. */
interface KeyTable {
  readonly starts: Uint32Array;
  readonly steps: Uint32Array;
}

/** References that are indexed together, one after the other. */
interface Part {
  readonly ids: readonly string[];
  readonly films: readonly DiagonalFilm[];
  /** The first step of each reference, and at the end the number of all. */
  readonly firsts: Uint32Array;
  readonly tables: readonly KeyTable[];
}

/**
 * Called with a place where a row resembles a reference.
 * @param film - The reference's middle half.
 * @param row - Number of the row.
 * @param place - Step of it that the row's first picture is compared with. It may lie before the start.
 * @param sum - Differing bits of all pictures that have something to compare with.
 */
export type OnPlace = (referenceId: string, film: DiagonalFilm, row: number, place: number, sum: number) => void;

/**
 * Finds where some pictures of a query resemble the middle halves of references, without comparing them with all. Codes are cut into keys; two
 * codes that differ in a sixth of their bits share one of four keys in a fourth of all cases, and twelve pictures in a row do so nearly always.
 */
export class MiddleHalfIndex {
  readonly #index: ReferenceIndex;
  readonly #follower = new ReferenceFollower();
  readonly #waiting = new Set<string>();
  #parts: Part[] = [];

  constructor(index: ReferenceIndex) {
    this.#index = index;
  }

  /** Visits the places of references where few bits differ. @param mostOf - Most bits of a row's pictures together; asked again for each place. */
  visit(rows: readonly DiagonalRow[], mostOf: () => number, visit: OnPlace): void {
    this.#follow();
    for (const part of this.#parts) visitPart(part, rows, mostOf, visit);
  }

  #follow(): void {
    this.#follower.follow(this.#index, {
      add: (id) => this.#waiting.add(id),
      remove: (id) => {
        this.#waiting.delete(id);
        const part = this.#parts.find(({ ids }) => ids.includes(id));
        for (const other of part?.ids ?? []) if (other !== id) this.#waiting.add(other);
        this.#parts = this.#parts.filter((each) => each !== part);
      },
    });
    if (this.#waiting.size === 0) return;
    const last = this.#parts.at(-1);
    if (last !== undefined && last.firsts.at(-1)! < STEPS_A_PART) {
      for (const id of last.ids) this.#waiting.add(id);
      this.#parts.pop();
    }
    let [films, steps] = [new Map<string, DiagonalFilm>(), 0];
    const finish = () => {
      if (films.size > 0) this.#parts.push(partOf(films));
      [films, steps] = [new Map(), 0];
    };
    for (const { id, codes } of middleHalves(this.#index, this.#waiting)) {
      films.set(id, codes);
      steps += codes.shown.length;
      if (steps >= STEPS_A_PART) finish();
    }
    finish();
    this.#waiting.clear();
  }
}

const MIDDLE_HALF_INDEX: DerivedKind<MiddleHalfIndex> = { name: 'middle half keys', create: (index) => new MiddleHalfIndex(index) };

/** The index of middle halves of an index's references, which the index owns; undefined for a library that is too large for one. */
export function middleHalfIndexOf(index: ReferenceIndex): MiddleHalfIndex | undefined {
  return index.duration > MOST_HOURS * 3600 ? undefined : index.derived.of(MIDDLE_HALF_INDEX);
}

function partOf(films: ReadonlyMap<string, DiagonalFilm>): Part {
  const all = [...films.values()];
  const firsts = new Uint32Array(all.length + 1);
  for (const [at, { shown }] of all.entries()) firsts[at + 1] = firsts[at]! + shown.length;
  return { ids: [...films.keys()], films: all, firsts, tables: Array.from({ length: KEYS }, (_, key) => tableOf(all, firsts, key)) };
}

/** Sorts steps by one key, by counting. */
function tableOf(films: readonly DiagonalFilm[], firsts: Uint32Array, key: number): KeyTable {
  const starts = new Uint32Array(2 ** KEY_BITS + 1);
  for (const { codes, shown } of films) {
    for (let step = 0; step < shown.length; step++) if (shown[step] === 1) starts[keyOf(codes, step, key) + 1]!++;
  }
  for (let at = 0; at < 2 ** KEY_BITS; at++) starts[at + 1]! += starts[at]!;
  const steps = new Uint32Array(starts[2 ** KEY_BITS]!);
  const next = starts.slice();
  for (const [number, { codes, shown }] of films.entries()) {
    for (let step = 0; step < shown.length; step++) if (shown[step] === 1) steps[next[keyOf(codes, step, key)]!++] = firsts[number]! + step;
  }
  return { starts, steps };
}

function keyOf(codes: Uint32Array, at: number, key: number): number {
  return (codes[2 * at + (key >> 1)]! >>> (KEY_BITS * (key & 1))) & 0xffff;
}

function visitPart(part: Part, rows: readonly DiagonalRow[], mostOf: () => number, visit: OnPlace): void {
  const { ids, films, firsts } = part;
  const span = Math.max(0, ...rows.map(spanOf));
  // Rows are told apart by a number in each count, so that the counts need not be cleared for each.
  const counts = new Uint16Array(firsts.at(-1)! + span);
  const diagonals = new Uint32Array(counts.length);
  for (const [at, row] of rows.entries()) {
    if (at % MOST_ROWS === 0) counts.fill(0);
    const found = agreeingDiagonals(part, row, span, counts, 1 + (at % MOST_ROWS), diagonals);
    for (let each = 0; each < found; each++) {
      const first = diagonals[each]! - span;
      // The middle of the row says which reference it lies in.
      const number = numberAt(firsts, Math.max(0, Math.min(firsts.at(-1)! - 1, first + (spanOf(row) >> 1))));
      const [film, place] = [films[number]!, first - firsts[number]!];
      const sum = sumOf(film, row, place);
      if (sum <= mostOf()) visit(ids[number]!, film, at, place, sum);
    }
  }
}

/**
 * Finds the diagonals along which several keys agree. Hot loop: no checks.
 * @param span - Added to each diagonal, because rows may begin before the first step.
 * @param counts - Agreeing keys of each diagonal, below the number of the row.
 * @param diagonals - Receives the diagonals.
 * @returns How many.
 */
function agreeingDiagonals(
  { tables }: Part,
  { codes, steps }: DiagonalRow,
  span: number,
  counts: Uint16Array,
  row: number,
  diagonals: Uint32Array,
): number {
  let found = 0;
  for (let picture = 0; picture < steps.length; picture++) {
    const before = span - steps[picture]!;
    for (let key = 0; key < KEYS; key++) {
      const { starts, steps: places } = tables[key]!;
      const value = keyOf(codes, picture, key);
      const [from, to] = [starts[value]!, starts[value + 1]!];
      if (to - from > COMMON) continue;
      for (let at = from; at < to; at++) {
        const diagonal = places[at]! + before;
        const count = counts[diagonal]!;
        const agreeing = count >> COUNT_BITS === row ? (count & MOST_AGREEING) + 1 : 1;
        if (agreeing > MOST_AGREEING) continue;
        counts[diagonal] = (row << COUNT_BITS) | agreeing;
        if (agreeing === FEWEST_AGREEING) diagonals[found++] = diagonal;
      }
    }
  }
  return found;
}

/** The reference that a step belongs to. */
function numberAt(firsts: Uint32Array, step: number): number {
  let [low, high] = [0, firsts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (firsts[middle]! <= step) low = middle;
    else high = middle;
  }
  return low;
}

/** Differing bits of all pictures of a row that have something to compare with. */
function sumOf(film: DiagonalFilm, { codes, steps }: DiagonalRow, place: number): number {
  let sum = 0;
  for (let picture = 0; picture < steps.length; picture++) {
    const step = place + steps[picture]!;
    if (film.shown[step] !== 1) continue;
    sum += popcount32((codes[2 * picture]! ^ film.codes[2 * step]!) >>> 0);
    sum += popcount32((codes[2 * picture + 1]! ^ film.codes[2 * step + 1]!) >>> 0);
  }
  return sum;
}
