import { readFile } from 'node:fs/promises';
import { checkInteger, checkObject, checkPath } from '../../check.ts';
import { StreetdateError } from '../../errors.ts';
import { type LumaFrame, WHOLE_PICTURE } from '../../luma/luma-frame.ts';
import { scaleArea } from '../../luma/scale.ts';
import { checkPictureSize, MAX_PICTURE_PIXELS, MAX_PICTURE_SIDE, MAX_STILL_PIXELS } from '../decoder/decoder-limits.ts';
import { oneLine, openMediaFile } from '../media-file.ts';
import { loadSharp } from './load-sharp.ts';
import { readConfined } from './read-confined.ts';
import { readPixels, type StillPixels } from './read-pixels.ts';
import { stillFormat } from './still-format.ts';

/** Options for {@link decodeStill}. */
export interface StillOptions {
  /** Longer side of the picture in pixels, 1 to 4096. @defaultValue 256 */
  readonly longSide?: number | undefined;
}

/** Most bytes in a still, which is read into memory. The largest TIFF within the pixel limit, in 16-bit RGB, is three times as large. */
const MAX_STILL_BYTES = 512 * 1024 * 1024;

/** Films of up to this many rows are coded with BT.601 luma, larger ones with BT.709. A screenshot gets the luma of its film back. */
const MOST_SD_ROWS = 576;

/**
 * Whether a file's first bytes are those of a still that {@link decodeStill} reads: JPEG, PNG, WebP, AVIF or TIFF.
 * @throws StreetdateError `file-not-found`, `file-unreadable` or `empty-file`.
 */
export async function isStill(path: string): Promise<boolean> {
  return stillFormat((await openMediaFile(path)).head) !== undefined;
}

/**
 * Decodes a screenshot, poster or scan to a small greyscale picture with the luma of a film. EXIF rotation and the colour profile are
 * applied, and transparent parts are black. Of several pictures, the first.
 * @param path - JPEG, PNG, WebP, AVIF or TIFF of at most 512 MiB and 16384 × 16384 pixels; 67 million pixels if it cannot be decoded row by row:
 * WebP, AVIF, progressive and rotated ones.
 * @returns A frame with time 0 that the receiver owns.
 * @throws StreetdateError `file-not-found`, `file-unreadable`, `empty-file`, `not-media` (also for damaged ones), `bad-picture-size`, `decoder-limit`,
 * `decoder-failed`, `decoder-unconfined`, or `runtime-missing` when sharp is not installed for this system.
 */
export async function decodeStill(path: string, options: StillOptions = {}): Promise<LumaFrame> {
  checkPath('path', path);
  checkObject('options', options);
  const { longSide = 256 } = options;
  checkInteger('longSide', longSide, 1, 4096);
  const { head, fileBytes } = await openMediaFile(path);
  const name = oneLine(path);
  if (stillFormat(head) === undefined) throw new StreetdateError('not-media', `${name} is not a JPEG, PNG, WebP, AVIF or TIFF`, { path });
  if (fileBytes > MAX_STILL_BYTES)
    throw new StreetdateError('bad-picture-size', `${name} has more than ${MAX_STILL_BYTES} bytes`, { path });
  try {
    const limits = { ...LIMITS, longSide };
    // Not read by libvips, which takes the end of a name like `a[page=2].png` for options.
    const read = (await readConfined(path, limits)) ?? (await readPixels(await loadSharp(), await readFile(path), limits));
    const { width, height, mostPixels, picture } = read;
    checkPictureSize(path, width, height, mostPixels);
    return toFrame(picture!, width, height, longSide);
  } catch (cause) {
    if (cause instanceof StreetdateError) throw cause;
    const reason = cause instanceof Error ? oneLine(cause.message) : String(cause);
    if (/^timeout: /.test(reason))
      throw new StreetdateError('decoder-limit', `${name}: it took more than ${MOST_SECONDS} s, as no still does`, { path, cause });
    throw new StreetdateError('not-media', `${name} is damaged or not a picture: ${reason}`, { path, cause });
  }
}

/** Most seconds of decoding. The largest still takes about ten. */
const MOST_SECONDS = 60;

const LIMITS = { rowPixels: MAX_STILL_PIXELS, wholePixels: MAX_PICTURE_PIXELS, side: MAX_PICTURE_SIDE, seconds: MOST_SECONDS };

function toFrame(
  { data, width: columns, channels }: NonNullable<StillPixels['picture']>,
  width: number,
  height: number,
  longSide: number,
): LumaFrame {
  const pixels = lumaOf(data, channels, height);
  const fit = (side: number) => Math.max(1, Math.round((side * longSide) / Math.max(width, height)));
  return scaleArea({ width: columns, height: pixels.length / columns, pixels, time: 0 }, WHOLE_PICTURE, fit(width), fit(height));
}

/** Full-range luma of gamma-coded colour, as in video (ITU-R BT.601 and BT.709). sharp's own greyscale averages linear light instead. */
function lumaOf(colours: Uint8Array, channels: number, rows: number): Uint8Array {
  const [red, green, blue] = rows > MOST_SD_ROWS ? [0.2126, 0.7152, 0.0722] : [0.299, 0.587, 0.114];
  const luma = new Uint8Array(colours.length / channels);
  for (let pixel = 0; pixel < luma.length; pixel++) {
    const at = pixel * channels;
    luma[pixel] = channels < 3 ? colours[at]! : Math.round(red * colours[at]! + green * colours[at + 1]! + blue * colours[at + 2]!);
  }
  return luma;
}
