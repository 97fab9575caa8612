import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { BlockStore } from '../../block-store.ts';
import { checkInteger, checkObject, checkOneOf, checkRange } from '../../check.ts';
import { StreetdateError } from '../../errors.ts';
import { checkCrop } from '../../luma/crop.ts';
import type { LumaFrame, PictureArea } from '../../luma/luma-frame.ts';
import { toneLookup } from '../../luma/tone.ts';
import { TIME_EPSILON } from '../../time-epsilon.ts';
import type { Damage } from '../damage.ts';
import { decodingBudget } from '../decoder/decoder-budget.ts';
import { LONGEST_FILM } from '../decoder/decoder-limits.ts';
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

/** Largest error of a transport stream's clock that was seen after a seek is 4 ms; frames are farther apart. In seconds. */
const CLOCK_ERROR = 0.005;

/** The damage of a film that is longer than {@link LONGEST_FILM}. */
const TOO_LONG = 'what comes after 24 hours is not decoded';

/** How far decoding has come. */
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
   * Which frames are decoded; `framesPerSecond` samples from these. VP9 does not distinguish them, and AVI does not store when a picture is
   * shown: of both, every frame is decoded. @defaultValue 'every'
   */
  readonly decoded?: DecodedFrames | undefined;
  /** Time of the first frame taken, in seconds. @defaultValue 0 */
  readonly start?: number | undefined;
  /**
   * Time of a key frame at or before `start`, in seconds, when a key-frame pass has found one. Decoding starts there and not at an earlier
   * one. @defaultValue ffmpeg seeks one
   */
  readonly keyFrame?: number | undefined;
  /** Frames from this time on are not taken, in seconds. @defaultValue the end of the film */
  readonly end?: number | undefined;
  /** Longer side of the yielded picture in pixels, 1 to 4096. The shorter side follows from the display aspect ratio. @defaultValue 256 */
  readonly longSide?: number | undefined;
  /**
   * Decodes a crop of each coded frame at full resolution, instead of the whole frame made smaller: not rotated, with both fields. {@link
   * cropOf} gives its pixels. `longSide` and `deinterlace` are then ignored. @defaultValue the whole frame, made smaller
   */
  readonly crop?: PictureArea | undefined;
  /** The file's probe, when it is known already. @defaultValue it is probed */
  readonly media?: MediaProbe | undefined;
  /** Whether one field of each frame is taken. @defaultValue 'auto' */
  readonly deinterlace?: Deinterlace | undefined;
  /** Seconds to wait for a frame or a line from the decoder before it is stopped; up to a day. @defaultValue 60 */
  readonly stallSeconds?: number | undefined;
  /** Stops decoding; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called once before the first frame, with what was detected. */
  readonly onStart?: ((facts: { readonly deinterlaced: boolean }) => void) | undefined;
  /** Called after every frame. */
  readonly onProgress?: ((progress: DecodeProgress) => void) | undefined;
  /**
   * Called once at the end of the film when a part of it could not be decoded. Not called when the loop is left early, nor for an interval
   * of a film. When only key frames are decoded, nobody knows when the next one is due; then only errors of the decoder tell of damage.
   */
  readonly onDamage?: ((damage: Damage) => void) | undefined;
}

/**
 * Decodes a film to small greyscale pictures with their true presentation times. A time is the decoder's own timestamp, counted from the
 * start of the presentation. That also holds for variable frame rates, edit lists and clocks that do not start at zero. Times ascend.
 * Rotation, pixel aspect ratio, interlace, bit depth, range and HDR transfer are undone.
 *
 * The decoder works while frames are pulled, a few frames ahead. It ends when the loop is left in any way.
 * @param input - The film: a file, or a stream. Only this is read: playlists and scripts are refused, references to other files are not
 * followed.
 * @returns Frames that belong to the receiver.
 * @throws StreetdateError as {@link probe}, and `no-video`, `decoder-failed`, `decoder-limit` or `decoder-stalled`. RangeError for an option out of range.
 */
export function decodeFrames(input: MediaInput, options: DecodeOptions = {}): AsyncGenerator<LumaFrame, void, undefined> {
  checkObject('options', options);
  return decodeFramesInto(undefined, input, options);
}

/** Receives the audio of a film from the decoder of its pictures, when the whole film is decoded. */
export interface AudioTap {
  /** Samples a second. */
  readonly sampleRate: number;
  /** Takes mono samples of 16 bits, which belong to the receiver, from the start of the presentation on. */
  readonly take: (samples: Int16Array) => void;
  /** Called when the two could not be decoded together. Discard what was taken; no more comes. */
  readonly onLost: () => void;
}

/** Options for {@link decodeFramesInto}. */
export interface DecodeIntoOptions extends DecodeOptions {
  /** Receives the first audio stream, when every frame of the whole film is decoded. */
  readonly tap?: AudioTap | undefined;
  /** Whether each frame carries a piece of its picture at full resolution, see {@link detailPiece}. @defaultValue false */
  readonly details?: boolean | undefined;
  /** Only frames around these times are taken, see {@link FRAMES_AROUND}, in ascending order, in seconds. @defaultValue all frames */
  readonly moments?: readonly number[] | undefined;
  /** The field that is kept, when it is known, or `none`; `deinterlace` is then ignored. @defaultValue it is detected */
  readonly field?: Field | 'none' | undefined;
}

/**
 * Decodes as {@link decodeFrames} does, into memory that is used again.
 * @param store - The source of the pictures' memory. Give a picture's memory back to it when the picture is no longer needed.
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
    moments,
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
  // A pipe is decoded from its start.
  const seeks = typeof input === 'string' ? seeksFor(film, start, options.keyFrame) : [0];
  const [stream] = media.audio;
  const isWhole = decoded === 'every' && start === 0 && end === Number.POSITIVE_INFINITY;
  const tapped = tap && stream && isWhole ? { stream, sampleRate: tap.sampleRate } : undefined;
  // Audio that cannot be decoded ends the pictures too. They are then decoded again without it.
  const runs = [...(tapped ? [{ seconds: 0, sound: tapped }] : []), ...seeks.map((seconds) => ({ seconds, sound: undefined }))];

  const budget = decodingBudget(media);
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
      moments,
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
    let tooLong = false;
    for await (const frame of readFrames({
      ffmpegPath,
      input,
      budget,
      plan,
      tones,
      store,
      log,
      onSound: tap?.take,
      stallSeconds,
      signal,
    })) {
      // The first frame shows where a seek landed. One after the start means too late, which happens when key frames are rare.
      if (!arrived && frame.time > start + CLOCK_ERROR) break;
      arrived = true;
      if (frame.time < start - TIME_EPSILON) continue;
      if (frame.time >= end - TIME_EPSILON) return;
      // Timestamps can be made to jump by years. What comes before is compared.
      if (frame.time >= LONGEST_FILM) {
        tooLong = true;
        break;
      }
      coverage.add(frame.time);
      if (frame.time <= last) continue;
      last = frame.time;
      frames++;
      yield frame;
      onProgress?.({ frames, time: frame.time, duration: media.duration });
    }
    if (!arrived) continue;

    // A film that is shorter than `start` gives no frame and no error. A decoder that was killed proves nothing about the film.
    const killed = log.failure?.message.startsWith('ffmpeg was killed') ?? false;
    if (sound && log.failure !== undefined && !killed) {
      tap?.onLost();
      continue;
    }
    if (killed || (frames === 0 && (start === 0 || log.failure !== undefined))) throw undecodable(path, log);
    // After a seek in a stream without an index, decoders report errors though nothing is damaged.
    const whole = seconds === 0 && end === Number.POSITIVE_INFINITY && frames > 0;
    const damage = whole
      ? coverage.damage(log, decoded === 'key' ? undefined : pictureEnd(film), tooLong ? TOO_LONG : undefined)
      : undefined;
    if (damage !== undefined) onDamage?.(damage);
    return;
  }
}

/** The field of each frame that is kept; undefined for whole frames. */
export async function fieldToKeep(
  ffmpegPath: string,
  input: MediaInput,
  film: MediaProbe & { readonly video: VideoStream },
  { field, deinterlace, crop, signal, stallSeconds }: Pick<CheckedOptions, 'field' | 'deinterlace' | 'crop' | 'signal' | 'stallSeconds'>,
): Promise<Field | undefined> {
  if (field !== undefined) return field === 'none' ? undefined : field;
  if (deinterlace === 'never' || crop !== undefined) return undefined;
  if (deinterlace === 'always') return film.video.fieldOrder === 'bb' || film.video.fieldOrder === 'tb' ? 'bottom' : 'top';
  return detectInterlace(ffmpegPath, input, film, { signal, limitSeconds: stallSeconds });
}

function undecodable(path: string, log: DecoderLog): StreetdateError {
  const reason = log.lastError ?? (log.failure && oneLine(log.failure.message)) ?? 'its picture stream is empty';
  return new StreetdateError('decoder-failed', `${oneLine(path)} gave no picture: ${reason}`, { path, cause: log.failure });
}

/** When the last picture ends according to the container. It may count the audio as well, which can be longer. */
function pictureEnd({ video, duration, audio }: MediaProbe & { readonly video: VideoStream }): { time: number; slack: number } | undefined {
  if (video.duration !== undefined) return { time: video.start + video.duration, slack: 1 };
  return duration > 0 ? { time: duration, slack: audio.length > 0 ? 10 : 1 } : undefined;
}
