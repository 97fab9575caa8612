import { type Crop, cropOf } from '../../luma/crop.ts';
import type { PictureArea } from '../../luma/luma-frame.ts';
import { TIME_EPSILON } from '../../time-epsilon.ts';
import { audioOutput, longestAudio } from '../audio/audio-output.ts';
import { INPUT_LIMITS } from '../decoder/decoder-limits.ts';
import { LOG_OPTIONS } from '../decoder/decoder-log.ts';
import type { AudioStream, MediaProbe, VideoStream } from '../probe.ts';
import { type DetailPiece, detailPiece } from './detail-piece.ts';
import { FRAME_TIME_FORMAT, FRAME_TIMES } from './frame-times.ts';
import type { Field } from './interlace.ts';
import { type ScaledSize, scaledSize } from './picture-size.ts';
import { planReduction, type Reduction } from './reduction.ts';

/**
 * Which frames are decoded. `every` frame; `reference` frames, which others are predicted from: about six tenths of the work when a film
 * has other frames, and the deblocking filter is skipped; or `key` frames, which can be decoded alone: about a twentieth of the work.
 */
export type DecodedFrames = 'every' | 'reference' | 'key';

/** A request that ffmpeg's arguments are made from. */
export interface DecodeRequest {
  /** The film. */
  readonly media: MediaProbe & { readonly video: VideoStream };
  /** Frames taken from each second; undefined for every frame. */
  readonly framesPerSecond: number | undefined;
  /** Which frames are decoded. */
  readonly decoded: DecodedFrames;
  /** Time of the first frame wanted, in seconds. */
  readonly start: number;
  /** Times that frames are wanted around, see {@link FRAMES_AROUND}, ascending. @defaultValue frames at all times */
  readonly moments?: readonly number[] | undefined;
  /** Where to seek to, from {@link seeksFor}; 0 to decode from the first frame. */
  readonly seek: number;
  /** Longer side of the yielded picture in pixels. */
  readonly longSide: number;
  /** The crop of each coded picture that is taken at full resolution, instead of the whole picture made smaller. */
  readonly crop: PictureArea | undefined;
  /** Whether a piece of each picture is wanted beside it, see {@link detailPiece}. */
  readonly details: boolean;
  /** The field that is kept; undefined for whole frames. */
  readonly field: Field | undefined;
  /** Name of the `showinfo` instance that prints the times, when {@link DecodePlan.timesAside} is false. */
  readonly clock: string;
  /** ffmpeg's release, see {@link DecoderVersion}. */
  readonly release: number;
  /** Cores that it may use. */
  readonly cores: number;
  /** The audio that the same decoder writes, from the film's start. @defaultValue nothing */
  readonly sound?: { readonly stream: AudioStream; readonly sampleRate: number } | undefined;
}

/** The arguments of ffmpeg, and how its clock relates to the presentation. */
export interface DecodePlan {
  /** Arguments before the file. */
  readonly inputOptions: readonly string[];
  /** Arguments after the file. */
  readonly outputOptions: readonly string[];
  /** Arguments after the file for the audio that is written beside the pictures. */
  readonly soundOptions: readonly string[] | undefined;
  /** Presentation time minus the time on ffmpeg's clock, in seconds. */
  readonly clockOffset: number;
  /** Whether frame times come through a pipe of their own, see {@link FrameTimes}, and not in the log. */
  readonly timesAside: boolean;
  /** Size of the pictures that come out. */
  readonly size: ScaledSize;
  /** The piece below each picture. Its rows are padded to the picture's width. */
  readonly detail: DetailPiece | undefined;
}

/**
 * Containers whose clock may jump: joined broadcasts, discs. ffmpeg joins their parts on its own clock, but only when it counts from zero.
 * Their 90 kHz ticks lose no precision by that. Any other container keeps its clock (`-copyts`), since counting from zero rounds to the
 * stream's ticks, which may be as long as a frame.
 */
export const JOINED_CONTAINERS = new Set(['mpegts', 'mpeg']);

/** Without an index a seek lands anywhere, and decoding starts at the next key frame: x264 puts them up to 250 frames apart. */
const SEEK_MARGIN_UNINDEXED = 12;

/** Without an index, a seek to a known key frame aims slightly before it. */
const KEY_MARGIN_UNINDEXED = 1;

/** With an index it aims slightly after it: some indexes store decoding times, which are earlier than presentation times. */
const KEY_MARGIN_INDEXED = 0.25;

/** Decoding starts before `start`, so that an interval gets the same frames as in a decode of the whole film. */
const SEEK_MARGIN_INDEXED = 1;

/** Arguments that make ffmpeg skip work. Deblocking smooths what the scaling to a small picture smooths anyway. */
const SKIPPED: Readonly<Record<DecodedFrames, readonly string[]>> = {
  every: [],
  reference: ['-skip_frame', 'noref', '-skip_loop_filter', 'all'],
  key: ['-skip_frame', 'nokey'],
};

/**
 * Skips deblocking in frames that no other is predicted from, about half of a film's. HEVC at 4 Mbit/s then takes 0.93 × the decoding time,
 * and hashes differ by 0.3 of 256 bits.
 */
const UNSMOOTHED = 'noref';
/**
 * For H.264, all B frames: at 6 Mbit/s decoding takes 0.93 × the time, and 0.95 × with {@link UNSMOOTHED}. Frames predicted from these
 * carry block edges on, at most to the next key frame. Hashes differ by 0.3 to 1.5 of 256 bits on five films, and by 2.2 on a worst case
 * (sixteen B frames in a row, key frames 1000 apart, CRF 40). HEVC encoders may code every frame as B. Edges would then add up as without
 * any deblocking: up to 8 bits.
 */
const UNSMOOTHED_H264 = 'bidir';
/** Shrinking factor from which deblocking may be skipped: the block edges are averaged away. */
const LEAST_SHRUNK = 2;

/**
 * Containers that store when a picture is decoded, not when it is shown. ffmpeg derives that from all frames in turn, so none is skipped:
 * after skipped ones, times were off by a frame or two.
 */
const DECODING_ORDER_CONTAINERS = new Set(['avi']);

/**
 * Threads of the filters. Scaling a picture takes less time than sharing it out: on two threads the same pixels take a quarter more CPU
 * time (0.57 against 0.46 ms at 1080 rows). Decoding has all threads.
 */
const ONE_FILTER_THREAD: readonly string[] = ['-filter_threads', '1'];

/**
 * Threads that decode every frame: one more than ffmpeg takes by itself, which is one more than there are cores. Threads that wait for each
 * other leave a core idle at times, and this process needs one at times. H.264 at 1080 rows took 0.93 × as long on two cores, in the same
 * CPU time. ffmpeg takes at most sixteen, and one on one core.
 */
function decoderThreads(cores: number): readonly string[] {
  return cores > 1 ? ['-threads:v', String(Math.min(16, cores + 2))] : [];
}

/**
 * Small pictures that ffmpeg 6 and newer may hold while nobody takes them: a few seconds of hashing. With its default of eight it stops at
 * every pause, and large pictures pile up before the scaling: 16 to 20 MiB more at 1080 rows, and a sixth more time when the reader pauses
 * about once a second.
 */
const WAITING_PICTURES: readonly string[] = ['-thread_queue_size', '128'];

/** First ffmpeg release that writes times to a file of their own without rounding them to the film's frame rate. */
const TIMES_ASIDE_RELEASE = 7;
/**
 * Writes a line for each frame's time. `showinfo` prints times too, but in twelve writes a frame, each of which wakes this process. For
 * H.264 at 1080 rows that took 1.4 × the CPU time.
 */
const TIMES_ASIDE: readonly string[] = [
  ...['-enc_time_base:v', 'filter', '-stats_enc_pre:v', `pipe:${FRAME_TIMES}`, '-stats_enc_pre_fmt:v', FRAME_TIME_FORMAT],
];

/**
 * Where to seek to, so that decoding has begun before `start`. Places to try in turn, because one may land too late.
 * @param keyFrame - Time of a known key frame at or before `start`. Decoding starts there, and no earlier.
 * @returns Seconds. The last place is 0, the film's first frame.
 */
export function seeksFor(media: MediaProbe & { readonly video: VideoStream }, start: number, keyFrame?: number): number[] {
  const joined = JOINED_CONTAINERS.has(media.container);
  const margin = joined ? SEEK_MARGIN_UNINDEXED : SEEK_MARGIN_INDEXED;
  const atKeyFrame = keyFrame === undefined ? [] : [joined ? keyFrame - KEY_MARGIN_UNINDEXED : keyFrame + KEY_MARGIN_INDEXED];
  return [...[...atKeyFrame, start - margin].filter((place) => place > media.video.start), 0];
}

/** Plans ffmpeg's arguments. A pure function. */
export function planDecoding(request: DecodeRequest): DecodePlan {
  const { media, seek, longSide, release, cores, sound } = request;
  const { video } = media;
  const decoded = DECODING_ORDER_CONTAINERS.has(media.container) ? 'every' : request.decoded;
  const joined = JOINED_CONTAINERS.has(media.container);
  // A joined clock begins with the first of the decoded streams.
  const first = Math.min(video.start, Math.max(0, sound?.stream.start ?? Number.POSITIVE_INFINITY));
  const clockOffset = joined ? Math.max(seek, first) : -media.containerStart;
  const crop = request.crop && cropOf(video, request.crop);
  const size = crop ? sizeOf(crop) : scaledSize(video, longSide);
  const detail = request.details && !crop ? detailPiece(video, size, request.field) : undefined;
  const shrunk = Math.min(video.width / size.codedWidth, video.height / size.codedHeight) >= LEAST_SHRUNK;
  // Pixels that are kept at full resolution stay as the decoder gives them.
  const unsmoothed = decoded === 'every' && shrunk && !crop && !detail;
  const timesAside = release >= TIMES_ASIDE_RELEASE;
  const reduction = crop ? NO_REDUCTION : planReduction(video, size, request.field, detail && 0);
  return {
    inputOptions: [
      ...['-nostdin', ...LOG_OPTIONS, ...INPUT_LIMITS, ...ONE_FILTER_THREAD, '-noautorotate', ...SKIPPED[decoded]],
      ...(decoded === 'every' ? decoderThreads(cores) : []),
      ...(unsmoothed ? ['-skip_loop_filter', video.codec === 'h264' ? UNSMOOTHED_H264 : UNSMOOTHED] : []),
      ...(reduction.halvings > 0 ? ['-lowres:v', String(reduction.halvings)] : []),
      ...(joined ? [] : ['-copyts']),
      // The select filter does the seeking to the microsecond, because its arithmetic is known.
      ...(seek > 0 ? ['-noaccurate_seek', '-ss', seek.toFixed(6)] : []),
    ],
    outputOptions: [
      ...['-map', `0:${video.index}`, '-an', '-sn', '-dn', '-map_metadata', '-1'],
      ...(release >= 6 ? ['-fps_mode', 'passthrough'] : ['-vsync', '0']),
      ...(timesAside ? TIMES_ASIDE : []),
      ...['-filter:v', filters(request, { crop, size, detail, fields: reduction.fields, clockOffset, timesAside }), '-f', 'rawvideo'],
      ...(release >= 6 ? WAITING_PICTURES : []),
    ],
    soundOptions: sound && [...audioOutput({ ...sound, clockOffset }), '-t', longestAudio(media.duration).toFixed(6)],
    clockOffset,
    timesAside,
    size,
    detail,
  };
}

const NO_REDUCTION: Reduction = { halvings: 0, fields: [] };

function sizeOf({ width, height }: Crop): ScaledSize {
  return { codedWidth: width, codedHeight: height, width, height };
}

/** The parts of the filter graph. */
interface FilterRequest extends Pick<DecodePlan, 'size' | 'detail' | 'clockOffset' | 'timesAside'> {
  readonly crop: Crop | undefined;
  readonly fields: readonly Field[];
}

function filters(request: DecodeRequest, { crop, size, detail, fields, clockOffset, timesAside }: FilterRequest): string {
  const { media, clock, release } = request;
  const chosen = selection(request, clockOffset);
  // First of all: a dropped frame then costs its decoding only.
  const select = chosen === undefined ? [] : [`select='${chosen}'`];
  // Without checksums of the pictures, which would cost as much as the scaling.
  const show = timesAside ? [] : [release >= 5 ? `${clock}=checksum=0` : clock];
  if (crop) return [...select, ...cropAndScale(crop, crop.width, crop.height), ...show].join(',');
  const small = [
    // In an interlaced film one field is one moment, and has more rows than are yielded. Taking it costs nothing measurable; yadif and
    // bwdif, which need every frame, cost 0.7 to 0.9 × the decoding of 1080 rows.
    ...fields.map((field) => `field=${field}`),
    ...(fields.length > 0 && PLANAR_LUMA.test(media.video.pixelFormat ?? '') ? ['extractplanes=y'] : []),
    ...grey(size.codedWidth, size.codedHeight),
    ...media.video.orientation.filters,
  ];
  if (!detail) return [...select, ...small, ...show].join(',');
  const piece = [...cropAndScale(detail.crop, detail.width, detail.height), `pad=${size.width}:${detail.height}:0:0`];
  // Both in one picture, so that they come through one pipe and stay together.
  return [
    [...select, 'split[whole][uncut]'].join(','),
    `[uncut]${piece.join(',')}[piece]`,
    `[whole]${small.join(',')}[small]`,
    ['[small][piece]vstack', ...show].join(','),
  ].join(';');
}

/**
 * Pixel formats with a luma plane. Extracting it packs the rows that are left after every other one was dropped. Scaling then takes half
 * the time with equal bytes, including the copy: 0.23 against 0.41 ms at 1080 rows (ffmpeg 7.1).
 */
const PLANAR_LUMA = /^yuvj?4(?:20|22|44)p(?:1[02]le)?$/;

/** Both sides are declared full range, so that swscale keeps the luma codes. Builds differ in what they convert. */
function grey(width: number, height: number): string[] {
  return [`scale=${width}:${height}:flags=area:in_range=full:out_range=full`, 'format=gray'];
}

/**
 * Crops exactly to the pixel, also when chroma has fewer. It scales only when the result is to be smaller, or when a film that changes its
 * size is smaller than the crop for a while.
 */
function cropAndScale(crop: Crop, width: number, height: number): string[] {
  return [`crop=w='min(iw,${crop.width})':h='min(ih,${crop.height})':x=${crop.x}:y=${crop.y}:exact=1`, ...grey(width, height)];
}

/** Seconds before and after a moment that its frame is looked for in. Half a second covers a frame of every film. */
export const FRAMES_AROUND = { before: 0.5, after: 0.1 } as const;

/** The intervals around moments, joined where they overlap: an expression of ffmpeg is read for every frame. */
function momentIntervals(moments: readonly number[]): [from: number, to: number][] {
  const intervals: [from: number, to: number][] = [];
  for (const moment of moments) {
    const [from, to] = [moment - FRAMES_AROUND.before, moment + FRAMES_AROUND.after];
    const last = intervals.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = to;
    else intervals.push([from, to]);
  }
  return intervals;
}

/**
 * Takes the first frame of each slot of 1/framesPerSecond, on a grid that starts with the presentation. That keeps the average rate for any
 * frame rate (a minimum distance of 1/10 s would take 8 frames a second from 24), and an interval gets the same frames as the whole film.
 */
function selection({ framesPerSecond, start, moments = [], seek }: DecodeRequest, clockOffset: number): string | undefined {
  const since = (variable: string) => `(${variable}+(${clockOffset}))`;
  const slot = (variable: string) => `floor((${since(variable)}+${TIME_EPSILON})*${framesPerSecond})`;
  const conditions = [
    ...(moments.length > 0
      ? [
          `(${momentIntervals(moments)
            .map(([from, to]) => `between(${since('t')},${from},${to})`)
            .join('+')})`,
        ]
      : []),
    ...(start > 0 ? [`gte(${since('t')}+${TIME_EPSILON},${start})`] : []),
    ...(framesPerSecond === undefined ? [] : [`(isnan(prev_t)+gt(${slot('t')},${slot('prev_t')}))`]),
  ];
  if (conditions.length === 0) return undefined;
  // The first frame after a seek shows where it landed.
  return `${seek > 0 ? 'isnan(prev_selected_t)+' : ''}${conditions.join('*')}`;
}
