import { TICK_MS } from '../bands/band-rows.ts';
import { bandCount } from '../bands/picture-bands.ts';
import { PICTURES, SOUND, STILL } from '../bands/query-variants.ts';
import type { SweepManifest } from '../parquet/manifest.ts';

/** Ticks of a window. In ten seconds a PAL speed-up changes an offset by less than a tick. */
export const WINDOW_TICKS = 20;

/** Expected number of false alignments between a window and the whole library, as {@link chooseGrids} computes it. */
export const DEFAULT_CHANCE_LINES = 1;

/** The bins for the hits of a window; a row of the table `grids`. */
export interface Grid {
  /** {@link PICTURES}, {@link SOUND} or {@link STILL}. */
  readonly medium: number;
  /** Ticks in a bin. */
  readonly width: number;
  /** Added to every offset, to make it positive and to shift the bins. */
  readonly shift: number;
  /** Distinct signs that a bin needs. */
  readonly fewest: number;
}

/** Larger than every negative offset, and a multiple of every width: a film of six days. */
const POSITIVE = 2 ** 20;
/** Widths of bins in ticks: for speeds near 1, and for speeds from half to twice. */
const WIDTHS = [2, 16] as const;
/** Rows of a picture track in each tick and band of a window: at most two, because queries have four frames a second. */
const CODES_A_TICK = 2;
/** The same for a sound track, with four re-timed codes a second, each with its own kind of key. */
const SOUND_BANDS = 4;
/**
 * An audio key counts as 14 of its 24 bits, because its classifiers look at neighbouring notes. This is an estimate. A lower true value
 * only costs more frame comparisons.
 */
const SOUND_KEYS = 2 ** 14;

/**
 * Chooses how many signs a bin needs, so that a window has at most `chanceLines` false alignments. The model is Poisson: chance hits are
 * independent, and their rate follows from the library's density and the width of the keys. Real pictures are less random. On generated
 * films, bins with three signs were fifty times as frequent, so every alignment is verified afterwards.
 */
export function chooseGrids(manifest: SweepManifest, chanceLines: number): Grid[] {
  const { pictureBands, soundBands, bits, keyBits, duration } = manifest;
  const ticks = Math.max(1, (1000 * duration) / TICK_MS);
  const bands = bandCount(bits);
  const pictures = { rows: pictureBands, keys: bands * 2 ** keyBits };
  const media = [
    { medium: PICTURES, ...pictures, signs: WINDOW_TICKS * CODES_A_TICK * bands },
    { medium: STILL, ...pictures, signs: bands },
    { medium: SOUND, rows: soundBands, signs: WINDOW_TICKS * CODES_A_TICK * SOUND_BANDS, keys: SOUND_BANDS * SOUND_KEYS },
  ];
  return media.flatMap(({ medium, rows, signs, keys }) =>
    WIDTHS.flatMap((width) => {
      const expected = (signs * rows * width) / (keys * ticks);
      // A wide bin is verified at proportionally more offsets and more speeds.
      const lines = chanceLines * (WIDTHS[0] / width) ** 2;
      const fewest = fewestBeyondChance(expected, lines / ((2 * ticks) / width));
      return [0, width / 2].map((phase) => ({ medium, width, shift: POSITIVE + phase, fewest }));
    }),
  );
}

/** The smallest number, at least two, that a Poisson variable of this mean reaches with at most this probability. */
export function fewestBeyondChance(mean: number, probability: number): number {
  // Sums the tail directly: small probabilities would be lost in 1 - (the rest).
  for (let fewest = 2; ; fewest++) {
    let term = Math.exp(fewest * Math.log(mean) - mean - logFactorial(fewest));
    let tail = 0;
    for (let count = fewest; term > 0 && (count < mean || term > 1e-12 * tail); count++) {
      tail += term;
      term *= mean / (count + 1);
    }
    if (mean === 0 || tail <= probability) return fewest;
  }
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let factor = 2; factor <= n; factor++) sum += Math.log(factor);
  return sum;
}
