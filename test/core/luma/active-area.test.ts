// @module-tag slow
import { activeAreaOfStill, trackActiveArea } from '@streetdate/core/internal';
import { hammingDistance, type LumaFrame, type PictureArea, pdq, scaleArea, WHOLE_PICTURE } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import { blurredBackground, overlay, paint, scenery, withNoise } from '../../tools/pictures.ts';

const WIDTH = 256;
const HEIGHT = 144;
const FRAMES_PER_SECOND = 4;

/** A film of shots of two seconds, in which the camera moves. */
function film(seconds: number, seed: number): LumaFrame[] {
  const framesInShot = 2 * FRAMES_PER_SECOND;
  const shots = Array.from({ length: seconds / 2 }, (_, shot) => scenery(WIDTH + 32, HEIGHT + 16, seed + shot));
  return Array.from({ length: seconds * FRAMES_PER_SECOND }, (_, i) => {
    const shot = shots[Math.floor(i / framesInShot)]!;
    const step = i % framesInShot;
    return paint(WIDTH, HEIGHT, (x, y) => shot.pixels[(y + step) * shot.width + x + 2 * step]!, i / FRAMES_PER_SECOND);
  });
}

const black = paint(WIDTH, HEIGHT, () => 0);
const onBlack = (frames: LumaFrame[], area: PictureArea) => frames.map((frame) => overlay({ ...black, time: frame.time }, frame, area));
const retimed = (...parts: LumaFrame[][]) => parts.flat().map((frame, i) => ({ ...frame, time: i / FRAMES_PER_SECOND }));

async function track(frames: LumaFrame[]): Promise<PictureArea[]> {
  async function* source() {
    yield* frames;
  }
  const areas: PictureArea[] = [];
  let at = 0;
  for await (const { frame, area } of trackActiveArea(source())) {
    expect(frame).toBe(frames[at++]);
    areas.push(area);
  }
  expect(at).toBe(frames.length);
  return areas;
}

function expectNear(area: PictureArea, expected: PictureArea): void {
  for (const edge of ['left', 'top', 'right', 'bottom'] as const) expect(Math.abs(area[edge] - expected[edge]), edge).toBeLessThan(0.003);
}

const LETTERBOX = { left: 0, top: 0.128, right: 1, bottom: 0.872 };
const PILLARBOX = { left: 0.125, top: 0, right: 0.875, bottom: 1 };
const SHAPES: Record<string, PictureArea> = {
  letterbox: LETTERBOX,
  'thin letterbox': { left: 0, top: 0.0195, right: 1, bottom: 0.9805 },
  pillarbox: PILLARBOX,
  windowbox: { left: 0.1, top: 0.1, right: 0.9, bottom: 0.9 },
  'letterbox that is not centred': { left: 0, top: 0.07, right: 1, bottom: 0.8 },
  'bar at the bottom alone': { left: 0, top: 0, right: 1, bottom: 0.85 },
};

describe('a film in black bars', () => {
  const plain = film(8, 100);

  test.each(Object.entries(SHAPES))('as a %s has its picture found to a third of a percent', async (_, shape) => {
    for (const area of await track(onBlack(plain, shape))) expectNear(area, shape);
  });

  test('hashes as the film without them', async () => {
    const barred = onBlack(plain, LETTERBOX);
    const areas = await track(barred);
    const hashes = new Uint32Array(16);
    let distance = 0;
    for (const [i, frame] of barred.entries()) {
      pdq.hash(scaleArea(frame, areas[i]!, 64, 64), hashes, 0);
      pdq.hash(scaleArea(plain[i]!, WHOLE_PICTURE, 64, 64), hashes, 8);
      distance += hammingDistance(hashes, 0, hashes, 8, 8) / barred.length;
    }
    expect(distance).toBeLessThan(10);
  });

  test('keeps its area under noise of coding', async () => {
    const noisy = onBlack(plain, LETTERBOX).map((frame, i) => withNoise(frame, 4, i));
    for (const area of await track(noisy)) expectNear(area, LETTERBOX);
  });

  test('keeps its area where a subtitle stands in the lower bar, or across its edge', async () => {
    for (const top of [130, 120]) {
      const subtitled = onBlack(plain, LETTERBOX).map((frame, i) => (i > 8 && i < 24 ? withText(frame, 70, top) : frame));
      for (const area of await track(subtitled)) expectNear(area, LETTERBOX);
    }
  });

  test('keeps its area where a logo stands in a bar', async () => {
    const box = { left: 0.8, top: 0.02, right: 0.95, bottom: 0.09 };
    const white = paint(4, 4, () => 255);
    for (const area of await track(onBlack(plain, LETTERBOX).map((frame) => overlay(frame, white, box)))) expectNear(area, LETTERBOX);
  });

  test('keeps its area through a dark scene and a black one', async () => {
    const dark = film(4, 200).map((frame) => paint(WIDTH, HEIGHT, (x, y) => frame.pixels[y * WIDTH + x]! / 30));
    const frames = retimed(
      onBlack(plain, LETTERBOX),
      onBlack(dark, LETTERBOX),
      Array<LumaFrame>(8).fill(black),
      onBlack(film(4, 300), LETTERBOX),
    );
    for (const area of await track(frames)) expectNear(area, LETTERBOX);
  });

  test('has its area from the first frame on where it begins in the dark', async () => {
    for (const area of await track(retimed(Array<LumaFrame>(8).fill(black), onBlack(plain, LETTERBOX)))) expectNear(area, LETTERBOX);
  });
});

describe('a film in blurred or plain bars', () => {
  const plain = film(8, 400);
  const onBlur = (area: PictureArea) => plain.map((frame) => overlay(blurredBackground(frame, WIDTH, HEIGHT), frame, area));

  test('has its picture found between blurred copies of itself at the sides', async () => {
    const upright = { left: 0.342, top: 0, right: 0.658, bottom: 1 };
    for (const area of await track(onBlur(upright))) expectNear(area, upright);
  });

  test('has its picture found between blurred copies of itself above and below', async () => {
    const wide = { left: 0, top: 0.3, right: 1, bottom: 0.7 };
    for (const area of await track(onBlur(wide))) expectNear(area, wide);
  });

  test('has its picture found between grey bars', async () => {
    const grey = paint(WIDTH, HEIGHT, () => 90);
    const frames = plain.map((frame) => ({ ...overlay(grey, frame, PILLARBOX), time: frame.time }));
    for (const area of await track(frames)) expectNear(area, PILLARBOX);
  });
});

describe('a film without bars keeps its whole picture', () => {
  const plain = film(8, 500);
  const changed = (luma: (value: number, x: number, y: number) => number) =>
    plain.map((frame) => paint(WIDTH, HEIGHT, (x, y) => luma(frame.pixels[y * WIDTH + x]!, x, y), frame.time));

  test.each([
    ['as it is', changed((value) => value)],
    ['when it is dark', changed((value) => Math.max(0, value - 90))],
    ['when it is nearly black', changed((value) => value / 25)],
    ['when its edges are dark', changed((value, x, y) => value * Math.min(1, x / 50, y / 40, (WIDTH - 1 - x) / 50, (HEIGHT - 1 - y) / 40))],
    ['when it is black all the time', changed(() => 0)],
    ['when the sky is black and the land is not', changed((value, x, y) => (y < 60 + 12 * Math.sin(x / 20) ? 0 : value))],
  ])('%s', async (_, frames) => {
    for (const area of await track(frames)) expect(area).toEqual(WHOLE_PICTURE);
  });

  test('when a title stands on black', async () => {
    const title = withText(withText(black, 60, 55), 60, 85);
    const frames = retimed(plain.slice(0, 8), Array<LumaFrame>(16).fill(title), plain.slice(8));
    for (const area of await track(frames)) expect(area).toEqual(WHOLE_PICTURE);
  });

  test('when rows of large letters reach from side to side', async () => {
    const sky = paint(WIDTH, HEIGHT, (x, y) => 90 + x / 64 + y / 48);
    const title = [38, 64, 90].reduce((frame, top) => withLetters(frame, top), sky);
    for (const area of await track(retimed(plain.slice(0, 8), Array<LumaFrame>(16).fill(title), plain.slice(8)))) {
      expect(area).toEqual(WHOLE_PICTURE);
    }
  });

  test('when the camera looks at a wall with a door', async () => {
    const room = paint(WIDTH, HEIGHT, (x, y) => (x > 60 && x < 110 && y > 30 ? 60 : 150 + x / 16));
    for (const area of await track(retimed(Array<LumaFrame>(32).fill(room)))) expect(area).toEqual(WHOLE_PICTURE);
  });
});

describe('where clips with other bars are cut together', () => {
  test('the area changes with the frame of the cut, there and back', async () => {
    const frames = retimed(film(8, 600), onBlack(film(4, 700), LETTERBOX), film(8, 800), onBlack(film(4, 900), PILLARBOX));
    const areas = await track(frames);
    for (const [i, area] of areas.entries())
      expectNear(area, i < 32 ? WHOLE_PICTURE : i < 48 ? LETTERBOX : i < 80 ? WHOLE_PICTURE : PILLARBOX);
  });

  test('a clip of two seconds is enough', async () => {
    const areas = await track(retimed(film(8, 1000), onBlack(film(2, 1100), LETTERBOX), film(8, 1200)));
    for (const [i, area] of areas.entries()) expectNear(area, i < 32 || i >= 40 ? WHOLE_PICTURE : LETTERBOX);
  });
});

describe('tracking', () => {
  test('reads no further ahead than asked', async () => {
    const frames = film(12, 1300);
    let read = 0;
    async function* source() {
      for (const frame of frames) {
        read++;
        yield frame;
      }
    }
    let given = 0;
    for await (const { frame } of trackActiveArea(source(), { lookAhead: 2 })) {
      given++;
      expect(read / FRAMES_PER_SECOND - frame.time).toBeLessThanOrEqual(2.25);
    }
    expect(given).toBe(frames.length);
  });

  test('holds no more than 256 frames, even when their times stand still', async () => {
    let read = 0;
    async function* source() {
      for (; read < 600; read++) yield { ...black, time: 0 };
    }
    let given = 0;
    for await (const _ of trackActiveArea(source())) expect(read - given++).toBeLessThanOrEqual(256);
    expect(given).toBe(600);
  });

  test('gives nothing for nothing', async () => {
    expect(await track([])).toEqual([]);
  });

  test('refuses pictures that change their size, and a look-ahead of nothing', async () => {
    await expect(track([black, paint(128, 144, () => 0)])).rejects.toThrow('frames must all be 256 × 144, got 128 × 144');
    async function* none(): AsyncGenerator<LumaFrame> {}
    await expect(trackActiveArea(none(), { lookAhead: 0 }).next()).rejects.toThrow('lookAhead must be from 0.5 to 60, got 0');
  });
});

describe('the area of a single picture', () => {
  const picture = scenery(WIDTH, HEIGHT, 1400);

  test.each(Object.entries(SHAPES))('in a %s is found', (_, shape) => {
    expectNear(activeAreaOfStill(overlay(black, picture, shape)), shape);
  });

  test('without bars is all of it', () => {
    expect(activeAreaOfStill(picture)).toEqual(WHOLE_PICTURE);
    expect(activeAreaOfStill(black)).toEqual(WHOLE_PICTURE);
    expect(activeAreaOfStill(paint(3, 2, () => 128))).toEqual(WHOLE_PICTURE);
  });
});

/** A row of capital letters, T and H by turns, 20 lines high: three quarters of its first line are ink. */
function withLetters(frame: LumaFrame, top: number): LumaFrame {
  const isInk = (x: number, y: number) => {
    const column = x % 14;
    const isTee = Math.floor(x / 14) % 2 === 0;
    if (x < 5 || x >= WIDTH - 5 || y < top || y >= top + 20 || column > 11) return false;
    return isTee ? y < top + 4 || (column > 3 && column < 8) : column < 4 || column > 7 || (y > top + 7 && y < top + 12);
  };
  return paint(WIDTH, HEIGHT, (x, y) => (isInk(x, y) ? 235 : frame.pixels[y * WIDTH + x]!), frame.time);
}

/** Letters, roughly: upright strokes with gaps, over a little less than half of the width. */
function withText(frame: LumaFrame, left: number, top: number): LumaFrame {
  const isInk = (x: number, y: number) => x >= left && x < WIDTH - left && y >= top && y < top + 9 && (x * 7 + (y >> 2)) % 5 < 2;
  return paint(WIDTH, HEIGHT, (x, y) => (isInk(x, y) ? 235 : frame.pixels[y * WIDTH + x]!), frame.time);
}
