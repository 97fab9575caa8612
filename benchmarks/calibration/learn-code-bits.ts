/**
 * Learns packages/core/src/features/code-bits.ts from the footage of the test packages, and says how near the committed file is. With
 * `--write` it writes the file. Stored codes depend on it: a change of it makes every enrolled local feature useless.
 *
 * With the sources of commit 1bb18376 it gives the committed file to the last byte. Since then blurs and directions are computed faster, and
 * round otherwise. Principal axes of nearly the same variance turn at that, but all of them together span the same.
 *
 *     npx tsx --conditions=development benchmarks/calibration/learn-code-bits.ts
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { decodeFrames } from '@streetdate/core';
import { CODE_BITS } from '../../packages/core/src/features/code-bits.ts';
import { CODE_LENGTH } from '../../packages/core/src/features/code-of-descriptor.ts';
import { DESCRIPTOR_LENGTH, MIRRORED, MIRRORED_NEGATIVE, NEGATIVE } from '../../packages/core/src/features/describe-keypoint.ts';
import { describePicture } from '../../packages/core/src/features/describe-picture.ts';
import { WHOLE_PICTURE } from '../../packages/core/src/luma/luma-frame.ts';
import { FOOTAGE } from '../../test/tools/footage.ts';

/** Pictures of each film, half a second apart, and keypoints of each picture. */
const [PICTURES, KEYPOINTS] = [60, 80];
/** Rounds in which all pairs of axes are rotated (Jacobi): the axes stand still after eight. */
const SWEEPS = 12;
const SEED = 7;
const PAGE = new URL('../../packages/core/src/features/code-bits.ts', import.meta.url);

/** The mean and the covariance of descriptors. */
class Moments {
  readonly #sums = new Float64Array(DESCRIPTOR_LENGTH);
  readonly #products = new Float64Array(DESCRIPTOR_LENGTH ** 2);
  #count = 0;

  add(values: Float32Array): void {
    this.#count++;
    for (let row = 0; row < DESCRIPTOR_LENGTH; row++) {
      this.#sums[row]! += values[row]!;
      for (let column = row; column < DESCRIPTOR_LENGTH; column++) {
        this.#products[row * DESCRIPTOR_LENGTH + column]! += values[row]! * values[column]!;
      }
    }
  }

  get mean(): Float64Array {
    return this.#sums.map((sum) => sum / this.#count);
  }

  covariance(): Float64Array[] {
    const { mean } = this;
    return matrix(DESCRIPTOR_LENGTH, (row, column) => {
      const product = this.#products[Math.min(row, column) * DESCRIPTOR_LENGTH + Math.max(row, column)]!;
      return product / this.#count - mean[row]! * mean[column]!;
    });
  }
}

function matrix(side: number, value: (row: number, column: number) => number): Float64Array[] {
  return Array.from({ length: side }, (_, row) => Float64Array.from({ length: side }, (_, column) => value(row, column)));
}

/** The moments of descriptors under all looks, so that codes of mirrored pictures and negatives are as balanced as plain ones. */
async function describeFootage(): Promise<Moments> {
  const moments = new Moments();
  for (const path of Object.values(FOOTAGE)) {
    let pictures = 0;
    for await (const frame of decodeFrames(path, { framesPerSecond: 2 })) {
      if (++pictures > PICTURES) break;
      for (const { values } of describePicture(frame, WHOLE_PICTURE, KEYPOINTS)) {
        moments.add(values);
        for (const source of [MIRRORED, NEGATIVE, MIRRORED_NEGATIVE]) moments.add(values.map((_, at) => values[source[at]!]!));
      }
    }
  }
  return moments;
}

/** The eigenvectors of a symmetric matrix, that of the greatest eigenvalue first, by Jacobi's rotations. The matrix becomes diagonal. */
function principalAxes(symmetric: Float64Array[]): Float64Array[] {
  const side = symmetric.length;
  const axes = matrix(side, (row, column) => (row === column ? 1 : 0));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let p = 0; p < side; p++) for (let q = p + 1; q < side; q++) rotate(symmetric, axes, p, q);
  }
  const order = Array.from({ length: side }, (_, at) => at).sort((one, other) => symmetric[other]![other]! - symmetric[one]![one]!);
  return order.map((axis) => Float64Array.from({ length: side }, (_, row) => axes[row]![axis]!));
}

/** Rotates two axes so that they no longer vary together. */
function rotate(symmetric: readonly Float64Array[], axes: readonly Float64Array[], p: number, q: number): void {
  const together = symmetric[p]![q]!;
  if (Math.abs(together) < 1e-14) return;
  const slope = (symmetric[q]![q]! - symmetric[p]![p]!) / (2 * together);
  const tangent = Math.sign(slope || 1) / (Math.abs(slope) + Math.sqrt(slope * slope + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (const row of symmetric) turn(row, p, row, q);
  for (let at = 0; at < symmetric.length; at++) {
    const [x, y] = [symmetric[p]![at]!, symmetric[q]![at]!];
    symmetric[p]![at] = cosine * x - sine * y;
    symmetric[q]![at] = sine * x + cosine * y;
  }
  for (const row of axes) turn(row, p, row, q);

  function turn(one: Float64Array, first: number, other: Float64Array, second: number): void {
    const [x, y] = [one[first]!, other[second]!];
    one[first] = cosine * x - sine * y;
    other[second] = sine * x + cosine * y;
  }
}

/** Rows of a random rotation: normal numbers, each row orthogonal to the ones before (Gram and Schmidt). */
function randomRotation(side: number, seed: number): Float64Array[] {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const rows: Float64Array[] = [];
  for (let row = 0; row < side; row++) {
    const next = Float64Array.from({ length: side }, normal);
    for (const known of rows) {
      const along = known.reduce((sum, value, at) => sum + next[at]! * value, 0);
      for (let at = 0; at < side; at++) next[at]! -= along * known[at]!;
    }
    const length = Math.hypot(...next);
    rows.push(next.map((value) => value / length));
  }
  return rows;
}

/** The matrix as signed bytes, and the value of each row at the mean. */
function codeBitsOf(moments: Moments) {
  const axes = principalAxes(moments.covariance());
  const rows = randomRotation(CODE_LENGTH, SEED).map((weights) => {
    const row = new Float64Array(DESCRIPTOR_LENGTH);
    for (const [axis, weight] of weights.entries()) for (let at = 0; at < row.length; at++) row[at]! += weight * axes[axis]![at]!;
    return row;
  });
  const most = Math.max(...rows.map((row) => Math.max(...row.map(Math.abs))));
  const bytes = Int8Array.from(rows.flatMap((row) => [...row].map((value) => Math.round((127 * value) / most))));
  const { mean } = moments;
  const thresholds = Float32Array.from(rows, (_, row) =>
    mean.reduce((sum, value, at) => sum + bytes[row * DESCRIPTOR_LENGTH + at]! * value, 0),
  );
  return { bytes, thresholds };
}

/** The source file, with its comments as they are. */
function sourceOf(page: string, { bytes, thresholds }: ReturnType<typeof codeBitsOf>): string {
  const lines = Buffer.from(bytes.buffer)
    .toString('base64')
    .match(/.{1,130}/g)!;
  const numbers = [...thresholds].map((value) => `${+value.toFixed(3)},`);
  const filled: string[] = [];
  for (const number of numbers) {
    const last = filled.at(-1);
    if (last !== undefined && last.length + 1 + number.length <= 140) filled[filled.length - 1] = `${last} ${number}`;
    else filled.push(`    ${number}`);
  }
  return page
    .replace(/( {2}matrix:\n)[\s\S]*?,\n/, (_, start) => `${start}${lines.map((line) => `    '${line}'`).join(' +\n')},\n`)
    .replace(/( {2}thresholds: \[\n)[\s\S]*?( {2}\],\n)/, (_, start, end) => `${start}${filled.join('\n')}\n${end}`);
}

/** How much of the committed directions lies in the learned space, 0 to 1, and how far their thresholds are from the learned mean. */
function compare(moments: Moments) {
  const axes = principalAxes(moments.covariance()).slice(0, CODE_LENGTH);
  const { mean } = moments;
  const bytes = new Int8Array(Buffer.from(CODE_BITS.matrix, 'base64'));
  const product = (one: ArrayLike<number>, other: Float64Array) => other.reduce((sum, value, at) => sum + one[at]! * value, 0);
  const rows = CODE_BITS.thresholds.map((threshold, at) => {
    const row = bytes.subarray(at * DESCRIPTOR_LENGTH, (at + 1) * DESCRIPTOR_LENGTH);
    const inSpace = axes.reduce((sum, axis) => sum + product(row, axis) ** 2, 0);
    return { share: inSpace / product(row, Float64Array.from(row)), off: Math.abs(product(row, mean) - threshold) };
  });
  return { share: Math.min(...rows.map(({ share }) => share)), off: Math.max(...rows.map(({ off }) => off)) };
}

const moments = await describeFootage();
const page = readFileSync(PAGE, 'utf8');
const learned = sourceOf(page, codeBitsOf(moments));
const { share, off } = compare(moments);
console.log(learned === page ? 'code-bits.ts is what is learned' : 'code-bits.ts is not what is learned to the last byte');
console.log(
  `at least ${share.toFixed(4)} of each of its directions is in the learned space; thresholds are off by ${off.toFixed(2)} at most`,
);
if (process.argv.includes('--write')) writeFileSync(PAGE, learned);
else if (share < 0.99 || off > 1) process.exitCode = 1;
