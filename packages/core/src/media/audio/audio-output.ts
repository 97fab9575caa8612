import { LONGEST_FILM } from '../decoder/decoder-limits.ts';
import type { AudioStream } from '../probe.ts';

/** Samples in a block. Reading is cheap, and the incomplete block at the end, which is lost, is short: 93 ms. */
export const AUDIO_BLOCK = 1024;

/** Bytes in a block. */
export const AUDIO_BLOCK_BYTES = 2 * AUDIO_BLOCK;

/** Blocks that may wait before ffmpeg is held up. */
export const MOST_AUDIO_BLOCKS = 8;

/** Whether the machine stores numbers low byte first, as the samples are. */
const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Audio may go on after the picture by this many seconds. */
const LONGEST_TAIL = 60;

/** Most seconds of audio that are taken of a film: timestamps that jump are filled with silence. @param duration - The film's length in seconds, 0 when unknown. */
export function longestAudio(duration: number): number {
  return duration > 0 ? Math.min(duration + LONGEST_TAIL, LONGEST_FILM) : LONGEST_FILM;
}

/** Audio that ffmpeg writes. */
export interface AudioRequest {
  /** The stream. */
  readonly stream: AudioStream;
  /** Samples a second. */
  readonly sampleRate: number;
  /** Presentation time minus the time on ffmpeg's clock, in seconds. */
  readonly clockOffset: number;
}

/**
 * Arguments of ffmpeg for mono samples of 16 bits. The first sample belongs to the start of the presentation, and silence fills holes.
 * ffmpeg writes them in blocks of 32 KB. Flushed with each packet, forty times a second, they took 7 % of Node's time for a film.
 */
export function audioOutput({ stream, sampleRate, clockOffset }: AudioRequest): string[] {
  return [
    ...['-map', `0:${stream.index}`, '-vn', '-sn', '-dn', '-map_metadata', '-1', '-ac', '1', '-ar', String(sampleRate)],
    ...[
      '-filter:a',
      `asetpts=PTS+(${clockOffset.toFixed(6)}/TB),aresample=${sampleRate}:async=1:first_pts=0`,
      '-f',
      's16le',
      '-flush_packets',
      '0',
    ],
  ];
}

/** Little-endian samples as numbers, in place when the machine has the same byte order. */
export function samplesOf({ buffer }: Uint8Array): Int16Array {
  if (IS_LITTLE_ENDIAN) return new Int16Array(buffer);
  const view = new DataView(buffer);
  return Int16Array.from({ length: buffer.byteLength / 2 }, (_, at) => view.getInt16(2 * at, true));
}
