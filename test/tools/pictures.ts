import type { LumaFrame, PictureArea } from '@streetdate/core/portable';
import { scaleArea, WHOLE_PICTURE } from '@streetdate/core/portable';
import { seeded } from './synthetic-film.ts';

/** A picture from a function of its pixels' places. Values are rounded and kept within 0 to 255. */
export function paint(width: number, height: number, luma: (x: number, y: number) => number, time = 0): LumaFrame {
  const pixels = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels[y * width + x] = luma(x, y);
  return { width, height, pixels: new Uint8Array(pixels.buffer), time };
}

/** A picture like those of films: smooth shapes of all sizes, the large ones strongest. The same for the same seed. */
export function scenery(width: number, height: number, seed: number, time = 0): LumaFrame {
  const random = seeded(seed);
  const lumas = new Float64Array(width * height).fill(120);
  for (let wave = 0; wave < 30; wave++) {
    const frequency = 0.5 + wave * 0.7;
    const angle = random() * 2 * Math.PI;
    const amplitude = 120 / (1 + frequency);
    const [fx, fy] = [frequency * Math.cos(angle) * 2 * Math.PI, frequency * Math.sin(angle) * 2 * Math.PI];
    const phase = random() * 7;
    // sin(a + b) = sin a cos b + cos a sin b: a sine for each column and row, not one for each pixel.
    const sines = Float64Array.from({ length: width }, (_, x) => amplitude * Math.sin((fx * x) / width));
    const cosines = Float64Array.from({ length: width }, (_, x) => amplitude * Math.cos((fx * x) / width));
    for (let y = 0, at = 0; y < height; y++) {
      const [sine, cosine] = [Math.sin((fy * y) / height + phase), Math.cos((fy * y) / height + phase)];
      for (let x = 0; x < width; x++, at++) lumas[at]! += sines[x]! * cosine + cosines[x]! * sine;
    }
  }
  return paint(width, height, (x, y) => lumas[y * width + x]!, time);
}

/** A picture laid over another one, its edges mixed where they lie inside a pixel. */
export function overlay(background: LumaFrame, picture: LumaFrame, area: PictureArea): LumaFrame {
  const { width, height, time } = background;
  // Twice as fine as the frame, then averaged: edges fall on halves of a pixel.
  const fine = scaleArea(background, WHOLE_PICTURE, 2 * width, 2 * height);
  const left = Math.round(2 * width * area.left);
  const top = Math.round(2 * height * area.top);
  const scaled = scaleArea(picture, WHOLE_PICTURE, Math.round(2 * width * area.right) - left, Math.round(2 * height * area.bottom) - top);
  for (let y = 0; y < scaled.height; y++) {
    fine.pixels.set(scaled.pixels.subarray(y * scaled.width, (y + 1) * scaled.width), (top + y) * fine.width + left);
  }
  return { ...scaleArea(fine, WHOLE_PICTURE, width, height), time };
}

/** The picture cut to its middle and blurred, as a background for itself. */
export function blurredBackground(picture: LumaFrame, width: number, height: number): LumaFrame {
  const middle = { left: 0.2, top: 0.2, right: 0.8, bottom: 0.8 };
  const coarse = scaleArea(picture, middle, 8, 8);
  return paint(width, height, (x, y) => bilinear(coarse, ((x + 0.5) / width) * 8 - 0.5, ((y + 0.5) / height) * 8 - 0.5), picture.time);
}

function bilinear({ width, height, pixels }: LumaFrame, x: number, y: number): number {
  const at = (column: number, row: number) => {
    const [inColumn, inRow] = [Math.min(width - 1, Math.max(0, column)), Math.min(height - 1, Math.max(0, row))];
    return pixels[inRow * width + inColumn]!;
  };
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - x0, y - y0];
  const above = at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx;
  return above * (1 - fy) + (at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx) * fy;
}

/** Noise of coding: every pixel up to `most` levels off, seeded. */
export function withNoise(picture: LumaFrame, most: number, seed: number): LumaFrame {
  const random = seeded(seed);
  return paint(picture.width, picture.height, (x, y) => picture.pixels[y * picture.width + x]! + (random() * 2 - 1) * most, picture.time);
}
