import { type LumaFrame, scaleArea, WHOLE_PICTURE } from '@streetdate/core/portable';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paint, scenery } from '../../tools/pictures.ts';

const side = fc.integer({ min: 1, max: 40 });
const picture = fc
  .tuple(side, side)
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((pixels): LumaFrame => ({ width, height, pixels, time: 1.5 })),
  );

const mean = ({ pixels }: LumaFrame) => pixels.reduce((sum, value) => sum + value, 0) / pixels.length;

describe('scaling by area', () => {
  test('keeps the mean of the picture, whatever the sizes', () => {
    fc.assert(
      fc.property(picture, side, side, (frame, width, height) => {
        expect(Math.abs(mean(scaleArea(frame, WHOLE_PICTURE, width, height)) - mean(frame))).toBeLessThanOrEqual(0.51);
      }),
    );
  });

  test('gives back the picture itself at its own size', () => {
    fc.assert(
      fc.property(picture, (frame) => {
        expect(scaleArea(frame, WHOLE_PICTURE, frame.width, frame.height)).toEqual(frame);
      }),
    );
  });

  test('stays between the darkest and the brightest pixel', () => {
    const edge = fc.tuple(fc.double({ min: 0, max: 0.9, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true }));
    fc.assert(
      fc.property(picture, edge, edge, side, side, (frame, [left, wide], [top, high], width, height) => {
        const area = { left, top, right: Math.min(1, left + wide), bottom: Math.min(1, top + high) };
        const scaled = scaleArea(frame, area, width, height).pixels;
        expect(Math.min(...scaled)).toBeGreaterThanOrEqual(Math.min(...frame.pixels));
        expect(Math.max(...scaled)).toBeLessThanOrEqual(Math.max(...frame.pixels));
      }),
    );
  });

  test('counts the parts of pixels on the edge of the area by the part', () => {
    const frame: LumaFrame = { width: 4, height: 1, pixels: Uint8Array.of(0, 100, 200, 40), time: 0 };
    // From 0.5 to 3.25 pixels: half of 0, all of 100 and 200, a quarter of 40.
    expect(scaleArea(frame, { left: 0.125, top: 0, right: 0.8125, bottom: 1 }, 1, 1).pixels[0]).toBe(Math.round(310 / 2.75));
  });

  test('repeats pixels when it scales up', () => {
    const frame: LumaFrame = { width: 2, height: 1, pixels: Uint8Array.of(10, 90), time: 0 };
    expect(Array.from(scaleArea(frame, WHOLE_PICTURE, 3, 2).pixels)).toEqual([10, 50, 90, 10, 50, 90]);
  });

  test('of an area equals scaling the crop', () => {
    const frame = scenery(80, 60, 1);
    const cut = paint(40, 30, (x, y) => frame.pixels[(y + 15) * 80 + x + 20]!);
    const area = { left: 0.25, top: 0.25, right: 0.75, bottom: 0.75 };
    expect(scaleArea(frame, area, 16, 16)).toEqual(scaleArea(cut, WHOLE_PICTURE, 16, 16));
  });

  test('keeps the time of the picture and leaves its bytes alone', () => {
    const frame = scenery(32, 32, 2, 7.25);
    const before = frame.pixels.slice();
    expect(scaleArea(frame, WHOLE_PICTURE, 8, 8).time).toBe(7.25);
    expect(frame.pixels).toEqual(before);
  });

  test('fills the bytes that it is given, and refuses those of another number', () => {
    const frame = scenery(32, 32, 4);
    const pixels = new Uint8Array(64).fill(7);
    const scaled = scaleArea(frame, WHOLE_PICTURE, 8, 8, pixels);
    expect(scaled.pixels).toBe(pixels);
    expect(scaled).toEqual(scaleArea(frame, WHOLE_PICTURE, 8, 8));
    expect(() => scaleArea(frame, WHOLE_PICTURE, 8, 8, new Uint8Array(63))).toThrow('pixels must have 64 bytes, got 63');
  });

  test('refuses an empty area, an area outside the picture and a size of nothing', () => {
    const frame = scenery(16, 16, 3);
    const empty = { left: 0.5, top: 0, right: 0.5, bottom: 1 };
    expect(() => scaleArea(frame, empty, 8, 8)).toThrow(/^area must lie inside the picture and not be empty, got /);
    expect(() => scaleArea(frame, { ...WHOLE_PICTURE, right: 1.01 }, 8, 8)).toThrow(RangeError);
    expect(() => scaleArea(frame, { ...WHOLE_PICTURE, top: Number.NaN }, 8, 8)).toThrow(RangeError);
    expect(() => scaleArea(frame, WHOLE_PICTURE, 0, 8)).toThrow('width must be a whole number from 1 to 65536, got 0');
  });
});
