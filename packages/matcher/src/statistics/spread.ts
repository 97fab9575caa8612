/** Spread of values around zero: the root of the mean of their squares; 0 of none. */
export function spreadAroundZero(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, values.length));
}
