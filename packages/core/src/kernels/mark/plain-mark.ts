import { ditherStart, FRACTION_BITS, type MarkKernel, partOf } from './mark-kernel.ts';

/** The kernel in plain JavaScript. */
export const plainMark: MarkKernel = {
  kind: 'plain',
  mark(luma, cells, columns, across, down, scale, dither, a, b) {
    const [width, height] = [across.share.length, down.share.length];
    const mask = dither.length - 1;
    // The rows of the grid above and below a row of the picture, as wide as the picture.
    const wide = [new Int32Array(width), new Int32Array(width)] as const;
    const held = [-1, -1];
    const widened = (row: number) => {
      const line = wide[row & 1]!;
      if (held[row & 1] === row) return line;
      held[row & 1] = row;
      const from = row * columns;
      const { before, after, share } = across;
      for (let x = 0; x < width; x++) {
        const one = cells[from + before[x]!]!;
        line[x] = Math.round(scale * 2 ** FRACTION_BITS * (one + share[x]! * (cells[from + after[x]!]! - one)));
      }
      return line;
    };
    let squares = 0;
    for (let y = 0; y < height; y++) {
      const [above, below] = [widened(down.before[y]!), widened(down.after[y]!)];
      const [line, offset, part] = [y * width, ditherStart(y, mask), partOf(down.share[y]!)];
      for (let x = 0; x < width; x++) {
        const one = above[x]!;
        const value = one + (((below[x]! - one) * part) >> 8);
        const own = luma[line + x]!;
        const level = (own << FRACTION_BITS) + dither[(offset + x) & mask]!;
        let added = (level + value) >> FRACTION_BITS;
        let taken = (level - value) >> FRACTION_BITS;
        if (added >>> 0 > 255) added = added < 0 ? 0 : 255;
        if (taken >>> 0 > 255) taken = taken < 0 ? 0 : 255;
        a[line + x] = added;
        b[line + x] = taken;
        squares += (added - own) * (added - own);
      }
    }
    return squares;
  },
};
