import { popcount32 } from '../hamming/hamming.ts';
import { type DiagonalFilm, type DiagonalKernel, type DiagonalRow, mostOfHalf, spanOf } from './diagonal-kernel.ts';

/** The kernel in plain JavaScript: the oracle in tests, and the substitute in engines that cannot run the compiled one. */
export const plainDiagonals: DiagonalKernel = {
  kind: 'plain',
  scan(film, rows, mostOf, visit) {
    for (const [number, row] of rows.entries()) {
      for (let place = 0 - spanOf(row); place < film.shown.length; place++) {
        const most = mostOf(number);
        const half = sumAlong(film, row, place, 0, 2);
        if (half > mostOfHalf(most, row.steps.length)) continue;
        const sum = half + sumAlong(film, row, place, 1, 2);
        if (sum <= most) visit(number, place, sum);
      }
    }
  },
};

/**
 * Differing bits of a row's pictures and the steps of a film. Steps without a picture, and those outside the film, add none.
 * @param place - Step that the first picture is compared with.
 * @param from - First of the row's pictures that counts. @defaultValue 0
 * @param stride - Counts one in so many. @defaultValue 1
 */
export function sumAlong(film: DiagonalFilm, { codes, steps }: DiagonalRow, place: number, from = 0, stride = 1): number {
  let sum = 0;
  for (let picture = from; picture < steps.length; picture += stride) {
    const step = place + steps[picture]!;
    if (film.shown[step] !== 1) continue;
    sum += popcount32((codes[2 * picture]! ^ film.codes[2 * step]!) >>> 0);
    sum += popcount32((codes[2 * picture + 1]! ^ film.codes[2 * step + 1]!) >>> 0);
  }
  return sum;
}
