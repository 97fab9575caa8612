import type { PairReading } from './pair-sums.ts';

/**
 * Why a copy does not tell a canary: the interval, or the part of the picture, is not in it; its pictures cannot be registered there; the choices look alike; it shows none of
 * them, or a mixture; its moment is not certain enough; the best choice is less than 100 times as likely as the next.
 */
export type NotToldReason = 'missing' | 'registration' | 'alike' | 'neither' | 'moment' | 'unsure';

/** Which choice the pictures show, or why that is not told. */
export type VariantDecision =
  | { readonly choice: number; readonly logRatio: number; readonly reason?: undefined }
  | { readonly reason: NotToldReason; readonly choice?: undefined };

/** Below this correlation a copy does not show the same as any choice. */
export const LEAST_CORRELATION = 0.6;

/** Highest decimal logarithm of a ratio: what spoils a reading is not all in its noise. */
const MOST_LOG_RATIO = 6;

/** The best choice is this many times as likely as the next, as a decimal logarithm. */
const LEAST_LOG_RATIO = 2;

/** Ratios between which a copy shows one choice: a weaker one is a mixture, a stronger one something else. Copies gave 0.93 to 1.04. */
const RATIOS = [0.7, 1.4] as const;

/** Share of the difference that leans to the choice. Copies gave 0.97 and more, a third take in the same place 0.83. */
const LEAST_AGREEMENT = 0.88;

/** Share of the difference where the copy may show something else. Copies gave up to 0.11, a third take in the same place 0.27. */
const MOST_ELSE = 0.18;

/** What may be left beside the choice. Copies gave 0.01 to 0.05, camera recordings up to 0.27, third takes in the same place 0.36 and 0.42. */
const MOST_REST = 0.33;

/**
 * What may be left beside the choice over what this copy leaves beside a film that it shows. Camera recordings of the choice gave up to 0.13, third takes of one man
 * before a fixed camera 0.16 to 0.55.
 */
const MOST_UNUSUAL_REST = 0.18;

/** How many times as much may be left as this copy leaves beside a film that it shows. Copies gave up to 3, camera recordings up to 6, those third takes 14 to 90. */
const MOST_TIMES_USUAL = 10;

/** What may always be left: a cut is a few frames, whose moment is known to a part of a frame. */
const LEAST_REST = 0.1;

/** Share of the difference that must lie in the copy's picture. */
const LEAST_SHOWN = 0.3;

/**
 * Decides between choices pair by pair.
 * @param count - How many choices there are.
 * @param pairs - What was read of a pair, whose first number is the lower one; undefined where both look alike.
 * @param correlation - Of the copy with the choice that it is most like, over the frames in which choices differ.
 */
export function decideVariant(
  count: number,
  pairs: (one: number, other: number) => PairReading | undefined,
  correlation: number,
): VariantDecision {
  const towards = (one: number, other: number) => {
    const pair = one < other ? pairs(one, other) : pairs(other, one);
    return pair && { ...pair, ratio: one < other ? pair.ratio : -pair.ratio };
  };
  const others = (choice: number) => Array.from({ length: count }, (_, at) => at).filter((at) => at !== choice);
  const logRatio = (choice: number) => Math.min(...others(choice).map((other) => logRatioOf(towards(choice, other))));
  const ratios = Array.from({ length: count }, (_, choice) => logRatio(choice));
  const choice = ratios.indexOf(Math.max(...ratios));
  const readings = others(choice).map((other) => towards(choice, other));
  if (readings.every((reading) => reading === undefined)) return { reason: 'alike' };
  if (correlation < LEAST_CORRELATION) return { reason: 'registration' };
  if (readings.some((reading) => reading !== undefined && reading.shown < LEAST_SHOWN)) return { reason: 'missing' };
  // A copy that shows the choice exactly would not be told from the other.
  if (readings.some((reading) => reading === undefined || logRatioOf({ ...reading, ratio: 1 }) < LEAST_LOG_RATIO))
    return { reason: 'alike' };
  const shows = readings.every(
    (reading) =>
      reading !== undefined &&
      reading.ratio >= RATIOS[0] &&
      reading.ratio <= RATIOS[1] &&
      reading.agreement >= LEAST_AGREEMENT &&
      reading.elsewise <= MOST_ELSE &&
      reading.rest <= MOST_REST &&
      reading.rest - reading.usualRest <= MOST_UNUSUAL_REST &&
      reading.rest <= Math.max(LEAST_REST, MOST_TIMES_USUAL * reading.usualRest),
  );
  if (!shows) return { reason: 'neither' };
  return ratios[choice]! < LEAST_LOG_RATIO ? { reason: 'unsure' } : { choice, logRatio: ratios[choice]! };
}

/** Decimal logarithm of the likelihood ratio of both choices of a pair: normal noise around 1 and -1. */
function logRatioOf(pair: Pick<PairReading, 'ratio' | 'noise'> | undefined): number {
  if (pair === undefined) return 0;
  const ratio = Math.max(-1, Math.min(1, pair.ratio));
  return Math.max(-MOST_LOG_RATIO, Math.min(MOST_LOG_RATIO, (2 * ratio) / pair.noise ** 2 / Math.LN10));
}
