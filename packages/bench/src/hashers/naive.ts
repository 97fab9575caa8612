import { createRequire } from 'node:module';
import imghash from 'imghash';

// sharp-phash is CommonJS and its declarations describe a default export that Node does not see.
const sharpPhash: (path: string) => Promise<string> = createRequire(import.meta.url)('sharp-phash');

/** The usual way: each frame is written as an image file, and an image-hash package is called for the file. */
export const NAIVE_HASHERS: readonly { readonly name: string; readonly hashFile: (path: string) => Promise<string> }[] = [
  { name: 'sharp-phash a frame file (64 bits)', hashFile: sharpPhash },
  { name: 'imghash a frame file (256 bits)', hashFile: (path) => imghash.hash(path, 16) },
];
