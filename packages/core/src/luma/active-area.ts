import { checkRange } from '../check.ts';
import { type Bar, type BarPair, NO_BARS } from './bar.ts';
import { tracePath } from './bar-path.ts';
import { EdgePosition } from './edge-position.ts';
import { type FrameEvidence, gatherFrameEvidence } from './frame-evidence.ts';
import type { LumaFrame, PictureArea } from './luma-frame.ts';
import { type Side, sidesOf } from './side-evidence.ts';

/** Options for {@link trackActiveArea}. */
export interface ActiveAreaOptions {
  /** Seconds of film read ahead of the frame that is yielded, 0.5 to 60. @defaultValue 6 */
  readonly lookAhead?: number;
}

/** Frames held at most, whatever their times say: 10 MB of pictures of 256 × 144. */
const MOST_FRAMES = 256;

/** What is known about a bar's edge. */
interface Edge {
  readonly position: EdgePosition;
  depth: number;
}

interface Seen {
  readonly frame: LumaFrame;
  readonly evidence: FrameEvidence;
}

/**
 * Yields each frame once, in order, with the part of it that shows the picture: black, grey and blurred bars left out on all four sides, to
 * fractions of a line. The area holds still through dark scenes, subtitles and logos, and changes where a clip with other bars is cut in.
 * Reads at most `lookAhead` seconds or 256 frames ahead.
 * @param frames - The film's pictures, all of one size, in order of time.
 * @throws RangeError when a picture has another size than the first one.
 */
export async function* trackActiveArea(
  frames: AsyncIterable<LumaFrame>,
  options: ActiveAreaOptions = {},
): AsyncGenerator<{ frame: LumaFrame; area: PictureArea }> {
  const { lookAhead = 6 } = options;
  checkRange('lookAhead', lookAhead, 0.5, 60);
  let tracker: AreaTracker | undefined;
  for await (const frame of frames) {
    tracker ??= new AreaTracker(frame.width, frame.height);
    tracker.add(frame);
    if (tracker.seconds >= lookAhead || tracker.frames >= MOST_FRAMES) yield* tracker.take(Math.ceil(tracker.frames / 4));
  }
  if (tracker !== undefined) yield* tracker.take(tracker.frames);
}

/**
 * Finds the part of a single picture that is not bars.
 * @param frame - The picture; only read.
 * @returns The area; the whole picture where no bars are clearly seen.
 */
export function activeAreaOfStill(frame: LumaFrame): PictureArea {
  const tracker = new AreaTracker(frame.width, frame.height);
  tracker.add(frame);
  for (const { area } of tracker.take(1)) return area;
  throw new Error('unreachable');
}

/** Holds the frames that are not decided yet, and the bars of the last one that is. */
class AreaTracker {
  readonly #sides: readonly [Side, Side, Side, Side];
  readonly #width: number;
  readonly #height: number;
  #seen: Seen[] = [];
  #across: BarPair = NO_BARS;
  #down: BarPair = NO_BARS;
  #positions = new Map<Bar, Edge>();

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#sides = sidesOf(width, height);
  }

  get frames(): number {
    return this.#seen.length;
  }

  get seconds(): number {
    return this.#seen.length === 0 ? 0 : this.#seen.at(-1)!.frame.time - this.#seen[0]!.frame.time;
  }

  add(frame: LumaFrame): void {
    if (frame.width !== this.#width || frame.height !== this.#height) {
      throw new RangeError(`frames must all be ${this.#width} × ${this.#height}, got ${frame.width} × ${frame.height}`);
    }
    this.#seen.push({ frame, evidence: gatherFrameEvidence(frame, this.#sides) });
  }

  *take(count: number): Generator<{ frame: LumaFrame; area: PictureArea }> {
    const across = tracePath(
      this.#seen.map(({ evidence }) => evidence.across),
      this.#across,
    );
    const down = tracePath(
      this.#seen.map(({ evidence }) => evidence.down),
      this.#down,
    );
    this.#measureEdges(across, down);
    const taken = this.#seen.splice(0, count);
    for (const [i, { frame }] of taken.entries()) {
      this.#across = across[i]!;
      this.#down = down[i]!;
      yield { frame, area: this.#area() };
    }
  }

  #measureEdges(across: readonly BarPair[], down: readonly BarPair[]): void {
    const [left, right, top, bottom] = this.#sides;
    const positions = new Map<Bar, Edge>();
    for (const [i, { frame }] of this.#seen.entries()) {
      for (const [bar, side] of [
        [across[i]!.near, left],
        [across[i]!.far, right],
        [down[i]!.near, top],
        [down[i]!.far, bottom],
      ] as const) {
        if (bar === undefined) continue;
        let known = positions.get(bar);
        if (known === undefined) {
          known = this.#positions.get(bar) ?? { position: new EdgePosition(bar), depth: bar.depth };
          positions.set(bar, known);
        }
        known.position.add(frame, side);
      }
    }
    for (const known of positions.values()) known.depth = known.position.depth;
    this.#positions = positions;
  }

  #area(): PictureArea {
    const depth = (bar: Bar | undefined) => (bar === undefined ? 0 : this.#positions.get(bar)!.depth);
    return {
      left: depth(this.#across.near) / this.#width,
      top: depth(this.#down.near) / this.#height,
      right: 1 - depth(this.#across.far) / this.#width,
      bottom: 1 - depth(this.#down.far) / this.#height,
    };
  }
}
