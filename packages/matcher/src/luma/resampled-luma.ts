import { COARSE_LUMA_GRID } from '@streetdate/core/internal';
import type { LumaSeries } from '@streetdate/core/portable';

/** Least time between two of its entries, milliseconds: the frames of a film that are nearest to a quarter of a second apart are this far. */
const APART_MS = 220;
/** Brightness that is known no more often than this, in entries a second, is left as it is. */
const OFTEN = 6;
const PARTS = COARSE_LUMA_GRID ** 2;

const known = new WeakMap<LumaSeries, LumaSeries>();

/**
 * A query's brightness as often as that of a reference is known, a quarter of a second apart as a rule. A light that flickers and a scene that moves are measured from one entry to the next, and what
 * that says is calibrated on such steps.
 */
export function resampledLuma(brightness: LumaSeries): LumaSeries {
  let sampled = known.get(brightness);
  if (sampled === undefined) {
    const { timesMs, means, coarseGrid: parts } = brightness;
    if (timesMs.length <= (OFTEN * (timesMs.at(-1) ?? 0)) / 1000) return brightness;
    let last = Number.NEGATIVE_INFINITY;
    const entries = [...timesMs.keys()].filter((entry) => {
      if (timesMs[entry]! - last < APART_MS) return false;
      last = timesMs[entry]!;
      return true;
    });
    sampled = {
      timesMs: Uint32Array.from(entries, (entry) => timesMs[entry]!),
      means: Uint16Array.from(entries, (entry) => means[entry]!),
      ...(parts && {
        coarseGrid: Uint8Array.from(
          { length: entries.length * PARTS },
          (_, at) => parts[entries[Math.floor(at / PARTS)]! * PARTS + (at % PARTS)]!,
        ),
      }),
    };
    known.set(brightness, sampled);
  }
  return sampled;
}
