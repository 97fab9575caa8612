import { type Check, checkBoolean, checkFunction, checkIterable, checkObject, checkOneOf, checkRange, checkSignal } from '../check.ts';
import { StreetdateError } from '../errors.ts';
import { blockhash } from '../hash/blockhash.ts';
import type { FrameHasher } from '../hash/frame-hasher.ts';
import { pdq } from '../hash/pdq.ts';
import { trackActiveArea } from '../luma/active-area/active-area.ts';
import { checkFrame, type LumaFrame, type PictureArea } from '../luma/luma-frame.ts';
import { type DroppedFrames, FilmCollector } from './collect/film-collector.ts';
import { FramesBetween, type FramesHashed } from './collect/frames-between.ts';
import { InsetPlaces } from './collect/inset-places.ts';
import { THUMBNAILS } from './collect/thumbnail-strip.ts';
import { ViewCollectors } from './collect/view-collectors.ts';
import { addViews, withoutViews } from './collect/views.ts';
import type { Fingerprint, FingerprintRole, MediaFacts } from './fingerprint.ts';

/**
 * Frames sampled from each second of film, at most. References are dense and queries sparse. A copy is missed when none of its sampled
 * frames is close in time to one of the reference. In a moving shot, frames 42 ms apart differ as much as unrelated ones. A reference
 * therefore takes every frame and drops those that nearly equal the one before, so a sparse query meets its very frames.
 */
export const FRAMES_PER_SECOND: Readonly<Record<FingerprintRole, number>> = { reference: 30, query: 4 };

/**
 * How often a query's mean luma is measured: for each hashed frame, and in a second, at most. In films longer than `longest` seconds it is
 * measured only in hashed frames, because enough of them move. The search compares it with the reference's at the moments of that series.
 * It costs the scaling of the frames in between, and 120 bytes a second.
 */
const LUMA_SAMPLING = { aFrame: 3, aSecond: 12, longest: 3600 } as const;

/**
 * Shortest time between two entries of the luma series, milliseconds. Queries have one for each decoded frame, at most 12 a second, which
 * is within 50 ms of any frame of the film.
 */
const LUMA_INTERVAL_MS: Readonly<Record<FingerprintRole, number>> = { reference: 200, query: 60 };

/**
 * Frames to decode from each second of a film.
 * @param duration - Its length in seconds; 0 or undefined when unknown.
 */
export function framesToDecode({ role = 'query', framesPerSecond = FRAMES_PER_SECOND[role] }: FingerprintOptions, duration = 0): number {
  if (role === 'reference' || duration > LUMA_SAMPLING.longest) return framesPerSecond;
  const measured = Math.min(LUMA_SAMPLING.aFrame, Math.floor(LUMA_SAMPLING.aSecond / framesPerSecond));
  return framesPerSecond * Math.max(1, measured);
}

/** The shortest film that can be a reference, seconds. Shorter ones match by chance. */
export const SHORTEST_REFERENCE = 1;

/**
 * Shortest time between two frames of the second hasher's track, milliseconds. References are sparse in it. A query has it for every kept
 * frame, so that each of the reference's frames finds one close in time. Two sparse tracks would hardly ever meet.
 */
const SECOND_OPINION_MS: Readonly<Record<FingerprintRole, number>> = { reference: 2000, query: 0 };

/** How far a fingerprint has come. */
export interface FingerprintProgress {
  /** Seconds of film done. */
  readonly seconds: number;
  /** Length of the film in seconds; undefined when it is not known. */
  readonly duration: number | undefined;
  /** Frames sampled. */
  readonly framesDone: number;
}

/** How a film is fingerprinted. */
export interface FingerprintOptions {
  /** What the fingerprint is for: a `reference` is enrolled, a `query` is looked up. @defaultValue 'query' */
  readonly role?: FingerprintRole | undefined;
  /** Frames sampled from each second of film, 0.1 to 60. @defaultValue 30 for references, 4 for queries */
  readonly framesPerSecond?: number | undefined;
  /** Makes the default track. @defaultValue {@link pdq} */
  readonly hasher?: FrameHasher | undefined;
  /** An independent hasher that makes the second track, or `false` for none. @defaultValue {@link blockhash}, or {@link pdq} where that is not the hasher */
  readonly secondOpinion?: FrameHasher | false | undefined;
  /**
   * Whether further regions of each picture are hashed on tracks of their own: of a reference its middle, for crops; of a query the
   * pictures inside it, and the picture rotated by a few degrees. @defaultValue true
   */
  readonly views?: boolean | undefined;
  /**
   * Whether {@link Fingerprint.thumbnails} are kept. With those of a reference, 3.7 MB an hour, the search also finds crops without the
   * middle, copies filmed at an angle, and copies with large overlays. One can see the film in them.
   * @defaultValue true for queries with `views`, false for references
   */
  readonly thumbnails?: boolean | undefined;
  /**
   * Whether {@link Fingerprint.localFeatures} are kept. By them the search finds copies in which only a part of the picture is left, wherever it
   * is, and however it was turned, mirrored or framed. @defaultValue true with `views`
   */
  readonly localFeatures?: boolean | undefined;
  /**
   * Whether a reference keeps {@link Fingerprint.details}, up to 1.2 MB a film, and {@link Fingerprint.blending}, up to 0.4 MB an hour.
   * Provenance reads from them which release a copy was made from. One can see a little of the film in the details. Every frame is then
   * decoded in full, which takes slightly longer. Films that are interlaced, rotated or of fewer than about 180 rows have no details. In
   * {@link fingerprintFrames}, only frames with a {@link LumaFrame.detail} have them. @defaultValue false
   */
  readonly details?: boolean | undefined;
  /** Stops the work; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called after every frame. */
  readonly onProgress?: ((progress: FingerprintProgress) => void) | undefined;
}

/** Options for {@link fingerprintFrames}. */
export interface FramesOptions extends FingerprintOptions {
  /** Length of the presentation in seconds. @defaultValue one sampling interval past the last frame */
  readonly duration?: number | undefined;
  /** Facts about the media, to be kept with the fingerprint. @defaultValue none */
  readonly media?: MediaFacts | undefined;
}

/**
 * Fingerprints frames that were decoded before, from any source: a decoder, a camera or a canvas. It finds the active picture area and
 * scales it to 64 × 64. Black, flat and fading frames are left out. Of frames that nearly equal each other, one is kept and holds for all
 * their time. Memory grows with the hashes kept, not with the frames.
 * @param frames - Pictures of one size in order of time, about `framesPerSecond` of them in each second.
 * @returns A fingerprint with exact times. A query without anything to compare, such as black film, has empty tracks.
 * @throws StreetdateError `nothing-to-fingerprint`, with the reason, when no frame comes, or when a reference lasts less than a second or
 * has no frame worth keeping.
 */
export async function fingerprintFrames(frames: AsyncIterable<LumaFrame>, options: FramesOptions = {}): Promise<Fingerprint> {
  checkIterable('frames', frames);
  checkOptions(options);
  return fingerprintEach(checked(frames), options, () => {});
}

async function* checked(frames: AsyncIterable<LumaFrame>): AsyncGenerator<LumaFrame> {
  for await (const frame of frames) {
    checkFrame('frames', frame);
    yield frame;
  }
}

/** Options for {@link fingerprintEach}. */
export interface EachOptions extends FramesOptions {
  /** Which frames are hashed. The others only give luma and thumbnails. @defaultValue all of them */
  readonly hashed?: FramesHashed | undefined;
}

/**
 * Fingerprints as {@link fingerprintFrames} does.
 * @param onDone - Called with each frame that is no longer needed.
 */
export async function fingerprintEach(
  frames: AsyncIterable<LumaFrame>,
  options: EachOptions,
  onDone: (frame: LumaFrame) => void,
): Promise<Fingerprint> {
  const { role, framesPerSecond, hasher, secondOpinion } = checkOptions(options);
  const { hashed = { perSecond: Number.POSITIVE_INFINITY, inSlot: 1 } } = options;
  const { duration, media = {}, views = true, signal, onProgress } = options;
  const { thumbnails: wantsThumbnails = role === 'query' && views, localFeatures: wantsFeatures = views } = options;
  // A query keeps most sampled frames, a reference about a third.
  const expected = role === 'query' ? framesPerSecond * (duration ?? 0) : undefined;
  const collector = new FilmCollector({
    hasher,
    secondOpinion,
    intervalMs: 1000 / framesPerSecond,
    secondOpinionMs: SECOND_OPINION_MS[role],
    expected,
    thumbnails: wantsThumbnails ? THUMBNAILS[role] : undefined,
    details: options.details ?? false,
    lumaIntervalMs: LUMA_INTERVAL_MS[role],
    fineGrid: role === 'reference' ? 'change-signs' : (duration ?? 0) > LUMA_SAMPLING.longest ? undefined : 'means',
    expectedLuma: expected === undefined ? undefined : framesToDecode(options, duration) * (duration ?? 0),
    average: role === 'reference',
    features: wantsFeatures ? role : undefined,
  });
  const further = new ViewCollectors(hasher, 1000 / framesPerSecond, expected);
  const places = new InsetPlaces();
  const between = new FramesBetween(hashed);
  const takeBetween = (until: number, area: PictureArea) => {
    for (const frame of between.before(until)) {
      collector.takeBetween(frame, area);
      onDone(frame);
    }
  };
  const framed = trackActiveArea(between.hashed(frames));
  let last: PictureArea | undefined;
  for await (const { frame, area, views: parts } of views ? addViews(framed, role) : withoutViews(framed)) {
    signal?.throwIfAborted();
    takeBetween(frame.time, last ?? area);
    last = area;
    collector.take(frame, area);
    further.take(frame, parts);
    places.take(frame.time, parts);
    onDone(frame);
    onProgress?.({ seconds: frame.time, duration, framesDone: collector.frames });
  }
  if (last !== undefined) takeBetween(Number.POSITIVE_INFINITY, last);
  if (collector.frames === 0) throw nothing('it has no picture');
  const { durationMs, coveredMs, areas, tracks, thumbnails, details, blending, luma, average, localFeatures } = collector.finish(duration);
  const insets = places.build();
  if (role === 'reference') {
    if (coveredMs < 1000 * SHORTEST_REFERENCE) throw nothing(tooShort(collector.frames, coveredMs));
    if (tracks[0]!.timesMs.length === 0) throw nothing(tooPlain(collector.frames, collector.dropped));
  }
  return {
    role,
    kind: 'film',
    duration: durationMs / 1000,
    tracks: [...tracks, ...further.finish(duration)],
    areas,
    ...(insets.length > 0 && { insets }),
    ...(thumbnails && { thumbnails }),
    ...(details && { details }),
    ...(blending && { blending }),
    ...(luma && { luma }),
    ...(average && { average }),
    ...(localFeatures && { localFeatures }),
    media,
  };
}

const OPTION_CHECKS = [
  ['hasher', checkObject],
  ['views', checkBoolean],
  ['thumbnails', checkBoolean],
  ['localFeatures', checkBoolean],
  ['details', checkBoolean],
  ['signal', checkSignal],
  ['onProgress', checkFunction],
] as const satisfies readonly (readonly [keyof FingerprintOptions, Check])[];

/** The options with their defaults. @throws TypeError and RangeError for wrong ones. */
export function checkOptions(options: FingerprintOptions) {
  checkObject('options', options);
  for (const [name, check] of OPTION_CHECKS) if (options[name] !== undefined) check(name, options[name]);
  const { role = 'query' } = options;
  checkOneOf('role', role, ['reference', 'query']);
  const { framesPerSecond = FRAMES_PER_SECOND[role], hasher = pdq } = options;
  checkRange('framesPerSecond', framesPerSecond, 0.1, 60);
  const { secondOpinion = hasher.algorithm === blockhash.algorithm ? pdq : blockhash } = options;
  if (secondOpinion && secondOpinion.algorithm === hasher.algorithm) {
    throw new TypeError(`secondOpinion must be another algorithm than hasher, got ${hasher.algorithm} twice`);
  }
  if (options.details && role === 'query') throw new TypeError('details must be left out for a query');
  return { role, framesPerSecond, hasher, secondOpinion: secondOpinion || undefined };
}

/** The error for a film that gives no fingerprint. */
export function nothing(reason: string): StreetdateError {
  return new StreetdateError('nothing-to-fingerprint', reason);
}

function tooShort(frames: number, coveredMs: number): string {
  const length = frames === 1 ? 'it has only one picture' : `its pictures last ${coveredMs / 1000} s`;
  return `${length}, and a reference film must last ${SHORTEST_REFERENCE} s or more`;
}

function tooPlain(frames: number, dropped: DroppedFrames): string {
  const counts = Object.entries(dropped).flatMap(([reason, count]) => (count > 0 ? `${count} ${reason}` : []));
  return `all its pictures are too plain to identify it: of ${frames} sampled, ${counts.join(' and ')}`;
}
