import type { LumaFrame } from '@streetdate/core';
import sharp from 'sharp';
import type { Picture } from './pictures.ts';

/** Encodes a frame as a grey JPEG, which every browser and every printer of the last decades can show. The door to sharp's encoder. */
export async function encodePicture(frame: LumaFrame): Promise<Picture> {
  const { width, height, pixels } = frame;
  const jpeg = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .jpeg({ quality: 80, mozjpeg: true })
    .toBuffer();
  return { dataUri: `data:image/jpeg;base64,${jpeg.toString('base64')}`, width, height };
}
