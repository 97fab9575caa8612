import { type LumaFrame, StreetdateError } from '@streetdate/core';
import type { Picture } from './pictures.ts';

/**
 * Encodes a frame as a grey JPEG, which every browser and printer can show. The only file of the command that knows sharp.
 * @throws StreetdateError `runtime-missing` when sharp is not installed for this system.
 */
export async function encodePicture(frame: LumaFrame): Promise<Picture> {
  const { width, height, pixels } = frame;
  const { default: sharp } = await import('sharp').catch((cause) => {
    const message = `the package sharp, which writes the report's pictures, cannot be loaded on ${process.platform}-${process.arch}`;
    throw new StreetdateError('runtime-missing', `${message}; run: npm install --include=optional sharp`, { cause });
  });
  const jpeg = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .jpeg({ quality: 80, mozjpeg: true })
    .toBuffer();
  return { dataUri: `data:image/jpeg;base64,${jpeg.toString('base64')}`, width, height };
}
