import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { BlockStore } from '../../block-store.ts';
import { checkInteger, checkOneOf, checkRange } from '../../check.ts';
import { StreetdateError } from '../../errors.ts';
import { checkCrop } from '../../luma/crop.ts';
import type { LumaFrame, PictureArea } from '../../luma/luma-frame.ts';
import { toneLookup } from '../../luma/tone.ts';
import { TIME_EPSILON } from '../../time-epsilon.ts';
import type { Damage } from '../damage.ts';
import { DecoderLog } from '../decoder/decoder-log.ts';
import { locateDecoder } from '../decoder/decoder-programs.ts';
import { decoderVersion } from '../decoder/decoder-version.ts';
import { oneLine } from '../media-file.ts';
import { checkInput, type MediaInput, nameOfInput } from '../media-input.ts';
import { type MediaProbe, probe, type VideoStream } from '../probe.ts';
import { Coverage } from './coverage.ts';
import { type DecodedFrames, planDecoding, seeksFor } from './decode-plan.ts';
import { detectInterlace, type Field } from './interlace.ts';
import { readFrames } from './read-frames.ts';

/** Whether one field of each frame is taken: `auto` looks at the pictures, see {@link detectInterlace}. */
export type Deinterlace = 'auto' | 'never' | 'always';

/** What the clock of a transport stream was seen to be off by after a seek is 4 ms; frames are farther apart. In seconds. */
const CLOCK_ERROR = 0.005;

/** How far a film is decoded. */
export interface DecodeProgress {
  /** Frames yielded so far. */
  readonly frames: number;
  /** Time of the last one, in seconds. */
  readonly time: number;
  /** Length of the film in seconds, 0 when it is not known. */
  readonly duration: number;
}

/** Options for {@link decodeFrames}. */
export interface DecodeOptions {
  /** Frames taken from each second of film, 0.01 to 240; a slower film gives all it has. @defaultValue every frame */
  readonly framesPerSecond?: number | undefined;
  /**
   * Which frames are decoded at all; `framesPerSecond` takes from these. VP9 has no such kinds, and AVI does not say when a
   * picture is shown: of these every frame is decoded. @defaultValue 'every'
   */
  readonly decoded?: DecodedFrames | undefined;
  /** Time of the first frame taken, in seconds. @defaultValue 0 */
  readonly start?: number | undefined;
  /**
   * Time of a key frame up to `start`, in seconds, where one is known from a look at the key frames: decoding then starts with it and not with an
   * earlier one. @defaultValue one is sought
   */
  readonly keyFrame?: number | undefined;
  /** Frames from this time on are not taken, in seconds. @defaultValue the end of the film */
  readonly end?: number | undefined;
  /** Longer side of the yielded picture in pixels, 1 to 4096; the shorter one follows from the shape in which the film is shown. @defaultValue 256 */
  readonly longSide?: number | undefined;
  /**
   * The part of each coded frame that is decoded, at its own pixels: not scaled, not turned, fields and all, smoothed as the codec has it. {@link cropOf} says which pixels they are.
   * `longSide` and `deinterlace` are then passed over. @defaultValue the whole frame, made smaller
   */
  readonly crop?: PictureArea | undefined;
  /** What the file is made of, where it is known already. @defaultValue it is probed */
  readonly media?: MediaProbe | undefined;
  /** Whether one field of each frame is taken. @defaultValue 'auto' */
  readonly deinterlace?: Deinterlace | undefined;
  /** Seconds without a frame or a line from the decoder until it is stopped, while a frame is waited for; up to a day. @defaultValue 60 */
  readonly stallSeconds?: number | undefined;
  /** Stops decoding; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called once before the first frame, with what was decided about the film. */
  readonly onStart?: ((facts: { readonly deinterlaced: boolean }) => void) | undefined;
  /** Called after every frame. */
  readonly onProgress?: ((progress: DecodeProgress) => void) | undefined;
  /**
   * Called once at the end of the film when a part of it could not be decoded. Not called when the loop is left early, nor for a part of a film.
   * Of key frames nobody knows when the next one is due: what is missing between or after them is told only by what the decoder complains of.
   */
  readonly onDamage?: ((damage: Damage) => void) | undefined;
}

/**
 * Decodes a film to small greyscale pictures, each with its true presentation time: the decoder's own timestamp, counted from the
 * start of the presentation, also where the frame rate varies, an edit list cuts, or the clock does not start at zero. Times ascend.
 * Turn, pixel shape, interlace, bit depth, range and HDR transfer are undone.
 *
 * The decoder works while frames are pulled, a few frames ahead, and is gone when the loop is left in whatever way.
 * @param input - The film: a file, or a stream. Nothing else is read: playlists and scripts are refused, references to other files not followed.
 * @returns Frames that belong to the receiver.
 * @throws StreetdateError as {@link probe}, and `no-video`, `decoder-failed` or `decoder-stalled`. RangeError for an option out of range.
 */
export function decodeFrames(input: MediaInput, options: DecodeOptions = {}): AsyncGenerator<LumaFrame, void, undefined> {
  return decodeFramesInto(undefined, input, options);
}

/** Who listens to the sound of a film that is decoded whole, by the decoder of its pictures. */
export interface AudioTap {
  /** Samples a second. */
  readonly sampleRate: number;
  /** Takes mono samples of 16 bits, which belong to the receiver, from the start of the presentation on. */
  readonly take: (samples: Int16Array) => void;
  /** Called where the two could not be decoded together: what was taken is to be forgotten, and no more comes. */
  readonly onLost: () => void;
}

/** Options for {@link decodeFramesInto}. */
export interface DecodeIntoOptions extends DecodeOptions {
  /** Takes the first sound stream, where the film has one and is decoded whole, every frame of it. */
  readonly tap?: AudioTap | undefined;
  /** Whether each frame carries a piece of its picture at the film's own resolution, where {@link detailPiece} has one of such a film. @defaultValue false */
  readonly details?: boolean | undefined;
}

/**
 * Decodes as {@link decodeFrames} does, to pictures in memory that was given back.
 * @param store - Where the memory of pictures comes from. Who knows that nobody looks at a picture any more gives it back.
 */
export function decodeFramesInto(
  store: BlockStore | undefined,
  input: MediaInput,
  options: DecodeIntoOptions,
): AsyncGenerator<LumaFrame, void, undefined> {
  const { framesPerSecond, decoded = 'every', deinterlace = 'auto' } = options;
  const { start = 0, end = Number.POSITIVE_INFINITY, longSide = 256, stallSeconds = 60 } = options;
  checkInput(input);
  if (framesPerSecond !== undefined) checkRange('framesPerSecond', framesPerSecond, 0.01, 240);
  checkOneOf('decoded', decoded, ['every', 'reference', 'key']);
  checkRange('start', start, 0, Number.MAX_SAFE_INTEGER);
  if (options.keyFrame !== undefined) checkRange('keyFrame', options.keyFrame, 0, start);
  checkRange('end', end, start, Number.POSITIVE_INFINITY);
  checkInteger('longSide', longSide, 1, 4096);
  if (options.crop !== undefined) checkCrop(options.crop);
  checkOneOf('deinterlace', deinterlace, ['auto', 'never', 'always']);
  checkRange('stallSeconds', stallSeconds, 0.001, 86_400);
  return decode(store, input, { ...options, framesPerSecond, decoded, start, end, longSide, deinterlace, stallSeconds });
}

type CheckedOptions = DecodeIntoOptions & { readonly [K in 'start' | 'end' | 'longSide' | 'stallSeconds']: number } & {
  readonly decoded: DecodedFrames;
  readonly deinterlace: Deinterlace;
};

async function* decode(
  store: BlockStore | undefined,
  input: MediaInput,
  options: CheckedOptions,
): AsyncGenerator<LumaFrame, void, undefined> {
  const {
    framesPerSecond,
    decoded,
    start,
    end,
    longSide,
    crop,
    details = false,
    stallSeconds,
    signal,
    tap,
    onStart,
    onProgress,
    onDamage,
  } = options;
  const path = nameOfInput(input);
  const media = options.media ?? (await probe(input, { signal, stallSeconds }));
  const { video } = media;
  if (video === undefined) throw new StreetdateError('no-video', `${oneLine(path)} has no picture`, { path });
  const film = { ...media, video };
  const { ffmpegPath } = locateDecoder();
  const { release } = await decoderVersion(ffmpegPath);
  const field = await fieldToKeep(ffmpegPath, input, film, options);
  onStart?.({ deinterlaced: field !== undefined });
  const tones = toneLookup(video.range, video.transfer);
  // A pipe is decoded from its front on.
  const seeks = typeof input === 'string' ? seeksFor(film, start, options.keyFrame) : [0];
  const [stream] = media.audio;
  const isWhole = decoded === 'every' && start === 0 && end === Number.POSITIVE_INFINITY;
  const tapped = tap && stream && isWhole ? { stream, sampleRate: tap.sampleRate } : undefined;
  // A sound that cannot be decoded ends the pictures as well, so that they are then decoded without it.
  const runs = [...(tapped ? [{ seconds: 0, sound: tapped }] : []), ...seeks.map((seconds) => ({ seconds, sound: undefined }))];

  let frames = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const { seconds, sound } of runs) {
    const clock = `showinfo@${randomBytes(8).toString('hex')}`;
    const log = new DecoderLog(clock, media.audio, sound !== undefined);
    const coverage = new Coverage(
      Math.max(1 / (framesPerSecond ?? Number.POSITIVE_INFINITY), 1 / (video.frameRate ?? 25)),
      decoded === 'key' ? Number.POSITIVE_INFINITY : undefined,
    );
    const plan = planDecoding({
      media: film,
      framesPerSecond,
      decoded,
      start,
      seek: seconds,
      longSide,
      crop,
      details,
      field,
      clock,
      release,
      cores: availableParallelism(),
      sound,
    });
    let arrived = seconds === 0;
    for await (const frame of readFrames({ ffmpegPath, input, plan, tones, store, log, onSound: tap?.take, stallSeconds, signal })) {
      // A seek shows its first frame: one after the start means that it landed too late, where key frames are rare.
      if (!arrived && frame.time > start + CLOCK_ERROR) break;
      arrived = true;
      if (frame.time < start - TIME_EPSILON) continue;
      if (frame.time >= end - TIME_EPSILON) return;
      coverage.add(frame.time);
      if (frame.time <= last) continue;
      last = frame.time;
      frames++;
      yield frame;
      onProgress?.({ frames, time: frame.time, duration: media.duration });
    }
    if (!arrived) continue;

    // A film that is shorter than `start` gives no frame and no error; a decoder that was killed says nothing about the film.
    const killed = log.failure?.message.startsWith('ffmpeg was killed') ?? false;
    if (sound && log.failure !== undefined && !killed) {
      tap?.onLost();
      continue;
    }
    if (killed || (frames === 0 && (start === 0 || log.failure !== undefined))) throw undecodable(path, log);
    // Decoders complain of what they meet after a seek in a stream without an index, and nothing is damaged.
    const whole = seconds === 0 && end === Number.POSITIVE_INFINITY && frames > 0;
    const damage = whole ? coverage.damage(log, decoded === 'key' ? undefined : pictureEnd(film)) : undefined;
    if (damage !== undefined) onDamage?.(damage);
    return;
  }
}

async function fieldToKeep(
  ffmpegPath: string,
  input: MediaInput,
  film: MediaProbe & { readonly video: VideoStream },
  { deinterlace, crop, signal, stallSeconds }: CheckedOptions,
): Promise<Field | undefined> {
  if (deinterlace === 'never' || crop !== undefined) return undefined;
  if (deinterlace === 'always') return film.video.fieldOrder === 'bb' || film.video.fieldOrder === 'tb' ? 'bottom' : 'top';
  return detectInterlace(ffmpegPath, input, film, { signal, limitSeconds: stallSeconds });
}

function undecodable(path: string, log: DecoderLog): StreetdateError {
  const reason = log.lastError ?? (log.failure && oneLine(log.failure.message)) ?? 'its picture stream is empty';
  return new StreetdateError('decoder-failed', `${oneLine(path)} gave no picture: ${reason}`, { path, cause: log.failure });
}

/** When the last picture ends, as far as the container knows: it may count the sound as well, which may run on. */
function pictureEnd({ video, duration, audio }: MediaProbe & { readonly video: VideoStream }): { time: number; slack: number } | undefined {
  if (video.duration !== undefined) return { time: video.start + video.duration, slack: 1 };
  return duration > 0 ? { time: duration, slack: audio.length > 0 ? 10 : 1 } : undefined;
}
