import { checkBytes, checkInteger, checkObject } from '../check.ts';
/**
 * A greyscale picture with its presentation time. Pixels are full range (0 black, 255 white), one byte each, row after row without padding.
 * Luma is in one common SDR scale, whatever the range and transfer of the source. The receiver owns the bytes.
 */
export interface LumaFrame {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows of pixels. */
  readonly height: number;
  /** `width * height` bytes. */
  readonly pixels: Uint8Array;
  /** Presentation time in seconds from the start of the presentation; 0 for a still. */
  readonly time: number;
  /** A piece of the frame at full resolution, when it was requested. */
  readonly detail?: PictureDetail | undefined;
}

/**
 * A piece of a frame at the decoder's resolution, of the same moment and in the same luma as the small picture. The receiver owns the
 * bytes.
 */
export interface PictureDetail {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows of pixels. */
  readonly height: number;
  /** Where in the coded frame it lies. */
  readonly area: PictureArea;
  /** `width * height` bytes. */
  readonly pixels: Uint8Array;
}

/**
 * A rectangle of a picture, in fractions of its width and height: 0 is the left or top edge, 1 the right or bottom one.
 * The whole picture is `{ left: 0, top: 0, right: 1, bottom: 1 }`.
 */
export interface PictureArea {
  /** Left edge, 0 to 1. */
  readonly left: number;
  /** Top edge, 0 to 1. */
  readonly top: number;
  /** Right edge, 0 to 1, greater than `left`. */
  readonly right: number;
  /** Bottom edge, 0 to 1, greater than `top`. */
  readonly bottom: number;
}

/** A point of a frame, in fractions of its width and height as a {@link PictureArea}'s edges are. */
export interface PicturePoint {
  /** 0 at the left edge, 1 at the right one. */
  readonly x: number;
  /** 0 at the top edge, 1 at the bottom one. */
  readonly y: number;
}

/** The whole picture. */
export const WHOLE_PICTURE: PictureArea = { left: 0, top: 0, right: 1, bottom: 1 };

/** Throws unless a value is a picture with as many pixels as its size says. */
export function checkFrame(name: string, value: unknown): asserts value is LumaFrame {
  checkObject(name, value);
  const { width, height, pixels } = value as Partial<LumaFrame>;
  checkInteger(`${name}.width`, width, 1, 65_536);
  checkInteger(`${name}.height`, height, 1, 65_536);
  checkBytes(`${name}.pixels`, pixels);
  if (pixels.length < width * height) throw new RangeError(`${name}.pixels must have ${width * height} bytes, got ${pixels.length}`);
}
