import { type Crop, cropOf } from '../../luma/crop.ts';
import type { PictureArea } from '../../luma/luma-frame.ts';
import type { VideoStream } from '../probe.ts';
import type { Field } from './interlace.ts';
import type { ScaledSize } from './picture-size.ts';

/** The piece of each frame that is yielded beside the small picture. */
export interface DetailPiece {
  /** What is cut out of the coded picture. */
  readonly crop: Crop;
  /** Pixels in a row as it is yielded: those of the part, unless that is wider than {@link MOST_WIDTH}. */
  readonly width: number;
  /** Rows as it is yielded. */
  readonly height: number;
}

/** The middle fifteenth of the width and height: 128 × 72 pixels of 1080 rows, which the smallest bars, notices and logos leave alone. */
const MIDDLE: PictureArea = { left: 7 / 15, top: 7 / 15, right: 8 / 15, bottom: 8 / 15 };
/** A wider piece, of more than 1080 rows, is made smaller to this: what it shows of grain then is what a copy of 1080 rows can have of it. */
const MOST_WIDTH = 128;
/** Fewer pixels and rows tell nothing of grain. */
const LEAST_WIDTH = 16;
const LEAST_HEIGHT = 12;

/**
 * Which piece of each frame is yielded at the film's own resolution.
 * @param size - What the picture is scaled to: the piece lies below it, and is no wider.
 * @param field - The field that is kept of a combed film: what was coded as one picture is then two moments.
 * @returns undefined for a film that is combed, turned or too small.
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
