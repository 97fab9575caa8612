/**
 * Solves symmetric equations by Cholesky decomposition.
 * @param matrix - `count` × `count`, row after row; it is overwritten.
 * @param right - The right side; it is overwritten by the solution.
 * @returns Whether there is a solution.
 */
export function solve(matrix: Float64Array, right: Float64Array, count: number): boolean {
  for (let row = 0; row < count; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * count + column]!;
      for (let at = 0; at < column; at++) sum -= matrix[row * count + at]! * matrix[column * count + at]!;
      if (row !== column) matrix[row * count + column] = sum / matrix[column * count + column]!;
      else if (!(sum > 0)) return false;
      else matrix[row * count + row] = Math.sqrt(sum);
    }
  }
  for (let row = 0; row < count; row++) {
    let sum = right[row]!;
    for (let at = 0; at < row; at++) sum -= matrix[row * count + at]! * right[at]!;
    right[row] = sum / matrix[row * count + row]!;
  }
  for (let row = count - 1; row >= 0; row--) {
    let sum = right[row]!;
    for (let at = row + 1; at < count; at++) sum -= matrix[at * count + row]! * right[at]!;
    right[row] = sum / matrix[row * count + row]!;
  }
  return true;
}
