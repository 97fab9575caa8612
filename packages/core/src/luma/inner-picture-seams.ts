import type { LumaFrame } from './luma-frame.ts';

/**
 * Where two pictures that change independently meet, along lines of one direction. `lines` lines of `length` pixels each; entry
 * `line * length + i`. All sums are prefix sums along a line, so that any stretch costs two look-ups: a stretch from pixel `from` to `to`
 * of a line starts at `line * (length + 1)`.
 */
export interface SeamMap {
  /** Lines across which was looked, numbered by the pixel that lies in their middle. */
  readonly lines: number;
  /** Pixels of a line. */
  readonly length: number;
  /** Seam seen, times its weight: about 0 inside a film, 0.3 to 0.6 where two films meet. */
  readonly seam: Float32Array;
  /** Weight: 0 where nothing moves, up to 1. */
  readonly weight: Float32Array;
}

/** Change between two frames, in grey levels, that coding noise alone makes. */
const NOISE = 2;

/** Mean change that gives a pixel half of its full weight, grey levels. */
const HALF_WEIGHT = 1.5;

/** A seam stands out against the lines this far to both sides: further than a thin border and the blur of scaling. */
const BESIDE = 4;

/** What changed from each frame to the next, less the noise: one picture of signed grey levels after the other. */
export function changesOf(frames: readonly LumaFrame[]): Int16Array {
  const { width, height } = frames[0]!;
  const size = width * height;
  const changes = new Int16Array((frames.length - 1) * size);
  for (let at = 1, out = 0; at < frames.length; at++) {
    const before = frames[at - 1]!.pixels;
    const after = frames[at]!.pixels;
    for (let i = 0; i < size; i++, out++) {
      const change = after[i]! - before[i]!;
      changes[out] = change > NOISE ? change - NOISE : change < -NOISE ? change + NOISE : 0;
    }
  }
  return changes;
}

/**
 * Looks for seams. Two pixels of one film change together; on the two sides of a seam they change each for itself, or only one of them does:
 * what they do not share is then about as much as all they do. Edges that stand still in a film leave no trace, however sharp.
 * @param changes - What {@link changesOf} gave.
 * @param step - Pixels from one line to the next: 1 for upright lines, the width for level ones.
 * @param along - Pixels from one pixel of a line to the next.
 */
export function findSeams(changes: Int16Array, lines: number, length: number, step: number, along: number): SeamMap {
  const size = lines * length;
  const count = changes.length / size;
  const apart = new Float32Array(size);
  const both = new Float32Array(size);
  sumChanges(changes, lines, length, step, apart, both);
  const seam = new Float32Array(lines * (length + 1));
  const weight = new Float32Array(lines * (length + 1));
  const half = 2 * HALF_WEIGHT * count;
  for (let line = 1; line < lines - 1; line++) {
    const near = Math.max(1, line - BESIDE) * step;
    const far = Math.min(lines - 2, line + BESIDE) * step;
    let out = line * (length + 1);
    for (let i = 0, pixel = 0; i < length; i++, pixel += along, out++) {
      const here = pixel + line * step;
      const share = (at: number) => apart[at]! / (both[at]! + half / 4);
      const w = both[here]! / (both[here]! + half);
      seam[out + 1] = seam[out]! + w * (share(here) - (share(pixel + near) + share(pixel + far)) / 2);
      weight[out + 1] = weight[out]! + w;
    }
  }
  return { lines, length, seam, weight };
}

// Hot loop, in memory order whichever way the lines run.
function sumChanges(changes: Int16Array, lines: number, length: number, step: number, apart: Float32Array, both: Float32Array): void {
  const size = lines * length;
  const width = step === 1 ? lines : step;
  const fromX = step === 1 ? 1 : 0;
  const fromY = step === 1 ? 0 : 1;
  const height = size / width;
  for (let base = 0; base < changes.length; base += size) {
    for (let y = fromY; y < height - fromY; y++) {
      for (let i = y * width + fromX, end = (y + 1) * width - fromX; i < end; i++) {
        const near = changes[base + i - step]!;
        const far = changes[base + i + step]!;
        apart[i]! += near > far ? near - far : far - near;
        both[i]! += (near < 0 ? -near : near) + (far < 0 ? -far : far);
      }
    }
  }
}
