import type { ReportMatch } from './content.ts';
import type { FramePair } from './frame-pairs.ts';

/** A small picture that is embedded in the page. */
export interface Picture {
  /** `data:` URI of the encoded picture. */
  readonly dataUri: string;
  /** Pixels in a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
}

/**
 * Why a picture is missing: the media is no longer at its path, is in an archive, has changed, has no recorded path, could not be decoded there, or the page
 * had reached its size limit.
 */
export type MissingPicture = 'gone' | 'packed' | 'changed' | 'unrecorded' | 'undecodable' | 'left-out';

/** A pair of frames with its pictures, or with the reason for a missing one. */
export interface PicturePair extends FramePair {
  /** The query's picture. */
  readonly query: Picture | MissingPicture;
  /** The reference's picture. */
  readonly reference: Picture | MissingPicture;
}

/** The pictures of a report. A match without an entry is shown without pictures. */
export type ReportPictures = ReadonlyMap<ReportMatch, readonly PicturePair[]>;
