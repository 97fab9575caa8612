import { randomBytes } from 'node:crypto';
import { checkInteger, checkOneOf, checkRange, checkText } from '../check.ts';
import { StreetdateError } from '../errors.ts';
import type { LumaFrame } from '../luma/luma-frame.ts';
import { toneLookup } from '../luma/tone.ts';
import { Coverage } from './coverage.ts';
import type { Damage } from './damage.ts';
import { planDecoding } from './decode-plan.ts';
import { DecoderLog } from './decoder-log.ts';
import { locateDecoder } from './decoder-programs.ts';
import { decoderVersion } from './decoder-version.ts';
import { startFfmpeg } from './ffmpeg.ts';
import { FrameReader, StallError } from './frame-reader.ts';
import { detectInterlace, type Field } from './interlace.ts';
import { decoderUrl, lineOf } from './media-file.ts';
import { type MediaProbe, probe, type VideoStream } from './probe.ts';

/** Whether one field of each frame is taken: `auto` looks at the pictures, see {@link detectInterlace}. */
export type Deinterlace = 'auto' | 'never' | 'always';

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
  /** Time of the first frame taken, in seconds. @defaultValue 0 */
  readonly start?: number | undefined;
  /** Frames from this time on are not taken, in seconds. @defaultValue the end of the film */
  readonly end?: number | undefined;
  /** Longer side of the yielded picture in pixels, 1 to 4096; the shorter one follows from the shape in which the film is shown. @defaultValue 256 */
  readonly longSide?: number | undefined;
  /** Whether one field of each frame is taken. @defaultValue 'auto' */
  readonly deinterlace?: Deinterlace | undefined;
  /** Seconds without a frame or a line from the decoder until it is stopped, while a frame is waited for; up to a day. @defaultValue 60 */
  readonly stallSeconds?: number | undefined;
  /** Stops decoding; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called after every frame. */
  readonly onProgress?: ((progress: DecodeProgress) => void) | undefined;
  /** Called once at the end of the film when a part of it could not be decoded. Not called when the loop is left early. */
  readonly onDamage?: ((damage: Damage) => void) | undefined;
}

/**
 * Decodes a film to small greyscale pictures, each with its true presentation time: the decoder's own timestamp, counted from the
 * start of the presentation, also where the frame rate varies, an edit list cuts, or the clock does not start at zero. Times ascend.
 * Turn, pixel shape, interlace, bit depth, range and HDR transfer are undone.
 *
 * The decoder works while frames are pulled, a few frames ahead, and is gone when the loop is left in whatever way.
 * @param path - The film. Nothing else is read: playlists and scripts are refused, references to other files not followed.
 * @returns Frames that belong to the receiver.
 * @throws StreetdateError as {@link probe}, and `no-video`, `decoder-failed` or `decoder-stalled`. RangeError for an option out of range.
 */
export function decodeFrames(path: string, options: DecodeOptions = {}): AsyncGenerator<LumaFrame, void, undefined> {
  const { framesPerSecond, start = 0, end = Number.POSITIVE_INFINITY, longSide = 256, deinterlace = 'auto', stallSeconds = 60 } = options;
  checkText('path', path);
  if (framesPerSecond !== undefined) checkRange('framesPerSecond', framesPerSecond, 0.01, 240);
  checkRange('start', start, 0, Number.MAX_SAFE_INTEGER);
  checkRange('end', end, start, Number.POSITIVE_INFINITY);
  checkInteger('longSide', longSide, 1, 4096);
  checkOneOf('deinterlace', deinterlace, ['auto', 'never', 'always']);
  checkRange('stallSeconds', stallSeconds, 0.001, 86_400);
  return decode(path, { ...options, framesPerSecond, start, end, longSide, deinterlace, stallSeconds });
}

type CheckedOptions = DecodeOptions & { readonly [K in 'start' | 'end' | 'longSide' | 'stallSeconds']: number } & {
  readonly deinterlace: Deinterlace;
};

async function* decode(path: string, options: CheckedOptions): AsyncGenerator<LumaFrame, void, undefined> {
  const { framesPerSecond, start, end, longSide, stallSeconds, signal, onProgress, onDamage } = options;
  const media = await probe(path, { signal, stallSeconds });
  const { video } = media;
  if (video === undefined) throw new StreetdateError('no-video', `${lineOf(path)} has no picture`, { path });
  const film = { ...media, video };
  const { ffmpegPath } = locateDecoder();
  const { release } = await decoderVersion(ffmpegPath);
  const field = await fieldToKeep(ffmpegPath, path, film, options);
  const clock = `showinfo@${randomBytes(8).toString('hex')}`;
  const plan = planDecoding({ media: film, framesPerSecond, start, longSide, field, clock, release });
  const { width, height } = plan.size;
  const tones = toneLookup(video.range, video.transfer);
  const log = new DecoderLog(clock);
  const coverage = new Coverage(Math.max(1 / (framesPerSecond ?? Number.POSITIVE_INFINITY), 1 / (video.frameRate ?? 25)));

  signal?.throwIfAborted();
  const run = startFfmpeg({
    program: ffmpegPath,
    url: decoderUrl(path),
    ...plan,
    bufferBytes: 2 * width * height,
    onLine: (line) => {
      log.read(line);
      reader.signOfLife();
    },
  });
  const reader = new FrameReader(run.output, { stallSeconds, signal });
  let frames = 0;
  let last = Number.NEGATIVE_INFINITY;
  try {
    for (;;) {
      const coded = await reader.read(width * height);
      if (coded === undefined) break;
      const time = (await nextTime(log, reader)) + plan.clockOffset;
      // Frames of one moment, out of order or without a time, as broken files have them; and pictures before the presentation starts.
      if (!(time > last) || time < -1e-6) continue;
      if (time >= end) return;
      last = time;
      const pixels = new Uint8Array(width * height);
      for (let i = 0; i < pixels.length; i++) pixels[i] = tones[coded[i]!]!;
      coverage.add(time);
      frames++;
      yield { width, height, pixels, time: Math.max(0, time) };
      onProgress?.({ frames, time, duration: media.duration });
      signal?.throwIfAborted();
    }
  } catch (cause) {
    if (cause instanceof StallError) {
      throw new StreetdateError('decoder-stalled', `${lineOf(path)}: ffmpeg gave nothing for ${stallSeconds} s and was stopped`, {
        path,
        cause,
      });
    }
    throw cause;
  } finally {
    await run.stop();
  }

  const failure = run.failure();
  // A film that is shorter than `start` gives no frame and no error.
  if (frames === 0 && (start === 0 || failure !== undefined)) throw undecodable(path, log, failure);
  // A decoder that was killed says nothing about the film.
  if (failure !== undefined && /signal/.test(failure.message)) throw undecodable(path, log, failure);
  const damage = end === Number.POSITIVE_INFINITY && frames > 0 ? coverage.damage(log, pictureEnd(film), failure?.message) : undefined;
  if (damage !== undefined) onDamage?.(damage);
}

async function fieldToKeep(
  ffmpegPath: string,
  path: string,
  film: MediaProbe & { readonly video: VideoStream },
  { deinterlace, signal, stallSeconds }: CheckedOptions,
): Promise<Field | undefined> {
  if (deinterlace === 'never') return undefined;
  if (deinterlace === 'always') return film.video.fieldOrder === 'bb' || film.video.fieldOrder === 'tb' ? 'bottom' : 'top';
  return detectInterlace(ffmpegPath, path, film, { signal, limitSeconds: stallSeconds });
}

/** The time of the frame whose pixels were just read. It was printed before, but comes through another pipe. */
async function nextTime(log: DecoderLog, reader: FrameReader): Promise<number> {
  for (;;) {
    const time = log.times.shift();
    if (time !== undefined) return time;
    if (reader.ended) return Number.NaN;
    await reader.nextSign();
  }
}

function undecodable(path: string, log: DecoderLog, failure: Error | undefined): StreetdateError {
  const reason = log.lastError ?? (failure && lineOf(failure.message)) ?? 'its picture stream is empty';
  return new StreetdateError('decoder-failed', `${lineOf(path)} gave no picture: ${reason}`, { path, cause: failure });
}

/** When the last picture ends, as far as the container knows: it may count the sound as well, which may run on. */
function pictureEnd({ video, duration, audio }: MediaProbe & { readonly video: VideoStream }): { time: number; slack: number } | undefined {
  if (video.duration !== undefined) return { time: video.start + video.duration, slack: 1 };
  return duration > 0 ? { time: duration, slack: audio.length > 0 ? 10 : 1 } : undefined;
}
