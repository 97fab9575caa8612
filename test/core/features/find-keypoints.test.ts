import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseKeypoints } from '../../../packages/core/src/features/choose-keypoints.ts';
import { describePicture } from '../../../packages/core/src/features/describe-picture.ts';
import { directionsOf, findKeypoints, type Keypoint } from '../../../packages/core/src/features/find-keypoints.ts';
import { gaussianPyramid } from '../../../packages/core/src/features/gaussian-pyramid.ts';
import { WHOLE_PICTURE } from '../../../packages/core/src/luma/luma-frame.ts';
import { seeded } from '../../tools/synthetic-film.ts';

const [WIDTH, HEIGHT] = [256, 144];

/** A picture whose luma is given at each pixel. */
const drawn = (luma: (x: number, y: number) => number) =>
  Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => Math.min(255, Math.max(0, Math.round(luma(at % WIDTH, Math.floor(at / WIDTH))))));
const keypointsOf = (pixels: ArrayLike<number>) => findKeypoints(gaussianPyramid(pixels, WIDTH, HEIGHT));
const blob = (x0: number, y0: number, sigma: number, height: number) => (x: number, y: number) =>
  height * Math.exp(-((x - x0) ** 2 + (y - y0) ** 2) / (2 * sigma ** 2));

/** The scale at which the differences of Gaussians of a Gaussian blob are greatest: its sigma, smaller by half an interval of three. */
const scaleOf = (sigma: number) => sigma * 2 ** (-1 / 6);

describe('keypoints', () => {
  test('are at the centres of blobs, bright or dark, within a pixel, and of their scale', () => {
    const place = fc.record({
      x: fc.double({ min: 60, max: 196, noNaN: true }),
      y: fc.double({ min: 55, max: 89, noNaN: true }),
      sigma: fc.double({ min: 2.5, max: 12, noNaN: true }),
      height: fc.constantFrom(100, -100),
    });
    fc.assert(
      fc.property(place, ({ x, y, sigma, height }) => {
        // Half-way between pixels of some octave a symmetric shape has two extremes of one value, and neither counts.
        for (let step = 1; step <= 8; step *= 2) fc.pre([x, y].every((value) => Math.abs(((value / step) % 1) - 0.5) > 0.02));
        const shape = blob(x, y, sigma, height);
        const exact = Float32Array.from({ length: WIDTH * HEIGHT }, (_, at) => 128 + shape(at % WIDTH, Math.floor(at / WIDTH)));
        const found = keypointsOf(exact);
        const [strongest] = found.sort((one, other) => other.response - one.response);
        expect(Math.hypot(strongest!.x - x, strongest!.y - y)).toBeLessThan(Math.max(1, sigma / 8));
        expect(Math.abs(Math.log2(strongest!.scale / scaleOf(sigma)))).toBeLessThan(0.25);
      }),
      { numRuns: 25 },
    );
  });

  test('are none in plain pictures, gradients and pictures of coding noise', () => {
    const random = seeded(3);
    expect(keypointsOf(drawn(() => 90))).toEqual([]);
    expect(keypointsOf(drawn((x, y) => 20 + x / 2 + y / 2))).toEqual([]);
    expect(keypointsOf(drawn(() => 90 + 2 * random()))).toEqual([]);
  });

  test.each([0, 20, 45, 70, 90, 135])('are none on a straight edge at %i degrees', (degrees) => {
    const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    const edge = drawn((x, y) => 128 + 90 * Math.tanh((cosine * (x - 128) + sine * (y - 72)) / 1.5));
    // Where the edge leaves the picture it ends, and an end is a place.
    expect(keypointsOf(edge).filter(({ x, y, scale }) => Math.min(x, y, WIDTH - x, HEIGHT - y) > 4 * scale)).toEqual([]);
  });

  test('of a mirrored picture are mirrored', () => {
    const random = seeded(5);
    const blobs = Array.from({ length: 12 }, () => blob(30 + 196 * random(), 30 + 84 * random(), 3 + 4 * random(), 120 * random() - 60));
    const luma = (x: number, y: number) => 128 + blobs.reduce((sum, shape) => sum + shape(x, y), 0);
    const [plain, mirrored] = [keypointsOf(drawn(luma)), keypointsOf(drawn((x, y) => luma(WIDTH - 1 - x, y)))];
    expect(plain.length).toBeGreaterThan(8);
    // Octaves begin at the left edge, so coarse ones have other pixels.
    for (const { x, y, scale } of plain.filter(({ octave }) => octave.step === 1)) {
      const near = mirrored.some(
        (other) => Math.hypot(WIDTH - 1 - x - other.x, y - other.y) < 0.5 && Math.abs(other.scale / scale - 1) < 0.05,
      );
      expect(near, `${x} ${y}`).toBe(true);
    }
  });

  test('have the direction in which the picture becomes brighter, clockwise from the right', () => {
    const [shape, near] = [blob(128, 72, 4, 60), blob(128, 72, 14, 5)];
    for (let degrees = -180; degrees < 180; degrees++) {
      const angle = (degrees * Math.PI) / 180;
      const ramp = (x: number, y: number) => near(x, y) * (Math.cos(angle) * (x - 128) + Math.sin(angle) * (y - 72));
      const found = keypointsOf(drawn((x, y) => 128 + shape(x, y) + ramp(x, y)));
      const [strongest] = found.sort((one, other) => other.response - one.response);
      const turns = directionsOf(strongest!).map((direction) =>
        Math.abs(Math.atan2(Math.sin(direction - angle), Math.cos(direction - angle))),
      );
      expect(Math.min(...turns), `${degrees}°`).toBeLessThan(0.1);
      expect(turns.length).toBeLessThanOrEqual(2);
    }
  });
});

describe('of many keypoints', () => {
  const at = (x: number, y: number, response: number): Keypoint => ({ ...keypointsOf(drawn(blob(128, 72, 5, 200)))[0]!, x, y, response });
  const random = seeded(9);
  const letters = Array.from({ length: 300 }, () => at(200 + 50 * random(), 110 + 30 * random(), 100 + random()));
  const shapes = Array.from({ length: 40 }, (_, index) => at(10 + 6 * index, 20 + (index % 5) * 15, 10 + random()));

  test('the letters of one corner do not take all places', () => {
    const chosen = chooseKeypoints([...letters, ...shapes], WIDTH, 80);
    expect(chosen).toHaveLength(80);
    expect(chosen.filter((keypoint) => shapes.includes(keypoint)).length).toBeGreaterThanOrEqual(38);
  });

  test('the strongest of each part of the picture come first', () => {
    const chosen = chooseKeypoints([...letters, ...shapes], WIDTH, 1000);
    expect(chosen).toHaveLength(340);
    const cells = chosen.map(({ x, y }) => `${Math.floor(x / 32)} ${Math.floor(y / 32)}`);
    const different = new Set(cells).size;
    expect(new Set(cells.slice(0, different)).size).toBe(different);
    for (const cell of new Set(cells)) {
      const responses = chosen.filter((_, index) => cells[index] === cell).map(({ response }) => response);
      expect(responses).toEqual([...responses].sort((one, other) => other - one));
    }
  });
});

describe('a described picture', () => {
  const random = seeded(11);
  const blobs = Array.from({ length: 60 }, () => blob(256 * random(), 144 * random(), 2 + 3 * random(), 200 * random() - 100));
  const pixels = drawn((x, y) => 128 + blobs.reduce((sum, shape) => sum + shape(x, y), 0));
  const frame = { width: WIDTH, height: HEIGHT, pixels, time: 0 };

  test('has at most as many keypoints as asked for, inside its active area', () => {
    const area = { left: 0.25, top: 0.25, right: 0.75, bottom: 1 };
    const all = describePicture(frame, WHOLE_PICTURE, 1000);
    expect(describePicture(frame, WHOLE_PICTURE, 7)).toHaveLength(7);
    const inside = describePicture(frame, area, 1000);
    expect(inside.length).toBeGreaterThan(5);
    expect(inside.length).toBeLessThan(all.length);
    for (const { x, y } of inside) {
      expect(x).toBeGreaterThanOrEqual(67);
      expect(x).toBeLessThanOrEqual(189);
      expect(y).toBeGreaterThanOrEqual(39);
      expect(y).toBeLessThanOrEqual(141);
    }
  });

  test('is measured at 256 pixels, whatever its size', () => {
    const double = { width: 512, height: 288, pixels: new Uint8Array(512 * 288), time: 0 };
    for (let at = 0; at < double.pixels.length; at++) double.pixels[at] = pixels[(Math.floor(at / 512) >> 1) * WIDTH + ((at % 512) >> 1)]!;
    expect(describePicture(double, WHOLE_PICTURE, 80)).toEqual(describePicture(frame, WHOLE_PICTURE, 80));
  });

  test('of a few pixels has none', () => {
    expect(describePicture({ width: 1, height: 300, pixels: new Uint8Array(300), time: 0 }, WHOLE_PICTURE, 80)).toEqual([]);
    expect(describePicture({ width: 1, height: 1, pixels: new Uint8Array(1), time: 0 }, WHOLE_PICTURE, 80)).toEqual([]);
  });
});
