import { BlockStore } from '../block-store.ts';
import type { Damage } from '../media/damage.ts';
import { type AudioTap, decodeFramesInto } from '../media/frames/decode-frames.ts';
import type { DecodedFrames } from '../media/frames/decode-plan.ts';
import type { MediaInput } from '../media/media-input.ts';
import type { MediaProbe, VideoStream } from '../media/probe.ts';
import type { Fingerprint, MediaFacts, TimeSpan } from './fingerprint.ts';
import { checkOptions, type FingerprintOptions, type FingerprintProgress, fingerprintEach, framesToDecode } from './fingerprint-frames.ts';

/** What one look at a film gave. */
export interface FilmLook {
  /** The pictures' fingerprint, without the sound. */
  readonly pictures: Fingerprint;
  /** Of a look at key frames, the time of each that was sampled, those that were left out included, in seconds, ascending. Otherwise none. */
  readonly times: readonly number[];
}

/** How {@link lookAtFilm} looks. */
export interface LookOptions extends FingerprintOptions {
  /** Which frames are decoded. */
  readonly decoded: DecodedFrames;
  /** The stretch that is looked at. @defaultValue the whole film */
  readonly span?: TimeSpan | undefined;
  /** Time of a key frame up to the start of the stretch. @defaultValue one is sought */
  readonly keyFrame?: number | undefined;
  /** Who takes the sound, where the whole film is looked at, every frame of it. */
  readonly tap?: AudioTap | undefined;
  /** Whether one field of each frame is taken, where an earlier look has told. @defaultValue the pictures tell */
  readonly deinterlaced?: boolean | undefined;
}

/** Decodes and fingerprints the pictures of a film, or of a stretch of it, at the film's own times. */
export async function lookAtFilm(input: MediaInput, media: MediaProbe, options: LookOptions): Promise<FilmLook> {
  const { decoded, span, keyFrame, tap, signal } = options;
  const { framesPerSecond } = checkOptions(options);
  let damage: Damage | undefined;
  let { deinterlaced = false } = options;
  const times: number[] = [];
  // A picture's memory is used again once it was looked at.
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
  const hashed = decodedPerSecond > framesPerSecond ? { hashedPerSecond: framesPerSecond } : {};
  const onProgress = (progress: FingerprintProgress) => {
    if (decoded === 'key') times.push(progress.seconds);
    options.onProgress?.(progress);
  };
  const pictures = await fingerprintEach(frames, { ...options, ...facts, ...hashed, onProgress }, ({ pixels }) => store.give(pixels));
  return {
    pictures: {
      ...pictures,
      media: { ...pictures.media, deinterlaced },
      ...(damage && { damage: { ...damage, secondsCovered: toMilliseconds(damage.secondsCovered) } }),
    },
    times,
  };
}

/** What of a probe is kept with the fingerprint. What is not known is left out. */
function factsOf({ container, fileBytes, video, audio, chapters }: MediaProbe): MediaFacts {
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

/** The shape in which a picture is shown, where its coded size does not say it. */
function displayAspectOf({ width, height, pixelAspect, orientation }: VideoStream): Pick<MediaFacts, 'displayAspect'> {
  if (width === 0 || height === 0 || (pixelAspect === 1 && !orientation.swapsSides)) return {};
  const aspect = (width * pixelAspect) / height;
  return { displayAspect: orientation.swapsSides ? 1 / aspect : aspect };
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
