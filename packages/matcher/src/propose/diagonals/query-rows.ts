import type { DiagonalRow } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';
import { NO_FRAME } from '../../align/frame-clock.ts';
import { STEP, StepCodes } from './step-codes.ts';

/** Pictures of a row. */
export const PICTURES = 16;
/** Pictures that a row must have. Fewer are found by look-alike frames or not at all. */
const FEWEST_PICTURES = 4;
/** Steps between two pictures of a row, where the query is long enough. A row then covers 12.8 s, the drift of an issued speed in it a quarter of a second to both sides. */
const SPACING = 2;
/** Seconds from the start of a row to the start of the next one. */
export const ROW_SECONDS = SPACING * PICTURES * STEP;
/** Rows from which on they do not overlap: a copy in a long query covers a whole row anyway. */
const APART_FROM = 3;

/** A row of the query's pictures, and where they lie in it. */
export interface QueryRow {
  /** Steps after the start of the query's track, in order. */
  readonly at: readonly number[];
  /** Start of the interval that the row covers, seconds of the query. */
  readonly queryStart: number;
  /** Its end, seconds, exclusive. */
  readonly queryEnd: number;
}

/** The rows of a query's track. */
export class QueryRows {
  readonly rows: readonly QueryRow[];
  readonly #start: number;
  readonly #codes = new Map<HashTrack, StepCodes>();

  /**
   * @param track - The query's track.
   * @param frames - Frames to look for, by index.
   */
  constructor(track: HashTrack, frames: readonly number[]) {
    this.#start = (track.timesMs[0] ?? 0) / 1000;
    const wanted = new Set(frames);
    const shown = [...this.codesOf(track).frames.entries()].filter(([, frame]) => frame !== NO_FRAME && wanted.has(frame));
    const steps = shown.map(([step]) => step);
    this.rows = rowsOf(steps).map((at) => ({
      at,
      queryStart: this.#start + at[0]! * STEP,
      queryEnd: this.#start + (at[at.length - 1]! + 1) * STEP,
    }));
  }

  /**
   * The pictures of a row at a speed.
   * @param track - The track of the constructor, in any orientation.
   */
  oriented(codes: StepCodes, { at }: QueryRow, speed: number): DiagonalRow {
    const words = new Uint32Array(2 * at.length);
    for (const [picture, step] of at.entries()) words.set(codes.codes.subarray(2 * step, 2 * step + 2), 2 * picture);
    return { codes: words, steps: Uint32Array.from(at, (step) => Math.round(speed * (step - at[0]!))) };
  }

  /** The step codes of a track of the query: the rows' own, in another orientation, or another view of the same film. */
  codesOf(track: HashTrack): StepCodes {
    const known = this.#codes.get(track) ?? new StepCodes(track, this.#start);
    this.#codes.set(track, known);
    return known;
  }
}

/** Divides steps into rows; those of short queries overlap by half. */
function rowsOf(steps: readonly number[]): number[][] {
  const spacing = steps.length >= SPACING * PICTURES ? SPACING : 1;
  const span = spacing * PICTURES;
  const hop = steps.length >= APART_FROM * span ? span : span / 2;
  const rows: number[][] = [];
  for (let from = 0; from < steps.length; ) {
    const end = steps[from]! + span;
    let to = from;
    while (to < steps.length && steps[to]! < end) to++;
    const row = steps.slice(from, to).filter((_, at) => at % spacing === 0);
    if (row.length >= FEWEST_PICTURES) rows.push(row);
    if (to === steps.length) break;
    let next = from;
    while (steps[next]! < steps[from]! + hop) next++;
    from = next;
  }
  return rows;
}
