// @module-tag process
import type { LumaFrame } from '@streetdate/core';
import { CODE_LENGTH } from '@streetdate/core/internal';
import { beforeAll, describe, expect, test } from 'vitest';
import { describePicture } from '../../../packages/core/src/features/describe-picture.ts';
import { WHOLE_PICTURE } from '../../../packages/core/src/luma/luma-frame.ts';
import { codesOf, differingBits, footagePictures, mirrored, shareFoundAgain, toned, turned } from './footage-pictures.ts';

let pictures: LumaFrame[];
beforeAll(async () => {
  pictures = await footagePictures();
});

describe('keypoints of footage, by place and by at most 13 of 64 bits,', () => {
  test('are found again in a rotated picture, whatever the angle', () => {
    for (const [degrees, least] of [
      [7, 0.5],
      [45, 0.5],
      [137, 0.5],
      [180, 0.7],
      [270, 0.5],
    ] as const) {
      expect(
        shareFoundAgain(pictures, (picture) => turned(picture, degrees)),
        `${degrees}°`,
      ).toBeGreaterThan(least);
    }
  });

  // A smaller picture has lost its finest keypoints, and others take their places among the eighty.
  test('are found again in a scaled picture: most of them in a greater one, some in a smaller one', () => {
    for (const [scale, least] of [
      [0.6, 0.12],
      [0.8, 0.3],
      [1.25, 0.5],
      [1.6, 0.45],
    ] as const) {
      expect(
        shareFoundAgain(pictures, (picture) => turned(picture, 0, scale)),
        `× ${scale}`,
      ).toBeGreaterThan(least);
    }
  });

  test('are found again at other brightness, contrast and gamma', () => {
    expect(shareFoundAgain(pictures, (picture) => toned(picture, (luma) => luma + 20))).toBeGreaterThan(0.85);
    expect(shareFoundAgain(pictures, (picture) => toned(picture, (luma) => 0.6 * luma + 20))).toBeGreaterThan(0.6);
    expect(shareFoundAgain(pictures, (picture) => toned(picture, (luma) => 255 * (luma / 255) ** 1.5))).toBeGreaterThan(0.55);
  });

  test('are found again in the looks of a mirrored picture and of a negative, and in no other look', () => {
    const negative = (picture: LumaFrame) => toned(picture, (luma) => 255 - luma);
    const both = (picture: LumaFrame) => ({ ...mirrored(picture), picture: negative(mirrored(picture).picture).picture });
    expect(shareFoundAgain(pictures, mirrored, 1)).toBeGreaterThan(0.85);
    expect(shareFoundAgain(pictures, negative, 2)).toBeGreaterThan(0.98);
    expect(shareFoundAgain(pictures, both, 3)).toBeGreaterThan(0.85);
    expect(shareFoundAgain(pictures, mirrored, 0)).toBeLessThan(0.15);
    expect(shareFoundAgain(pictures, negative, 0)).toBeLessThan(0.05);
    expect(shareFoundAgain(pictures, both, 2)).toBeLessThan(0.15);
  });
});

describe('codes of footage', () => {
  let codes: Uint32Array[][];
  beforeAll(() => {
    codes = pictures.map((picture) => describePicture(picture, WHOLE_PICTURE, 80).map(codesOf));
  });

  test('of unrelated places differ in half of their bits, under every look, and hardly ever in 13 or fewer', () => {
    // The first pictures are waves, the others are Sintel.
    const [waves, sintel] = [codes[0]!.concat(codes[1]!), codes.at(-1)!.concat(codes.at(-3)!)];
    for (let look = 0; look < 4; look++) {
      const distances = waves.flatMap((one) => sintel.map((other) => differingBits(one, look, other)));
      const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
      expect(mean).toBeGreaterThan(30);
      expect(mean).toBeLessThan(34);
      expect(distances.filter((distance) => distance <= 13).length / distances.length).toBeLessThan(0.001);
    }
  });

  test('have as many zeros as ones in each bit', () => {
    const all = codes.flat();
    expect(all.length).toBeGreaterThan(300);
    for (let bit = 0; bit < CODE_LENGTH; bit++) {
      const share = all.filter((words) => (words[bit >> 5]! >>> (bit & 31)) & 1).length / all.length;
      expect(share, `bit ${bit}`).toBeGreaterThan(0.35);
      expect(share, `bit ${bit}`).toBeLessThan(0.65);
    }
  });
});
