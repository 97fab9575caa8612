import type { BlurKernel } from './blur-kernel.ts';

const { fround } = Math;

/** The kernel in plain JavaScript. Each sum is rounded to 32 bits, as vectors of them are. */
export const plainBlur: BlurKernel = {
  kind: 'plain',
  blur(picture, width, height, weights) {
    const radius = weights.length - 1;
    const rows = new Float32Array(picture.length);
    const line = new Float32Array(width + 2 * radius);
    for (let y = 0; y < height; y++) {
      const row = y * width;
      line.fill(picture[row]!, 0, radius);
      line.set(picture.subarray(row, row + width), radius);
      line.fill(picture[row + width - 1]!, radius + width);
      for (let x = 0; x < width; x++) {
        const middle = x + radius;
        let sum = fround(weights[0]! * line[middle]!);
        for (let at = 1; at <= radius; at++) {
          sum = fround(sum + fround(weights[at]! * fround(line[middle - at]! + line[middle + at]!)));
        }
        rows[row + x] = sum;
      }
    }
    // Column by column would jump through memory: whole rows are added instead.
    const result = new Float32Array(picture.length);
    for (let y = 0; y < height; y++) {
      const to = y * width;
      for (let x = 0; x < width; x++) result[to + x] = fround(weights[0]! * rows[to + x]!);
      for (let at = 1; at <= radius; at++) {
        const [above, below, weight] = [Math.max(0, y - at) * width, Math.min(height - 1, y + at) * width, weights[at]!];
        for (let x = 0; x < width; x++) {
          result[to + x] = fround(result[to + x]! + fround(weight * fround(rows[above + x]! + rows[below + x]!)));
        }
      }
    }
    return result;
  },
};
