/** Root mean square; 0 without values. */
export function spreadAroundZero(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, values.length));
}
