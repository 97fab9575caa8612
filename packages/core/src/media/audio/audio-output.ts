import type { AudioStream } from '../probe.ts';

/** Samples in a block: large enough that reading costs nothing, small enough that the rest of a block at the end is no loss. */
export const AUDIO_BLOCK = 1024;

/** Bytes in a block. */
export const AUDIO_BLOCK_BYTES = 2 * AUDIO_BLOCK;

/** Blocks that may wait before ffmpeg is held up. */
export const MOST_AUDIO_BLOCKS = 8;

/** Samples come with the low byte first. */
const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Sound may go on after the picture by this many seconds. */
const LONGEST_TAIL = 60;
/** The longest sound of a file that does not say how long it is: times that jump are filled with silence. */
const LONGEST = 86_400;

/** Seconds of sound that are taken of a film at most. @param duration - The film's length in seconds, 0 when it is not known. */
export function longestAudio(duration: number): number {
  return duration > 0 ? duration + LONGEST_TAIL : LONGEST;
}

/** What is to be written of a sound. */
export interface AudioRequest {
  /** The stream. */
  readonly stream: AudioStream;
  /** Samples a second. */
  readonly sampleRate: number;
  /** Presentation time minus the time on ffmpeg's clock, in seconds. */
  readonly clockOffset: number;
}

/**
 * The arguments of ffmpeg for mono samples of 16 bits, the first of which is of the start of the presentation: silence fills what is missing. They are written when there are 32 KB
 * of them: flushed with each packet, forty times a second, they took 7 % of what Node spends on a film.
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

/** Little-endian samples as numbers, where they lie unless the machine turns them round. */
export function samplesOf({ buffer }: Uint8Array): Int16Array {
  if (IS_LITTLE_ENDIAN) return new Int16Array(buffer);
  const view = new DataView(buffer);
  return Int16Array.from({ length: buffer.byteLength / 2 }, (_, at) => view.getInt16(2 * at, true));
}
