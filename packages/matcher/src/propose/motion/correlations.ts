import { createSlidingKernel, type SlidingKernel } from '@streetdate/core/internal';

/** Fewest places away from the best one for a standard deviation. */
const FEWEST_PLACES = 16;

let kernel: SlidingKernel | undefined;

/** This thread's kernel: one instance of 256 KiB. */
export function slidingOfThread(): SlidingKernel {
  kernel ??= createSlidingKernel();
  return kernel;
}

/** The best correlation above 0; undefined if there is none. @param correlations - One for each place, for each phase. */
export function bestCorrelation(
  correlations: readonly Float32Array[],
): { readonly correlation: number; readonly phase: number; readonly place: number } | undefined {
  let [correlation, phase, place] = [0, 0, -1];
  for (const [number, each] of correlations.entries()) {
    for (let at = 0; at < each.length; at++) if (each[at]! > correlation) [correlation, phase, place] = [each[at]!, number, at];
  }
  return place < 0 ? undefined : { correlation, phase, place };
}

/**
 * Standard deviation of the correlations about 0, away from the best one; 0 if there are too few.
 * @param from - First place that is left out: motion resembles its own neighbourhood.
 * @param to - Place behind the last that is left out.
 */
export function spreadOutside(correlations: readonly Float32Array[], from: number, to: number): number {
  let [squares, others] = [0, 0];
  for (const each of correlations) {
    const before = Math.min(from, each.length);
    for (let at = 0; at < before; at++) squares += each[at]! ** 2;
    for (let at = to; at < each.length; at++) squares += each[at]! ** 2;
    others += before + Math.max(0, each.length - to);
  }
  return others < FEWEST_PLACES ? 0 : Math.sqrt(squares / others);
}
