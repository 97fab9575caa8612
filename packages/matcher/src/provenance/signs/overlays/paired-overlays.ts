import type { AveragePicture, Thumbnails } from '@streetdate/core/portable';
import type { Segment } from '../../../match.ts';
import type { PlacedCopy, PlacedRendition } from '../../copy/rendition.ts';

/** Thumbnails of a copy against an overlay that one of two renditions shows throughout. */
export interface PairedOverlays {
  /** Pixels of the average pictures in which the two differ. */
  readonly pixels: number;
  /** Which of the two has the overlay. */
  readonly of: 'first' | 'second';
  /** How much of the difference the copy has: about 1 if it comes from the first, about 0 if from the second. */
  readonly share: number;
  /** Standard deviation of the same measure at other places of the picture: the effect of scenes. */
  readonly spread: number;
}

/**
 * Probability that scenes alone mark a pixel. The squared length of a mean of n independent gradients, divided by its
 * variance, is exponentially distributed (Rayleigh 1880). So four in ten averages have one of their 4096 pixels marked
 * by chance; none had {@link FEWEST_PIXELS}.
 */
const CHANCE_OF_A_PIXEL = 1e-4;
/** Fewest marked pixels: a logo of a sixteenth of the picture's width and height has about as many at its edges. */
const FEWEST_PIXELS = 4;
/** Pixels skipped at the edge: encoders and scalers leave artefacts there in all scenes. */
const EDGE = 2;
/** Fewest thumbnails of the copy: eight seconds. */
const FEWEST_PICTURES = 16;
/** Least shift of another place from the overlay's own, pixels. */
const ELSEWHERE = 3;
/** Most other places, an even selection. */
const PLACES = 400;

/** Luma gradient of each pixel, codes a pixel. */
interface Slopes {
  readonly side: number;
  readonly across: Float64Array;
  readonly down: Float64Array;
}

/**
 * Compares the mean luma gradient of a copy's thumbnails with that of two renditions, at the pixels in which these
 * differ by more than scenes explain. What both renditions show cancels out. The same measure at other places of the
 * picture gives the spread that the copy's scenes cause.
 * @returns Undefined if the two do not differ, an average picture is missing, or the copy does not show the whole
 * picture of both upright.
 */
export function pairOverlays({ query }: PlacedCopy, first: PlacedRendition, second: PlacedRendition): PairedOverlays | undefined {
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
    ({ queryStart, queryEnd, queryView, referenceView, mirrored, rotation, inverted = false }) =>
      time >= queryStart &&
      time < queryEnd &&
      queryView === 'active' &&
      referenceView === 'active' &&
      !mirrored &&
      !inverted &&
      rotation === 0,
  );

/** Central differences of each pixel; 0 on the edge. */
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

/** Mean gradients of the thumbnails at some times; undefined if there are too few. */
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

/** Pixels at which two average pictures differ by more than chance. */
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

/** Variance of the mean gradient at a pixel; at least that of one luma code, for places that never move. */
const varianceAt = ({ spreads, pictures }: AveragePicture, at: number) => Math.max((spreads[at]! / 256) ** 2, 1) / pictures;

function subtract(one: Slopes, other: Slopes): Slopes {
  return {
    side: one.side,
    across: one.across.map((value, at) => value - other.across[at]!),
    down: one.down.map((value, at) => value - other.down[at]!),
  };
}

/**
 * Share of an overlay's gradients in others, by least squares.
 * @param there - For each of the overlay's pixels, the pixel of the others to compare with.
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

/** The overlay's pixels at other places. They are shifted and wrap around, since a notice may be as wide as the picture. */
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
