import { type LumaFrame, scaleArea, WHOLE_PICTURE } from '@streetdate/core/portable';

/** Makes a changed copy of a picture; `random` gives numbers from 0 to 1. */
export type Change = (picture: LumaFrame, random: () => number) => LumaFrame;

const eachPixel = (picture: LumaFrame, pixel: (value: number) => number): LumaFrame => ({
  ...picture,
  pixels: picture.pixels.map((value) => Math.max(0, Math.min(255, Math.round(pixel(value))))),
});

/** What happens to most copies, in a mild form; one that a hasher should hardly notice. */
export const CHANGES: Readonly<Record<string, Change>> = {
  'half size and back': (picture) => {
    const half = scaleArea(picture, WHOLE_PICTURE, Math.ceil(picture.width / 2), Math.ceil(picture.height / 2));
    return scaleArea(half, WHOLE_PICTURE, picture.width, picture.height);
  },
  'noise of 16 levels': (picture, random) => eachPixel(picture, (value) => value + (random() - 0.5) * 32),
  'gamma 0.7': (picture) => eachPixel(picture, (value) => 255 * (value / 255) ** 0.7),
  'a 2 % crop on each side': (picture) =>
    scaleArea(picture, { left: 0.02, top: 0.02, right: 0.98, bottom: 0.98 }, picture.width, picture.height),
};
