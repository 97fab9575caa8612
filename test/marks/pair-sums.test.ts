import { decideVariant, differenceMask, type PairReading, PairSums, predictChoices, RestSums } from '@streetdate/marks/internal';
import { expect, test } from 'vitest';
import { seeded } from '../tools/synthetic-film.ts';

const [WIDTH, HEIGHT] = [128, 96];
type Picture = Parameters<typeof predictChoices>[0];
type Area = readonly [left: number, top: number, right: number, bottom: number];
const WHOLE: Area = [0, 0, WIDTH, HEIGHT];
const BAND: Area = [24, 70, 104, 82];
/** Luma of waves of random lengths, as natural pictures have, in an area; elsewhere that of `around`. */
function waves(seed: number, area: Area = WHOLE, around?: Picture): Picture {
  const random = seeded(seed);
  const all = Array.from({ length: 24 }, (_, at) => ({
    ...{ x: (random() - 0.5) * (at + 2) * 0.06, y: (random() - 0.5) * (at + 2) * 0.06 },
    ...{ phase: 7 * random(), size: 60 / (at + 2) },
  }));
  const pixels = new Float32Array(WIDTH * HEIGHT);
  for (let at = 0; at < pixels.length; at++) {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    const isIn = x >= area[0] && x < area[2] && y >= area[1] && y < area[3];
    const own = 120 + all.reduce((sum, wave) => sum + wave.size * Math.sin(wave.x * x + wave.y * y + wave.phase), 0);
    pixels[at] = isIn ? own : around!.pixels[at]!;
  }
  return { width: WIDTH, height: HEIGHT, pixels };
}
const changed = ({ width, height, pixels }: Picture, change: (value: number, at: number) => number): Picture => ({
  ...{ width, height },
  pixels: pixels.map(change),
});
const noisy = (picture: Picture, sigma: number, seed: number) => {
  const random = seeded(seed);
  return changed(picture, (value) => value + sigma * Math.sqrt(12) * (random() - 0.5));
};
/** Weighs a copy of one frame, or several. @param beside - The copy of a film beside the choices. */
function decide(copies: readonly Picture[], choices: readonly Picture[], correlation = 0.9, beside?: Picture) {
  const rests = new RestSums();
  if (beside !== undefined) rests.add(beside, predictChoices(beside, [film])![0]!);
  const sums = new Map<string, PairSums>();
  for (const copy of copies) {
    const predicted = predictChoices(copy, choices)!;
    for (let other = 1; other < choices.length; other++) {
      for (let one = 0; one < other; one++) {
        const mask = differenceMask(choices[one]!, choices[other]!);
        if (mask === undefined) continue;
        const own = sums.get(`${one} ${other}`) ?? new PairSums();
        sums.set(`${one} ${other}`, own);
        own.add(copy, predicted[one]!, predicted[other]!, mask);
      }
    }
  }
  return decideVariant(
    choices.length,
    (one, other) => sums.get(`${one} ${other}`)?.read([rests.read()].flatMap((rest) => rest ?? [])),
    correlation,
  );
}
const film = waves(1);
const takes = [waves(2), waves(3), waves(4)];
const captions = [waves(5, BAND, film), waves(6, BAND, film)];

test.each([0, 1])('a dim, pale and noisy copy of choice %i shows that choice', (choice) => {
  const dim = (picture: Picture) =>
    noisy(
      changed(picture, (value) => 0.6 * value + 50),
      3,
      9,
    );
  expect(decide([dim(takes[choice]!)], takes.slice(0, 2), 0.9, dim(film))).toEqual({ choice, logRatio: 6 });
  expect(decide([dim(captions[choice]!)], captions, 0.9, dim(film))).toEqual({ choice, logRatio: 6 });
});

test('three choices are told apart', () => {
  for (const choice of [0, 1, 2]) expect(decide([noisy(takes[choice]!, 8, 9)], takes, 0.9, noisy(film, 8, 7))).toMatchObject({ choice });
});

test('a mixture, something else, and nothing in the place of a caption are none of the choices', () => {
  const mixed = changed(takes[0]!, (value, at) => (value + takes[1]!.pixels[at]!) / 2);
  expect(decide([mixed], takes.slice(0, 2))).toEqual({ reason: 'neither' });
  expect(decide([takes[2]!], takes.slice(0, 2))).toEqual({ reason: 'neither' });
  expect(decide([film], captions)).toEqual({ reason: 'neither' });
  // Half of the frames show one choice and half the other, as where a third cut lies between both.
  expect(decide([takes[0]!, takes[1]!], takes.slice(0, 2))).toEqual({ reason: 'neither' });
  // The copy is like one choice in most places, and like none in a quarter.
  expect(decide([waves(7, [0, 0, WIDTH / 2, HEIGHT / 2], takes[0]!)], takes.slice(0, 2))).toEqual({ reason: 'neither' });
});

test('what the copy does not show of the difference is missing', () => {
  const cropped = changed(captions[0]!, (value, at) => (at >= 70 * WIDTH ? -1 : value));
  expect(decide([cropped], captions)).toEqual({ reason: 'missing' });
  const most = changed(captions[0]!, (value, at) => (at >= 77 * WIDTH ? -1 : value));
  expect(decide([most], captions)).toMatchObject({ choice: 0 });
});

test('choices that look alike are not told, nor a copy that shows something else all over', () => {
  expect(differenceMask(film, noisy(film, 4, 1))).toBeUndefined();
  expect(decide([film], [film, noisy(film, 4, 1)])).toEqual({ reason: 'alike' });
  expect(decide([takes[0]!], takes.slice(0, 2), 0.59)).toEqual({ reason: 'registration' });
});

test('a difference that the noise hides, and a best choice that is not 100 times as likely, are not told', () => {
  const pair: PairReading = { ratio: 1, noise: 0.15, agreement: 1, elsewise: 0, rest: 0.1, usualRest: 0, shown: 1, frames: 1 };
  const told = (change: Partial<PairReading>) => decideVariant(2, () => ({ ...pair, ...change }), 0.9);
  expect(told({})).toEqual({ choice: 0, logRatio: 6 });
  expect(told({ ratio: -1 })).toEqual({ choice: 1, logRatio: 6 });
  // 2 / 0.6² nats.
  expect(told({ noise: 0.6 })).toMatchObject({ choice: 0, logRatio: expect.closeTo(2.41, 2) });
  expect(told({ noise: 0.7 })).toEqual({ reason: 'alike' });
  expect(told({ noise: 0.6, ratio: 0.8 })).toEqual({ reason: 'unsure' });
  expect(told({ ratio: 0.6 })).toEqual({ reason: 'neither' });
  expect(told({ ratio: 1.6 })).toEqual({ reason: 'neither' });
  expect(told({ agreement: 0.8 })).toEqual({ reason: 'neither' });
  expect(told({ elsewise: 0.3 })).toEqual({ reason: 'neither' });
  expect(told({ rest: 0.4 })).toEqual({ reason: 'neither' });
  expect(told({ rest: 0.27, usualRest: 0.01 })).toEqual({ reason: 'neither' });
  expect(told({ rest: 0.27, usualRest: 0.1 })).toMatchObject({ choice: 0 });
  expect(told({ rest: 0.17, usualRest: 0.007 })).toEqual({ reason: 'neither' });
  expect(told({ rest: 0.16, usualRest: 0.03 })).toMatchObject({ choice: 0 });
});

test('the noise is that of the same difference elsewhere: where the copy has it there as well, it rises', () => {
  const random = seeded(8);
  const signs = film.pixels.map(() => (random() < 0.5 ? -1 : 1));
  const other = changed(film, (value, at) => value - 10 * signs[at]!);
  const read = (copy: Picture) => {
    const sums = new PairSums();
    sums.add(copy, film.pixels, other.pixels, new Uint8Array(WIDTH * HEIGHT).fill(1));
    return sums.read()!;
  };
  expect(read(film)).toMatchObject({ ratio: expect.closeTo(1, 5), noise: 0.15 });
  const half = (at: number) => at - (at % WIDTH) + (((at % WIDTH) + WIDTH / 2) % WIDTH);
  expect(read(changed(film, (value, at) => value + 10 * signs[half(at)]!)).noise).toBeCloseTo(2 / Math.sqrt(8), 1);
});
