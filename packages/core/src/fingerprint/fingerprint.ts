import type { PictureArea } from '../luma/luma-frame.ts';
import type { PictureQuad } from '../luma/scale-quad.ts';
import type { Damage } from '../media/damage.ts';
import type { SubtitleTrack } from '../media/subtitle-track.ts';

/**
 * The hashes of one film by one algorithm, in order of time. Flat arrays, one entry for each frame kept: near-equal
 * neighbours are one entry that holds for a span, and frames that failed the quality measure are left out.
 */
export interface HashTrack {
  /** The hasher's id, such as `pdq/1`. */
  readonly algorithm: string;
  /**
   * Which part of the picture was hashed: `active` is the active picture area; `middle-0.9` nine tenths of its width and height; `tilted+3.5`
   * the area turned back by so many degrees; `inset-1` the first picture found inside the picture.
   */
  readonly view: string;
  /** Bits in a hash, a multiple of 32. */
  readonly bits: number;
  /** Presentation time of each kept frame, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
  /**
   * How long each hash holds, milliseconds: until the next sampled frame, or longer where near-equal frames followed; never past the next
   * kept frame. 0 for a still.
   */
  readonly spansMs: Uint32Array;
  /** Quality of each kept frame, 0 to 100: how much there is in the picture to tell it from others. */
  readonly quality: Uint8Array;
  /** `bits / 32` words for each kept frame. Bit `k` is bit `k & 31` of word `k >> 5`. */
  readonly hashes: Uint32Array;
}

/** A span of time with one active picture area. Times are whole milliseconds, given in seconds. */
export interface AreaSpan {
  /** Start in seconds. */
  readonly start: number;
  /** End in seconds, exclusive. */
  readonly end: number;
  /** The area without bars. */
  readonly area: PictureArea;
}

/** A span of time in which a picture inside the picture lay in one place. Times are whole milliseconds, given in seconds. */
export interface InsetSpan {
  /** The view that hashed it, such as `inset-1`; see {@link HashTrack.view}. */
  readonly view: string;
  /** Start in seconds. */
  readonly start: number;
  /** End in seconds, exclusive. */
  readonly end: number;
  /** Its corners in fractions of the frame; those of a screen before a camera may lie a little outside. */
  readonly corners: PictureQuad;
}

/** What is known of one sound stream. */
export interface AudioFacts {
  /** The codec, as ffprobe names it. */
  readonly codec: string;
  /** Number of channels: 2 for stereo, 6 for 5.1. */
  readonly channels: number;
  /** Its language as the container names it, two or three letters (ISO 639), such as `eng`; left out where it says nothing. */
  readonly language?: string;
}

/** Facts about the media that a fingerprint was made from. Every one may be unknown. */
export interface MediaFacts {
  /** The container, as ffprobe names it; `jpeg`, `png`, `webp`, `avif` or `tiff` for a still. */
  readonly container?: string;
  /** The picture codec, as ffprobe names it. */
  readonly videoCodec?: string;
  /** Coded picture width in pixels. */
  readonly width?: number;
  /** Coded picture height in pixels. */
  readonly height?: number;
  /**
   * Width of the picture as it is shown by its height, where that is not `width / height`: its pixels are not square, or it is turned to be
   * shown. Files of versions that did not keep it have none.
   */
  readonly displayAspect?: number;
  /** Average frames a second. */
  readonly frameRate?: number;
  /** Size of the file in bytes. */
  readonly fileBytes?: number;
  /** The sound codec, as ffprobe names it. */
  readonly audioCodec?: string;
  /** The sound streams in the container's order, of which the first is coded; empty where there are none. */
  readonly sound?: readonly AudioFacts[];
  /** Whether the picture was deinterlaced before hashing. */
  readonly deinterlaced?: boolean;
  /** Where the chapters begin, seconds to the millisecond, ascending; empty where there are none. */
  readonly chapters?: readonly number[];
}

/**
 * Small pictures of one film's active area, in order of time, all of one size. With them a geometry that nobody thought of before, such as
 * a part cut out of the picture, can be tried when the film is looked up. Pictures can be seen in them: of a query 4 KB each, two a second, of
 * a film of more than seven and a half minutes only in some stretches of twelve seconds; of a reference 1 KB each, one a second.
 */
export interface Thumbnails {
  /** Width and height of each, pixels: whatever the shape of the picture was. */
  readonly side: number;
  /** Presentation time of each, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
  /** `side * side` luma values for each, row after row. */
  readonly pixels: Uint8Array;
}

/**
 * Pieces of one film's pictures as the decoder gives them, in order of time, all of one size and from one place. They show what smaller pictures do not: grain, errors of compression,
 * and how fine the film's own grid is. From them it is told which release a copy was made from. Something of the pictures can be seen in them: of 1080 rows 9 KB each, 128 at most, 1.2 MB.
 */
export interface Details {
  /** Pixels in a row of each. */
  readonly width: number;
  /** Rows of each. */
  readonly height: number;
  /** Where in the coded frame each lies, in fractions of its width and height. */
  readonly area: PictureArea;
  /** Presentation time of each, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
  /** `width * height` luma values for each, row after row. */
  readonly pixels: Uint8Array;
}

/**
 * How near each frame of one film is to the mean of the frames before and after it, in order of time. A film that was brought to another rate by mixing frames, as standards are converted, has frames in a
 * steady beat that are nearer than its others; where the beat falls is of that conversion alone. Frames that repeat the one before are passed over, and so are those around which hardly anything moves. No picture can be seen in it.
 */
export interface Blending {
  /** Presentation time of each entry, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
  /** 0 for a frame as far from the mean as one whose neighbours are alike; 32 more for each natural logarithm of its mean square that it is nearer, beside what moves. */
  readonly nearness: Uint8Array;
}

/**
 * How bright one film's active area is, in order of time, at most five times a second of a reference and sixteen times of a query. Beside another film's it tells levels that were changed, and light that
 * flickers, as before a camera. No picture can be seen in it.
 */
export interface LumaSeries {
  /** Presentation time of each entry, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
  /** Mean luma of each, 0 (black) to 255 (white), times 256. */
  readonly means: Uint16Array;
  /**
   * Mean luma of each part of the picture, a grid of {@link COARSE_LUMA_GRID} by {@link COARSE_LUMA_GRID}, row after row, entry after entry: in eighths of a code of luma,
   * modulo 256. So what changes by less than 16 codes from one entry to the next is known to an eighth. It tells where in the picture something moves. @defaultValue unknown
   */
  readonly coarseGrid?: Uint8Array;
  /**
   * The same of each cell of a grid of {@link FINE_LUMA_GRID} by {@link FINE_LUMA_GRID}, of queries of up to an hour: what moves a little is seen in small cells. @defaultValue unknown
   */
  readonly fineGrid?: Uint8Array;
  /**
   * Which of those cells became brighter since the entry before, beside the mean of all cells: one bit for each cell, row after row from the lowest bit on, two words for each entry, of
   * references. A query's cells say how much of that is worth something. Nought of the first entry. @defaultValue unknown
   */
  readonly changeSigns?: Uint32Array;
}

/** Rows and columns of the grid that {@link LumaSeries.coarseGrid} are of. */
export const COARSE_LUMA_GRID = 3;
/** Rows and columns of the grid that {@link LumaSeries.fineGrid} and {@link LumaSeries.changeSigns} are of. */
export const FINE_LUMA_GRID = 8;

/**
 * The mean of one film's distinct pictures, each unlike the sixteen before it and a second and more after the last. What moves and changes is averaged away; what stands in all
 * scenes stays: a broadcaster's logo, a notice that was burned in, the box of a counter. Kept of references that have pictures enough for none to be made out in it; 16 KB.
 */
export interface AveragePicture {
  /** Width and height, pixels: whatever the shape of the active area was. */
  readonly side: number;
  /** Pictures that it is the mean of, 16 and more. */
  readonly pictures: number;
  /** `side * side` means of luma, 0 (black) to 255 (white), times 256, row after row. */
  readonly means: Uint16Array;
  /**
   * How far the slope of luma at each pixel, half the differences of its neighbours across and down, strays in single pictures from the slope of the mean: the
   * standard deviation, codes a pixel, times 256; 0 on the edge.
   */
  readonly spreads: Uint16Array;
}

/** Whether a fingerprint is enrolled (dense) or looked up (sparse). */
export type FingerprintRole = 'reference' | 'query';

/** A stretch of a film. */
export interface TimeSpan {
  /** Start in seconds. */
  readonly start: number;
  /** End in seconds, exclusive. */
  readonly end: number;
}

/** How closely a film was looked at, where not every frame of it was decoded. */
export interface Look {
  /** Which frames were decoded, as {@link DecodedFrames} has them. */
  readonly frames: 'reference' | 'key';
  /** Stretches of which the `reference` frames were decoded beside the `key` frames of the whole, in order of time, whole milliseconds. */
  readonly closer: readonly TimeSpan[];
}

/** The frame hashes, picture areas and media facts of one film or still, with the ids of the algorithms that made them. */
export interface Fingerprint {
  /** How it was sampled: `reference` densely, `query` sparsely. */
  readonly role: FingerprintRole;
  /** A film, or a single picture. */
  readonly kind: 'film' | 'still';
  /** Length of the presentation in seconds, to the millisecond; 0 for a still. */
  readonly duration: number;
  /** The default track first; then the sparse second opinion of an independent hasher, then any further ones. */
  readonly tracks: readonly HashTrack[];
  /** Where the picture was in the frame, in order of time. */
  readonly areas: readonly AreaSpan[];
  /** Where the pictures inside the picture lay that were hashed, in order of time; undefined where there is none, and in files of versions that did not keep it. */
  readonly insets?: readonly InsetSpan[];
  /** Thumbnails, of a film that was fingerprinted with them: by default queries are, and references are not. */
  readonly thumbnails?: Thumbnails;
  /** Pieces of its pictures at its own resolution, of a reference that was fingerprinted with them. */
  readonly details?: Details;
  /** How near its frames are to the means of their neighbours, of a reference that was fingerprinted with details. */
  readonly blending?: Blending;
  /** When its subtitle streams have something to show, one entry for each; undefined for a query, without such streams, and in files of versions that did not keep it. */
  readonly subtitles?: readonly SubtitleTrack[];
  /** The brightness of its picture; undefined for a still, and in files of versions that did not keep it. */
  readonly luma?: LumaSeries;
  /** The mean of its pictures; undefined for a query, for a film of few scenes, and in files of versions that did not keep it. */
  readonly average?: AveragePicture;
  /** Facts about the media. */
  readonly media: MediaFacts;
  /** Present when not every frame was decoded, see {@link FirstLook}. */
  readonly look?: Look;
  /** Present when only a part could be decoded. Its seconds are whole milliseconds too. */
  readonly damage?: Damage;
}

/** The track made by `algorithm` on `view`, or undefined. */
export function findTrack(fingerprint: Fingerprint, algorithm: string, view = 'active'): HashTrack | undefined {
  return fingerprint.tracks.find((track) => track.algorithm === algorithm && track.view === view);
}
