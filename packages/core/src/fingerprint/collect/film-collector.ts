import type { FrameHasher } from '../../hash/frame-hasher.ts';
import { HASH_PICTURE_SIZE } from '../../hash/frame-hasher.ts';
import type { LumaFrame, PictureArea } from '../../luma/luma-frame.ts';
import { MIN_QUALITY, qualityOf } from '../../luma/quality.ts';
import { scaleArea } from '../../luma/scale.ts';
import { type PictureQuad, scaleQuad } from '../../luma/scale-quad.ts';
import type {
  AreaSpan,
  AveragePicture,
  Blending,
  Details,
  FingerprintRole,
  HashTrack,
  LocalFeatures,
  LumaSeries,
  Thumbnails,
} from '../fingerprint.ts';
import { AveragePictureBuilder } from './average-picture.ts';
import { BlendStrip } from './blend-strip.ts';
import { DetailStrip } from './detail-strip.ts';
import { FadeGate, type GatedPicture } from './fade-gate.ts';
import { FEATURES, FeatureStrip } from './feature-strip.ts';
import { HashTrackBuilder } from './hash-track-builder.ts';
import { type KeptFineGrid, LumaSeriesBuilder } from './luma-series.ts';
import { type ThumbnailSampling, ThumbnailStrip } from './thumbnail-strip.ts';

/**
 * Largest share of its bits in which a hash may differ from the first one of its run: 16 of 256.
 *
 * Measured on every frame of two films and two clips: 7 to 12 frames a second are kept (28 in one restless clip), and each frame is 3 to 8
 * bits from the kept one that stands for it. At 8 bits 13 to 15 are kept, 1 to 3 bits away; at 32 bits 3 to 9, 10 to 17 bits away. Sampling
 * every tenth of a second instead leaves them 11 to 44 bits away, at any threshold.
 */
const NEAR_EQUAL = 1 / 16;

/**
 * Longest time between two frames during which the first stays on screen, milliseconds. Films of a few frames a second are complete; a
 * longer gap is missing footage.
 */
const LONGEST_HOLD_MS = 1000;

/**
 * How far an edge may move within one span, as a share of the picture: half a pixel of 256. Edges are measured to fractions of a pixel and
 * jitter.
 */
const SAME_AREA = 0.002;

/** Mean luma below which a picture without quality is called black and not flat. Only for messages. */
const BLACK_MEAN = 24;

/** How a {@link FilmCollector} samples. */
export interface CollectorOptions {
  readonly hasher: FrameHasher;
  readonly secondOpinion: FrameHasher | undefined;
  /** The view of its tracks, see {@link HashTrack.view}. @defaultValue 'active' */
  readonly view?: string;
  /** Time between two sampled frames, milliseconds. */
  readonly intervalMs: number;
  /** Shortest time between two frames of the second hasher, milliseconds; 0 for every kept frame. */
  readonly secondOpinionMs: number;
  /** Most frames that are sampled, when known. @defaultValue unknown */
  readonly expected?: number | undefined;
  /** Which thumbnails are kept. @defaultValue none */
  readonly thumbnails?: ThumbnailSampling | undefined;
  /** Whether details and blending are kept, for frames that carry a detail. @defaultValue false */
  readonly details?: boolean;
  /** Shortest time between two entries of the luma series, milliseconds; undefined for none. @defaultValue none */
  readonly lumaIntervalMs?: number | undefined;
  /** What the luma series keeps of the fine grid. @defaultValue nothing */
  readonly fineGrid?: KeptFineGrid | undefined;
  /** Most entries of the luma series, when known. @defaultValue unknown */
  readonly expectedLuma?: number | undefined;
  /** Whether the mean of its pictures is kept. @defaultValue false */
  readonly average?: boolean;
  /** The role whose local features are kept. @defaultValue none are */
  readonly features?: FingerprintRole | undefined;
}

/** Frames that were left out, by reason. */
export interface DroppedFrames {
  black: number;
  flat: number;
  fading: number;
}

/** Turns the frames of one film into tracks of hashes and spans of picture areas. Its memory grows only with the hashes. */
export class FilmCollector {
  readonly dropped: DroppedFrames = { black: 0, flat: 0, fading: 0 };
  readonly #options: CollectorOptions;
  readonly #track: HashTrackBuilder;
  readonly #second: HashTrackBuilder | undefined;
  readonly #thumbnails: ThumbnailStrip | undefined;
  readonly #details: DetailStrip | undefined;
  readonly #blending: BlendStrip | undefined;
  readonly #luma: LumaSeriesBuilder | undefined;
  readonly #average: AveragePictureBuilder | undefined;
  readonly #features: FeatureStrip | undefined;
  readonly #areas: { startMs: number; endMs: number; area: PictureArea }[] = [];
  #frames = 0;
  #firstMs = 0;
  #lastMs = -1;
  /** Time of the last frame that left the fade gate. */
  #settledMs = -1;
  readonly #gate = new FadeGate();
  /** Time between the last two frames without a gap. */
  #stepMs = 0;
  /** A run of near-equal frames is open: the last frame was kept, or joined the one kept last. */
  #running = false;
  /** The second hasher's track has the open run's first frame too. */
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
    this.#luma =
      options.lumaIntervalMs === undefined
        ? undefined
        : new LumaSeriesBuilder(options.lumaIntervalMs, options.fineGrid, options.expectedLuma);
    this.#features = options.features && new FeatureStrip(FEATURES[options.features]);
    this.#average = options.average ? new AveragePictureBuilder(HASH_PICTURE_SIZE) : undefined;
  }

  /** Frames taken, including those that were left out. */
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
    this.#luma?.take(picture, timeMs);
    this.#blending?.take(picture, timeMs);
    if ('left' in area) this.#features?.take(frame, area, timeMs);
    if (frame.detail) this.#details?.take(picture, timeMs, frame.detail);
    for (const gated of this.#gate.push(picture, timeMs, true)) this.#settle(gated);
    if (this.#frames++ === 0) this.#firstMs = timeMs;
    else if (timeMs - this.#lastMs <= LONGEST_HOLD_MS) this.#stepMs = timeMs - this.#lastMs;
    this.#lastMs = timeMs;
  }

  /** Takes a frame between two others that is not hashed, for the luma series and the thumbnails. All frames come in order of time. */
  takeBetween(frame: LumaFrame, area: PictureArea): void {
    const timeMs = Math.round(frame.time * 1000);
    const picture = scaleArea(frame, area, HASH_PICTURE_SIZE, HASH_PICTURE_SIZE, this.#gate.store.take(HASH_PICTURE_SIZE ** 2));
    this.#luma?.take(picture, timeMs);
    for (const gated of this.#gate.push(picture, timeMs, false)) this.#settle(gated);
  }

  /** Keeps or drops a decided picture. Pictures come in order of time. */
  #settle({ picture, spectrum, timeMs, isHashed, fading }: GatedPicture): void {
    const quality = qualityOf(spectrum);
    if (!isHashed) {
      if (!fading && quality >= MIN_QUALITY) this.#thumbnails?.take(picture, timeMs);
      return;
    }
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
   * @param duration - Its length in seconds. When it is unknown or ends before the last frame, that frame lasts as long as the one before.
   */
  finish(duration: number | undefined): {
    readonly durationMs: number;
    readonly coveredMs: number;
    readonly areas: AreaSpan[];
    readonly tracks: HashTrack[];
    readonly thumbnails: Thumbnails | undefined;
    readonly details: Details | undefined;
    readonly blending: Blending | undefined;
    readonly luma: LumaSeries | undefined;
    readonly average: AveragePicture | undefined;
    readonly localFeatures: LocalFeatures | undefined;
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
      luma: this.#luma?.build(),
      average: this.#average?.build(),
      localFeatures: this.#features?.build(),
    };
  }

  /** Extends the open run to this frame, or by one interval when the frame comes too late for that. */
  #reachRun(timeMs: number): void {
    const { intervalMs } = this.#options;
    if (timeMs - this.#settledMs <= Math.max(1.5 * intervalMs, LONGEST_HOLD_MS)) this.#holdUntil(timeMs);
    else this.#endRun(this.#settledMs + Math.round(intervalMs));
  }

  #sample(picture: LumaFrame, spectrum: Float64Array, timeMs: number, quality: number): void {
    const track = this.#track;
    track.hash(picture, spectrum);
    // Compared with the run's first frame, not with the one before: a slow pan would otherwise never end.
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
