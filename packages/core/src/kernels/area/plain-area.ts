import type { AreaKernel, Cover } from './area-kernel.ts';

/** One row of means, as wide as the widest picture so far. */
let line = new Float32Array(256);

/** The kernel in plain JavaScript. */
export const plainArea: AreaKernel = {
  kind: 'plain',
  scale(pixels, width, columns, rows, scaled) {
    if (line.length < width) line = new Float32Array(width);
    const outputs = columns.samples.length / 4;
    for (let row = 0; row < rows.samples.length / 4; row++) {
      meanRows(pixels, width, columns.samples[0]!, columns.samples[4 * outputs - 3]! + 1, rows, row);
      meanColumns(columns, outputs, scaled, row * outputs);
    }
  },
};

const { fround } = Math;

// Each product is rounded to single precision before the addition, as in WebAssembly. Sums of bytes are whole numbers.
function meanRows(
  pixels: Uint8Array,
  width: number,
  from: number,
  to: number,
  { samples, weights, innerWeight }: Cover,
  row: number,
): void {
  const head = samples[4 * row]! * width;
  const tail = samples[4 * row + 1]! * width;
  const first = weights[4 * row + 2]!;
  const last = weights[4 * row + 3]!;
  const inner = fround(innerWeight);
  for (let x = from; x < to; x++) {
    let between = 0;
    for (let at = head + width; at < tail; at += width) between += pixels[at + x]!;
    const sum = fround(fround(first * pixels[head + x]!) + fround(inner * between));
    line[x] = sum + fround(last * pixels[tail + x]!);
  }
}

function meanColumns({ samples, weights, innerWeight }: Cover, outputs: number, scaled: Uint8Array, out: number): void {
  const inner = fround(innerWeight);
  for (let i = 0; i < outputs; i++) {
    const head = samples[4 * i]!;
    const tail = samples[4 * i + 1]!;
    let between = fround(0);
    for (let x = head + 1; x < tail; x++) between = fround(between + line[x]!);
    const sum = fround(fround(weights[4 * i + 2]! * line[head]!) + fround(inner * between));
    scaled[out + i] = fround(fround(sum + fround(weights[4 * i + 3]! * line[tail]!)) + 0.5);
  }
}
