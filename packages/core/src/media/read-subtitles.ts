import { decodingBudget } from './decoder/decoder-budget.ts';
import { INPUT_LIMITS } from './decoder/decoder-limits.ts';
import { locateDecoder } from './decoder/decoder-programs.ts';
import { runConfined } from './decoder/run-program.ts';
import { decoderUrl } from './media-file.ts';
import { type MediaProbe, probe, type SubtitleStream } from './probe.ts';
import type { SubtitleTrack } from './subtitle-track.ts';

/** Options for {@link readSubtitles}. */
export interface ReadSubtitlesOptions {
  /** What the file is made of, where it is known already. @defaultValue it is probed */
  readonly media?: MediaProbe | undefined;
  /** Stops reading; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Slowest disk, bytes a second. Reading that takes longer is stopped, after a minute at the earliest. */
const SLOWEST_DISK = 10_000_000;
/** Streams whose packets come at a steady rate, whether they show something or not. */
const STEADY_CODECS = new Set(['dvb_teletext', 'eia_608']);
/** Packets of at most so many bytes show nothing: a text without letters. */
const NO_TEXT = 2;
/**
 * Display sets of a Blu-ray's subtitles of at most so many bytes only clear the screen: a composition without objects, a window and an end.
 */
const CLEARING = 60;
/** Bytes of the segment that ends a set. A transport stream has each segment in a packet of its own. */
const END_OF_SET = 3;

/**
 * Reads when each subtitle stream of a file shows something. It reads the file once and decodes nothing, so it takes as long as copying the
 * file. It does not read what the subtitles say.
 * @param path - A media file.
 * @returns One track for each stream that shows anything, in the container's order. Times are presentation times, as those of frames.
 * @throws StreetdateError as {@link probe}. A file that cannot be read to its end gives what comes before.
 */
export async function readSubtitles(path: string, { media, signal }: ReadSubtitlesOptions = {}): Promise<SubtitleTrack[]> {
  const known = media ?? (await probe(path, { signal }));
  const { subtitles, containerStart, fileBytes } = known;
  const streams = subtitles.filter(({ codec }) => !STEADY_CODECS.has(codec));
  if (streams.length === 0) return [];
  const { stdout } = await runConfined(
    locateDecoder().ffmpegPath,
    [
      ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error', ...INPUT_LIMITS],
      // Times count from the container's start, not from that of the first subtitle.
      ...['-copyts', '-i', decoderUrl(path)],
      ...streams.flatMap(({ index }) => ['-map', `0:${index}`]),
      // A line for each packet, with its time and size, of any codec.
      ...['-c', 'copy', '-f', 'framecrc', 'pipe:1'],
    ],
    path,
    { signal, budget: decodingBudget(known), limitSeconds: 60 + fileBytes / SLOWEST_DISK },
  );
  const packets = parsePackets(stdout);
  return streams.flatMap((stream, at): SubtitleTrack[] => {
    const times = shownTimes(stream, packets.get(at) ?? []).map((seconds) => Math.round(1000 * (seconds - containerStart)));
    const ascending = [...new Set(times)].filter((timeMs) => timeMs >= 0).sort((one, next) => one - next);
    return ascending.length === 0 ? [] : [{ stream: stream.index, timesMs: Uint32Array.from(ascending) }];
  });
}

interface Packet {
  /** Presentation time in seconds. */
  readonly time: number;
  readonly bytes: number;
}

/** Reads what the `framecrc` muxer prints, by the output's streams: `#tb 0: 1/1000`, then `0, dts, pts, duration, size, checksum`. */
function parsePackets(printed: string): Map<number, Packet[]> {
  const ticks = new Map<number, number>();
  const packets = new Map<number, Packet[]>();
  for (const line of printed.split('\n')) {
    const [, tick, numerator, denominator] = /^#tb (\d+): (\d+)\/(\d+)/.exec(line) ?? [];
    if (tick !== undefined) ticks.set(Number(tick), Number(numerator) / Number(denominator));
    const [, stream, pts, bytes] = /^(\d+), *-?\d+, *(-?\d+), *-?\d+, *(\d+),/.exec(line) ?? [];
    const seconds = ticks.get(Number(stream));
    if (stream === undefined || seconds === undefined) continue;
    const before = packets.get(Number(stream));
    const packet = { time: Number(pts) * seconds, bytes: Number(bytes) };
    if (before) before.push(packet);
    else packets.set(Number(stream), [packet]);
  }
  return packets;
}

/** Times, seconds, at which packets show something. */
function shownTimes({ codec }: SubtitleStream, packets: readonly Packet[]): number[] {
  if (codec !== 'hdmv_pgs_subtitle') return packets.flatMap(({ time, bytes }) => (bytes > NO_TEXT ? [time] : []));
  const sets: { time: number; bytes: number; ended: boolean }[] = [];
  const oneByOne = packets.some(({ bytes }) => bytes === END_OF_SET);
  for (const { time, bytes } of packets) {
    const last = sets.at(-1);
    // The first segment of a set is its composition, which has the time of the set.
    const set = last === undefined || last.ended ? { time, bytes: 0, ended: false } : last;
    if (set !== last) sets.push(set);
    set.bytes += bytes;
    set.ended = !oneByOne || bytes === END_OF_SET;
  }
  return sets.flatMap(({ time, bytes }) => (bytes > CLEARING ? [time] : []));
}
