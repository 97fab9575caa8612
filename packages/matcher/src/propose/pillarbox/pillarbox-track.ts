import { HASHERS, MIN_QUALITY, measureQuality } from '@streetdate/core/internal';
import { type Fingerprint, type HashTrack, type PictureArea, scaleArea, type Thumbnails, WHOLE_PICTURE } from '@streetdate/core/portable';
import { frameShapeOf } from '../../align/picture-shape.ts';
import { partOfArea, pillarboxArea, pillarboxView } from './pillarbox-area.ts';

/**
 * Range of the film's share of the query's picture along the cropped axis. With more, the hash of the whole picture tolerates the
 * surroundings. With less, the thumbnail has too few rows for the frequencies of a 256-bit hash: up to eight waves in the picture.
 */
const SHARES = { least: 0.2, most: 0.95 } as const;
/** Side of a hashed picture, pixels. */
const HASHED_SIDE = 64;
/** Longest time that a thumbnail represents, milliseconds. */
const LONGEST_SPAN_MS = 500;

/** The cropped middle of a query's thumbnails. */
export interface PillarboxTrack {
  readonly track: HashTrack;
  /** Number of frames of the track that were cropped; the others equal those of the plain track. */
  readonly cut: readonly number[];
}

/**
 * Hashes the middle of a query's thumbnails in one aspect ratio. Thumbnails that cannot contain such a film are left out, and so are those
 * with a flat middle.
 * @param algorithm - A built-in one.
 */
export function pillarboxTrack(
  query: Fingerprint,
  { side, timesMs, pixels }: Thumbnails,
  shape: number,
  algorithm: string,
): PillarboxTrack {
  const hasher = HASHERS.get(algorithm)!;
  const words = hasher.bits / 32;
  const hashes = new Uint32Array(timesMs.length * words);
  const frames: { readonly timeMs: number; readonly quality: number; readonly isCut: boolean }[] = [];
  const middleAt = middlesOf(query, shape);
  for (const [thumbnail, timeMs] of timesMs.entries()) {
    const middle = middleAt(timeMs / 1000);
    if (middle === undefined) continue;
    const whole = { width: side, height: side, pixels: pixels.subarray(thumbnail * side * side, (thumbnail + 1) * side * side), time: 0 };
    const picture = scaleArea(whole, middle, HASHED_SIDE, HASHED_SIDE);
    const quality = measureQuality(picture);
    if (quality < MIN_QUALITY) continue;
    hasher.hash(picture, hashes, frames.length * words);
    frames.push({ timeMs, quality, isCut: shareOf(middle) <= SHARES.most });
  }
  const nextMs = (at: number) => frames[at + 1]?.timeMs ?? Number.POSITIVE_INFINITY;
  return {
    track: {
      algorithm,
      view: pillarboxView(shape),
      bits: hasher.bits,
      timesMs: Uint32Array.from(frames, ({ timeMs }) => timeMs),
      spansMs: Uint32Array.from(frames, ({ timeMs }, at) => Math.min(LONGEST_SPAN_MS, nextMs(at) - timeMs)),
      quality: Uint8Array.from(frames, ({ quality }) => quality),
      hashes: hashes.slice(0, frames.length * words),
    },
    cut: frames.flatMap(({ isCut }, at) => (isCut ? [at] : [])),
  };
}

/** The middle area of one aspect ratio as a fraction of the active area, by time in seconds; undefined if there is none. */
function middlesOf({ areas, media }: Fingerprint, shape: number): (time: number) => PictureArea | undefined {
  const known = new Map<PictureArea, PictureArea | undefined>();
  return (time) => {
    const area = areas.findLast(({ start }) => start <= time)?.area ?? WHOLE_PICTURE;
    if (!known.has(area)) {
      const middle = partOfArea(pillarboxArea(area, frameShapeOf(media), shape), area);
      known.set(area, middle && shareOf(middle) >= SHARES.least ? middle : undefined);
    }
    return known.get(area);
  };
}

function shareOf({ left, top, right, bottom }: PictureArea): number {
  return Math.min(right - left, bottom - top);
}
