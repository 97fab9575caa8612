import type { LumaFrame, PictureArea } from '../../luma/luma-frame.ts';
import type { MediaInput } from '../media-input.ts';
import { probe } from '../probe.ts';
import { type DecodeOptions, decodeFrames } from './decode-frames.ts';

/** An interval of a film to decode. */
export interface DecodedInterval {
  /** Start in seconds. */
  readonly start: number;
  /** End in seconds, exclusive. */
  readonly end: number;
  /** Decodes a crop of each frame at full resolution, see {@link DecodeOptions.crop}. @defaultValue the whole frame, made smaller */
  readonly crop?: PictureArea | undefined;
}

/**
 * Decodes every frame of some intervals of a film, by default with both fields, to examine a little of what was fingerprinted before.
 * @param intervals - Each costs a seek, which takes as long as decoding from the key frame before it.
 * @param longSide - Longer side of the pictures in pixels, 1 to 4096; ignored for a crop, which has its own pixels. @defaultValue 256
 * @returns The frames of each interval that has any, in the order of `intervals`.
 * @throws As {@link decodeFrames}.
 */
export async function decodeIntervals(
  input: MediaInput,
  intervals: readonly DecodedInterval[],
  longSide = 256,
  { media, deinterlace = 'never', signal }: Pick<DecodeOptions, 'media' | 'deinterlace' | 'signal'> = {},
): Promise<LumaFrame[][]> {
  const decoded: LumaFrame[][] = [];
  const known = media ?? (await probe(input, { signal }));
  for (const { start, end, crop } of intervals) {
    const frames: LumaFrame[] = [];
    for await (const frame of decodeFrames(input, { start, end, crop, longSide, deinterlace, media: known, signal })) frames.push(frame);
    if (frames.length > 0) decoded.push(frames);
  }
  return decoded;
}
