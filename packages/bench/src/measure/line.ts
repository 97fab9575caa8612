/**
 * Slope of the line of least squares through some points, in units of `ys` for each unit of `xs`.
 * @returns 0 for fewer than two different `xs`.
 */
export function slopeOf(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(xs), mean(ys)];
  const spread = xs.reduce((sum, value) => sum + (value - x) ** 2, 0);
  return spread > 0 ? xs.reduce((sum, value, at) => sum + (value - x) * (ys[at]! - y), 0) / spread : 0;
}
