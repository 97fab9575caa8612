/** Seconds between two moments, and between two offsets. */
export const STEP = 0.1;

/** The intervals of a query and of a reference that are compared, moment by moment. */
export interface ComparedIntervals {
  /** Start in the query, seconds. */
  readonly queryStart: number;
  /** Length in the query, in steps of {@link STEP}. */
  readonly querySteps: number;
  /** Start in the reference, seconds. */
  readonly referenceStart: number;
  /** Length in the reference, in steps. */
  readonly referenceSteps: number;
  /** Seconds of reference in one of query. */
  readonly speed: number;
  /** Whether the query is mirrored. */
  readonly mirrored: boolean;
}

/** The middle of a step, seconds. */
export function middleOf(start: number, step: number): number {
  return start + (step + 0.5) * STEP;
}

/** The middles of the first steps, seconds. */
export function middlesOf(start: number, steps: number): Float64Array {
  return Float64Array.from({ length: steps }, (_, step) => middleOf(start, step));
}
