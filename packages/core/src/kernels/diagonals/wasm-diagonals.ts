import { instantiate, type KernelExports } from '../web-assembly.ts';
import {
  type DiagonalFilm,
  type DiagonalKernel,
  type DiagonalRow,
  firstHalf,
  mostOfHalf,
  type OnDiagonal,
  spanOf,
} from './diagonal-kernel.ts';
import { BYTES } from './diagonals-bytes.ts';
import { plainDiagonals } from './plain-diagonals.ts';

/** What assembly/diagonals.ts exports. */
interface DiagonalExports extends KernelExports {
  scan(
    codes: number,
    masks: number,
    places: number,
    row: number,
    rowHalf: number,
    rowEnd: number,
    mostOfHalf: number,
    most: number,
    out: number,
  ): number;
}

/** Places of a film that are scanned at once: their codes and masks stay in the processor's second cache. */
const PLACES = 4096;
/** Steps that a row may span. */
const MOST_SPAN = 1024;
/** Pictures of the rows that are kept at once. */
const MOST_PICTURES = 4096;

/** Bytes of a code, and of a picture of a row. */
const [CODE, PICTURE] = [8, 16] as const;
// Offsets in the kernel's memory, bytes.
const MASKS = CODE * (PLACES + MOST_SPAN);
const ROWS = 2 * MASKS;
const HITS = ROWS + PICTURE * MOST_PICTURES;

/**
 * The kernel in WebAssembly. The plain kernel takes rows that span more than its memory.
 * @returns A kernel with memory of its own; undefined in engines without WebAssembly.
 */
export function createWasmDiagonals(): DiagonalKernel | undefined {
  const exports = instantiate<DiagonalExports>(BYTES);
  if (exports === undefined) return undefined;
  const { buffer } = exports.memory;
  const codes = new Uint32Array(buffer, 0, 2 * (PLACES + MOST_SPAN));
  const masks = new Uint32Array(buffer, MASKS, 2 * (PLACES + MOST_SPAN));
  const pictures = new Uint32Array(buffer, ROWS, (PICTURE / 4) * MOST_PICTURES);
  const hits = new Uint32Array(buffer, HITS, PLACES);

  /** Writes the pictures of a row, every other one first. @returns Address behind the last. */
  const writeRow = ({ codes, steps }: DiagonalRow, address: number): number => {
    let at = (address - ROWS) / 4;
    for (const from of [0, 1]) {
      for (let picture = from; picture < steps.length; picture += 2) {
        pictures[at] = codes[2 * picture]!;
        pictures[at + 1] = codes[2 * picture + 1]!;
        pictures[at + 2] = CODE * steps[picture]!;
        pictures[at + 3] = 0;
        at += PICTURE / 4;
      }
    }
    return ROWS + 4 * at;
  };

  /** Writes the steps of a film from `first` on, which may lie before its start. */
  const writeSteps = (film: DiagonalFilm, first: number, count: number): void => {
    const [from, to] = [Math.max(0, first), Math.min(film.shown.length, first + count)];
    masks.fill(0, 0, 2 * count);
    if (to <= from) return;
    codes.set(film.codes.subarray(2 * from, 2 * to), 2 * (from - first));
    for (let step = from; step < to; step++) {
      const at = 2 * (step - first);
      masks[at] = masks[at + 1] = -film.shown[step]!;
    }
  };

  /** Scans a group of rows that fits into the memory. */
  const scanGroup = (
    film: DiagonalFilm,
    rows: readonly DiagonalRow[],
    from: number,
    mostOf: (row: number) => number,
    visit: OnDiagonal,
  ) => {
    const span = Math.max(...rows.map(spanOf));
    const ends: number[] = [];
    for (const row of rows) ends.push(writeRow(row, ends[ends.length - 1] ?? ROWS));
    for (let first = 0 - span; first < film.shown.length; first += PLACES) {
      const places = Math.min(PLACES, film.shown.length - first);
      writeSteps(film, first, Math.min(PLACES, places + 3) + span);
      for (let number = 0; number < rows.length; number++) {
        const least = 0 - spanOf(rows[number]!);
        const { length } = rows[number]!.steps;
        const [start, end, most] = [ends[number - 1] ?? ROWS, ends[number]!, mostOf(from + number)];
        const half = start + PICTURE * firstHalf(length);
        const count = exports.scan(0, MASKS, (places + 3) & ~3, start, half, end, mostOfHalf(most, length), most, HITS);
        for (let at = 0; at < count; at++) {
          const place = first + (hits[at]! >>> 16);
          const sum = hits[at]! & 0xffff;
          if (place >= least && place < film.shown.length && sum <= mostOf(from + number)) visit(from + number, place, sum);
        }
      }
    }
  };

  return {
    kind: 'wasm',
    scan(film, rows, mostOf, visit) {
      if (rows.some((row) => spanOf(row) > MOST_SPAN || row.steps.length > MOST_PICTURES)) {
        plainDiagonals.scan(film, rows, mostOf, visit);
        return;
      }
      for (let from = 0; from < rows.length; ) {
        let to = from;
        for (let pictures = 0; to < rows.length; to++) {
          pictures += rows[to]!.steps.length;
          if (pictures > MOST_PICTURES) break;
        }
        scanGroup(film, rows.slice(from, to), from, mostOf, visit);
        from = to;
      }
    },
  };
}
