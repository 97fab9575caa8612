import { StreetdateError } from '../../errors.ts';
import { oneLine } from '../media-file.ts';

/** Longest side of a picture, in pixels: the maximum of HEVC and AV1 levels. */
export const MAX_PICTURE_SIDE = 16_384;

/** Most pixels in a picture of a film, 8192 × 8192: with ffmpeg's sixteen decoding threads about 2 GB. */
export const MAX_PICTURE_PIXELS = 8192 * 8192;

/** Most pixels in a still, 16384 × 16384: a scanned poster, decoded once. */
export const MAX_STILL_PIXELS = 16_384 * 16_384;

/** The protocols that ffmpeg may use. Only the named file is read, whatever it points at. */
export const PROTOCOLS = 'file,pipe';

/**
 * Allowed containers, by ffmpeg's demuxer names. Playlists, scripts, devices, and image sequences named by a pattern (`image2` takes
 * `film%d.jpg` for many files) are not allowed.
 */
export const CONTAINERS = [
  ...[
    'mov',
    'matroska',
    'avi',
    'mpegts',
    'mpeg',
    'mpegvideo',
    'm4v',
    'h264',
    'hevc',
    'vc1',
    'vc1test',
    'obu',
    'av1',
    'ivf',
    'vvc',
    'cavsvideo',
    'dirac',
  ],
  ...[
    'flv',
    'live_flv',
    'asf',
    'ogg',
    'mxf',
    'mxf_opatom',
    'gxf',
    'lxf',
    'rm',
    'nut',
    'dv',
    'wtv',
    'nsv',
    'ty',
    'pva',
    'dhav',
    'amv',
    'film_cpk',
  ],
  ...['yuv4mpegpipe', 'gif', 'apng', 'mjpeg', 'mjpeg_2000', 'mpjpeg', 'roq', 'smk', 'bink'],
  // Audio files, which are searched by their sound alone.
  ...['mp3', 'aac', 'ac3', 'eac3', 'dts', 'dtshd', 'truehd', 'flac', 'wav', 'w64', 'aiff', 'caf', 'ape', 'wv', 'tta', 'amr', 'au'],
] as const;

/** Most streams in a file. A Matroska file with its fonts has a few hundred at most. */
export const MAX_STREAMS = 1000;

/** Most pictures that a container may state: a day at sixty a second. */
export const MAX_FRAMES = 86_400 * 60;

/** Longest film, in seconds: a day. What comes later is not decoded. */
export const LONGEST_FILM = 86_400;

/** Options for ffmpeg and ffprobe before the file. */
export const INPUT_LIMITS: readonly string[] = [
  '-protocol_whitelist',
  PROTOCOLS,
  '-format_whitelist',
  CONTAINERS.join(','),
  '-max_pixels',
  String(MAX_PICTURE_PIXELS),
  '-max_streams',
  String(MAX_STREAMS),
];

/** Refuses a picture larger than any film's. @throws StreetdateError `bad-picture-size`. */
export function checkPictureSize(path: string, width: number, height: number, maxPixels = MAX_PICTURE_PIXELS): void {
  if (width >= 1 && height >= 1 && width <= MAX_PICTURE_SIDE && height <= MAX_PICTURE_SIDE && width * height <= maxPixels) return;
  const limit = `1 to ${MAX_PICTURE_SIDE} pixels on a side and at most ${Math.round(maxPixels / 1e6)} million in all`;
  throw new StreetdateError('bad-picture-size', `${oneLine(path)} has a picture of ${width} × ${height}; allowed are ${limit}`, { path });
}
