import type { SharpModule } from './load-sharp.ts';

/** What is taken of a still. */
export interface StillLimits {
  /** Most pixels of one that is decoded row by row. */
  readonly rowPixels: number;
  /** Most pixels of one of which all are in memory at once. */
  readonly wholePixels: number;
  /** Most pixels on a side. */
  readonly side: number;
  /** Most seconds of decoding. */
  readonly seconds: number;
  /** Longer side of the picture that is wanted, pixels. */
  readonly longSide: number;
}

/** A still, scaled down. */
export interface StillPixels {
  /** Its own size. */
  readonly width: number;
  readonly height: number;
  /** Most pixels that it may have. */
  readonly mostPixels: number;
  /** Row by row; undefined if it is too large. */
  readonly picture?: { readonly data: Uint8Array; readonly width: number; readonly channels: number };
}

/**
 * Reads a still by sharp. It is run in this process, or as text in one of its own: so it names nothing but its parameters, and has no function
 * inside.
 */
export async function readPixels(sharp: SharpModule, bytes: Uint8Array, limits: StillLimits): Promise<StillPixels> {
  const facts = await sharp(bytes, { limitInputPixels: false }).metadata();
  const { width, height } = facts.autoOrient;
  const { format, isProgressive = false, orientation = 1 } = facts;
  const comesInRows = (format === 'jpeg' || format === 'png' || format === 'tiff') && !isProgressive && orientation === 1;
  // Otherwise all of its pixels are in memory at once: up to 1.6 GB for the largest.
  const mostPixels = comesInRows ? limits.rowPixels : limits.wholePixels;
  const longer = Math.max(width, height);
  if (!(width >= 1 && height >= 1 && longer <= limits.side && width * height <= mostPixels)) return { width, height, mostPixels };
  // sharp scales large pictures most of the way in constant memory. The last step is the area average that films get as well.
  const middle = Math.min(longer, limits.longSide * 4, 4000);
  // A picture whose file ends early is refused, not shown in part.
  const { data, info } = await sharp(bytes, { limitInputPixels: limits.rowPixels, failOn: 'truncated' })
    .timeout({ seconds: limits.seconds })
    .autoOrient()
    .flatten({ background: '#000' })
    .resize({
      width: Math.max(1, Math.round((width * middle) / longer)),
      height: Math.max(1, Math.round((height * middle) / longer)),
      fit: 'fill',
    })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width, height, mostPixels, picture: { data, width: info.width, channels: info.channels } };
}
