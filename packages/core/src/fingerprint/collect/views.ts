import { findInnerPictures } from '../../luma/inner-picture/inner-picture.ts';
import type { LumaFrame, PictureArea } from '../../luma/luma-frame.ts';
import { rotateArea } from '../../luma/rotate-area.ts';
import type { PictureQuad } from '../../luma/scale-quad.ts';
import type { FingerprintRole } from '../fingerprint.ts';

/** The view of a reference that is in every cut-out copy of it: the middle half of its width and height. */
export const MIDDLE_HALF = 'middle-0.5';

/** A frame with its active area, and the further parts of it that are hashed on tracks of their own, by the view's name. */
export interface ViewedFrame {
  readonly frame: LumaFrame;
  readonly area: PictureArea;
  readonly views: ReadonlyMap<string, PictureArea | PictureQuad>;
}

/**
 * Parts of a reference that stand for copies with their edges cut off. The middle nine tenths of the active area are compared with
 * the copy's whole picture: a hash bears a scale that is wrong by a twentieth (31 to 48 of 256 bits), so it stands for copies that lost up to
 * 15 % evenly. The middle half is in every copy that has lost up to a quarter of its width and height, on whichever sides; where it
 * lies in the copy is tried when the copy is looked up.
 */
const MIDDLES: readonly (readonly [view: string, share: number])[] = [
  ['middle-0.9', 0.9],
  [MIDDLE_HALF, 0.5],
];
/** Degrees by which a query is turned back, to both sides. A hash bears one and a half. */
const TILTS: readonly (readonly [view: string, degrees: number])[] = [
  ['tilted-3.5', -3.5],
  ['tilted+3.5', 3.5],
];

/** Inner pictures of a query that are hashed. */
const INSETS = 3;
/** Confidence from which on they are: half of what is seen so is none, and costs a track that matches nothing. */
const LEAST_CONFIDENCE = 0.15;
/** Seconds of a query in which inner pictures are sought together, unless its frames are few; frames of so much film are held in memory. */
const CHUNK_SECONDS = 30;
/** Frames of a chunk that are looked at: of key frames, which are few, a chunk is as long as it takes. */
const CHUNK_FRAMES = 60;
/** Seconds of the longest chunk. */
const LONGEST_CHUNK = 300;

/**
 * Lowest time between two frames of a view, milliseconds; 0 for views of queries, which have every frame. Copies with their edges cut off are
 * few, and long, so references are sampled sparsely. Of the middle half more is asked: a whole geometry is solved on some of its frames, which
 * in smoke and water differ like strangers from those a fifth of a second away.
 */
export function viewIntervalMs(view: string): number {
  return view === MIDDLE_HALF ? 250 : view.startsWith('middle') ? 500 : 0;
}

/** Adds to each frame the views that its role has. Frames come out in their order, each once; of a query up to 60 are held, or those of 30 s. */
export async function* addViews(
  frames: AsyncIterable<{ readonly frame: LumaFrame; readonly area: PictureArea }>,
  role: FingerprintRole,
): AsyncGenerator<ViewedFrame> {
  if (role === 'reference') {
    for await (const { frame, area } of frames) {
      yield { frame, area, views: new Map(MIDDLES.map(([view, share]) => [view, middleOf(area, share)])) };
    }
    return;
  }
  let chunk: { readonly frame: LumaFrame; readonly area: PictureArea }[] = [];
  for await (const framed of frames) {
    const seconds = framed.frame.time - (chunk[0] ?? framed).frame.time;
    if (seconds >= (chunk.length < CHUNK_FRAMES ? LONGEST_CHUNK : CHUNK_SECONDS)) {
      yield* viewChunk(chunk);
      chunk = [];
    }
    chunk.push(framed);
  }
  yield* viewChunk(chunk);
}

/** The same frames with no further views. */
export async function* withoutViews(
  frames: AsyncIterable<{ readonly frame: LumaFrame; readonly area: PictureArea }>,
): AsyncGenerator<ViewedFrame> {
  const views = new Map<string, PictureArea | PictureQuad>();
  for await (const { frame, area } of frames) yield { frame, area, views };
}

function* viewChunk(chunk: readonly { readonly frame: LumaFrame; readonly area: PictureArea }[]): Generator<ViewedFrame> {
  const stride = Math.max(1, Math.floor(chunk.length / CHUNK_FRAMES));
  const looked = chunk.filter((_, at) => at % stride === 0).map(({ frame }) => frame);
  const insets = findInnerPictures(looked, { most: INSETS, leastConfidence: LEAST_CONFIDENCE });
  for (const { frame, area } of chunk) {
    const views = new Map<string, PictureArea | PictureQuad>();
    // Upright rectangles take the quick way.
    for (const [at, { kind, area, corners }] of insets.entries()) views.set(`inset-${at + 1}`, kind === 'inset' ? area : corners);
    for (const [view, degrees] of TILTS) views.set(view, rotateArea(area, degrees, frame.width / frame.height));
    yield { frame, area, views };
  }
}

/** The middle of an area, `share` of its width and height. */
function middleOf({ left, top, right, bottom }: PictureArea, share: number): PictureArea {
  const across = ((right - left) * (1 - share)) / 2;
  const down = ((bottom - top) * (1 - share)) / 2;
  return { left: left + across, top: top + down, right: right - across, bottom: bottom - down };
}
