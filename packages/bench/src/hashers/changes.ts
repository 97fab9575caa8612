import { type LumaFrame, scaleArea, WHOLE_PICTURE } from '@streetdate/core/portable';

/** Makes a changed copy of a picture; `random` gives numbers from 0 to 1. */
export type Change = (picture: LumaFrame, random: () => number) => LumaFrame;

const eachPixel = (picture: LumaFrame, pixel: (value: number) => number): LumaFrame => ({
  ...picture,
  pixels: picture.pixels.map((value) => Math.max(0, Math.min(255, Math.round(pixel(value))))),
});

/** Makes a picture smaller by area and then as large as it was. */
const through =
  (share: number): Change =>
  (picture) => {
    const small = scaleArea(picture, WHOLE_PICTURE, Math.ceil(picture.width * share), Math.ceil(picture.height * share));
    return scaleArea(small, WHOLE_PICTURE, picture.width, picture.height);
  };

const cropped =
  (share: number): Change =>
  (picture) =>
    scaleArea(picture, { left: share, top: share, right: 1 - share, bottom: 1 - share }, picture.width, picture.height);

/** What happens to most copies, in a mild form; one that a hasher should hardly notice. */
export const CHANGES: Readonly<Record<string, Change>> = {
  'half size and back': through(0.5),
  'noise of 16 levels': (picture, random) => eachPixel(picture, (value) => value + (random() - 0.5) * 32),
  'gamma 0.7': (picture) => eachPixel(picture, (value) => 255 * (value / 255) ** 0.7),
  '40 levels brighter': (picture) => eachPixel(picture, (value) => value + 40),
  'contrast 0.6': (picture) => eachPixel(picture, (value) => 128 + (value - 128) * 0.6),
  'blur over 5 % of the width': blurred,
  'a 2 % crop on each side': cropped(0.02),
  'a 5 % crop on each side': cropped(0.05),
};

/** The changes of pictures of a film, which are larger than what a hasher gets. */
export const FILM_CHANGES: Readonly<Record<string, Change>> = { ...CHANGES, 'an eighth of the size and back': through(0.125) };

/** Swaps left and right. Most hashes do not survive it, and a search asks for mirrored copies with a second hash. */
export const MIRRORED: Change = (picture) => {
  const { width, pixels } = picture;
  return { ...picture, pixels: pixels.map((_, at) => pixels[at - (at % width) + (width - 1 - (at % width))]!) };
};

/** A mean over a square. The picture goes on beyond its edges as it ends there. */
function blurred(picture: LumaFrame): LumaFrame {
  const { width, height } = picture;
  const reach = Math.max(1, Math.round(width * 0.025));
  const rows = meanAlong(picture.pixels, width, height, 1, width, reach);
  return { ...picture, pixels: meanAlong(rows, height, width, width, 1, reach) };
}

/** Moving means along `lines` lines of `length` pixels, which are `step` apart; lines are `lineStep` apart. */
function meanAlong(pixels: Uint8Array, length: number, lines: number, step: number, lineStep: number, reach: number): Uint8Array {
  const means = new Uint8Array(pixels.length);
  for (let line = 0; line < lines; line++) {
    const pixel = (at: number) => pixels[line * lineStep + Math.max(0, Math.min(length - 1, at)) * step]!;
    let sum = 0;
    for (let at = -reach; at <= reach; at++) sum += pixel(at);
    for (let at = 0; at < length; at++) {
      means[line * lineStep + at * step] = Math.round(sum / (2 * reach + 1));
      sum += pixel(at + reach + 1) - pixel(at - reach);
    }
  }
  return means;
}
