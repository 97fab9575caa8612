import { createHash } from 'node:crypto';

/** A picture or sound that a recipe needs in addition to films. Its name is derived from its content. */
export type Asset = PictureAsset | MusicAsset;

/** A picture with transparency, drawn from SVG. */
export interface PictureAsset {
  readonly kind: 'picture';
  /** Its path, relative to the cache folder. */
  readonly path: string;
  /** The drawing; text is drawn as strokes, so that no font is needed. */
  readonly svg: string;
}

/** A generated piece of music: a WAV file. */
export interface MusicAsset {
  readonly kind: 'music';
  /** Its path, relative to the cache folder. */
  readonly path: string;
  /** Seed of the melody. */
  readonly seed: string;
  /** Length in seconds. */
  readonly duration: number;
}

/** First characters of the SHA-256 of a text, for file names. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}

/** The asset of an SVG drawing of `width` × `height` pixels, from the content of the `svg` element. */
export function pictureAsset(width: number, height: number, content: string): PictureAsset {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
  return { kind: 'picture', path: `assets/${digestOf(svg)}.png`, svg };
}

/** The asset of a melody. */
export function musicAsset(seed: string, duration: number): MusicAsset {
  return { kind: 'music', path: `assets/${digestOf(`music/${seed}/${duration}`)}.wav`, seed, duration };
}
