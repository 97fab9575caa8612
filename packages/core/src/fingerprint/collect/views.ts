import { findInnerPictures } from '../../luma/inner-picture/inner-picture.ts';
import type { LumaFrame, PictureArea } from '../../luma/luma-frame.ts';
import { rotateArea } from '../../luma/rotate-area.ts';
import type { PictureQuad } from '../../luma/scale-quad.ts';
import type { FingerprintRole } from '../fingerprint.ts';

/** The view that every large crop of a reference contains: the middle half of its width and height. */
export const MIDDLE_HALF = 'middle-0.5';

/** A frame with its active area, and its further views: the regions that are hashed on tracks of their own. */
export interface ViewedFrame {
  readonly frame: LumaFrame;
  readonly area: PictureArea;
  readonly views: ReadonlyMap<string, PictureArea | PictureQuad>;
}

/**
 * Views of a reference for crops. The middle nine tenths of the active area are compared with the copy's whole picture. A hash tolerates a
 * scale error of a twentieth (31 to 48 of 256 bits), so this finds copies that lost up to 15 % evenly. The middle half is in every copy
 * that lost up to a quarter of its width and height on any side. The search tries where it lies in the copy. Both are sampled sparsely,
 * because crops are long. The middle half is sampled more often: whole geometries are solved on a few of its frames, and in smoke and water
 * frames a fifth of a second apart differ like unrelated ones.
 */
const MIDDLES: readonly { readonly view: string; readonly share: number; readonly intervalMs: number }[] = [
  { view: 'middle-0.9', share: 0.9, intervalMs: 500 },
  { view: MIDDLE_HALF, share: 0.5, intervalMs: 250 },
];

/** Share of the width and height that a reference's view for crops shows, 0 to 1; undefined for other views. */
export function shareOfMiddle(view: string): number | undefined {
  return MIDDLES.find((middle) => middle.view === view)?.share;
}

/** Degrees by which a query is rotated back, to both sides. A hash tolerates one and a half. */
const TILTS: readonly (readonly [view: string, degrees: number])[] = [
  ['tilted-3.5', -3.5],
  ['tilted+3.5', 3.5],
];

/** Views of a query that was rotated back by some degrees. */
export const TILTED_VIEWS: readonly string[] = TILTS.map(([view]) => view);
/** Views of the inner pictures of a query, the most certain one first. */
export const INSET_VIEWS: readonly string[] = ['inset-1', 'inset-2', 'inset-3', 'inset-4', 'inset-5', 'inset-6'];
/** Inner pictures of a film that is no split screen, at most. */
const USUAL_INSETS = 3;
/** Lowest confidence of an inner picture. Half of those found at it are none, and cost a track that matches nothing. */
const LEAST_CONFIDENCE = 0.15;
/** Seconds of a query that are searched for inner pictures together, unless its frames are few. That many frames are held in memory. */
const CHUNK_SECONDS = 30;
/** Frames of a chunk that are searched. Key frames are few, so their chunks are longer. */
const CHUNK_FRAMES = 60;
/** Seconds of the longest chunk. */
const LONGEST_CHUNK = 300;

/** Shortest time between two frames of a view, milliseconds; 0 for views of queries, which have every frame. */
export function viewIntervalMs(view: string): number {
  return MIDDLES.find((middle) => middle.view === view)?.intervalMs ?? 0;
}

/** Adds the views of its role to each frame. Frames come out in order, each once. Of a query, up to 60 frames or those of 30 s are held. */
export async function* addViews(
  frames: AsyncIterable<{ readonly frame: LumaFrame; readonly area: PictureArea }>,
  role: FingerprintRole,
): AsyncGenerator<ViewedFrame> {
  if (role === 'reference') {
    for await (const { frame, area } of frames) {
      yield { frame, area, views: new Map(MIDDLES.map(({ view, share }) => [view, middleOf(area, share)])) };
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
  const found = findInnerPictures(looked, { most: INSET_VIEWS.length + 1, leastConfidence: LEAST_CONFIDENCE });
  // Bars end in seams too. What lies between them is the active area, which has a track.
  const active = chunk[chunk.length >> 1]?.area;
  const others = found.filter(({ area }) => active === undefined || !isSameArea(area, active));
  const insets = others.slice(0, others.some(({ area }) => isPane(area)) ? INSET_VIEWS.length : USUAL_INSETS);
  for (const { frame, area } of chunk) {
    const views = new Map<string, PictureArea | PictureQuad>();
    // Upright rectangles take the fast path.
    for (const [at, { kind, area, corners }] of insets.entries()) views.set(INSET_VIEWS[at]!, kind === 'inset' ? area : corners);
    for (const [view, degrees] of TILTS) views.set(view, rotateArea(area, degrees, frame.width / frame.height));
    yield { frame, area, views };
  }
}

/** Share of the frame's axis by which the edges of one area may differ: what a hash tolerates. */
const SAME_EDGE = 0.02;

/** Whether an area reaches from one side of the frame to the other, as a part of a split screen does. */
function isPane({ left, top, right, bottom }: PictureArea): boolean {
  return (left === 0 && right === 1) || (top === 0 && bottom === 1);
}

function isSameArea(one: PictureArea, other: PictureArea): boolean {
  return (['left', 'top', 'right', 'bottom'] as const).every((side) => Math.abs(one[side] - other[side]) <= SAME_EDGE);
}

/** The middle of an area, `share` of its width and height. */
function middleOf({ left, top, right, bottom }: PictureArea, share: number): PictureArea {
  const across = ((right - left) * (1 - share)) / 2;
  const down = ((bottom - top) * (1 - share)) / 2;
  return { left: left + across, top: top + down, right: right - across, bottom: bottom - down };
}
