import type { LumaFrame } from '../luma/luma-frame.ts';
import { type DecodeOptions, decodeFrames } from './decode-frames.ts';
import type { MediaInput } from './media-input.ts';

/**
 * Decodes every frame of some stretches of a film as it is, fields and all: to look again, and closely, at a little of what was fingerprinted before.
 * @param stretches - In seconds; each is sought, which takes as long as decoding from the key frame before it.
 * @param longSide - Longer side of the pictures in pixels, 1 to 4096.
 * @returns The frames of each stretch that has any, in the order of `stretches`.
 * @throws As {@link decodeFrames}.
 */
export async function decodeStretches(
  input: MediaInput,
  stretches: readonly { readonly start: number; readonly end: number }[],
  longSide: number,
  { media, signal }: Pick<DecodeOptions, 'media' | 'signal'> = {},
): Promise<LumaFrame[][]> {
  const decoded: LumaFrame[][] = [];
  for (const { start, end } of stretches) {
    const frames: LumaFrame[] = [];
    for await (const frame of decodeFrames(input, { start, end, longSide, deinterlace: 'never', media, signal })) frames.push(frame);
    if (frames.length > 0) decoded.push(frames);
  }
  return decoded;
}
