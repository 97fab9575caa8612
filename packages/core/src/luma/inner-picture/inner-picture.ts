import { checkInteger, checkRange } from '../../check.ts';
import type { LumaFrame, PictureArea, PicturePoint } from '../luma-frame.ts';
import { cornersOf, type PictureQuad } from '../scale-quad.ts';
import { meansOf, measureEdges, type PixelRectangle } from './inner-picture-edge.ts';
import { findSeamRectangles, type SeamRectangle } from './inner-picture-rectangles.ts';
import { findScreen } from './inner-picture-screen.ts';
import { findSeams, type SeamMap } from './inner-picture-seams.ts';

/** A region of a film's frames that seems to show another film. */
export interface InnerPicture {
  /** Its area. For a screen filmed at an angle, the upright rectangle through the middles of its sides. */
  readonly area: PictureArea;
  /** Its corners: top left, top right, bottom right, bottom left. Those of a screen may lie a little outside the frame. */
  readonly corners: PictureQuad;
  /** Confidence, 0 to 1: over 0.5 for most inner pictures, under 0.3 for nearly all films without one. */
  readonly confidence: number;
  /** `inset`: a rectangle laid over a film (picture-in-picture). `screen`: filmed by a camera, with the dark around it. */
  readonly kind: 'inset' | 'screen';
}

/** Options for {@link findInnerPictures}. */
export interface InnerPictureOptions {
  /** Pictures returned at most, 1 to 16. @defaultValue 4 */
  readonly most?: number;
  /** Least confidence of a picture that is returned, 0 to 1. @defaultValue 0.1 */
  readonly leastConfidence?: number;
}

/** Fewer frames do not show what changes together. */
const FEWEST_FRAMES = 6;

/** Smaller frames have no room for an inner picture, in pixels. */
const SMALLEST_SIDE = 48;

/** Rectangles of seams that are measured closely. */
const CONSIDERED = 200;

/** Rectangles that share more of their union than this are one. */
const SAME = 0.85;

/** Two readings of one rectangle's edges that share more of their union than this give hashes that differ by a few bits. */
const ALIKE = 0.985;

/** Factor for the second reading. */
const SECOND_GUESS = 0.95;

/** Score of a rectangle of seams at which the confidence begins, and at which it is full. Films without insets stay under 0.15. */
const FAINTEST = 0.1;
const CLEAREST = 0.4;

/** Narrower strips beside a pane are none: the lines next to a seam belong to it. */
const NARROWEST_STRIP = 6;

/** Mean weight inside a rectangle at which it certainly is a film. A logo in a box does not move. */
const FILM_INSIDE = 0.1;

/**
 * Finds where a film's frames show another film: as an inset, or on a screen in front of a camera. An inset has straight edges that do not
 * move, across which nothing changes together; it may reach from one side of the frame to the other beside another film, as in a split
 * screen. A screen has a plain surround that ends in four straight lines. Bars that reach from one side of the frame to the other do not
 * move, and are left to {@link trackActiveArea}. The edges of an inset are mostly right within a tenth of a pixel, those of a screen within
 * half a pixel of their mean when the camera sways.
 * @param frames - 6 to some hundred pictures of one film, all of one size, evenly spread over some seconds; 50 of 256 × 144 are plenty.
 * @returns The inner pictures, the most confident first; empty when there are none, or when the frames are too few or too small.
 * @throws RangeError when a frame has another size than the first one, or an option is out of range.
 */
export function findInnerPictures(frames: readonly LumaFrame[], options: InnerPictureOptions = {}): InnerPicture[] {
  const { most = 4, leastConfidence = 0.1 } = options;
  checkInteger('most', most, 1, 16);
  checkRange('leastConfidence', leastConfidence, 0, 1);
  const [first] = frames;
  if (first === undefined || frames.length < FEWEST_FRAMES || Math.min(first.width, first.height) < SMALLEST_SIDE) return [];
  for (const { width, height } of frames) {
    if (width !== first.width || height !== first.height) {
      throw new RangeError(`frames must all be ${first.width} × ${first.height}, got ${width} × ${height}`);
    }
  }
  const found = [...findInsets(frames, most, leastConfidence), ...findScreens(frames)];
  return found
    .filter(({ confidence }) => confidence >= leastConfidence)
    .sort((one, other) => other.confidence - one.confidence)
    .slice(0, most);
}

function findInsets(frames: readonly LumaFrame[], most: number, leastConfidence: number): InnerPicture[] {
  const { width, height } = frames[0]!;
  const { upright, level } = findSeams(frames);
  const distinct: SeamRectangle[] = [];
  for (const rectangle of findSeamRectangles(upright, level, CONSIDERED)) {
    if (distinct.length === most) break;
    if (distinct.every((better) => overlap(better, rectangle) <= SAME)) distinct.push(rectangle);
  }
  let means: Float32Array | undefined;
  return distinct.flatMap((seams) => {
    const clear = Math.min(1, Math.max(0, (seams.score - FAINTEST) / (CLEAREST - FAINTEST)));
    // A rectangle that overlaps a clearer one mostly shares three of its sides and goes on to the frame's border. It is no film if that one
    // is none. A pane may be split again.
    const best = distinct.find(
      (better) => overlap(better, seams) > 0 && (better === seams || !isPaneAround(better, seams, width, height)),
    )!;
    const beside = stripsBeside(seams, width, height).map((strip) => weightInside(level, strip));
    const moving = Math.min(FILM_INSIDE, weightInside(level, seams), weightInside(level, best), ...beside) / FILM_INSIDE;
    const confidence = clear * (seams.score / best.score) ** 2 * moving;
    // Most films have no inner picture, and measuring edges takes longer than finding them.
    if (confidence < leastConfidence) return [];
    means ??= meansOf(frames);
    const { inner, outer } = measureEdges(frames, means, seams);
    const insets = [inset(inner, width, height, confidence)];
    if (overlap(inner, outer) < ALIKE) insets.push(inset(outer, width, height, SECOND_GUESS * confidence));
    return insets;
  });
}

function inset(pixels: PixelRectangle, width: number, height: number, confidence: number): InnerPicture {
  const area = { left: pixels.left / width, top: pixels.top / height, right: pixels.right / width, bottom: pixels.bottom / height };
  return { area, corners: cornersOf(area), confidence, kind: 'inset' };
}

/** Share of the union of two rectangles that they have in common. */
function overlap(one: PixelRectangle, other: PixelRectangle): number {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  if (across <= 0 || down <= 0) return 0;
  return (across * down) / (areaOf(one) + areaOf(other) - across * down);
}

const areaOf = ({ left, top, right, bottom }: PixelRectangle) => (right - left) * (bottom - top);

/** Whether a rectangle is a pane of a split screen that contains another rectangle. */
function isPaneAround({ left, top, right, bottom }: SeamRectangle, inner: SeamRectangle, width: number, height: number): boolean {
  const isPane = (left < 0 && right >= width) || (top < 0 && bottom >= height);
  return isPane && left <= inner.left && top <= inner.top && right >= inner.right && bottom >= inner.bottom;
}

/** The strips on one or both sides of a pane of a split screen: another film, while bars do not move. Empty for other rectangles. */
function stripsBeside({ left, top, right, bottom }: SeamRectangle, width: number, height: number): PixelRectangle[] {
  const [isAsWide, isAsHigh] = [left < 0 && right >= width, top < 0 && bottom >= height];
  const strips: PixelRectangle[] = [];
  if (isAsWide) strips.push({ left, right, top: -1, bottom: top }, { left, right, top: bottom, bottom: height });
  if (isAsHigh) strips.push({ top, bottom, left: -1, right: left }, { top, bottom, left: right, right: width });
  return strips.filter((strip) => Math.min(strip.right - strip.left, strip.bottom - strip.top) >= NARROWEST_STRIP);
}

/** How much moves inside a rectangle, 0 to 1. */
function weightInside({ length, weight }: SeamMap, { left, top, right, bottom }: PixelRectangle): number {
  let sum = 0;
  for (let row = top + 2; row < bottom - 1; row++) sum += weight[row * (length + 1) + right - 1]! - weight[row * (length + 1) + left + 2]!;
  return sum / ((right - left) * (bottom - top));
}

function findScreens(frames: readonly LumaFrame[]): InnerPicture[] {
  const { width, height } = frames[0]!;
  const screen = findScreen(frames);
  if (screen === undefined) return [];
  const inFractions = ({ x, y }: PicturePoint) => ({ x: x / width, y: y / height });
  const [topLeft, topRight, bottomRight, bottomLeft] = screen.corners;
  const corners = [inFractions(topLeft), inFractions(topRight), inFractions(bottomRight), inFractions(bottomLeft)] as const;
  const within = (value: number) => Math.min(1, Math.max(0, value));
  const area = {
    left: within((topLeft.x + bottomLeft.x) / 2 / width),
    top: within((topLeft.y + topRight.y) / 2 / height),
    right: within((topRight.x + bottomRight.x) / 2 / width),
    bottom: within((bottomLeft.y + bottomRight.y) / 2 / height),
  };
  return [{ area, corners, confidence: screen.score, kind: 'screen' }];
}
