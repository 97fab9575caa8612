import { checkInteger, checkRange } from '@streetdate/core/internal';
import { biasPoints } from './bias.ts';

/** What a code is to do. */
export interface CodeClaim {
  /** Copies that are put together at most, 1 to 20. */
  readonly colluders: number;
  /** Highest chance that one copy which was not used is named, up to 1e-6. @defaultValue 1e-6 */
  readonly odds?: number | undefined;
  /** Highest chance that none of the copies which were used is named, by the normal approximation of their mean score. @defaultValue 0.05 */
  readonly missOdds?: number | undefined;
  /** Chance of each segment that a pirate copy still tells it. @defaultValue 0.8 */
  readonly readable?: number | undefined;
}

/** The highest chance of naming a copy that was not used that may be asked for. */
export const HIGHEST_ODDS = 1e-6;

/**
 * How many segments a claim needs. False accusations are bounded by Chernoff's bound for the worst readings, so that side holds for any
 * number of segments. The other side takes the least mean score that putting copies together can leave, where all copies that agree in a
 * segment leave it as it is (the marking assumption).
 * @returns A whole number.
 */
export function segmentsNeeded(claim: CodeClaim): number {
  const { colluders, odds = HIGHEST_ODDS, missOdds = 0.05, readable = 0.8 } = claim;
  checkInteger('colluders', colluders, 1, 20);
  checkRange('odds', odds, 1e-15, HIGHEST_ODDS);
  checkRange('missOdds', missOdds, 1e-6, 0.5);
  checkRange('readable', readable, 0.01, 1);
  const mean = leastMeanScore(colluders);
  const deviation = Math.sqrt(Math.max(0, 1 / colluders - mean * mean));
  // Where segments are lost by chance, half of the odds are for a copy that tells too few.
  const quantile = normalQuantile(1 - (readable < 1 ? missOdds / 2 : missOdds));
  const isEnough = (segments: number) =>
    segments * mean - quantile * deviation * Math.sqrt(segments) >= threshold(segments, colluders, odds);
  let [low, high] = [0, 1];
  while (!isEnough(high)) [low, high] = [high, 2 * high];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  let length = Math.ceil(high / readable);
  while (length * readable - quantile * Math.sqrt(length * readable * (1 - readable)) < high) length++;
  return length;
}

/** The score in so many segments that an unused copy exceeds with at most these odds, whatever was read. */
export function threshold(segments: number, colluders: number, odds: number): number {
  const points = biasPoints(colluders);
  const bound = (tilt: number) => {
    let mean = 0;
    for (const { bias, weight } of points) {
      const [up, down] = [Math.sqrt((1 - bias) / bias), Math.sqrt(bias / (1 - bias))];
      const asB = bias * Math.exp(tilt * up) + (1 - bias) * Math.exp(-tilt * down);
      const asA = bias * Math.exp(-tilt * up) + (1 - bias) * Math.exp(tilt * down);
      mean += weight * Math.log(Math.max(asA, asB));
    }
    return (segments * mean - Math.log(odds)) / tilt;
  };
  // The bound falls and then rises with the tilt.
  let [low, high] = [1e-4, 20];
  for (let step = 0; step < 100; step++) {
    const [one, other] = [low * (high / low) ** (1 / 3), low * (high / low) ** (2 / 3)];
    if (bound(one) < bound(other)) high = other;
    else low = one;
  }
  return bound(low);
}

/** The least mean score that a copy which was used has in a segment, averaged over the copies. */
export function leastMeanScore(colluders: number): number {
  const points = biasPoints(colluders);
  let [sum, ways] = [0, 1];
  for (let ones = 0; ones <= colluders; ones++) {
    const term = points.reduce((all, { bias, weight }) => {
      const scale = Math.sqrt(bias * (1 - bias));
      return all + (weight * bias ** ones * (1 - bias) ** (colluders - ones) * (ones - colluders * bias)) / scale;
    }, 0);
    // All alike: the segment shows what they show. Otherwise whoever puts them together takes what is worse for the decoder.
    sum += ways * (ones === colluders ? term : ones === 0 ? -term : -Math.abs(term));
    ways = (ways * (colluders - ones)) / (ones + 1);
  }
  return sum / colluders;
}

/** Quantile of the normal distribution, by bisection on Abramowitz and Stegun 7.1.26. */
function normalQuantile(chance: number): number {
  let [low, high] = [-8, 8];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (normal(middle) < chance) low = middle;
    else high = middle;
  }
  return low;
}

function normal(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp((-x * x) / 2);
  return x < 0 ? tail / 2 : 1 - tail / 2;
}

/** A row of the table that is shown before a film is marked. */
export interface LengthRow {
  /** Copies put together. */
  readonly colluders: number;
  /** Segments that the claim needs. */
  readonly segments: number;
  /** The running time of these segments, seconds. */
  readonly seconds: number;
  /** Whether the film is long enough; undefined without a film. */
  readonly fits: boolean | undefined;
}

/** Segments and running time against the number of copies put together. */
export function lengthTable(
  segmentSeconds: number,
  filmSegments: number | undefined,
  claim: Omit<CodeClaim, 'colluders'> = {},
  most = 8,
): LengthRow[] {
  checkRange('segmentSeconds', segmentSeconds, 0.05, 60);
  return Array.from({ length: most }, (_, at) => {
    const segments = segmentsNeeded({ ...claim, colluders: at + 1 });
    return { colluders: at + 1, segments, seconds: segments * segmentSeconds, fits: filmSegments && segments <= filmSegments };
  }).map((row) => ({ ...row, fits: filmSegments === undefined ? undefined : Boolean(row.fits) }));
}
