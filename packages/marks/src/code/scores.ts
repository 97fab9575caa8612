/**
 * The symmetric score of a copy (Škorić, Katzenbeisser and Celik, "Symmetric Tardos fingerprinting codes", 2008), with soft readings: a
 * segment adds `reading × (word − bias) / √(bias (1 − bias))`. For a copy that was not used its mean is 0 whatever the readings are.
 * @param readings - For each segment -1 for A to 1 for B; 0 where nothing was read.
 */
export function scoreOf(readings: Float64Array, word: Uint8Array, biases: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < word.length; at++) {
    const bias = biases[at]!;
    sum += (readings[at]! * (word[at]! - bias)) / Math.sqrt(bias * (1 - bias));
  }
  return sum;
}

/**
 * Decimal logarithm of an upper bound of the chance that a copy which was not used scores this high: Chernoff's bound, for these readings and
 * biases. It holds whatever was done to the copies, since the word of an unused copy is independent of the readings.
 */
export function logChanceOf(score: number, readings: Float64Array, biases: Float64Array): number {
  if (!(score > 0)) return 0;
  const most = readings.reduce((sum, reading, at) => {
    const bias = biases[at]!;
    return sum + Math.abs(reading) * Math.sqrt(reading > 0 ? (1 - bias) / bias : bias / (1 - bias));
  }, 0);
  // No word scores more. A little less keeps the search finite; the bound then still holds.
  const reached = Math.min(score, most * (1 - 1e-9));
  // The exponent is convex in the tilt: Newton's steps, kept between bounds. Any tilt gives a bound; the best one gives the lowest.
  let [low, high, tilt] = [0, Number.POSITIVE_INFINITY, reached / Math.max(1e-9, slopesOf(0, readings, biases).curve)];
  let best = 0;
  for (let step = 0; step < 40; step++) {
    const { value, slope, curve } = slopesOf(tilt, readings, biases);
    best = Math.min(best, value - tilt * reached);
    const excess = slope - reached;
    if (Math.abs(excess) < 1e-6 * reached) break;
    if (excess > 0) high = tilt;
    else low = tilt;
    const next = tilt - excess / Math.max(1e-12, curve);
    tilt = next > low && next < high ? next : high === Number.POSITIVE_INFINITY ? 2 * tilt : (low + high) / 2;
    if (tilt > 1e3) break;
  }
  return best / Math.LN10;
}

/** Logarithm of the mean of exp(tilt × score) over the words of unused copies, with its slope and curvature. */
function slopesOf(tilt: number, readings: Float64Array, biases: Float64Array) {
  let [value, slope, curve] = [0, 0, 0];
  for (let at = 0; at < biases.length; at++) {
    const reading = readings[at]!;
    if (reading === 0) continue;
    const bias = biases[at]!;
    const scale = Math.sqrt(bias * (1 - bias));
    const [one, zero] = [(reading * (1 - bias)) / scale, (-reading * bias) / scale];
    const larger = Math.max(one, zero);
    const [weightOne, weightZero] = [bias * Math.exp(tilt * (one - larger)), (1 - bias) * Math.exp(tilt * (zero - larger))];
    const sum = weightOne + weightZero;
    const share = weightOne / sum;
    value += tilt * larger + Math.log(sum);
    slope += zero + share * (one - zero);
    curve += share * (1 - share) * (one - zero) ** 2;
  }
  return { value, slope, curve };
}

/**
 * How much likelier the readings are if the copy was one of those used than if it was not. It takes each segment from one of k copies at
 * random, for every k up to `colluders` with equal chance. For an unused copy its mean is 1 whatever was done, so that it exceeds R with a
 * chance of at most 1/R.
 * @param readings - Taken as the mean of what was read: the chance of B is `(1 + reading) / 2`.
 */
export function logRatioOf(readings: Float64Array, word: Uint8Array, biases: Float64Array, colluders: number): number {
  const logs = Array.from({ length: colluders }, (_, at) => {
    const copies = at + 1;
    let sum = 0;
    for (let segment = 0; segment < word.length; segment++) {
      // A reading is never quite sure: one wrong segment must not outweigh all others.
      const isB = (1 + SUREST * readings[segment]!) / 2;
      const bias = biases[segment]!;
      const mixed = (word[segment]! + (copies - 1) * bias) / copies;
      sum += Math.log((isB * mixed + (1 - isB) * (1 - mixed)) / (isB * bias + (1 - isB) * (1 - bias)));
    }
    return sum;
  });
  const highest = Math.max(...logs);
  return (highest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - highest), 0) / colluders)) / Math.LN10;
}

const SUREST = 0.98;
