import type { FrameHasher } from '../../hash/frame-hasher.ts';
import { HASH_PICTURE_SIZE } from '../../hash/frame-hasher.ts';
import type { LumaFrame, PictureArea } from '../../luma/luma-frame.ts';
import { MIN_QUALITY, qualityOf } from '../../luma/quality.ts';
import { scaleArea } from '../../luma/scale.ts';
import { type PictureQuad, scaleQuad } from '../../luma/scale-quad.ts';
import type { AreaSpan, AveragePicture, Blending, Details, HashTrack, LumaSeries, Thumbnails } from '../fingerprint.ts';
import { AveragePictureBuilder } from './average-picture.ts';
import { BlendStrip } from './blend-strip.ts';
import { DetailStrip } from './detail-strip.ts';
import { FadeGate, type GatedPicture } from './fade-gate.ts';
import { HashTrackBuilder } from './hash-track-builder.ts';
import { BrightnessStrip, type KeptCells } from './luma-series.ts';
import { type ThumbnailSampling, ThumbnailStrip } from './thumbnail-strip.ts';

/**
 * Share of its bits in which a hash may differ from the first one of its run and still count as the same picture: 16 of 256.
 *
 * Measured on every frame of two films and two clips: 7 to 12 frames a second are kept (one restless clip: 28), and the frames of the film
 * itself lie 3 to 8 bits from the kept one that stands for them. At 8 bits 13 to 15 are kept and lie 1 to 3 bits away, at 32 bits 3 to 9,
 * 10 to 17 bits away. Every tenth of a second instead, with whatever threshold, leaves them 11 to 44 bits away.
 */
const NEAR_EQUAL = 1 / 16;

/**
 * Longest time between two frames over which the first is taken to stay on the screen, milliseconds. Films of a few frames a second
 * are whole; a longer hole is footage that is missing.
 */
const LONGEST_HOLD_MS = 1000;

/**
 * How far an edge may stray from where it was at the start of its span and still be the same, as a share of the picture: half a pixel of
 * 256. Edges are measured to fractions of a pixel and tremble, which no reader of a span wants to know.
 */
const SAME_AREA = 0.002;

/** Mean luma under which a picture without quality is called black and not flat. Only for messages. */
const BLACK_MEAN = 24;

/** How a {@link FilmCollector} samples. */
export interface CollectorOptions {
  readonly hasher: FrameHasher;
  readonly secondOpinion: FrameHasher | undefined;
  /** What part of the picture its frames are cut to: see {@link HashTrack.view}. @defaultValue 'active' */
  readonly view?: string;
  /** Time between two sampled frames, milliseconds. */
  readonly intervalMs: number;
  /** Least time between two frames of the second opinion, milliseconds; 0 for every kept frame. */
  readonly secondOpinionMs: number;
  /** How many frames are sampled at most, where that is known. @defaultValue nobody knows */
  readonly expected?: number | undefined;
  /** Which thumbnails are kept. @defaultValue none */
  readonly thumbnails?: ThumbnailSampling | undefined;
  /** Whether pieces of its pictures are kept, where its frames carry them, and how near they are to the means of their neighbours. @defaultValue false */
  readonly details?: boolean;
  /** Whether its brightness is kept, and what time is at least between two entries, milliseconds. @defaultValue it is not */
  readonly brightnessMs?: number | undefined;
  /** What is kept of the brightness of small cells. @defaultValue nothing */
  readonly cells?: KeptCells | undefined;
  /** How many frames its brightness is taken of at most, where that is known. @defaultValue nobody knows */
  readonly expectedBrightness?: number | undefined;
  /** Whether the mean of its pictures is kept. @defaultValue false */
  readonly average?: boolean;
}

/** Frames that were left out, by reason. */
export interface DroppedFrames {
  black: number;
  flat: number;
  fading: number;
}

/** Turns the frames of one film, one by one, into tracks of hashes and spans of picture areas. What it holds grows by the hash only. */
export class FilmCollector {
  readonly dropped: DroppedFrames = { black: 0, flat: 0, fading: 0 };
  readonly #options: CollectorOptions;
  readonly #track: HashTrackBuilder;
  readonly #second: HashTrackBuilder | undefined;
  readonly #thumbnails: ThumbnailStrip | undefined;
  readonly #details: DetailStrip | undefined;
  readonly #blending: BlendStrip | undefined;
  readonly #brightness: BrightnessStrip | undefined;
  readonly #average: AveragePictureBuilder | undefined;
  readonly #areas: { startMs: number; endMs: number; area: PictureArea }[] = [];
  #frames = 0;
  #firstMs = 0;
  #lastMs = -1;
  /** Time of the last frame that came out of the gate. */
  #settledMs = -1;
  readonly #gate = new FadeGate();
  /** Memory of the frames that are taken for their brightness. */
  readonly #between = new Uint8Array(HASH_PICTURE_SIZE ** 2);
  /** Time between the last two frames that nothing is missing between. */
  #stepMs = 0;
  /** A run of near-equal frames is open: the last frame was kept, or joined the one kept last. */
  #running = false;
  /** The second opinion has the open run's first frame too. */
  #secondRuns = false;
  #secondMs = Number.NEGATIVE_INFINITY;

  constructor(options: CollectorOptions) {
    this.#options = options;
    const { expected } = options;
    this.#track = new HashTrackBuilder(options.hasher, options.view, expected);
    this.#second = options.secondOpinion && new HashTrackBuilder(options.secondOpinion, 'active', expected);
    this.#thumbnails = options.thumbnails && new ThumbnailStrip(options.thumbnails);
    this.#details = options.details ? new DetailStrip() : undefined;
    this.#blending = options.details ? new BlendStrip() : undefined;
    this.#brightness =
      options.brightnessMs === undefined ? undefined : new BrightnessStrip(options.brightnessMs, options.cells, options.expectedBrightness);
    this.#average = options.average ? new AveragePictureBuilder(HASH_PICTURE_SIZE) : undefined;
  }

  /** Frames taken, those that were left out included. */
  get frames(): number {
    return this.#frames;
  }

  /** Takes the next frame. Frames come in order of time; of two in the same millisecond the first counts. */
  take(frame: LumaFrame, area: PictureArea | PictureQuad): void {
    const timeMs = Math.round(frame.time * 1000);
    if (!(timeMs >= 0 && timeMs >= this.#lastMs)) throw new RangeError(`frames must come in order of time, got ${frame.time} s`);
    if (timeMs === this.#lastMs) return;
    if ('left' in area) this.#noteArea(timeMs, area);
    const pixels = this.#gate.store.take(HASH_PICTURE_SIZE ** 2);
    const picture =
      'left' in area
        ? scaleArea(frame, area, HASH_PICTURE_SIZE, HASH_PICTURE_SIZE, pixels)
        : scaleQuad(frame, area, HASH_PICTURE_SIZE, HASH_PICTURE_SIZE, pixels);
    this.#brightness?.take(picture, timeMs);
    this.#blending?.take(picture, timeMs);
    if (frame.detail) this.#details?.take(picture, timeMs, frame.detail);
    for (const gated of this.#gate.push(picture, timeMs)) this.#settle(gated);
    if (this.#frames++ === 0) this.#firstMs = timeMs;
    else if (timeMs - this.#lastMs <= LONGEST_HOLD_MS) this.#stepMs = timeMs - this.#lastMs;
    this.#lastMs = timeMs;
  }

  /** Takes a frame between two others for its brightness alone. It comes in order of time with them. */
  takeBrightness(frame: LumaFrame, area: PictureArea): void {
    const picture = scaleArea(frame, area, HASH_PICTURE_SIZE, HASH_PICTURE_SIZE, this.#between);
    this.#brightness?.take(picture, Math.round(frame.time * 1000));
  }

  /** Keeps or drops a picture of which everything is known. Pictures come in order of time. */
  #settle({ picture, spectrum, timeMs, fading }: GatedPicture): void {
    const quality = qualityOf(spectrum);
    this.#reachRun(timeMs);
    if (fading) this.#drop('fading', timeMs);
    else if (quality < MIN_QUALITY) this.#drop(meanOf(picture) < BLACK_MEAN ? 'black' : 'flat', timeMs);
    else {
      this.#average?.take(picture, spectrum, timeMs);
      this.#sample(picture, spectrum, timeMs, quality);
      this.#thumbnails?.take(picture, timeMs);
    }
    this.#settledMs = timeMs;
  }

  /**
   * Ends the film.
   * @param duration - Its length in seconds. Where it is unknown or ends before the last frame, that frame lasts as long as the one before.
   */
  finish(duration: number | undefined): {
    readonly durationMs: number;
    readonly coveredMs: number;
    readonly areas: AreaSpan[];
    readonly tracks: HashTrack[];
    readonly thumbnails: Thumbnails | undefined;
    readonly details: Details | undefined;
    readonly blending: Blending | undefined;
    readonly brightness: LumaSeries | undefined;
    readonly average: AveragePicture | undefined;
  } {
    for (const gated of this.#gate.flush()) this.#settle(gated);
    const lastEndMs = this.#lastMs + Math.round(Math.max(this.#options.intervalMs, this.#stepMs));
    const statedMs = Math.round((duration ?? 0) * 1000);
    const durationMs = statedMs > this.#lastMs ? statedMs : lastEndMs;
    const endMs = Math.min(lastEndMs, durationMs);
    this.#holdUntil(endMs);
    const lastArea = this.#areas.at(-1);
    if (lastArea !== undefined) lastArea.endMs = endMs;
    return {
      durationMs,
      coveredMs: endMs - this.#firstMs,
      areas: this.#areas.map(({ startMs, endMs, area }) => ({ start: startMs / 1000, end: endMs / 1000, area })),
      tracks: [this.#track.build(), ...(this.#second ? [this.#second.build()] : [])],
      thumbnails: this.#thumbnails?.build(),
      details: this.#details?.build(),
      blending: this.#blending?.build(),
      brightness: this.#brightness?.build(),
      average: this.#average?.build(),
    };
  }

  /** The open run holds until this frame, or for one interval when the frame comes too late for that. */
  #reachRun(timeMs: number): void {
    const { intervalMs } = this.#options;
    if (timeMs - this.#settledMs <= Math.max(1.5 * intervalMs, LONGEST_HOLD_MS)) this.#holdUntil(timeMs);
    else this.#endRun(this.#settledMs + Math.round(intervalMs));
  }

  #sample(picture: LumaFrame, spectrum: Float64Array, timeMs: number, quality: number): void {
    const track = this.#track;
    track.hash(picture, spectrum);
    // Compared with the run's first frame, not with the one before: a slow pan would go on for ever.
    if (this.#running && track.distanceToKept() <= track.hasher.bits * NEAR_EQUAL) return;
    track.keep(timeMs, quality);
    this.#running = true;
    this.#secondRuns = this.#second !== undefined && timeMs - this.#secondMs >= this.#options.secondOpinionMs;
    if (!this.#secondRuns) return;
    this.#second!.hash(picture, spectrum);
    this.#second!.keep(timeMs, quality);
    this.#secondMs = timeMs;
  }

  #drop(reason: keyof DroppedFrames, timeMs: number): void {
    this.#endRun(timeMs);
    this.dropped[reason]++;
  }

  #endRun(timeMs: number): void {
    this.#holdUntil(timeMs);
    this.#running = false;
    this.#secondRuns = false;
  }

  #holdUntil(timeMs: number): void {
    if (this.#running) this.#track.holdUntil(timeMs);
    if (this.#secondRuns) this.#second!.holdUntil(timeMs);
  }

  #noteArea(timeMs: number, area: PictureArea): void {
    const last = this.#areas.at(-1);
    if (last !== undefined) last.endMs = timeMs;
    if (last === undefined || !sameArea(last.area, area)) this.#areas.push({ startMs: timeMs, endMs: timeMs, area });
  }
}

function sameArea(one: PictureArea, other: PictureArea): boolean {
  const moved = [one.left - other.left, one.top - other.top, one.right - other.right, one.bottom - other.bottom];
  return moved.every((distance) => Math.abs(distance) <= SAME_AREA);
}

function meanOf({ pixels }: LumaFrame): number {
  let sum = 0;
  // By index: a callback for each pixel takes ten times as long.
  for (let at = 0; at < pixels.length; at++) sum += pixels[at]!;
  return sum / pixels.length;
}
