import type { ToneKernel } from './tone-kernel.ts';

/** The kernel in plain JavaScript. */
export const plainTone: ToneKernel = {
  kind: 'plain',
  replace(pixels, table) {
    for (let at = 0; at < pixels.length; at++) pixels[at] = table[pixels[at]!]!;
  },
};
