/** Damping, as a share of the mean of the diagonal: it keeps undetermined parameters in place. */
const RIDGE = 1e-3;

/**
 * Solves the normal equations of least squares by Cholesky decomposition.
 * @param equations - A matrix of `count` rows; only the lower half is read.
 * @param right - The right side, `count` values.
 * @returns The solution; undefined if the matrix is singular.
 */
export function solveNormalEquations(equations: Float64Array, right: Float64Array, count: number): Float64Array | undefined {
  const lower = equations.slice();
  let trace = 0;
  for (let i = 0; i < count; i++) trace += equations[i * count + i]! / count;
  if (!(trace > 0)) return undefined;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = equations[i * count + j]! + (i === j ? RIDGE * trace : 0);
      for (let k = 0; k < j; k++) sum -= lower[i * count + k]! * lower[j * count + k]!;
      lower[i * count + j] = i === j ? Math.sqrt(sum) : sum / lower[j * count + j]!;
    }
  }
  const solution = right.slice();
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < i; k++) solution[i]! -= lower[i * count + k]! * solution[k]!;
    solution[i]! /= lower[i * count + i]!;
  }
  for (let i = count - 1; i >= 0; i--) {
    for (let k = i + 1; k < count; k++) solution[i]! -= lower[k * count + i]! * solution[k]!;
    solution[i]! /= lower[i * count + i]!;
  }
  return solution.every(Number.isFinite) ? solution : undefined;
}
