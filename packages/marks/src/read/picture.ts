/** A picture of luma with fractions. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
}

/** Copies bytes into a picture. */
export function pictureOf({
  width,
  height,
  pixels,
}: {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}): Picture {
  return { width, height, pixels: new Float32Array(pixels) };
}

/** Half as wide and high: means of four pixels. */
export function halve({ width, height, pixels }: Picture): Picture {
  const [w, h] = [width >> 1, height >> 1];
  const half = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = 2 * y * width + 2 * x;
      half[y * w + x] = (pixels[at]! + pixels[at + 1]! + pixels[at + width]! + pixels[at + width + 1]!) / 4;
    }
  }
  return { width: w, height: h, pixels: half };
}

/** The picture and its halves, the largest first. */
export function pyramidOf(picture: Picture, levels: number): Picture[] {
  const all = [picture];
  while (all.length < levels) all.push(halve(all[all.length - 1]!));
  return all;
}

/** Means over squares of `2 reach + 1` pixels; at the borders of what there is of them. */
export function boxMean({ width, height, pixels }: Picture, reach: number): Float32Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += pixels[y * width + x]!;
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  }
  const means = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)];
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const sum =
        sums[bottom * (width + 1) + right]! -
        sums[top * (width + 1) + right]! -
        sums[bottom * (width + 1) + left]! +
        sums[top * (width + 1) + left]!;
      means[y * width + x] = sum / ((right - left) * (bottom - top));
    }
  }
  return means;
}

/** Removes the mean around each pixel. */
export function withoutMean(picture: Picture, reach: number): Float32Array {
  const means = boxMean(picture, reach);
  return picture.pixels.map((pixel, at) => pixel - means[at]!);
}
