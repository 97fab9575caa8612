import type { Segment } from './verdict.ts';

/** A rectangle of a picture, in fractions of it. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The whole picture. */
export const WHOLE: Area = { left: 0, top: 0, right: 1, bottom: 1 };

/** A moment of the copy and the one of the reference that it shows, seconds. */
export interface Moment {
  readonly copy: number;
  readonly reference: number;
  readonly segment: Segment;
}

/** The moment at a time of the copy: of the segment that it lies in, or of the nearest end of one. */
export function momentAt(segments: readonly Segment[], time: number): Moment {
  const away = ({ queryStart, queryEnd }: Segment) => Math.max(queryStart - time, time - queryEnd, 0);
  const segment = segments.reduce((best, each) => (away(each) < away(best) ? each : best));
  const { queryStart, queryEnd, referenceStart, referenceEnd, speed } = segment;
  // The end belongs to what follows.
  const copy = Math.min(Math.max(time, queryStart), Math.max(queryStart, queryEnd - 0.04));
  return { copy, reference: (speed < 0 ? referenceEnd : referenceStart) + speed * (copy - queryStart), segment };
}

/** Which part of the reference's picture the copy shows at a time of the copy. */
export function cropAt({ cutOut = WHOLE, cutOutAtEnd = cutOut, queryStart, queryEnd }: Segment, time: number): Area {
  const share = queryEnd > queryStart ? Math.min(1, Math.max(0, (time - queryStart) / (queryEnd - queryStart))) : 0;
  const between = (side: keyof Area) => cutOut[side] + share * (cutOutAtEnd[side] - cutOut[side]);
  return { left: between('left'), top: between('top'), right: between('right'), bottom: between('bottom') };
}

/** An area of a picture that itself is an area of a frame, in fractions of the frame. */
export function within({ left, top, right, bottom }: Area, frame: Area): Area {
  const [width, height] = [frame.right - frame.left, frame.bottom - frame.top];
  return {
    left: frame.left + left * width,
    top: frame.top + top * height,
    right: frame.left + right * width,
    bottom: frame.top + bottom * height,
  };
}

/** Corners of where the film lies in the copy's frame: top left, top right, bottom right, bottom left. */
export function cornersOf({ inset, activeArea = WHOLE }: Segment): readonly { readonly x: number; readonly y: number }[] {
  const { left, top, right, bottom } = activeArea;
  return (
    inset ?? [
      { x: left, y: top },
      { x: right, y: top },
      { x: right, y: bottom },
      { x: left, y: bottom },
    ]
  );
}
