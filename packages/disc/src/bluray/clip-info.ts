import type { ByteReader } from '../bytes/byte-reader.ts';
import { sized } from './bdmv-file.ts';
import { type BluRayStream, streamAttributes } from './stream-attributes.ts';

/** One clock of a clip. Times are ticks of 45 kHz. */
export interface ClipClock {
  /** Presentation time of the first picture. */
  readonly start: number;
  /** End of the presentation. */
  readonly end: number;
}

/** The contents of a `*.clpi` file. */
export interface ClipInfo {
  /** Number of source packets, 192 bytes each. */
  readonly packets: number;
  /** Its clocks by number, in order. There is one, unless its time jumps. */
  readonly clocks: readonly ClipClock[];
  /** The streams of all its programs. */
  readonly streams: readonly BluRayStream[];
}

/** Most streams of one clip that are read. */
const MOST_STREAMS = 256;

/**
 * Reads clip information. Layout: address of the sequences at 8, of the programs at 12. The clip's own facts are at 40; their byte 16
 * starts the number of packets.
 * @throws StreetdateError `damaged-disc`.
 */
export function readClipInfo(file: ByteReader): ClipInfo {
  return {
    packets: sized(file, 40, 'clip').u32(12),
    clocks: readClocks(sized(file, file.u32(8), 'sequences')),
    streams: readStreams(sized(file, file.u32(12), 'programs')),
  };
}

/** For each sequence of arrival clocks: start 0, number of clocks 4, number of the first 5; then 14 bytes for each clock. */
function readClocks(table: ByteReader): ClipClock[] {
  const clocks: ClipClock[] = [];
  let at = 2;
  for (let sequence = 0; sequence < table.u8(1); sequence++) {
    const [count, first] = [table.u8(at + 4), table.u8(at + 5)];
    at += 6;
    for (let index = 0; index < count; index++, at += 14) clocks[first + index] = { start: table.u32(at + 6), end: table.u32(at + 10) };
  }
  return Array.from(clocks, (clock) => clock ?? { start: 0, end: 0 });
}

/** For each program: start 0, map 4, number of streams 6. For each stream: packet identifier, then attributes with their length. */
function readStreams(table: ByteReader): BluRayStream[] {
  const streams: BluRayStream[] = [];
  let at = 2;
  for (let program = 0; program < table.u8(1); program++) {
    const count = table.u8(at + 6);
    at += 8;
    for (let index = 0; index < count && streams.length < MOST_STREAMS; index++) {
      const attributes = table.part(at + 3, table.u8(at + 2), `stream ${index}`);
      at += 3 + attributes.length;
      const stream = streamAttributes(attributes);
      if (stream) streams.push(stream);
    }
  }
  return streams;
}
