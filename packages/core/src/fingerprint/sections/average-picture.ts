import { broken, onlyOne, type Section } from './section.ts';
import type { SectionReader } from './section-reader.ts';
import { SectionWriter } from './section-writer.ts';
import { toMs } from './splice.ts';

/**
 * The mean of one film's distinct pictures, each unlike the sixteen before it and at least a second after the last. What moves averages
 * out. What stands in all scenes stays: a station logo, a burned-in notice, the box of a counter. References have it when they have enough
 * pictures that none can be made out; 16 KB.
 */
export interface AveragePicture {
  /** Width and height, pixels, whatever the active area's aspect ratio. */
  readonly side: number;
  /** Pictures that it is the mean of, at least 16. */
  readonly pictures: number;
  /** `side * side` means of luma, 0 (black) to 255 (white), times 256, row after row. */
  readonly means: Uint16Array;
  /**
   * Standard deviation of the luma gradient at each pixel over the pictures, in codes a pixel, times 256; 0 on the edge. The gradient is
   * half the difference of the neighbours across and down.
   */
  readonly spreads: Uint16Array;
}

/** A fingerprint's average picture. */
export interface HasAverage {
  /** The mean of its pictures. Undefined for a query, for a film of few scenes, and in files of older versions. */
  readonly average?: AveragePicture;
}

/** What is added up over distinct pictures. Averages can be joined from it without the pictures. */
export interface PictureSums {
  /** Width and height, pixels. */
  readonly side: number;
  /** How many pictures were added, weighted. */
  readonly pictures: number;
  /** Sum of the luma at each pixel. */
  readonly luma: ArrayLike<number>;
  /** Sum of the squared length of the luma gradient at each pixel. */
  readonly slopes: ArrayLike<number>;
}

/**
 * Fewest pictures in an average. Each is then at most about a sixteenth of it, so that none can be made out. A minute of animation has 20
 * to 38; a man who talks before a camera for three minutes has one.
 */
export const FEWEST_PICTURES = 16;

/** Most pictures that the file can count: 32 bits. */
const MOST_PICTURES = 0xffff_ffff;

/** Bytes before the arrays: side, pictures. */
const HEADER_BYTES = 8;

/** `MEAN`, at most once. */
export const averagePicture: Section<HasAverage> = {
  kind: 'MEAN',
  encode: ({ average }) => (average ? [encodeAverage(average)] : []),
  decode: (sections) => {
    const section = onlyOne(sections);
    return section ? { average: decodeAverage(section) } : {};
  },
  check: ({ average }) => average && averageFault(average),
  // Which of a film's pictures lie in a part of it is not known. Each average counts by the share of its film.
  splice: (cuts) => {
    const parts = cuts.flatMap(({ fingerprint: { average, duration }, startMs, endMs }) =>
      average ? [{ average, share: Math.min(1, (endMs - startMs) / toMs(duration)) }] : [],
    );
    const average = joinAverages(parts);
    return average ? { average } : {};
  },
};

function encodeAverage({ side, pictures, means, spreads }: AveragePicture): Uint8Array {
  return new SectionWriter(HEADER_BYTES + 4 * side * side).u32(side, pictures).shorts(means).shorts(spreads).bytes;
}

function decodeAverage(section: SectionReader): AveragePicture {
  const where = `its average picture at byte ${section.offset} has`;
  if (section.length < HEADER_BYTES) throw broken(`${where} only ${section.length} bytes`);
  const [side, pictures] = [section.u32(), section.u32()];
  if (HEADER_BYTES + 4 * side * side !== section.length) {
    throw broken(`${where} ${section.length} bytes, which does not fit ${side} × ${side}`);
  }
  return { side, pictures, means: section.shorts(side * side), spreads: section.shorts(side * side) };
}

function averageFault({ side, pictures, means, spreads }: AveragePicture): string | undefined {
  if (!Number.isInteger(side) || side < 1 || side > 1024) return `average picture has ${side} pixels in a row`;
  if (!Number.isInteger(pictures) || pictures < 1 || pictures > MOST_PICTURES) return `average picture is of ${pictures} pictures`;
  if (means.length === side * side && spreads.length === side * side) return undefined;
  return `average picture of ${side} × ${side} has ${means.length} means and ${spreads.length} spreads`;
}

/**
 * Joins the averages of films of which each contributes a share of its pictures, 0 to 1. Those of another size than the first are left out.
 * @returns Undefined for too few pictures.
 */
function joinAverages(parts: readonly { readonly average: AveragePicture; readonly share: number }[]): AveragePicture | undefined {
  const side = parts[0]?.average.side;
  if (side === undefined) return undefined;
  const [luma, slopes] = [new Float64Array(side * side), new Float64Array(side * side)];
  let pictures = 0;
  for (const { average, share } of parts) {
    if (average.side !== side) continue;
    const weight = average.pictures * share;
    pictures += weight;
    for (let at = 0; at < luma.length; at++) {
      luma[at]! += (weight * average.means[at]!) / 256;
      slopes[at]! += weight * ((average.spreads[at]! / 256) ** 2 + squaredSlope(average.means, at, side) / 65_536);
    }
  }
  return averageOf({ side, pictures, luma, slopes });
}

/** The average of some pictures, in arrays of its own. @returns Undefined for too few pictures. */
export function averageOf({ side, pictures, luma, slopes }: PictureSums): AveragePicture | undefined {
  if (pictures < FEWEST_PICTURES) return undefined;
  const means = Uint16Array.from(luma, (sum) => Math.round((256 * sum) / pictures));
  // From the rounded means, so that averages that are read and joined later have the same gradient.
  const spreads = Uint16Array.from(slopes, (sum, at) =>
    Math.round(256 * Math.sqrt(Math.max(0, sum / pictures - squaredSlope(means, at, side) / 65_536))),
  );
  return { side, pictures: Math.min(MOST_PICTURES, Math.round(pictures)), means, spreads };
}

/** Squared length of the gradient at a pixel; 0 on the edge, where it is not known. */
function squaredSlope(luma: ArrayLike<number>, at: number, side: number): number {
  const [x, y] = [at % side, Math.floor(at / side)];
  if (x === 0 || y === 0 || x === side - 1 || y === side - 1) return 0;
  return ((luma[at + 1]! - luma[at - 1]!) ** 2 + (luma[at + side]! - luma[at - side]!) ** 2) / 4;
}
