import type { LumaFrame } from '@streetdate/core/portable';
import { seeded } from '../../tools/synthetic-film.ts';

const SIDE = 96;

/** A picture of many soft shapes, the same for the same seed and unlike any other. */
export function scene(seed: number): LumaFrame {
  const random = seeded(seed);
  const waves = Array.from({ length: 40 }, () => ({
    across: random() * 10,
    down: random() * 10,
    phase: random() * 2 * Math.PI,
    height: 10 + random() * 15,
  }));
  const pixels = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [x, y] = [(at % SIDE) / SIDE, Math.floor(at / SIDE) / SIDE];
    const light = waves.reduce(
      (sum, { across, down, phase, height }) => sum + height * Math.sin(Math.PI * (across * x + down * y) + phase),
      128,
    );
    return Math.min(255, Math.max(0, Math.round(light)));
  });
  return { width: SIDE, height: SIDE, pixels, time: 0 };
}

/** A picture of one grey. */
export function plain(grey: number): LumaFrame {
  return { width: SIDE, height: SIDE, pixels: new Uint8Array(SIDE * SIDE).fill(grey), time: 0 };
}

/** A mixture of two pictures: `share` of the second. */
export function mixed(first: LumaFrame, second: LumaFrame, share: number): LumaFrame {
  return { ...first, pixels: first.pixels.map((pixel, at) => Math.round(pixel * (1 - share) + second.pixels[at]! * share)) };
}

/** Shows pictures at times, in seconds, as a decoder would: each frame owns its pixels. */
export async function* shown(...frames: readonly (readonly [time: number, picture: LumaFrame])[]): AsyncGenerator<LumaFrame> {
  for (const [time, picture] of frames) yield { ...picture, pixels: picture.pixels.slice(), time };
}

/** Shows what `picture` gives for each of `count` frames, `framesPerSecond` of them in a second. */
export function steady(count: number, framesPerSecond: number, picture: (index: number) => LumaFrame): AsyncGenerator<LumaFrame> {
  return shown(...Array.from({ length: count }, (_, index) => [index / framesPerSecond, picture(index)] as const));
}
