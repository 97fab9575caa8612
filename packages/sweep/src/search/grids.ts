import { TICK_MS } from '../bands/band-rows.ts';
import { PICTURES, SOUND, STILL } from '../bands/looks.ts';
import { bandCount } from '../bands/picture-bands.ts';
import type { SweepManifest } from '../parquet/manifest.ts';

/** Ticks of a window: in ten seconds a PAL speed-up shifts a line by less than a tick. */
export const WINDOW_TICKS = 20;

/** Lines that a window may share with the whole library by chance, as {@link chooseGrids} reckons them. */
export const DEFAULT_CHANCE_LINES = 1;

/** Bins in which the hits of a window are counted, as a row of the table `grids`. */
export interface Grid {
  /** {@link PICTURES}, {@link SOUND} or {@link STILL}. */
  readonly medium: number;
  /** Ticks of a bin. */
  readonly width: number;
  /** Added to every offset: it makes them positive, and shifts the bins. */
  readonly shift: number;
  /** Signs that a bin needs. */
  readonly fewest: number;
}

/** Larger than every offset to the left, and a multiple of every width: a film of six days. */
const POSITIVE = 2 ** 20;
/** Widths of bins, ticks: plain speed and nearly so, and any speed from half to twice. */
const WIDTHS = [2, 16] as const;
/** Rows of band keys that a window of a picture track has in each tick and band: two, as queries have four frames a second, at most. */
const CODES_A_TICK = 2;
/** The same of a sound track, whose re-timed codes are four a second, each with a key of its own kind. */
const SOUND_BANDS = 4;
/**
 * A key of sound is taken to be worth 14 of its 24 bits against chance, since its classifiers look at neighbouring notes. An estimate: were it fewer, more
 * strangers would be compared frame by frame, and none of them reported.
 */
const SOUND_KEYS = 2 ** 14;

/**
 * Chooses how many signs a bin needs so that a window finds no more than `chanceLines` lines among strangers, if hits by chance fall into the bins
 * as rain does (Poisson), as many of them as the library is dense and its keys are narrow. Pictures are less random than that: on generated films there
 * were fifty times as many bins of three signs, which is why lines are checked afterwards.
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
      // A line of a wide bin is looked at under so many times more offsets, and as many more speeds.
      const lines = chanceLines * (WIDTHS[0] / width) ** 2;
      const fewest = fewestBeyondChance(expected, lines / ((2 * ticks) / width));
      return [0, width / 2].map((phase) => ({ medium, width, shift: POSITIVE + phase, fewest }));
    }),
  );
}

/** The least number, two or more, that a Poisson variable of this mean reaches with no more than this probability. */
export function fewestBeyondChance(mean: number, probability: number): number {
  // Terms from the far end on: the tail of small probabilities is lost in 1 - (the rest).
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
