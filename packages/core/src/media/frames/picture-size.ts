import type { VideoStream } from '../probe.ts';

/** The size of the yielded picture, before and after rotation. */
export interface ScaledSize {
  /** Pixels in a row as the decoder scales the coded picture. */
  readonly codedWidth: number;
  /** Rows as the decoder scales the coded picture. */
  readonly codedHeight: number;
  /** Pixels in a row of the displayed picture. */
  readonly width: number;
  /** Rows of the displayed picture. */
  readonly height: number;
}

/**
 * Fits a film's picture to a longer side, in its display aspect ratio: pixels that are not square are stretched.
 * @param longSide - Longer side of the result in pixels; the shorter one is rounded, and at least 1.
 */
export function scaledSize(video: Pick<VideoStream, 'width' | 'height' | 'pixelAspect' | 'orientation'>, longSide: number): ScaledSize {
  const aspect = (video.width * video.pixelAspect) / video.height;
  const codedWidth = aspect >= 1 ? longSide : Math.max(1, Math.round(longSide * aspect));
  const codedHeight = aspect >= 1 ? Math.max(1, Math.round(longSide / aspect)) : longSide;
  const [width, height] = video.orientation.swapsSides ? [codedHeight, codedWidth] : [codedWidth, codedHeight];
  return { codedWidth, codedHeight, width, height };
}
