import { type DiagonalFilm, type DiagonalRow, spanOf, sumAlong } from '@streetdate/core/internal';
import { firstAfter } from '@streetdate/index/internal';

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

/**
 * Called with a place where a row resembles a reference.
 * @param film - The reference's middle half.
 * @param row - Number of the row.
 * @param place - Step of it that the row's first picture is compared with. It may lie before the start.
 * @param sum - Differing bits of all pictures that have something to compare with.
 */
export type OnPlace = (referenceId: string, film: DiagonalFilm, row: number, place: number, sum: number) => void;

/**
 * Keys of the middle halves of some references, one after the other. Codes are cut into keys. Two codes that differ in a sixth of their bits
 * share one of four keys in a fifth of all cases. So twelve pictures share two keys in three of four cases, and neighbouring crops of the grid
 * have chances of their own.
 */
export class MiddleHalfKeys {
  /** The references, in order. */
  readonly ids: readonly string[];
  readonly #films: readonly DiagonalFilm[];
  /** The first step of each reference, and at the end the number of all. */
  readonly #firsts: Uint32Array;
  readonly #tables: readonly KeyTable[];

  constructor(films: ReadonlyMap<string, DiagonalFilm>) {
    this.ids = [...films.keys()];
    this.#films = [...films.values()];
    this.#firsts = new Uint32Array(this.ids.length + 1);
    for (const [at, { shown }] of this.#films.entries()) this.#firsts[at + 1] = this.#firsts[at]! + shown.length;
    this.#tables = Array.from({ length: KEYS }, (_, key) => tableOf(this.#films, this.#firsts, key));
  }

  /** Number of steps of all references. */
  get steps(): number {
    return this.#firsts.at(-1)!;
  }

  /** Visits the places where few bits differ. @param mostOf - Most bits of a row's pictures together; asked again for each place. */
  visit(rows: readonly DiagonalRow[], mostOf: () => number, visit: OnPlace): void {
    const span = Math.max(0, ...rows.map(spanOf));
    // Rows are told apart by a number in each count, so that the counts need not be cleared for each.
    const counts = new Uint16Array(this.steps + span);
    const diagonals = new Uint32Array(counts.length);
    for (const [at, row] of rows.entries()) {
      if (at % MOST_ROWS === 0) counts.fill(0);
      const found = this.#agreeing(row, span, counts, 1 + (at % MOST_ROWS), diagonals);
      for (let each = 0; each < found; each++) {
        const first = diagonals[each]! - span;
        // The middle of the row says which reference it lies in.
        const middle = Math.max(0, Math.min(this.steps - 1, first + (spanOf(row) >> 1)));
        const number = firstAfter(this.#firsts, middle) - 1;
        const [film, place] = [this.#films[number]!, first - this.#firsts[number]!];
        const sum = sumAlong(film, row, place);
        if (sum <= mostOf()) visit(this.ids[number]!, film, at, place, sum);
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
  #agreeing({ codes, steps }: DiagonalRow, span: number, counts: Uint16Array, row: number, diagonals: Uint32Array): number {
    const tables = this.#tables;
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
