import imghash from 'imghash';
import imported from 'sharp-phash';

// sharp-phash is a CommonJS function, and its declarations describe an ES module with a default export instead.
const sharpPhash: unknown = imported;
if (typeof sharpPhash !== 'function') throw new TypeError('sharp-phash must export a function');

/** The usual way: each frame is written as an image file, and an image-hash package is called for the file. */
export const NAIVE_HASHERS: readonly { readonly name: string; readonly hashFile: (path: string) => Promise<string> }[] = [
  { name: 'sharp-phash a frame file (64 bits)', hashFile: (path) => sharpPhash(path) as Promise<string> },
  { name: 'imghash a frame file (256 bits)', hashFile: (path) => imghash.hash(path, 16) },
];
