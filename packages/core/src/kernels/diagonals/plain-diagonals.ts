import { popcount32 } from '../hamming/hamming.ts';
import { type DiagonalFilm, type DiagonalKernel, type DiagonalRow, spanOf } from './diagonal-kernel.ts';

/** The kernel in plain JavaScript: the oracle in tests, and the substitute in engines that cannot run the compiled one. */
export const plainDiagonals: DiagonalKernel = {
  kind: 'plain',
  scan(film, rows, mostOf, visit) {
    for (const [number, row] of rows.entries()) {
      for (let place = 0 - spanOf(row); place < film.shown.length; place++) {
        const sum = sumAt(film, row, place);
        if (sum <= mostOf(number)) visit(number, place, sum);
      }
    }
  },
};

function sumAt(film: DiagonalFilm, { codes, steps }: DiagonalRow, place: number): number {
  let sum = 0;
  for (let picture = 0; picture < steps.length; picture++) {
    const step = place + steps[picture]!;
    if (step < 0 || step >= film.shown.length || film.shown[step] === 0) continue;
    sum += popcount32((codes[2 * picture]! ^ film.codes[2 * step]!) >>> 0);
    sum += popcount32((codes[2 * picture + 1]! ^ film.codes[2 * step + 1]!) >>> 0);
  }
  return sum;
}
