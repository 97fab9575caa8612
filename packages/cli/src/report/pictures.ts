import type { ReportMatch } from './content.ts';
import type { FramePair } from './frame-pairs.ts';

/** A small picture that travels inside the page. */
export interface Picture {
  /** `data:` URI of the encoded picture. */
  readonly dataUri: string;
  /** Pixels in a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
}

/**
 * Why a picture is not on the page: the media is no longer at its path, other bytes lie there now, its place was never recorded, it
 * could not be decoded there, or the page had reached its size limit.
 */
export type MissingPicture = 'gone' | 'changed' | 'unrecorded' | 'undecodable' | 'left-out';

/** A pair of frames with its pictures, or with the reason why there is none. */
export interface PicturePair extends FramePair {
  /** What the query shows. */
  readonly query: Picture | MissingPicture;
  /** What the reference shows. */
  readonly reference: Picture | MissingPicture;
}

/** The pictures of a report. A match that is not in it is shown without pictures. */
export type ReportPictures = ReadonlyMap<ReportMatch, readonly PicturePair[]>;
