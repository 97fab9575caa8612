import type { ScaleSpaceKernel } from './scale-space-kernel.ts';

const { fround } = Math;

/** The kernel in plain JavaScript. Each sum is rounded to 32 bits, as vectors of them are. */
export const plainScaleSpace: ScaleSpaceKernel = {
  kind: 'plain',
  start() {},
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
  octave(picture, width, height, blurs) {
    const blurred = [picture];
    for (const weights of blurs) blurred.push(this.blur(blurred.at(-1)!, width, height, weights));
    return { blurred, differences: blurs.map((_, at) => blurred[at]!.map((value, pixel) => blurred[at + 1]![pixel]! - value)) };
  },
  extremes(differences, picture, width, height, margin, least) {
    const [below, here, above] = [differences[picture - 1]!, differences[picture]!, differences[picture + 1]!];
    const found: number[] = [];
    for (let y = margin; y < height - margin; y++) {
      for (let x = margin, at = y * width + margin; x < width - margin; x++, at++) {
        if (Math.abs(here[at]!) >= least && isExtreme(at, width, below, here, above)) found.push(at);
      }
    }
    return Uint32Array.from(found);
  },
};

/** Whether a value is above or below its 26 neighbours. */
function isExtreme(at: number, width: number, below: Float32Array, here: Float32Array, above: Float32Array): boolean {
  const sign = here[at]! > 0 ? 1 : -1;
  const peak = sign * here[at]!;
  for (let dy = -width; dy <= width; dy += width) {
    for (let dx = -1; dx <= 1; dx++) {
      const near = at + dy + dx;
      if (sign * below[near]! > peak || sign * above[near]! > peak || (near !== at && sign * here[near]! >= peak)) return false;
    }
  }
  return true;
}
