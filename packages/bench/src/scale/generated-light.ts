import type { LumaSeries } from '@streetdate/core/portable';
import { seededRandom } from '../clips/pictures.ts';

/** Seconds between two values of the mean-luma series, of a reference's fingerprint and of a query's. */
const STEP = { reference: 0.2, query: 0.25 } as const;
/** Mean luma of a film's shots, and its flicker within a shot. */
const LUMA = { mean: 90, spread: 35, flicker: 2 } as const;
/** The changes of a copy: less contrast, and coding noise. */
const COPY = { contrast: 0.7, noise: 1 } as const;

/** The mean-luma series of a generated film: a new level in each shot, and never quite still. */
export function generatedLight(cuts: readonly number[], seconds: number, seed: number): LumaSeries {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let [level, flicker, next] = [LUMA.mean, 0, 0];
  return brightnessOf(seconds, STEP.reference, (time) => {
    while (next < cuts.length && cuts[next]! <= time) {
      level = LUMA.mean + LUMA.spread * normal();
      next++;
    }
    flicker = 0.8 * flicker + LUMA.flicker * normal();
    return level + flicker;
  });
}

/** The mean-luma series of a copy of some seconds of a film. */
export function copyOfLight({ means }: LumaSeries, start: number, seconds: number, seed: number): LumaSeries {
  const random = seededRandom(seed);
  return brightnessOf(seconds, STEP.query, (time) => {
    const at = Math.min(means.length - 1, Math.round((start + time) / STEP.reference));
    return (COPY.contrast * means[at]!) / 256 + 2 * COPY.noise * (random() - 0.5);
  });
}

function brightnessOf(seconds: number, step: number, lumaAt: (time: number) => number): LumaSeries {
  const timesMs = Uint32Array.from({ length: Math.floor(seconds / step) }, (_, at) => Math.round(1000 * at * step));
  const means = Uint16Array.from(timesMs, (ms) => Math.round(256 * Math.min(255, Math.max(0, lumaAt(ms / 1000)))));
  return { timesMs, means };
}
