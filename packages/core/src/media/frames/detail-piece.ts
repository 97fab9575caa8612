import { type Crop, cropOf } from '../../luma/crop.ts';
import type { PictureArea } from '../../luma/luma-frame.ts';
import type { VideoStream } from '../probe.ts';
import type { Field } from './interlace.ts';
import type { ScaledSize } from './picture-size.ts';

/** The piece of each frame that is yielded beside the small picture. */
export interface DetailPiece {
  /** The crop of the coded picture. */
  readonly crop: Crop;
  /** Pixels in a row of the yielded piece: those of the crop, at most {@link MOST_WIDTH}. */
  readonly width: number;
  /** Rows of the yielded piece. */
  readonly height: number;
}

/** The middle fifteenth of the width and height: 128 × 72 pixels at 1080 rows. Bars, notices and logos hardly ever reach it. */
const MIDDLE: PictureArea = { left: 7 / 15, top: 7 / 15, right: 8 / 15, bottom: 8 / 15 };
/** A wider piece, of more than 1080 rows, is scaled down to this. It then shows the grain that a copy of 1080 rows can have. */
const MOST_WIDTH = 128;
/** Fewer pixels and rows show no grain. */
const LEAST_WIDTH = 16;
const LEAST_HEIGHT = 12;

/**
 * The piece of each frame that is yielded at full resolution.
 * @param size - The scaled size of the picture. The piece lies below it and is no wider.
 * @param field - The field that is kept of an interlaced film, whose coded pictures hold two moments.
 * @returns Undefined for a film that is interlaced, rotated or too small.
 */
export function detailPiece(
  video: Pick<VideoStream, 'width' | 'height' | 'orientation'>,
  size: ScaledSize,
  field: Field | undefined,
): DetailPiece | undefined {
  if (field !== undefined || video.orientation.filters.length > 0) return undefined;
  const crop = cropOf(video, MIDDLE);
  const width = Math.min(crop.width, MOST_WIDTH);
  const height = Math.round((crop.height * width) / crop.width);
  return width < LEAST_WIDTH || height < LEAST_HEIGHT || width > size.codedWidth ? undefined : { crop, width, height };
}
