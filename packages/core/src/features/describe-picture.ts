import { type LumaFrame, type PictureArea, WHOLE_PICTURE } from '../luma/luma-frame.ts';
import { scaleArea } from '../luma/scale.ts';
import { chooseKeypoints } from './choose-keypoints.ts';
import { DESCRIPTOR_LENGTH, describeKeypoint } from './describe-keypoint.ts';
import { directionsOf, findKeypoints, type Keypoint } from './find-keypoints.ts';
import { gaussianPyramid } from './gaussian-pyramid.ts';

/** Pixels of the longer side that places are counted in: that of decoded pictures. Larger pictures are made smaller. */
const LONG_SIDE = 256;

/** The surroundings of one keypoint, before they become bits. */
export interface DescribedKeypoint {
  /** From the left edge, in pixels of a picture whose longer side has 256. */
  readonly x: number;
  /** From the top edge, in the same pixels. */
  readonly y: number;
  /** Sigma of the blur at which it stands out most, in the same pixels. */
  readonly scale: number;
  /** Its direction, radians from −π to π, clockwise from the right. */
  readonly angle: number;
  /** `DESCRIPTOR_LENGTH` values. */
  readonly values: Float32Array;
}

/** Keypoints nearer to the edge of the picture area than this are of its bars, pixels. */
const OFF_EDGE = 3;

/**
 * Finds and describes the keypoints of a picture.
 * @param area - The active picture area. What lies outside is left out.
 * @param most - Most keypoints; a keypoint with two directions counts twice.
 * @param fine - Most finer keypoints, beside them: those of the picture at double size, which takes three times as long. @defaultValue 0
 */
export function describePicture(frame: LumaFrame, area: PictureArea, most: number, fine = 0): DescribedKeypoint[] {
  const { width, height, pixels } = reduced(frame);
  const pixel = LONG_SIDE / Math.max(width, height);
  const [left, right] = [area.left * width + OFF_EDGE, area.right * width - OFF_EDGE];
  const [top, bottom] = [area.top * height + OFF_EDGE, area.bottom * height - OFF_EDGE];
  const inside = findKeypoints(gaussianPyramid(pixels, width, height, fine > 0)).filter(
    ({ x, y }) => x >= left && x <= right && y >= top && y <= bottom,
  );
  const described: DescribedKeypoint[] = [];
  // Fine keypoints are many. They leave the others their places, which are those that a reference has.
  for (const [isFine, places] of [
    [false, most],
    [true, fine],
  ] as const) {
    const those = inside.filter(({ octave }) => octave.step < 1 === isFine);
    described.push(...describeBest(those, Math.max(width, height), places, pixel));
  }
  return described;
}

/** The best keypoints that spread over a picture. */
function describeBest(keypoints: readonly Keypoint[], side: number, most: number, pixel: number): DescribedKeypoint[] {
  const described: DescribedKeypoint[] = [];
  for (const keypoint of chooseKeypoints(keypoints, side, most)) {
    for (const angle of directionsOf(keypoint)) {
      if (described.length === most) return described;
      const values = new Float32Array(DESCRIPTOR_LENGTH);
      describeKeypoint(keypoint, angle, values);
      described.push({ x: pixel * keypoint.x, y: pixel * keypoint.y, scale: pixel * keypoint.scale, angle, values });
    }
  }
  return described;
}

/** The picture with a longer side of at most {@link LONG_SIDE} pixels. */
function reduced(frame: LumaFrame): LumaFrame {
  const { width, height } = frame;
  const longer = Math.max(width, height);
  if (longer <= LONG_SIDE) return frame;
  const scaled = (side: number) => Math.max(1, Math.round((side * LONG_SIDE) / longer));
  return scaleArea(frame, WHOLE_PICTURE, scaled(width), scaled(height));
}
