import { decodeFrames } from '@streetdate/core';
import type { LumaFrame } from '@streetdate/core/portable';
import { rateOf } from '../embed/inspect-master.ts';
import type { MarkSet } from '../embed/mark-set.ts';
import type { MarkKey } from '../key/mark-key.ts';
import { type GridSize, gather, gridFor, patternOf } from '../pattern/grid.ts';
import { amplitudes, measureCells } from '../pattern/visibility.ts';
import type { Alignment } from './align.ts';
import { PyramidFrame } from './film-window.ts';
import type { Homography } from './geometry.ts';
import { type Picture, pictureOf, pyramidOf } from './picture.ts';
import { correlate, LEVELS, register, registerBest, warp } from './register.ts';
import { residualOf } from './residual.ts';

/** What was read in the segments of a film, before it is decided. */
export interface SegmentSums {
  /** For each segment the correlation of what the copy has beside the original with the segment's pattern; above 0 for A. */
  readonly sums: Float64Array;
  /** For each segment the correlation of the pattern with itself under the same weights. */
  readonly energies: Float64Array;
  /** For each segment the mean square of the correlation with patterns that no film holds. */
  readonly noises: Float64Array;
  /** Frames that were compared in each segment. */
  readonly frames: Int32Array;
  /** Frames that could not be registered. */
  readonly lost: number;
}

/** Longer side of the pictures in which marks are read: a cell of a grid is two to three pixels high. */
const READING_SIDE = 256;
/** Longer side of the copy's pictures: a little more, for the film may fill a part of them. */
const COPY_SIDE = 320;
/** Frames compared in a second of a segment, 2 to 4 in all: what is left of neighbouring frames is much alike. */
const FRAMES_PER_SECOND = 2;
/** Patterns that no film holds, to measure the noise by. */
const DECOYS = 8;
/** Below this correlation two frames do not show the same. */
const LEAST_CORRELATION = 0.6;
/** How far the moment of an alignment may be off, seconds. */
const TIME_ERROR = 0.35;

/** Options of {@link readSegments}. */
export interface ReadOptions {
  /** Stops reading; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the copy's time that was reached, seconds. */
  readonly onProgress?: ((seconds: number) => void) | undefined;
}

/** Compares a copy with the original, frame by frame, and correlates what the copy has beside it with the pattern of each segment. */
export async function readSegments(
  copy: string,
  original: string,
  alignments: readonly Alignment[],
  set: MarkSet,
  key: MarkKey,
  options: ReadOptions = {},
): Promise<SegmentSums> {
  const count = set.segments;
  const result = {
    sums: new Float64Array(count),
    energies: new Float64Array(count),
    noises: new Float64Array(count),
    frames: new Int32Array(count),
    lost: 0,
  };
  const grid = gridFor((set.master.width * set.master.pixelAspect) / set.master.height);
  const patterns = new PatternReader(key, set.set, grid);
  for (const alignment of alignments) {
    const pairs = new FramePairs(copy, original, alignment, set, options.signal);
    try {
      for await (const { shown, place, map } of pairs) {
        options.onProgress?.(pairs.reached);
        const segment = Math.floor(place / set.segmentFrames);
        if (segment < 0 || segment >= count) continue;
        const own = shown.original.pyramid[0]!;
        const rest = residualOf(own, warp(shown.copy, map, own.width, own.height));
        const read = patterns.correlate(segment, shown.original.frame, rest);
        result.sums[segment]! += read.sum;
        result.energies[segment]! += read.energy;
        for (let decoy = 0; decoy < DECOYS; decoy++) patterns.decoys(segment)[decoy]! += read.decoys[decoy]!;
        result.frames[segment]!++;
      }
    } finally {
      await pairs.close();
    }
    result.lost += pairs.lost;
  }
  for (let segment = 0; segment < count; segment++) {
    result.noises[segment] = patterns.decoys(segment).reduce((sum, value) => sum + value * value, 0) / DECOYS;
  }
  return result;
}

/** Frames of copy and original that show the same moment, registered. */
class FramePairs
  implements
    AsyncIterable<{
      readonly shown: { readonly original: PyramidFrame; readonly copy: Picture };
      readonly place: number;
      readonly map: Homography;
    }>
{
  /** The copy's time that was reached, seconds. */
  reached = 0;
  /** Frames that could not be registered. */
  lost = 0;
  readonly #alignment: Alignment;
  readonly #rate: number;
  readonly #spacing: number;
  readonly #start: number;
  readonly #copy: AsyncGenerator<LumaFrame, void, undefined>;
  readonly #original: AsyncGenerator<LumaFrame, void, undefined>;
  readonly #window: PyramidFrame[] = [];
  #ended = false;

  constructor(copy: string, original: string, alignment: Alignment, { master, segmentFrames }: MarkSet, signal?: AbortSignal) {
    const rate = rateOf(master.frameRate);
    this.#start = master.start;
    const { queryStart, queryEnd, referenceStart, speed } = alignment;
    this.#alignment = alignment;
    this.#rate = rate;
    const seconds = segmentFrames / rate;
    this.#spacing = seconds / Math.max(2, Math.min(4, Math.round(FRAMES_PER_SECOND * seconds)));
    const referenceEnd = referenceStart + (queryEnd - queryStart) * speed;
    this.#copy = decodeFrames(copy, { start: queryStart, end: queryEnd, longSide: COPY_SIDE, signal });
    const start = Math.max(0, referenceStart - 2 * TIME_ERROR);
    this.#original = decodeFrames(original, {
      start,
      end: referenceEnd + 2 * TIME_ERROR,
      longSide: READING_SIDE,
      deinterlace: 'never',
      signal,
    });
  }

  async *[Symbol.asyncIterator]() {
    const { queryStart, referenceStart, speed, guesses } = this.#alignment;
    let map: Homography | undefined;
    let shift: number | undefined;
    let last = Number.NEGATIVE_INFINITY;
    let misses = 0;
    for await (const frame of this.#copy) {
      this.reached = frame.time;
      const predicted = referenceStart + (frame.time - queryStart) * speed + (shift ?? 0);
      if (predicted < last + this.#spacing - 0.25 / this.#rate) continue;
      await this.#reach(predicted, shift === undefined ? TIME_ERROR : 2.5 / this.#rate);
      const copy = pictureOf(frame);
      if (map === undefined || shift === undefined) {
        const found = this.#find(copy, predicted, guesses);
        if (found === undefined) {
          this.lost++;
          // A start that shows nothing, such as black, is tried again half a second later.
          last = predicted + 0.5 - this.#spacing;
          continue;
        }
        map = found.map;
        shift = found.time - (referenceStart + (frame.time - queryStart) * speed);
        misses = 0;
      }
      const pyramid = pyramidOf(copy, LEVELS);
      const near = this.#window.filter(({ frame: { time } }) => Math.abs(time - predicted) < 1.6 / this.#rate);
      const best = this.#nearest(near, pyramid, map);
      if (best === undefined) continue;
      const registered = register(best.pyramid, pyramid, map, { coarsest: 1, steps: 3 });
      last = predicted;
      if (registered.correlation < LEAST_CORRELATION) {
        this.lost++;
        if (++misses >= 8) map = undefined;
        continue;
      }
      misses = 0;
      map = registered.map;
      // The alignment's speed is known to a few parts in ten thousand: the moment is followed.
      shift += 0.1 * (best.frame.time - predicted) * (near.length > 1 ? 1 : 0);
      yield { shown: { original: best, copy }, place: Math.round((best.frame.time - this.#start) * this.#rate), map };
    }
  }

  /** Ends both decoders. */
  async close(): Promise<void> {
    await Promise.all([this.#copy.return(), this.#original.return()]);
  }

  /** Decodes the original until the window holds all frames around a time. */
  async #reach(time: number, around: number): Promise<void> {
    while (!this.#ended && (this.#window.at(-1)?.frame.time ?? Number.NEGATIVE_INFINITY) < time + around) {
      const { value, done } = await this.#original.next();
      if (done || value === undefined) this.#ended = true;
      else this.#window.push(new PyramidFrame(value));
    }
    while ((this.#window[0]?.frame.time ?? Number.POSITIVE_INFINITY) < time - around - TIME_ERROR) this.#window.shift();
  }

  /** Finds moment and place of a frame from nothing but guesses. */
  #find(copy: Picture, predicted: number, guesses: Alignment['guesses']): { readonly map: Homography; readonly time: number } | undefined {
    const near = this.#window.filter(({ frame: { time } }) => Math.abs(time - predicted) <= TIME_ERROR);
    const middle = near.reduce<(typeof near)[number] | undefined>(
      (kept, each) => (kept === undefined || Math.abs(each.frame.time - predicted) < Math.abs(kept.frame.time - predicted) ? each : kept),
      undefined,
    );
    if (middle === undefined) return undefined;
    const first = registerBest(middle.pyramid[0]!, copy, guesses(middle.frame));
    if (first === undefined) return undefined;
    const pyramid = pyramidOf(copy, LEVELS);
    const best = this.#nearest(near, pyramid, first.map)!;
    const refined = register(best.pyramid, pyramid, first.map, { coarsest: 2, steps: 10 });
    if (refined.correlation < LEAST_CORRELATION) return undefined;
    const again = this.#nearest(near, pyramid, refined.map)!;
    return { map: refined.map, time: again.frame.time };
  }

  /** The original's frame that is most like the copy's under a map. */
  #nearest<T extends { readonly pyramid: readonly Picture[] }>(
    frames: readonly T[],
    copy: readonly Picture[],
    map: Homography,
  ): T | undefined {
    let [best, most] = [undefined as T | undefined, Number.NEGATIVE_INFINITY];
    for (const each of frames) {
      const correlation = correlate(each.pyramid[1]!, copy[1]!, map);
      if (correlation > most) [best, most] = [each, correlation];
    }
    return best;
  }
}

/** Correlates residuals with the pattern of a segment, and with decoys. It keeps the patterns of one segment. */
class PatternReader {
  readonly #key: MarkKey;
  readonly #set: string;
  readonly #grid: GridSize;
  readonly #decoys = new Map<number, Float64Array>();
  #segment = -1;
  #patterns: Float32Array[] = [];

  constructor(key: MarkKey, set: string, grid: GridSize) {
    this.#key = key;
    this.#set = set;
    this.#grid = grid;
  }

  /** Sums of the decoys of a segment, which belong to the caller. */
  decoys(segment: number): Float64Array {
    const known = this.#decoys.get(segment) ?? new Float64Array(DECOYS);
    this.#decoys.set(segment, known);
    return known;
  }

  /** The residual is brought to the grid once, so that each further pattern costs next to nothing. */
  correlate(segment: number, frame: LumaFrame, { weighted, weights }: ReturnType<typeof residualOf>) {
    const { width, height, pixels } = frame;
    if (segment !== this.#segment) {
      this.#segment = segment;
      const decoys = Array.from({ length: DECOYS }, (_, at) => patternOf(this.#key, `${this.#set} decoy ${at}`, segment, this.#grid));
      this.#patterns = [patternOf(this.#key, this.#set, segment, this.#grid), ...decoys];
    }
    const allowed = amplitudes(measureCells(pixels, width, height, this.#grid), this.#grid);
    const cells = gather(weighted, this.#grid, width, height);
    const cellWeights = gather(weights.map(Math.abs), this.#grid, width, height);
    const [own, ...decoys] = this.#patterns.map((pattern) => {
      let sum = 0;
      for (let at = 0; at < cells.length; at++) sum += pattern[at]! * allowed[at]! * cells[at]!;
      return sum;
    });
    let energy = 0;
    for (let at = 0; at < cells.length; at++) energy += (this.#patterns[0]![at]! * allowed[at]!) ** 2 * cellWeights[at]!;
    return { sum: own!, energy, decoys };
  }
}
