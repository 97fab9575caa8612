import { directionOf, fallAt } from './direction.ts';
import type { Keypoint } from './find-keypoints.ts';

/** Cells along each axis of a descriptor, and directions in each (Lowe 2004). */
const CELLS = 4;
const DIRECTIONS = 8;
/** Values of a descriptor. */
export const DESCRIPTOR_LENGTH = CELLS * CELLS * DIRECTIONS;
/** Side of a cell in multiples of the keypoint's scale. */
const CELL_SCALES = 3;
/** Pixels from one read gradient to the next: the blur of two pixels and more leaves nothing finer. With 1, as many keypoints are found again in changed pictures. */
const STRIDE = 2;
/** Largest share of one value: a single strong edge does not decide (Lowe 2004). */
const MOST_OF_ONE = 0.2;

/**
 * Describes the surroundings of a keypoint by 4 × 4 histograms of eight gradient directions each, relative to its own direction, as the roots
 * of their shares (Arandjelović and Zisserman, "Three things everyone should know to improve object retrieval", CVPR 2012).
 * @param angle - Its direction, radians.
 * @param values - Receives `DESCRIPTOR_LENGTH` values: row after row of cells.
 */
export function describeKeypoint({ octave, picture, x, y, scale }: Keypoint, angle: number, values: Float32Array): void {
  const { width, height, step, blurred } = octave;
  const pixels = blurred[picture]!;
  const [centreX, centreY] = [x / step, y / step];
  const cell = (CELL_SCALES * scale) / step;
  const [cosine, sine] = [Math.cos(angle) / cell, Math.sin(angle) / cell];
  const radius = Math.min(Math.round((cell * Math.SQRT2 * (CELLS + 1)) / 2), Math.max(width, height));
  values.fill(0);
  const left = Math.max(1, Math.round(centreX) - radius);
  const right = Math.min(width - 2, Math.round(centreX) + radius);
  const top = Math.max(1, Math.round(centreY) - radius);
  const bottom = Math.min(height - 2, Math.round(centreY) + radius);
  const turn = DIRECTIONS / (2 * Math.PI);
  const half = CELLS / 2;
  for (let row = top; row <= bottom; row += STRIDE) {
    for (let column = left; column <= right; column += STRIDE) {
      const dx = column - centreX;
      const dy = row - centreY;
      // In cells, turned into the keypoint's direction.
      const u = dx * cosine + dy * sine;
      const v = -dx * sine + dy * cosine;
      const cellX = u + half - 0.5;
      const cellY = v + half - 0.5;
      if (cellX <= -1 || cellX >= CELLS || cellY <= -1 || cellY >= CELLS) continue;
      const at = row * width + column;
      const across = pixels[at + 1]! - pixels[at - 1]!;
      const down = pixels[at + width]! - pixels[at - width]!;
      const size = Math.sqrt(across * across + down * down);
      if (size === 0) continue;
      const weight = size * fallAt((u * u + v * v) / (half * half * 2));
      let direction = (directionOf(across, down) - angle) * turn;
      if (direction < 0) direction += DIRECTIONS;
      if (direction < 0) direction += DIRECTIONS;
      if (direction >= DIRECTIONS) direction -= DIRECTIONS;
      const x0 = Math.floor(cellX);
      const y0 = Math.floor(cellY);
      const d0 = Math.floor(direction);
      const fx = cellX - x0;
      const fy = cellY - y0;
      const fd = direction - d0;
      for (let j = 0; j < 2; j++) {
        const cy = y0 + j;
        if (cy < 0 || cy >= CELLS) continue;
        const wy = weight * (j === 0 ? 1 - fy : fy);
        for (let i = 0; i < 2; i++) {
          const cx = x0 + i;
          if (cx < 0 || cx >= CELLS) continue;
          const wx = wy * (i === 0 ? 1 - fx : fx);
          const bin = (cy * CELLS + cx) * DIRECTIONS;
          values[bin + (d0 % DIRECTIONS)]! += wx * (1 - fd);
          values[bin + ((d0 + 1) % DIRECTIONS)]! += wx * fd;
        }
      }
    }
  }
  normalise(values);
}

function normalise(values: Float32Array): void {
  let squares = 0;
  for (const value of values) squares += value * value;
  const most = MOST_OF_ONE * Math.sqrt(squares);
  let sum = 1e-9;
  for (let at = 0; at < values.length; at++) {
    values[at] = Math.min(most, values[at]!);
    sum += values[at]!;
  }
  for (let at = 0; at < values.length; at++) values[at] = Math.sqrt(values[at]! / sum);
}

/** For each value of the descriptor of a mirrored picture, which value of the plain one it is. */
export const MIRRORED: Uint8Array = permutation((x, y, direction) => [x, CELLS - 1 - y, (DIRECTIONS - direction) % DIRECTIONS]);
/** The same for a negative: its gradients point the other way, and so does the keypoint's direction. */
export const NEGATIVE: Uint8Array = permutation((x, y, direction) => [CELLS - 1 - x, CELLS - 1 - y, direction]);
/** The same for a mirrored negative. */
export const MIRRORED_NEGATIVE: Uint8Array = MIRRORED.map((at) => NEGATIVE[at]!);

function permutation(source: (x: number, y: number, direction: number) => readonly [number, number, number]): Uint8Array {
  return Uint8Array.from({ length: DESCRIPTOR_LENGTH }, (_, at) => {
    const [x, y, direction] = source(Math.floor(at / DIRECTIONS) % CELLS, Math.floor(at / DIRECTIONS / CELLS), at % DIRECTIONS);
    return (y * CELLS + x) * DIRECTIONS + direction;
  });
}
