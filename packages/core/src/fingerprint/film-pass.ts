import { BlockStore } from '../block-store.ts';
import type { Damage } from '../media/damage.ts';
import { type AudioTap, decodeFramesInto } from '../media/frames/decode-frames.ts';
import type { DecodedFrames } from '../media/frames/decode-plan.ts';
import type { MediaInput } from '../media/media-input.ts';
import type { MediaProbe, VideoStream } from '../media/probe.ts';
import type { Fingerprint, MediaFacts, TimeSpan } from './fingerprint.ts';
import { checkOptions, type FingerprintOptions, type FingerprintProgress, fingerprintEach, framesToDecode } from './fingerprint-frames.ts';

/** The result of one pass over a film. */
export interface FilmPass {
  /** The fingerprint of the pictures, without audio. */
  readonly pictures: Fingerprint;
  /** Times of the key frames that a key-frame pass sampled, seconds, ascending. Frames that gave no hash are included. Empty for other passes. */
  readonly times: readonly number[];
}

/** Options for {@link decodePass}. */
export interface PassOptions extends FingerprintOptions {
  /** Which frames to decode. */
  readonly decoded: DecodedFrames;
  /** The interval to decode. @defaultValue the whole film */
  readonly span?: TimeSpan | undefined;
  /** Time of a key frame up to the start of the interval. @defaultValue found by seeking */
  readonly keyFrame?: number | undefined;
  /** Receives the audio, if every frame of the whole film is decoded. */
  readonly tap?: AudioTap | undefined;
  /** Whether to use one field of each frame, if an earlier pass has detected that. @defaultValue detected from the pictures */
  readonly deinterlaced?: boolean | undefined;
}

/** Decodes and fingerprints the pictures of a film or an interval, with the film's own times. */
export async function decodePass(input: MediaInput, media: MediaProbe, options: PassOptions): Promise<FilmPass> {
  const { decoded, span, keyFrame, tap, signal } = options;
  const { framesPerSecond } = checkOptions(options);
  let damage: Damage | undefined;
  let { deinterlaced = false } = options;
  const times: number[] = [];
  // The memory of a picture is reused after hashing.
  const store = new BlockStore();
  const decodedPerSecond = framesToDecode(options, media.duration);
  const frames = decodeFramesInto(store, input, {
    framesPerSecond: decodedPerSecond,
    media,
    decoded,
    ...span,
    keyFrame,
    tap,
    details: options.details,
    deinterlace: options.deinterlaced === undefined ? 'auto' : deinterlaced ? 'always' : 'never',
    signal,
    onStart: (facts) => {
      deinterlaced = facts.deinterlaced;
    },
    onDamage: (found) => {
      damage = found;
    },
  });
  const facts = { duration: media.duration || undefined, media: factsOf(media) };
  const hashed =
    decodedPerSecond > framesPerSecond ? { perSecond: framesPerSecond, inSlot: decodedPerSecond / framesPerSecond } : undefined;
  const onProgress = (progress: FingerprintProgress) => {
    if (decoded === 'key') times.push(progress.seconds);
    options.onProgress?.(progress);
  };
  const pictures = await fingerprintEach(frames, { ...options, ...facts, hashed, onProgress }, ({ pixels }) => store.give(pixels));
  return {
    pictures: {
      ...pictures,
      media: { ...pictures.media, deinterlaced },
      ...(damage && { damage: { ...damage, secondsCovered: toMilliseconds(damage.secondsCovered) } }),
    },
    times,
  };
}

/** The facts of a probe that the fingerprint keeps. Unknown ones are left out. */
export function factsOf({ container, fileBytes, video, audio, chapters }: MediaProbe): MediaFacts {
  return {
    container,
    fileBytes,
    ...(video && { videoCodec: video.codec, width: video.width, height: video.height, ...displayAspectOf(video) }),
    ...(video?.frameRate !== undefined && { frameRate: video.frameRate }),
    ...(audio[0] && { audioCodec: audio[0].codec }),
    sound: audio.map(({ codec, channels, language }) => ({ codec, channels, ...(language !== undefined && { language }) })),
    chapters: chapters.map(toMilliseconds),
  };
}

/** The display aspect ratio, if it differs from that of the coded size. */
function displayAspectOf({ width, height, pixelAspect, orientation }: VideoStream): Pick<MediaFacts, 'displayAspect'> {
  if (width === 0 || height === 0 || (pixelAspect === 1 && !orientation.swapsSides)) return {};
  const aspect = (width * pixelAspect) / height;
  return { displayAspect: orientation.swapsSides ? 1 / aspect : aspect };
}

/** Rounds to whole milliseconds, as a fingerprint keeps times. */
export function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
