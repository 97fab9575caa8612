import { decodeFrames, type LumaFrame } from '@streetdate/core';
import { CODE_WORDS, LOOKS, popcount32 } from '@streetdate/core/internal';
import { writeCodes } from '../../../packages/core/src/features/code-of-descriptor.ts';
import { type DescribedKeypoint, describePicture } from '../../../packages/core/src/features/describe-picture.ts';
import { WHOLE_PICTURE } from '../../../packages/core/src/luma/luma-frame.ts';
import { FOOTAGE } from '../../tools/footage.ts';

/** Keypoints of a picture, as many as fingerprints keep. */
const KEYPOINTS = 80;
/** Most bits in which two codes of one place differ when the search looks them up. */
const NEAR = 13;
/** Pixels by which a place may be off. */
const TOLERANCE = 4;
/** Pixels from the edge of a changed picture to the places that count. */
const MARGIN = 12;

/** Pictures of real footage that differ: waves, and shots of Sintel. */
export async function footagePictures(): Promise<LumaFrame[]> {
  const pictures: LumaFrame[] = [];
  for (const [path, framesPerSecond] of [[FOOTAGE.ocean, 0.3] as const, [FOOTAGE.sintel, 0.5] as const]) {
    for await (const frame of decodeFrames(path, { framesPerSecond })) pictures.push({ ...frame, pixels: frame.pixels.slice() });
  }
  return pictures.filter((picture) => describePicture(picture, WHOLE_PICTURE, KEYPOINTS).length > 20);
}

type Point = readonly [x: number, y: number];

/** A picture that was changed, and where its places were before. */
export interface Changed {
  readonly picture: LumaFrame;
  /** Where a place of the plain picture is now. */
  readonly place: (point: Point) => Point;
}

/** Rotates a picture clockwise around its centre and scales it, by four neighbours each pixel. What was outside is grey. */
export function turned(picture: LumaFrame, degrees: number, scale = 1): Changed {
  const { width, height, pixels } = picture;
  const [x0, y0] = [(width - 1) / 2, (height - 1) / 2];
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const pixel = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? 128 : pixels[y * width + x]!);
  const changed = Uint8Array.from(pixels, (_, at) => {
    const [dx, dy] = [((at % width) - x0) / scale, (Math.floor(at / width) - y0) / scale];
    const [x, y] = [x0 + cosine * dx + sine * dy, y0 - sine * dx + cosine * dy];
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const [right, below] = [x - column, y - row];
    const upper = (1 - right) * pixel(column, row) + right * pixel(column + 1, row);
    return Math.round((1 - below) * upper + below * ((1 - right) * pixel(column, row + 1) + right * pixel(column + 1, row + 1)));
  });
  const place = ([x, y]: Point): Point => {
    const [dx, dy] = [scale * (x - x0), scale * (y - y0)];
    return [x0 + cosine * dx - sine * dy, y0 + sine * dx + cosine * dy];
  };
  return { picture: { ...picture, pixels: changed }, place };
}

/** Changes each luma value of a picture. */
export function toned(picture: LumaFrame, tone: (luma: number) => number): Changed {
  const pixels = picture.pixels.map((luma) => Math.min(255, Math.max(0, Math.round(tone(luma)))));
  return { picture: { ...picture, pixels }, place: (point) => point };
}

/** The picture as in a mirror. */
export function mirrored(picture: LumaFrame): Changed {
  const { width } = picture;
  const pixels = picture.pixels.map((_, at) => picture.pixels[at - (at % width) + width - 1 - (at % width)]!);
  return { picture: { ...picture, pixels }, place: ([x, y]) => [width - 1 - x, y] };
}

/** The codes of a keypoint, for all looks. */
export function codesOf({ values }: DescribedKeypoint): Uint32Array {
  const codes = new Uint32Array(CODE_WORDS * LOOKS.length);
  writeCodes(values, codes, 0, LOOKS.length);
  return codes;
}

/** Bits in which the code of a look differs from another plain code. */
export function differingBits(codes: Uint32Array, look: number, plain: Uint32Array): number {
  return popcount32((codes[2 * look]! ^ plain[0]!) >>> 0) + popcount32((codes[2 * look + 1]! ^ plain[1]!) >>> 0);
}

const described = new WeakMap<LumaFrame, DescribedKeypoint[]>();

/** The keypoints of a picture that many changes are compared with. */
function keypointsOf(picture: LumaFrame): DescribedKeypoint[] {
  const keypoints = described.get(picture) ?? describePicture(picture, WHOLE_PICTURE, KEYPOINTS);
  described.set(picture, keypoints);
  return keypoints;
}

/** How many keypoints of a plain picture are still in a changed one, and how many of these are found there by place and code. */
export function foundAgain(plain: LumaFrame, { picture, place }: Changed, look = 0): { readonly of: number; readonly found: number } {
  const { width, height } = picture;
  const now = describePicture(picture, WHOLE_PICTURE, KEYPOINTS).map((keypoint) => ({ ...keypoint, codes: codesOf(keypoint) }));
  let [of, found] = [0, 0];
  for (const keypoint of keypointsOf(plain)) {
    const [x, y] = place([keypoint.x, keypoint.y]);
    if (x < MARGIN || y < MARGIN || x > width - MARGIN || y > height - MARGIN) continue;
    of++;
    const codes = codesOf(keypoint);
    if (now.some((other) => Math.hypot(other.x - x, other.y - y) <= TOLERANCE && differingBits(other.codes, look, codes) <= NEAR)) found++;
  }
  return { of, found };
}

/** The share of the keypoints of some pictures that are found again after a change. */
export function shareFoundAgain(pictures: readonly LumaFrame[], change: (picture: LumaFrame) => Changed, look = 0): number {
  const counts = pictures.map((picture) => foundAgain(picture, change(picture), look));
  const sum = (key: 'of' | 'found') => counts.reduce((total, count) => total + count[key], 0);
  return sum('found') / sum('of');
}
