import type { LumaFrame } from '@streetdate/core/portable';

/** A generator of numbers from 0 to 1, the same for the same seed on every machine: mulberry32, 32 bits of state. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A generated picture with soft light, objects with hard edges, and grain. It has edges and shades at every scale, so that hashers do
 * not profit from an empty picture.
 * @param seed - The same seed gives the same picture.
 * @param size - Width and height in pixels. @defaultValue 64
 */
export function generatedPicture(seed: number, size = 64): LumaFrame {
  const random = seededRandom(seed);
  const pixels = new Uint8Array(size * size);
  const [slopeX, slopeY] = [random() * 160 - 80, random() * 160 - 80];
  const base = 60 + random() * 130;
  const things = Array.from({ length: 6 }, () => ({
    x: random(),
    y: random(),
    halfWidth: 0.05 + random() * 0.25,
    halfHeight: 0.05 + random() * 0.25,
    light: random() * 200 - 100,
    round: random() < 0.5,
  }));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = [(column + 0.5) / size, (row + 0.5) / size];
      let light = base + slopeX * (x - 0.5) + slopeY * (y - 0.5) + random() * 6;
      for (const thing of things) {
        const [dx, dy] = [(x - thing.x) / thing.halfWidth, (y - thing.y) / thing.halfHeight];
        if (thing.round ? dx * dx + dy * dy < 1 : Math.max(Math.abs(dx), Math.abs(dy)) < 1) light += thing.light;
      }
      pixels[row * size + column] = Math.max(0, Math.min(255, light));
    }
  }
  return { width: size, height: size, pixels, time: seed };
}
