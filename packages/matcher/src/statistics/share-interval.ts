/** How many standard deviations hold 95 % of a normal distribution. */
const Z = 1.959964;

/** The 95 % interval of a share by Wilson's score (1927), 0 to 1; of nothing, anything from 0 to 1. */
export function shareInterval(count: number, of: number): readonly [low: number, high: number] {
  if (of === 0) return [0, 1];
  const share = count / of;
  const middle = share + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}
