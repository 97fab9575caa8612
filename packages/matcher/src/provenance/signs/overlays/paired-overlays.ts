import type { AveragePicture, Thumbnails } from '@streetdate/core/portable';
import type { Segment } from '../../../match.ts';
import type { PlacedCopy, PlacedRendition } from '../../copy/rendition.ts';

/** A copy's pictures beside what stands in those of one of two renditions throughout, and not in those of the other. */
export interface PairedMarks {
  /** Pixels of the average pictures in which the two differ. */
  readonly pixels: number;
  /** Which of the two has more in these: whose logo or notice it is. */
  readonly of: 'first' | 'second';
  /** How much of the difference the copy has: about 1 where it is of the first, about 0 where it is of the second. */
  readonly share: number;
  /** How far the same measure strays at other places of the picture, as a standard deviation: what scenes do to it. */
  readonly spread: number;
}

/**
 * Chance of a pixel to be marked by scenes alone. Of a mean of n independent slopes the squared length by its own variance is exponentially distributed (Rayleigh 1880), as they point
 * anywhere; so four in ten averages have a pixel of their 4096 for nothing, and none was seen to have {@link FEWEST_PIXELS}.
 */
const CHANCE_OF_A_PIXEL = 1e-4;
/** Pixels that are needed: a logo of a sixteenth of the picture's width and height has about so many at its edges. */
const FEWEST_PIXELS = 4;
/** Pixels at the edge that are left out: what encoders and scalers leave there stands in all scenes. */
const EDGE = 2;
/** Thumbnails of the copy that are needed: eight seconds. */
const FEWEST_PICTURES = 16;
/** Pixels around a mark's own place that are no other place. */
const ELSEWHERE = 3;
/** Other places that are tried, an even selection. */
const PLACES = 400;

/** A vector for each pixel: the slope of luma across and down, codes a pixel. */
interface Slopes {
  readonly side: number;
  readonly across: Float64Array;
  readonly down: Float64Array;
}

/**
 * Lays the mean slope of luma in the copy's thumbnails beside that of two renditions, where these differ by more than their scenes explain. What both show cancels out,
 * as it is the same film; the same measure at other places of the picture says what the copy's own scenes are good for.
 * @returns Undefined where the two do not differ, an average was not kept, or the copy does not show the whole picture of both upright.
 */
export function pairMarks({ query }: PlacedCopy, first: PlacedRendition, second: PlacedRendition): PairedMarks | undefined {
  const [one, other] = [first.fingerprint.average, second.fingerprint.average];
  if (query.thumbnails === undefined || one === undefined || other?.side !== one.side || query.thumbnails.side !== one.side)
    return undefined;
  const [slopes, rival] = [slopesOf(one.means, one.side, 256), slopesOf(other.means, other.side, 256)];
  const pixels = markedPixels({ ...one, slopes }, { ...other, slopes: rival });
  if (pixels.length < FEWEST_PIXELS) return undefined;
  const shown = meanSlopes(query.thumbnails, (time) => isCovered(first.segments, time) && isCovered(second.segments, time));
  if (shown === undefined) return undefined;
  const [mark, left] = [subtract(slopes, rival), subtract(shown, rival)];
  const elsewhere = otherPlaces(pixels, one.side).map((there) => shareAt(left, mark, pixels, there));
  return {
    pixels: pixels.length,
    of: energyAt(slopes, pixels) > energyAt(rival, pixels) ? 'first' : 'second',
    share: shareAt(left, mark, pixels, pixels),
    spread: Math.sqrt(elsewhere.reduce((sum, each) => sum + each ** 2, 0) / elsewhere.length),
  };
}

const isCovered = (segments: readonly Segment[], time: number) =>
  segments.some(
    ({ queryStart, queryEnd, queryView, referenceView, mirrored, rotation }) =>
      time >= queryStart && time < queryEnd && queryView === 'active' && referenceView === 'active' && !mirrored && rotation === 0,
  );

/** Half the differences of the neighbours of each pixel; 0 on the edge. */
function slopesOf(luma: ArrayLike<number>, side: number, unit: number): Slopes {
  const [across, down] = [new Float64Array(side * side), new Float64Array(side * side)];
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      across[at] = (luma[at + 1]! - luma[at - 1]!) / (2 * unit);
      down[at] = (luma[at + side]! - luma[at - side]!) / (2 * unit);
    }
  }
  return { side, across, down };
}

/** The mean slopes of the thumbnails at some times; undefined where there are too few. */
function meanSlopes({ side, timesMs, pixels }: Thumbnails, isShown: (time: number) => boolean): Slopes | undefined {
  const sums = new Float64Array(side * side);
  let pictures = 0;
  for (const [at, timeMs] of timesMs.entries()) {
    if (!isShown(timeMs / 1000)) continue;
    pictures++;
    const from = at * side * side;
    for (let pixel = 0; pixel < sums.length; pixel++) sums[pixel]! += pixels[from + pixel]!;
  }
  return pictures < FEWEST_PICTURES ? undefined : slopesOf(sums, side, pictures);
}

type Average = AveragePicture & { readonly slopes: Slopes };

/** Pixels at which two averages differ by more than chance. */
function markedPixels(one: Average, other: Average): number[] {
  const least = -Math.log(CHANCE_OF_A_PIXEL);
  const { side } = one;
  const marked: number[] = [];
  for (let y = EDGE; y < side - EDGE; y++) {
    for (let x = EDGE; x < side - EDGE; x++) {
      const at = y * side + x;
      const apart = (one.slopes.across[at]! - other.slopes.across[at]!) ** 2 + (one.slopes.down[at]! - other.slopes.down[at]!) ** 2;
      const variance = varianceAt(one, at) + varianceAt(other, at);
      if (apart > least * variance) marked.push(at);
    }
  }
  return marked;
}

/** Variance of the mean slope at a pixel; as good as that of a single code of luma where nothing ever moves. */
const varianceAt = ({ spreads, pictures }: AveragePicture, at: number) => Math.max((spreads[at]! / 256) ** 2, 1) / pictures;

function subtract(one: Slopes, other: Slopes): Slopes {
  return {
    side: one.side,
    across: one.across.map((value, at) => value - other.across[at]!),
    down: one.down.map((value, at) => value - other.down[at]!),
  };
}

/**
 * How much of a mark's slopes there is in others, by least squares.
 * @param there - For each of the mark's pixels that of the others that it is laid on.
 */
function shareAt(slopes: Slopes, mark: Slopes, pixels: readonly number[], there: readonly number[]): number {
  let [across, energy] = [0, 0];
  for (const [number, at] of pixels.entries()) {
    const on = there[number]!;
    across += slopes.across[on]! * mark.across[at]! + slopes.down[on]! * mark.down[at]!;
    energy += mark.across[at]! ** 2 + mark.down[at]! ** 2;
  }
  return across / energy;
}

const energyAt = ({ across, down }: Slopes, pixels: readonly number[]) =>
  pixels.reduce((sum, at) => sum + across[at]! ** 2 + down[at]! ** 2, 0);

/** The pixels of a mark elsewhere: shifted, and what leaves the picture on one side comes in on the other, as a notice may be as wide as the picture. */
function otherPlaces(pixels: readonly number[], side: number): number[][] {
  const inside = side - 2 * EDGE;
  const shifts = Array.from({ length: inside }, (_, shift) => shift);
  const isElsewhere = (shift: number) => Math.min(shift, inside - shift) >= ELSEWHERE;
  const places = shifts.flatMap((down) =>
    shifts.filter((across) => isElsewhere(across) || isElsewhere(down)).map((across) => [across, down] as const),
  );
  const stride = Math.ceil(places.length / PLACES);
  const wrap = (place: number, shift: number) => EDGE + ((place - EDGE + shift) % inside);
  return places
    .filter((_, at) => at % stride === 0)
    .map(([across, down]) => pixels.map((at) => side * wrap(Math.floor(at / side), down) + wrap(at % side, across)));
}
