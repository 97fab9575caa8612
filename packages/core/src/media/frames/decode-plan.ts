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
 * Which frames a decoder works on: `every` one; those that others are predicted from (`reference`: about six tenths of the work where a film
 * has frames that none depends on, and its blocks are left unsmoothed); or those that stand by themselves (`key`: about a twentieth).
 */
export type DecodedFrames = 'every' | 'reference' | 'key';

/** What decides the arguments of ffmpeg. */
export interface DecodeRequest {
  /** The film. */
  readonly media: MediaProbe & { readonly video: VideoStream };
  /** Frames taken from each second; undefined for every frame. */
  readonly framesPerSecond: number | undefined;
  /** Which frames are decoded. */
  readonly decoded: DecodedFrames;
  /** Time of the first frame wanted, in seconds. */
  readonly start: number;
  /** Where to seek to, as {@link seeksFor} says; 0 to decode from the first frame. */
  readonly seek: number;
  /** Longer side of the yielded picture in pixels. */
  readonly longSide: number;
  /** The part that is taken of each coded picture at its own pixels, instead of the whole picture made smaller. */
  readonly crop: PictureArea | undefined;
  /** Whether a piece of each picture is wanted beside it, see {@link detailPiece}. */
  readonly details: boolean;
  /** The field that is kept; undefined for whole frames. */
  readonly field: Field | undefined;
  /** Name of the `showinfo` instance that prints the times, where {@link DecodePlan.timesAside} is not so. */
  readonly clock: string;
  /** ffmpeg's release, see {@link DecoderVersion}. */
  readonly release: number;
  /** Cores that it may use. */
  readonly cores: number;
  /** What is to be written of the sound by the same decoder, from the film's start on. @defaultValue nothing */
  readonly sound?: { readonly stream: AudioStream; readonly sampleRate: number } | undefined;
}

/** The arguments of ffmpeg, and how its clock relates to the presentation. */
export interface DecodePlan {
  /** Arguments before the file. */
  readonly inputOptions: readonly string[];
  /** Arguments after the file. */
  readonly outputOptions: readonly string[];
  /** Arguments after the file for the sound that is written beside the pictures. */
  readonly soundOptions: readonly string[] | undefined;
  /** Presentation time minus the time on ffmpeg's clock, in seconds. */
  readonly clockOffset: number;
  /** Whether the times of frames come through a pipe of their own, as {@link FrameTimes} reads them, and not with the log. */
  readonly timesAside: boolean;
  /** Size of the pictures that come out. */
  readonly size: ScaledSize;
  /** The piece that lies below each picture, its rows filled up to the picture's. */
  readonly detail: DetailPiece | undefined;
}

/**
 * Containers whose clock may jump: joined broadcasts, discs. ffmpeg joins their parts on its own clock, which it does only when it
 * counts from zero; on their 90 kHz that costs no precision. Any other container keeps its clock (`-copyts`), since counting from zero
 * rounds to the stream's ticks, which may be as long as a frame.
 */
export const JOINED_CONTAINERS = new Set(['mpegts', 'mpeg']);

/** Without an index a seek lands anywhere, and decoding starts at the next key frame: x264's are up to 250 frames apart. */
const SEEK_MARGIN_UNINDEXED = 12;

/** Where a key frame is known that decoding may start with, a seek without an index aims a little before it. */
const KEY_MARGIN_UNINDEXED = 1;

/** With an index it aims a little after it, as some indexes tell when a frame is decoded, which is before it is shown. */
const KEY_MARGIN_INDEXED = 0.25;

/** Decoding starts before `start`, so that a cut takes the frames of its seconds that the whole film would give. */
const SEEK_MARGIN_INDEXED = 1;

/** What ffmpeg is told to pass over. Deblocking smooths what the scaling to a small picture smooths anyway. */
const SKIPPED: Readonly<Record<DecodedFrames, readonly string[]>> = {
  every: [],
  reference: ['-skip_frame', 'noref', '-skip_loop_filter', 'all'],
  key: ['-skip_frame', 'nokey'],
};

/**
 * Which frames are left unsmoothed where every one is decoded: those that no other is predicted from, about half of a film's, which carry it to nothing. HEVC at
 * 4 Mbit/s then takes 0.93 times the time of its decoding, and hashes differ by 0.3 of 256 bits.
 */
const UNSMOOTHED = 'noref';
/**
 * Of H.264 all B frames: at 6 Mbit/s decoding takes 0.93 times the time, and 0.95 with {@link UNSMOOTHED}. What is predicted from such a frame carries edges on, to the next key frame
 * at most: hashes differ by 0.3 to 1.5 of 256 bits on five films, and by 2.2 on one coded for the worst (sixteen B frames in a row, key frames 1000 apart, CRF 40). Coders of HEVC
 * may code every frame so, where edges would add up as they do with none smoothed: up to 8 bits.
 */
const UNSMOOTHED_H264 = 'bidir';
/** Pixels on each side for one that comes out, from which on that is so: the edges of blocks are averaged away. */
const LEAST_SHRUNK = 2;

/**
 * Containers that say when a picture is decoded and not when it is shown. That follows from all of them in turn, so none is passed over: beyond
 * skipped ones, times were seen to be off by a frame or two.
 */
const DECODING_ORDER_CONTAINERS = new Set(['avi']);

/**
 * A picture is scaled in less time than it takes to share it out: on two threads the same pixels take a quarter more of CPU time (0.57 and 0.46 ms of
 * 1080 rows). Decoding has all threads.
 */
const ONE_FILTER_THREAD: readonly string[] = ['-filter_threads', '1'];

/**
 * Threads that decode every frame: one more than ffmpeg takes by itself, which is one more than there are cores. Those that wait for each other leave a core idle now and then, and a core is this
 * process's for a while: H.264 at 1080 rows took 0.93 times as long, on two cores, in the same CPU time. Beyond sixteen ffmpeg takes no more, and on one core it takes one.
 */
function decoderThreads(cores: number): readonly string[] {
  return cores > 1 ? ['-threads:v', String(Math.min(16, cores + 2))] : [];
}

/**
 * Small pictures that ffmpeg may hold while nobody takes them, from release 6 on, whose parts are threads: a few seconds of hashing. With its own eight it stops at every pause, and large pictures wait before
 * the scaling: 16 to 20 MiB more of 1080 rows, and a sixth of the time where the reader pauses once a second or so.
 */
const WAITING_PICTURES: readonly string[] = ['-thread_queue_size', '128'];

/** ffmpeg's first release that writes times aside without rounding them to the film's rate. */
const TIMES_ASIDE_RELEASE = 7;
/**
 * The times of frames, a line for each. `showinfo` tells them as well, in twelve writes for a frame, each of which wakes this process: for H.264 at 1080 rows it then takes
 * 1.4 times the CPU time.
 */
const TIMES_ASIDE: readonly string[] = [
  ...['-enc_time_base:v', 'filter', '-stats_enc_pre:v', `pipe:${FRAME_TIMES}`, '-stats_enc_pre_fmt:v', FRAME_TIME_FORMAT],
];

/**
 * Where to seek to, so that decoding has begun when `start` comes: places to try in turn, as one may turn out to be too late.
 * @param keyFrame - Time of a key frame up to `start`, where one is known: decoding starts with it, and no earlier.
 * @returns Seconds. The last place is 0, which is the film's first frame.
 */
export function seeksFor(media: MediaProbe & { readonly video: VideoStream }, start: number, keyFrame?: number): number[] {
  const joined = JOINED_CONTAINERS.has(media.container);
  const margin = joined ? SEEK_MARGIN_UNINDEXED : SEEK_MARGIN_INDEXED;
  const atKeyFrame = keyFrame === undefined ? [] : [joined ? keyFrame - KEY_MARGIN_UNINDEXED : keyFrame + KEY_MARGIN_INDEXED];
  return [...[...atKeyFrame, start - margin].filter((place) => place > media.video.start), 0];
}

/** Plans how ffmpeg is run. Pure. */
export function planDecoding(request: DecodeRequest): DecodePlan {
  const { media, seek, longSide, release, cores, sound } = request;
  const { video } = media;
  const decoded = DECODING_ORDER_CONTAINERS.has(media.container) ? 'every' : request.decoded;
  const joined = JOINED_CONTAINERS.has(media.container);
  // A joined clock begins with the first of the streams that are decoded.
  const first = Math.min(video.start, Math.max(0, sound?.stream.start ?? Number.POSITIVE_INFINITY));
  const clockOffset = joined ? Math.max(seek, first) : -media.containerStart;
  const crop = request.crop && cropOf(video, request.crop);
  const size = crop ? sizeOf(crop) : scaledSize(video, longSide);
  const detail = request.details && !crop ? detailPiece(video, size, request.field) : undefined;
  const shrunk = Math.min(video.width / size.codedWidth, video.height / size.codedHeight) >= LEAST_SHRUNK;
  // What is kept at its own pixels is what the decoder makes of them.
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
      // Seeking to the microsecond is left to the select filter, whose sums are ours.
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

/** What the graph of filters is made of. */
interface FilterRequest extends Pick<DecodePlan, 'size' | 'detail' | 'clockOffset' | 'timesAside'> {
  readonly crop: Crop | undefined;
  readonly fields: readonly Field[];
}

function filters(request: DecodeRequest, { crop, size, detail, fields, clockOffset, timesAside }: FilterRequest): string {
  const { media, clock, release } = request;
  const chosen = selection(request, clockOffset);
  // Dropped before anything is done to the picture: a dropped frame costs its decoding only.
  const select = chosen === undefined ? [] : [`select='${chosen}'`];
  // A checksum of each picture, which nobody reads, would cost as much as the scaling.
  const show = timesAside ? [] : [release >= 5 ? `${clock}=checksum=0` : clock];
  if (crop) return [...select, ...cropAndScale(crop, crop.width, crop.height), ...show].join(',');
  const small = [
    // Of a combed film one field is one moment, and has more rows than are yielded. It costs nothing measurable; yadif and bwdif, which need
    // every frame, cost 0.7 to 0.9 times the decoding of 1080 rows.
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
 * Pictures whose luma lies by itself. Taken out, what is left of it after rows were dropped lies together, and is scaled to the same bytes in half the time, its copying included: 0.23 and 0.41 ms of
 * 1080 rows (ffmpeg 7.1).
 */
const PLANAR_LUMA = /^yuvj?4(?:20|22|44)p(?:1[02]le)?$/;

/** Called full on both sides so that swscale hands the luma codes on as they are: builds differ in what they convert. */
function grey(width: number, height: number): string[] {
  return [`scale=${width}:${height}:flags=area:in_range=full:out_range=full`, 'format=gray'];
}

/**
 * Cuts a part out, to the very pixel also where colour has fewer of them. It is scaled only where it is wanted smaller, or where a film that changes its
 * size is smaller than the part for a while.
 */
function cropAndScale(crop: Crop, width: number, height: number): string[] {
  return [`crop=w='min(iw,${crop.width})':h='min(ih,${crop.height})':x=${crop.x}:y=${crop.y}:exact=1`, ...grey(width, height)];
}

/**
 * Takes the first frame of each slot of 1/framesPerSecond, on a grid that starts with the presentation: the rate is kept on average
 * whatever the film's own rate is (a minimum distance of 1/10 s would take 8 frames a second from 24), and a cut takes the same frames.
 */
function selection({ framesPerSecond, start, seek }: DecodeRequest, clockOffset: number): string | undefined {
  const since = (variable: string) => `(${variable}+(${clockOffset}))`;
  const slot = (variable: string) => `floor((${since(variable)}+${TIME_EPSILON})*${framesPerSecond})`;
  const conditions = [
    ...(start > 0 ? [`gte(${since('t')}+${TIME_EPSILON},${start})`] : []),
    ...(framesPerSecond === undefined ? [] : [`(isnan(prev_t)+gt(${slot('t')},${slot('prev_t')}))`]),
  ];
  if (conditions.length === 0) return undefined;
  // The first frame after a seek tells where it landed.
  return `${seek > 0 ? 'isnan(prev_selected_t)+' : ''}${conditions.join('*')}`;
}
