import { checkFields, checkRange, checkSignal } from '../check.ts';
import { StreetdateError } from '../errors.ts';
import type { LumaRange, LumaTransfer } from '../luma/tone.ts';
import { archiveKind } from './archives.ts';
import { overBudget, overrunOf, QUERY_BUDGET } from './decoder/decoder-budget.ts';
import { checkPictureSize, INPUT_LIMITS, MAX_FRAMES, MAX_STREAMS } from './decoder/decoder-limits.ts';
import { locateDecoder } from './decoder/decoder-programs.ts';
import { feedOf } from './decoder/feed.ts';
import { type ProgramResult, runConfined } from './decoder/run-program.ts';
import { type MediaFile, oneLine } from './media-file.ts';
import { checkInput, type MediaInput, openInput } from './media-input.ts';
import { type Orientation, orientationOf, orientationOfTurn, UPRIGHT } from './orientation.ts';
import { playlistKind } from './playlists.ts';
import { type ProbedFile, type ProbedStream, parseProbe, ratioOf, secondsOf } from './probe-json.ts';

/** The video stream that is decoded. */
export interface VideoStream {
  /** Index of the stream in its container. */
  readonly index: number;
  /** The codec, as ffprobe names it: `h264`, `mpeg2video`. */
  readonly codec: string;
  /** Width of the coded picture in pixels, before rotation and pixel aspect ratio are applied. */
  readonly width: number;
  /** Height of the coded picture in pixels. */
  readonly height: number;
  /** Pixel aspect ratio: width of a pixel divided by its height; 1 when not stated. */
  readonly pixelAspect: number;
  /** How the picture is rotated and mirrored for display. */
  readonly orientation: Orientation;
  /** Average frames a second; undefined when it is not known. */
  readonly frameRate: number | undefined;
  /** Layout of the pixels, as ffprobe names it: `yuv420p10le`; undefined when it is not known. */
  readonly pixelFormat: string | undefined;
  /** The range of luma's code values. */
  readonly range: LumaRange;
  /** The transfer function: how code values map to light. */
  readonly transfer: LumaTransfer;
  /** The field order that the stream states: `progressive`, `tt`, `bb`, `tb`, `bt`; undefined when it states none. */
  readonly fieldOrder: string | undefined;
  /** Time of its first frame in seconds from the start of the presentation. */
  readonly start: number;
  /** Its length in seconds; undefined when only the container's is known. */
  readonly duration: number | undefined;
}

/** An audio stream. */
export interface AudioStream {
  /** Index of the stream in its container. */
  readonly index: number;
  /** The codec, as ffprobe names it: `aac`, `ac3`. */
  readonly codec: string;
  /** Samples a second. */
  readonly sampleRate: number;
  /** Number of channels: 2 for stereo. */
  readonly channels: number;
  /** Its language in the container, such as `eng` (ISO 639-2); undefined when the container has none. */
  readonly language: string | undefined;
  /** Time of its first sample in seconds from the start of the presentation. */
  readonly start: number;
}

/** A subtitle stream. */
export interface SubtitleStream {
  /** Index of the stream in its container. */
  readonly index: number;
  /** The codec, as ffprobe names it: `subrip`, `hdmv_pgs_subtitle`. */
  readonly codec: string;
}

/** What a media file contains. */
export interface MediaProbe {
  /** The container, as ffprobe names it: `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly container: string;
  /** Size of the file in bytes. */
  readonly fileBytes: number;
  /** Length of the presentation in seconds, 0 when it is not known. */
  readonly duration: number;
  /** The container's time at the start of the presentation, in seconds: all other times count from here. */
  readonly containerStart: number;
  /** The video stream with the most pixels, cover art aside; undefined when there is none. */
  readonly video: VideoStream | undefined;
  /** The audio streams, in the container's order. */
  readonly audio: readonly AudioStream[];
  /** The subtitle streams, in the container's order. Streams that first appear later in a program stream are missing. */
  readonly subtitles: readonly SubtitleStream[];
  /** Starts of the container's chapters, seconds from the start of the presentation, ascending; the first 1000. */
  readonly chapters: readonly number[];
}

/** Options for {@link probe}. */
export interface ProbeOptions {
  /** Stops probing; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Seconds that ffprobe may take. @defaultValue 60 */
  readonly stallSeconds?: number;
}

/**
 * Finds what a media file contains. Only that file is read.
 * @param input - A media file, or a stream.
 * @throws StreetdateError `file-not-found`, `file-unreadable`, `empty-file`, `refused-playlist`, `not-media`, `bad-picture-size`,
 * `decoder-missing`, `decoder-unconfined`, `decoder-limit` or `decoder-stalled`. A file without video is no error.
 */
export async function probe(input: MediaInput, options: ProbeOptions = {}): Promise<MediaProbe> {
  checkInput(input);
  checkFields<ProbeOptions>(options, { signal: checkSignal, stallSeconds: (name, value) => checkRange(name, value, 0.001, 86_400) });
  const { signal, stallSeconds = 60 } = options;
  signal?.throwIfAborted();
  const file = await openInput(input);
  const { path } = file;
  const playlist = playlistKind(file.head);
  if (playlist !== undefined) {
    throw new StreetdateError('refused-playlist', `${oneLine(path)} is ${playlist}: it names other files, which are never followed`, {
      path,
    });
  }
  const archive = archiveKind(file.head);
  if (archive !== undefined) throw new StreetdateError('not-media', `${oneLine(path)} is ${archive}, not media itself`, { path });
  const { ffprobePath } = locateDecoder();
  const result = await runFfprobe(ffprobePath, input, { limitSeconds: stallSeconds, signal });
  if (result.timedOut) {
    throw new StreetdateError('decoder-stalled', `${oneLine(path)}: ffprobe gave nothing for ${stallSeconds} s and was stopped`, { path });
  }
  checkStreams(path, result);
  const overrun = overrunOf(result.signal, result.status === 0 ? '' : result.stderr);
  if (overrun !== undefined) throw overBudget(path, overrun, QUERY_BUDGET);
  const probed = parseProbe(result.stdout);
  if (result.status !== 0 || probed.format?.format_name === undefined) throw unknownMedia(path, result);
  const described = describe(file, probed, result);
  return typeof input === 'string' ? described : { ...described, duration: input.duration };
}

async function runFfprobe(
  ffprobePath: string,
  input: MediaInput,
  options: { readonly limitSeconds: number; readonly signal: AbortSignal | undefined },
): Promise<ProgramResult> {
  const feed = feedOf(input);
  const args = ['-v', 'error', ...INPUT_LIMITS, '-of', 'json', '-show_format', '-show_streams', '-show_chapters', '-i', feed.url];
  try {
    const result = await runConfined(ffprobePath, args, feed.file, { ...options, stdin: feed.stdin });
    if (feed.fault() !== undefined) throw feed.fault();
    return result;
  } catch (cause) {
    if (options.signal?.aborted) throw options.signal.reason;
    if (cause instanceof StreetdateError) throw cause;
    if (feed.fault() !== undefined) throw feed.fault();
    throw new StreetdateError('decoder-missing', `${ffprobePath} cannot be run`, { path: ffprobePath, cause });
  }
}

/** ffmpeg gives up on a container with more streams, or reads the first ones. */
function checkStreams(path: string, { stderr }: ProgramResult): void {
  if (!/exceeds max_streams/i.test(stderr)) return;
  throw new StreetdateError('decoder-limit', `${oneLine(path)} has more than ${MAX_STREAMS} streams, as no film has`, { path });
}

/** A container may state a billion pictures in a few bytes. */
function checkFrames(path: string, frames: number): void {
  if (!(frames > MAX_FRAMES)) return;
  const message = `${oneLine(path)} states ${frames} pictures; allowed are ${MAX_FRAMES}, a day at sixty a second`;
  throw new StreetdateError('decoder-limit', message, { path });
}

function unknownMedia(path: string, { stdout, stderr, status }: ProgramResult): StreetdateError {
  const name = oneLine(path);
  // ffprobe prints an empty object for an unknown format, and nothing when it crashed or is another program.
  if (stdout === '') {
    const end = status === null ? 'crashed' : `stopped with ${status}`;
    return new StreetdateError('decoder-failed', `${name}: ffprobe ${end} ${oneLine(stderr.trim()).slice(0, 200)}`.trim(), { path });
  }
  if (/not on whitelist/i.test(stderr)) {
    return new StreetdateError('not-media', `${name} has a format that is not supported`, { path });
  }
  if (/moov atom not found/.test(stderr)) {
    return new StreetdateError('not-media', `${name} is not media, or is cut short before its index (moov atom not found)`, { path });
  }
  const reason = oneLine(stderr.trim().split('\n').at(-1) ?? '')
    .split(': ')
    .at(-1);
  return new StreetdateError('not-media', `${name} is not media that ffmpeg knows: ${reason || `ffprobe stopped with ${status}`}`, {
    path,
  });
}

function describe(file: MediaFile, { format, streams = [], chapters = [] }: ProbedFile, { stderr }: ProgramResult): MediaProbe {
  const containerStart = secondsOf(format?.start_time) ?? 0;
  const pictures = streams.filter((stream) => stream.codec_type === 'video' && !stream.disposition?.attached_pic);
  const pixels = (stream: ProbedStream) => (stream.width ?? 0) * (stream.height ?? 0);
  const largest = pictures.reduce<ProbedStream | undefined>(
    (best, stream) => (best && pixels(best) >= pixels(stream) ? best : stream),
    undefined,
  );
  if (largest !== undefined) {
    checkFrames(file.path, Number(largest.nb_frames ?? 0));
    checkPictureSize(file.path, largest.width ?? 0, largest.height ?? 0);
    // The container can state a size within the limit while the coded one exceeds it.
    const refused = /Picture size (\d+)x(\d+) exceeds/.exec(stderr);
    if (refused) checkPictureSize(file.path, Number(refused[1]), Number(refused[2]));
  }
  return {
    container: format?.format_name ?? '',
    fileBytes: file.fileBytes,
    duration: Math.max(0, secondsOf(format?.duration) ?? 0),
    containerStart,
    video: largest && describeVideo(largest, containerStart),
    audio: streams.filter((stream) => stream.codec_type === 'audio').map((stream) => describeAudio(stream, containerStart)),
    subtitles: streams
      .filter((stream) => stream.codec_type === 'subtitle')
      .map(({ index, codec_name: codec = 'unknown' }) => ({ index, codec })),
    chapters: chapters
      .flatMap(({ start_time }) => secondsOf(start_time) ?? [])
      .map((start) => Math.max(0, start - containerStart))
      .sort((one, next) => one - next)
      .slice(0, MOST_CHAPTERS),
  };
}

/** A disc has 99 at most, and a Blu-ray playlist 999. */
const MOST_CHAPTERS = 1000;

function describeVideo(stream: ProbedStream, containerStart: number): VideoStream {
  const codec = stream.codec_name ?? 'unknown';
  return {
    index: stream.index,
    codec,
    width: stream.width ?? 0,
    height: stream.height ?? 0,
    pixelAspect: ratioOf(stream.sample_aspect_ratio) ?? 1,
    orientation: orientation(stream),
    frameRate: ratioOf(stream.avg_frame_rate) ?? ratioOf(stream.r_frame_rate),
    pixelFormat: stream.pix_fmt,
    range: range(codec, stream.pix_fmt, stream.color_range),
    transfer: TRANSFERS[stream.color_transfer ?? ''] ?? 'sdr',
    fieldOrder: stream.field_order === 'unknown' ? undefined : stream.field_order,
    start: (secondsOf(stream.start_time) ?? containerStart) - containerStart,
    duration: secondsOf(stream.duration) ?? secondsOf(stream.tags?.DURATION),
  };
}

function describeAudio(stream: ProbedStream, containerStart: number): AudioStream {
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    sampleRate: Number(stream.sample_rate ?? 0),
    channels: stream.channels ?? 0,
    language: languageOf(stream.tags?.language),
    start: (secondsOf(stream.start_time) ?? containerStart) - containerStart,
  };
}

/** ISO 639-2 codes that name no language: undetermined, no linguistic content, multiple languages. */
function languageOf(tag: string | undefined): string | undefined {
  return tag === undefined || !/^[a-z]{2,3}$/i.test(tag) || /^(?:und|zxx|mul|mis)$/i.test(tag) ? undefined : tag.toLowerCase();
}

const TRANSFERS: Partial<Record<string, LumaTransfer>> = { smpte2084: 'pq', 'arib-std-b67': 'hlg' };

/** Codecs for screen content, whose grey is full range unless stated otherwise. */
const FULL_RANGE_CODECS = /^(?:mjpeg|png|apng|gif|bmp|qtrle|rawvideo|ffv1|huffyuv|rle)/;

function range(codec: string, pixelFormat = '', colorRange: string | undefined): LumaRange {
  // ffmpeg turns RGB into full-range luma, whatever range the RGB itself has.
  if (/^(?:yuvj|rgb|bgr|gbr|argb|abgr|0rgb|0bgr|pal8|mono)/.test(pixelFormat)) return 'full';
  if (colorRange === 'pc') return 'full';
  if (colorRange === 'tv') return 'limited';
  return /^(?:gray|ya)/.test(pixelFormat) && FULL_RANGE_CODECS.test(codec) ? 'full' : 'limited';
}

function orientation(stream: ProbedStream): Orientation {
  const matrix = stream.side_data_list?.find((data) => data.displaymatrix !== undefined);
  // ffprobe prints it as a dump: three lines of an offset, a colon and three numbers.
  const numbers = [...(matrix?.displaymatrix ?? '').matchAll(/^\s*[0-9a-f]+:\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)/gm)].flatMap((row) =>
    row.slice(1).map(Number),
  );
  if (numbers.length === 9) return orientationOf(numbers);
  if (matrix?.rotation !== undefined) return orientationOfTurn(-matrix.rotation);
  const turn = Number(stream.tags?.rotate ?? 0);
  return turn ? orientationOfTurn(turn) : UPRIGHT;
}
