import { popcount32 } from '../hamming/hamming.ts';
import { type DiagonalFilm, type DiagonalKernel, type DiagonalRow, mostOfHalf, spanOf } from './diagonal-kernel.ts';

/** The kernel in plain JavaScript: the oracle in tests, and the substitute in engines that cannot run the compiled one. */
export const plainDiagonals: DiagonalKernel = {
  kind: 'plain',
  scan(film, rows, mostOf, visit) {
    for (const [number, row] of rows.entries()) {
      for (let place = 0 - spanOf(row); place < film.shown.length; place++) {
        const most = mostOf(number);
        const half = sumOf(film, row, place, 0);
        if (half > mostOfHalf(most, row.steps.length)) continue;
        const sum = half + sumOf(film, row, place, 1);
        if (sum <= most) visit(number, place, sum);
      }
    }
  },
};

/** Differing bits of every other picture, from the first or the second on. */
function sumOf(film: DiagonalFilm, { codes, steps }: DiagonalRow, place: number, from: 0 | 1): number {
  let sum = 0;
  for (let picture: number = from; picture < steps.length; picture += 2) {
    const step = place + steps[picture]!;
    if (step < 0 || step >= film.shown.length || film.shown[step] === 0) continue;
    sum += popcount32((codes[2 * picture]! ^ film.codes[2 * step]!) >>> 0);
    sum += popcount32((codes[2 * picture + 1]! ^ film.codes[2 * step + 1]!) >>> 0);
  }
  return sum;
}
