import type { ToneKernel } from './tone-kernel.ts';

/** The kernel in plain JavaScript. */
export const plainTone: ToneKernel = {
  kind: 'plain',
  lookUp(coded, table) {
    const found = new Uint8Array(coded.length);
    for (let at = 0; at < found.length; at++) found[at] = table[coded[at]!]!;
    return found;
  },
};
