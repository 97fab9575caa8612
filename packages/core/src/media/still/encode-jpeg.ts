import { StreetdateError } from '../../errors.ts';
import type { LumaFrame, PictureArea } from '../../luma/luma-frame.ts';
import { loadSharp } from './load-sharp.ts';

/** A frame that a smaller picture is put into. */
export interface Surround {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows of pixels. */
  readonly height: number;
  /** Where in the frame the picture lies; the rest is black. */
  readonly area: PictureArea;
}

/**
 * Encodes a frame as a grey JPEG.
 * @param surround - Scales the picture into a part of a frame of that size, as with a picture that was kept without its bars. @defaultValue as it is
 * @returns Bytes that the receiver owns.
 * @throws StreetdateError `runtime-missing` when sharp is not installed for this system.
 */
export async function encodeJpeg(
  { width, height, pixels }: Pick<LumaFrame, 'width' | 'height' | 'pixels'>,
  surround?: Surround,
): Promise<Uint8Array> {
  const sharp = await loadSharp().catch((cause: unknown) => {
    if (!(cause instanceof StreetdateError)) throw cause;
    throw new StreetdateError('runtime-missing', cause.message.replace('which reads stills', 'which writes pictures'), { cause });
  });
  const picture = sharp(pixels, { raw: { width, height, channels: 1 } });
  if (surround !== undefined) {
    const { left, top, right, bottom } = surround.area;
    const [x, y] = [Math.round(left * surround.width), Math.round(top * surround.height)];
    const inner = {
      width: Math.max(1, Math.round(right * surround.width) - x),
      height: Math.max(1, Math.round(bottom * surround.height) - y),
    };
    picture.resize({ ...inner, fit: 'fill' });
    const [beyond, below] = [Math.max(0, surround.width - x - inner.width), Math.max(0, surround.height - y - inner.height)];
    picture.extend({ left: x, top: y, right: beyond, bottom: below, background: 'black' });
  }
  return picture.toColourspace('b-w').jpeg({ quality: 80 }).toBuffer();
}
