/** Pictures of a query that are compared together: the first one, and others some steps after it. */
export interface DiagonalRow {
  /** Two words a picture, 64 bits. */
  readonly codes: Uint32Array;
  /** Steps from the first picture to each, ascending from 0. */
  readonly steps: Uint32Array;
}

/** A film in even steps of time. */
export interface DiagonalFilm {
  /** Two words a step, 64 bits. */
  readonly codes: Uint32Array;
  /** 1 for each step that has a picture, else 0. */
  readonly shown: Uint8Array;
}

/**
 * Called with a place whose sum is small enough.
 * @param row - Number of the row.
 * @param place - Step of the film that the row's first picture is compared with. It may lie before the film's start.
 * @param sum - Differing bits of all pictures that have something to compare with.
 */
export type OnDiagonal = (row: number, place: number, sum: number) => void;

/**
 * Sums differing bits along diagonals: all pictures of a row beside the steps of a film, at every place where one of them meets a step. A
 * sum over many pictures tells a copy by a quarter of the bits that a single picture needs. Every kernel visits the same places with the
 * same sums, each row's in ascending order. A place is given up after half of the pictures, every other one, if those differ in more bits
 * than {@link mostOfHalf}: unrelated places then take little more than half the time.
 */
export interface DiagonalKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Visits the places of a film where few bits differ. Hot loop: no checks.
   * @param mostOf - Most bits of a row's pictures together; asked again now and then. Steps without a picture add no bits, so the caller
   * counts them.
   */
  scan(film: DiagonalFilm, rows: readonly DiagonalRow[], mostOf: (row: number) => number, visit: OnDiagonal): void;
}

/** Bits that half of the pictures may differ in beyond their share, for each square root of a picture: three standard deviations. */
const HALF_SLACK = 8.5;

/** The pictures of a row that are compared first: every other one, so that both halves see the same scenes. */
export function firstHalf(pictures: number): number {
  return (pictures + 1) >> 1;
}

/**
 * Bits up to which the first half of a row's pictures may differ, so that the place is not given up.
 * @param most - Bits up to which all of them may differ.
 */
export function mostOfHalf(most: number, pictures: number): number {
  const half = firstHalf(pictures);
  return (most * half) / pictures + HALF_SLACK * Math.sqrt(half);
}

/** Steps from a row's first picture to its last. */
export function spanOf({ steps }: DiagonalRow): number {
  return steps[steps.length - 1] ?? 0;
}
