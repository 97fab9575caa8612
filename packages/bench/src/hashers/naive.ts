import { bmvbhash } from 'blockhash-core';
import { imageHash } from 'image-hash';
import imghash from 'imghash';
import imported from 'sharp-phash';
import { readPixels } from '../clips/images.ts';

// sharp-phash is a CommonJS function, and its declarations describe an ES module with a default export instead.
const sharpPhash: unknown = imported;
if (typeof sharpPhash !== 'function') throw new TypeError('sharp-phash must export a function');

/** The usual approach: write each frame to an image file and call an image-hash package on it. */
export const NAIVE_HASHERS: readonly { readonly name: string; readonly hashFile: (path: string) => Promise<string> }[] = [
  { name: 'sharp-phash a frame file (64 bits)', hashFile: (path) => sharpPhash(path) as Promise<string> },
  { name: 'blockhash-core a frame file (256 bits)', hashFile: async (path) => bmvbhash(await readPixels(path), 16) },
  { name: 'image-hash a frame file (256 bits)', hashFile: hashWithImageHash },
  { name: 'imghash a frame file (256 bits)', hashFile: (path) => imghash.hash(path, 16) },
];

/** An image-hash package from npm, called as its own documentation calls it. */
export interface ImageHash {
  /** The package's name. */
  readonly name: string;
  /** Bits in its hash, a multiple of 32. */
  readonly bits: number;
  /** Hashes a picture file. @returns `bits / 4` hexadecimal digits. */
  readonly hashFile: (path: string) => Promise<string>;
}

/** One of each package, with the size that each has by default or shows first. */
export const IMAGE_HASHES: readonly ImageHash[] = [
  { name: 'blockhash-core', bits: 256, hashFile: async (path) => bmvbhash(await readPixels(path), 16) },
  { name: 'sharp-phash', bits: 64, hashFile: async (path) => hexOfBinary((await sharpPhash(path)) as string) },
  { name: 'imghash', bits: 64, hashFile: (path) => imghash.hash(path) },
  { name: 'image-hash', bits: 256, hashFile: hashWithImageHash },
];

/** Blockhash, like blockhash-core and imghash, with decoders of its own. */
function hashWithImageHash(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    imageHash(path, 16, true, (error: unknown, hash: string) => {
      if (error) reject(error);
      else resolve(hash);
    });
  });
}

/** sharp-phash writes its bits as so many `0` and `1`. */
function hexOfBinary(digits: string): string {
  return digits.replace(/.{4}/g, (four) => Number.parseInt(four, 2).toString(16));
}
