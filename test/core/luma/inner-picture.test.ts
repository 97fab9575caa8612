// @module-tag slow
import { findInnerPictures } from '@streetdate/core/internal';
import { type LumaFrame, type PictureArea, scaleArea, WHOLE_PICTURE } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../tools/synthetic-film.ts';

const FRAMES = 30;
const [WIDTH, HEIGHT] = [384, 216];

/** Luma of a film at a frame and a point, 0 to 1 in both directions. */
type Painter = (frame: number) => (x: number, y: number) => number;

/** Waves of brightness that drift, with a cut every few frames; `calm` slows them down. */
function film(seed: number, calm = 1): Painter {
  const random = seeded(seed);
  const shots: {
    readonly end: number;
    readonly level: number;
    readonly waves: { fx: number; fy: number; phase: number; speed: number; size: number }[];
  }[] = [];
  for (let end = 0; end < FRAMES; ) {
    end += calm < 1 ? FRAMES : 3 + Math.floor(random() * 8);
    const waves = Array.from({ length: 5 }, () => ({
      fx: (random() - 0.5) * 40,
      fy: (random() - 0.5) * 30,
      phase: random() * 6.28,
      speed: (random() - 0.5) * 2 * calm,
      size: 10 + random() * 25,
    }));
    shots.push({ end, level: 90 + random() * 60, waves });
  }
  return (frame) => {
    const { level, waves } = shots.find(({ end }) => frame < end)!;
    return (x, y) =>
      waves.reduce((sum, { fx, fy, phase, speed, size }) => sum + size * Math.sin(fx * x + fy * y + phase + speed * frame), level);
  };
}

/** Renders large and scales down, so that edges fall inside pixels; with coding noise. */
function render(paint: Painter, noise = 1): LumaFrame[] {
  const random = seeded(99);
  return Array.from({ length: FRAMES }, (_, at) => {
    const pixels = new Uint8Array(WIDTH * HEIGHT);
    const luma = paint(at);
    for (let y = 0, i = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++, i++) {
        const value = luma((x + 0.5) / WIDTH, (y + 0.5) / HEIGHT) + (random() - 0.5) * 4 * noise;
        pixels[i] = Math.max(0, Math.min(255, value));
      }
    }
    return { ...scaleArea({ width: WIDTH, height: HEIGHT, pixels, time: 0 }, WHOLE_PICTURE, 256, 144), time: at / 2 };
  });
}

function over(host: Painter, inner: Painter, { left, top, right, bottom }: PictureArea, border = 0): Painter {
  return (frame) => {
    const [back, front] = [host(frame), inner(frame)];
    return (x, y) => {
      if (x >= left && x < right && y >= top && y < bottom) return front((x - left) / (right - left), (y - top) / (bottom - top));
      const framed = x >= left - border && x < right + border && y >= top - border && y < bottom + border;
      return framed ? 235 : back(x, y);
    };
  };
}

function expectArea(found: PictureArea, area: PictureArea, pixels: number): void {
  for (const edge of ['left', 'right'] as const) expect(Math.abs(found[edge] - area[edge]) * 256, edge).toBeLessThan(pixels);
  for (const edge of ['top', 'bottom'] as const) expect(Math.abs(found[edge] - area[edge]) * 144, edge).toBeLessThan(pixels);
}

describe('an inset', () => {
  // In whole pixels of what is rendered, which are fractions of what is looked at.
  const at = (left: number, top: number, right: number, bottom: number): PictureArea => {
    return { left: left / WIDTH, top: top / HEIGHT, right: right / WIDTH, bottom: bottom / HEIGHT };
  };
  const places: Record<string, PictureArea> = {
    'in a corner': at(277, 148, 373, 202),
    'in the middle': at(96, 47, 280, 151),
    'at a border of the frame': at(0, 65, 155, 152),
    'of another shape': at(58, 33, 136, 182),
  };

  for (const [place, area] of Object.entries(places)) {
    test(`${place} is found to a quarter of a pixel`, () => {
      const [best] = findInnerPictures(render(over(film(1), film(2), area)));
      expect(best).toMatchObject({ kind: 'inset' });
      expect(best!.confidence).toBeGreaterThan(0.5);
      expectArea(best!.area, area, 0.25);
      expect(best!.corners[2]).toEqual({ x: best!.area.right, y: best!.area.bottom });
    });
  }

  test('over a picture that stands still is found', () => {
    const area = places['in the middle']!;
    const [best] = findInnerPictures(render(over(film(3, 0), film(4), area)));
    expectArea(best!.area, area, 0.25);
  });

  test('with a thin border begins inside the border', () => {
    const area = places['in the middle']!;
    const [best] = findInnerPictures(render(over(film(5), film(6), area, 0.005)));
    expectArea(best!.area, area, 0.25);
  });

  test('that shows a picture which never changes is no film', () => {
    const found = findInnerPictures(render(over(film(7), film(8, 0), places['in the middle']!)));
    expect(Math.max(0, ...found.map(({ confidence }) => confidence))).toBeLessThan(0.3);
  });
});

describe('a screen before a camera', () => {
  // Left and right lean by different amounts, as seen from a seat at the side.
  const corners = [
    { x: 0.06, y: 0.09 },
    { x: 0.95, y: 0.05 },
    { x: 0.92, y: 0.93 },
    { x: 0.09, y: 0.9 },
  ] as const;
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  const between = (from: number, to: number, share: number) => from + (to - from) * share;
  const seen = (inner: Painter): Painter => {
    return (frame) => {
      const luma = inner(frame);
      const sway = 0.006 * Math.sin(frame * 0.9);
      const flicker = 4 * Math.sin(frame * 2.1);
      return (at, down) => {
        const [x, y] = [at + sway, down + sway];
        const left = between(topLeft.x, bottomLeft.x, (y - topLeft.y) / (bottomLeft.y - topLeft.y));
        const right = between(topRight.x, bottomRight.x, (y - topRight.y) / (bottomRight.y - topRight.y));
        const top = between(topLeft.y, topRight.y, (x - topLeft.x) / (topRight.x - topLeft.x));
        const bottom = between(bottomLeft.y, bottomRight.y, (x - bottomLeft.x) / (bottomRight.x - bottomLeft.x));
        const inside = x > left && x < right && y > top && y < bottom;
        return flicker + (inside ? 50 + 0.6 * luma((x - left) / (right - left), (y - top) / (bottom - top)) : 45 - 15 * (at - 0.5) ** 2);
      };
    };
  };

  test('is found with its corners to a hundredth of the frame', () => {
    const [best] = findInnerPictures(render(seen(film(11)), 4));
    expect(best).toMatchObject({ kind: 'screen' });
    expect(best!.confidence).toBeGreaterThan(0.5);
    for (const [at, { x, y }] of corners.entries()) {
      expect(Math.abs(best!.corners[at]!.x - x), `x of corner ${at}`).toBeLessThan(0.01);
      expect(Math.abs(best!.corners[at]!.y - y), `y of corner ${at}`).toBeLessThan(0.01);
    }
    expect(best!.area.left).toBeCloseTo((topLeft.x + bottomLeft.x) / 2, 1);
  });
});

describe('a split screen', () => {
  test.each([
    ['beside another film', { left: 0, top: 0, right: 0.43, bottom: 1 }],
    ['above another film', { left: 0, top: 0, right: 1, bottom: 0.58 }],
    ['in the middle of three', { left: 0.3, top: 0, right: 0.7, bottom: 1 }],
  ] as const)('shows a film %s, and both are found', (_, area) => {
    const found = findInnerPictures(render(over(film(31), film(32), area)), { leastConfidence: 0.3, most: 6 });
    const pane = found.find((inner) => Math.abs(inner.area.left - area.left) + Math.abs(inner.area.right - area.right) < 0.02);
    expectArea(pane!.area, area, 0.5);
    expect(pane!.kind).toBe('inset');
    // The other film, or what lies on one side of it.
    expect(found.some((inner) => inner.area.left >= area.right - 0.01 || inner.area.top >= area.bottom - 0.01)).toBe(true);
  });

  test('in quarters shows each of them', () => {
    const quarter = { left: 0, top: 0.5, right: 0.5, bottom: 1 };
    const upper = over(film(33), film(34), { left: 0, top: 0, right: 0.5, bottom: 0.5 });
    const found = findInnerPictures(render(over(upper, film(35), quarter)), { most: 6 });
    const shown = found.find(({ area }) => area.right < 0.6 && area.top > 0.4);
    expectArea(shown!.area, quarter, 0.5);
  });
});

describe('a film that shows no other', () => {
  test('has no inner picture', () => {
    for (const seed of [21, 22]) expect(findInnerPictures(render(film(seed)), { leastConfidence: 0.3 })).toEqual([]);
  });

  test('has none between bars either', () => {
    const letterbox = { left: 0, top: 0.125, right: 1, bottom: 0.875 };
    expect(findInnerPictures(render(over(() => () => 16, film(23), letterbox)), { leastConfidence: 0.3 })).toEqual([]);
  });

  test('has none where edges in the scene stand still', () => {
    const scene = film(24, 0);
    const window: Painter = (frame) => (x, y) => {
      const walls = x > 0.3 && x < 0.6 && y > 0.2 && y < 0.7 ? 200 : 40;
      return walls + 0.2 * scene(frame)(x, y) + 20 * Math.exp(-(((x - frame / FRAMES) * 6) ** 2 + ((y - 0.6) * 4) ** 2));
    };
    expect(findInnerPictures(render(window), { leastConfidence: 0.3 })).toEqual([]);
  });
});

describe('what cannot be told', () => {
  const frame = (width: number, height: number): LumaFrame => ({ width, height, pixels: new Uint8Array(width * height), time: 0 });

  test('too few or too small frames give nothing', () => {
    expect(findInnerPictures([])).toEqual([]);
    expect(findInnerPictures(Array.from({ length: 5 }, () => frame(256, 144)))).toEqual([]);
    expect(findInnerPictures(Array.from({ length: 20 }, () => frame(256, 40)))).toEqual([]);
  });

  test('frames of one colour give nothing', () => {
    expect(findInnerPictures(Array.from({ length: 20 }, () => frame(256, 144)))).toEqual([]);
  });

  test('frames of two sizes are refused', () => {
    const frames = [...Array.from({ length: 8 }, () => frame(256, 144)), frame(256, 146)];
    expect(() => findInnerPictures(frames)).toThrow(new RangeError('frames must all be 256 × 144, got 256 × 146'));
  });

  test('options out of range are refused', () => {
    expect(() => findInnerPictures([], { most: 0 })).toThrow(RangeError);
    expect(() => findInnerPictures([], { leastConfidence: 2 })).toThrow('leastConfidence must be from 0 to 1, got 2');
  });
});
