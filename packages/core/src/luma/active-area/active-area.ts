import { checkRange } from '../../check.ts';
import { TIME_EPSILON } from '../../time-epsilon.ts';
import { type LumaFrame, type PictureArea, WHOLE_PICTURE } from '../luma-frame.ts';
import { type Bar, type BarPair, NO_BARS } from './bar.ts';
import { tracePath } from './bar-path.ts';
import { type EdgePosition, measureEdge } from './edge-position.ts';
import { type FrameEvidence, gatherFrameEvidence } from './frame-evidence.ts';
import { type Side, sidesOf } from './side.ts';

/** Options for {@link trackActiveArea}. */
export interface ActiveAreaOptions {
  /** Seconds of film read ahead of the frame that is yielded, 0.5 to 60. @defaultValue 6 */
  readonly lookAhead?: number;
}

/** Most frames held, whatever their times: 9 MB of pictures of 256 × 144. */
const MOST_FRAMES = 256;

/** Frames of film that a still counts for. */
const STILL_FRAMES = 6;

/** Pictures with fewer lines along one axis are too small for bars. */
const FEWEST_LINES = 24;

/** An edge is measured again once this many times more of it is visible. */
const REMEASURE = 2;

/**
 * Yields each frame once, in order, with its active picture area: the picture without black, plain and blurred bars on all four sides, to
 * fractions of a line. The area stays the same through dark scenes, subtitles and logos. It changes with the frame where a clip with other
 * bars begins. Holds at most `lookAhead` seconds or 256 frames of film.
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
    // A quarter at a time: each frame is decided with at least three quarters of the look-ahead after it.
    if (tracker.seconds >= lookAhead || tracker.frames >= MOST_FRAMES) yield* tracker.take(Math.ceil(tracker.frames / 4));
  }
  if (tracker !== undefined) yield* tracker.take(tracker.frames);
}

/**
 * Finds the active area of a single picture.
 * @param frame - The picture; only read.
 * @returns The area; the whole picture when no bars are clearly visible.
 */
export function activeAreaOfStill(frame: LumaFrame): PictureArea {
  const tracker = new AreaTracker(frame.width, frame.height);
  for (let i = 0; i < STILL_FRAMES; i++) tracker.add(frame);
  return tracker.take(1)[0]!.area;
}

/** One frame is measured in each slot of this length, seconds: gathering evidence costs more than hashing. A query has a frame in each. */
const EVIDENCE_SLOT = 0.25;
/** Mean difference of luma between two frames above which there may be a shot cut between them. */
const CUT_DIFFERENCE = 10;
/** Distance of two compared pixels; prime, so that they fall on all columns. */
const CUT_STRIDE = 29;

function slotOf(time: number): number {
  return Math.floor((time + TIME_EPSILON) / EVIDENCE_SLOT);
}

/** The pixels of a frame that are compared. */
function samplesOf({ pixels }: LumaFrame): Uint8Array {
  const samples = new Uint8Array(Math.ceil(pixels.length / CUT_STRIDE));
  for (let at = 0; at < samples.length; at++) samples[at] = pixels[at * CUT_STRIDE]!;
  return samples;
}

/** Whether a frame differs so much from an earlier one that it may belong to another film. */
function isCut(samples: Uint8Array, { pixels }: LumaFrame): boolean {
  let difference = 0;
  for (let at = 0; at < samples.length; at++) difference += Math.abs(samples[at]! - pixels[at * CUT_STRIDE]!);
  return difference > CUT_DIFFERENCE * samples.length;
}

/** Holds the undecided frames, and the bars of the last decided one. */
class AreaTracker {
  readonly #width: number;
  readonly #height: number;
  readonly #sides: readonly [Side, Side, Side, Side];
  #frames: LumaFrame[] = [];
  #evidence: FrameEvidence[] = [];
  /** Evidence of the last measured frame, which may be released already. */
  #gathered: { readonly time: number; readonly samples: Uint8Array; readonly evidence: FrameEvidence } | undefined;
  #across: BarPair = NO_BARS;
  #down: BarPair = NO_BARS;
  readonly #edges = new WeakMap<Bar, EdgePosition>();

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#sides = sidesOf(width, height);
  }

  get frames(): number {
    return this.#frames.length;
  }

  get #isSmall(): boolean {
    return Math.min(this.#width, this.#height) < FEWEST_LINES;
  }

  /** Seconds from the first frame held to the last. */
  get seconds(): number {
    return this.#frames.length === 0 ? 0 : this.#frames.at(-1)!.time - this.#frames[0]!.time;
  }

  add(frame: LumaFrame): void {
    if (frame.width !== this.#width || frame.height !== this.#height) {
      throw new RangeError(`frames must all be ${this.#width} × ${this.#height}, got ${frame.width} × ${frame.height}`);
    }
    this.#frames.push(frame);
    if (this.#isSmall) return;
    const last = this.#gathered;
    // Without a shot cut, bars do not change within a quarter of a second: the evidence of the frame before holds for this one too.
    if (last === undefined || slotOf(frame.time) !== slotOf(last.time) || isCut(last.samples, frame)) {
      this.#gathered = { time: frame.time, samples: samplesOf(frame), evidence: gatherFrameEvidence(frame, this.#sides) };
    }
    this.#evidence.push(this.#gathered!.evidence);
  }

  /** Decides the first frames held and releases them. */
  take(count: number): { frame: LumaFrame; area: PictureArea }[] {
    if (this.#isSmall) return this.#frames.splice(0, count).map((frame) => ({ frame, area: WHOLE_PICTURE }));
    const across = tracePath(this.#evidence.map(evidenceAcross), this.#across);
    const down = tracePath(this.#evidence.map(evidenceDown), this.#down);
    for (const [pairs, near, far] of [[across, 0, 1] as const, [down, 2, 3] as const]) {
      this.#measure(this.#sides[near], pairs.map(nearBar));
      this.#measure(this.#sides[far], pairs.map(farBar));
    }
    const taken = this.#frames.slice(0, count).map((frame, i) => ({ frame, area: this.#areaWithin(across[i]!, down[i]!) }));
    this.#across = across[count - 1]!;
    this.#down = down[count - 1]!;
    this.#frames = this.#frames.slice(count);
    this.#evidence = this.#evidence.slice(count);
    return taken;
  }

  /** Measures the edges of the bars along one side, each on all held frames that have it. */
  #measure(side: Side, path: readonly (Bar | undefined)[]): void {
    for (const bar of new Set(path)) {
      if (bar === undefined) continue;
      const known = this.#edges.get(bar);
      const frames: LumaFrame[] = [];
      for (let i = 0; i < path.length; i++) if (path[i] === bar) frames.push(this.#frames[i]!);
      const measured = measureEdge(frames, side, bar);
      if (known === undefined || measured.weight >= REMEASURE * known.weight) this.#edges.set(bar, measured);
    }
  }

  #areaWithin(across: BarPair, down: BarPair): PictureArea {
    const depth = (bar: Bar | undefined) => (bar === undefined ? 0 : this.#edges.get(bar)!.depth);
    return {
      left: depth(across.near) / this.#width,
      top: depth(down.near) / this.#height,
      right: 1 - depth(across.far) / this.#width,
      bottom: 1 - depth(down.far) / this.#height,
    };
  }
}

const evidenceAcross = (frame: FrameEvidence) => frame.across;
const evidenceDown = (frame: FrameEvidence) => frame.down;
const nearBar = (bars: BarPair) => bars.near;
const farBar = (bars: BarPair) => bars.far;
