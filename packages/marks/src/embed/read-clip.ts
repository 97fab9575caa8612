import { StreetdateError } from '@streetdate/core/portable';
import { PLAYLIST_RATE } from './bdmv.ts';

/** What a clip's packets state. */
export interface ClipPackets {
  readonly packets: number;
  readonly mapPid: number;
  readonly clockPid: number;
  /** Packet identifiers and types of the streams, in the order of the program map. */
  readonly streams: readonly { readonly pid: number; readonly type: number }[];
  /** First and last presentation time of a picture, ticks of 45 kHz. */
  readonly first: number;
  readonly last: number;
}

/** Bytes of a source packet: four of arrival time and a transport packet. */
const SOURCE_PACKET = 192;

/** Source packets of an aligned unit: discs are read by these. */
const UNIT_PACKETS = 32;

/** Null packets that complete the last aligned unit of a clip, with the arrival time of its last packet; none where it is complete. */
export function fillUnit(bytes: Uint8Array): Uint8Array {
  const missing = (UNIT_PACKETS - ((bytes.length / SOURCE_PACKET) % UNIT_PACKETS)) % UNIT_PACKETS;
  const fill = new Uint8Array(missing * SOURCE_PACKET).fill(0xff);
  const arrival = bytes.subarray(bytes.length - SOURCE_PACKET, bytes.length - SOURCE_PACKET + 4);
  for (let at = 0; at < fill.length; at += SOURCE_PACKET) {
    fill.set(arrival, at);
    fill.set([0x47, 0x1f, 0xff, 0x10], at + 4);
  }
  return fill;
}

/** H.264 in a program map. */
const H264 = 0x1b;

/**
 * Reads source packets (ISO/IEC 13818-1 behind arrival times): the program association and map, and the times of its pictures.
 * @throws StreetdateError `decoder-failed` when the muxer wrote something else.
 */
export function readClipPackets(bytes: Uint8Array, path: string): ClipPackets {
  let [mapPid, clockPid, videoPid] = [-1, -1, -1];
  let streams: ClipPackets['streams'] = [];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const packets = bytes.length / SOURCE_PACKET;
  for (let packet = 0; packet < packets; packet++) {
    const at = packet * SOURCE_PACKET + 4;
    if (bytes[at] !== 0x47) throw noClip(path, `packet ${packet} is none`);
    const isStart = (bytes[at + 1]! & 0x40) !== 0;
    if (!isStart) continue;
    const pid = ((bytes[at + 1]! & 0x1f) << 8) | bytes[at + 2]!;
    const hasAdaptation = (bytes[at + 3]! & 0x20) !== 0;
    const payload = bytes.subarray(at + 4 + (hasAdaptation ? 1 + bytes[at + 4]! : 0), at + 188);
    if (pid === 0) mapPid = pidAt(payload, 1 + payload[0]! + 10);
    else if (pid === mapPid && clockPid < 0) {
      const table = payload.subarray(1 + payload[0]!);
      clockPid = pidAt(table, 8);
      streams = mapStreams(table);
      videoPid = streams.find(({ type }) => type === H264)?.pid ?? -1;
    } else if (pid === videoPid && (payload[7]! & 0x80) !== 0) {
      const time = presentationTime(payload);
      first = Math.min(first, time);
      last = Math.max(last, time);
    }
  }
  if (last < first) throw noClip(path, 'it holds no picture');
  return { packets, mapPid, clockPid, streams, first, last };
}

function noClip(path: string, reason: string): StreetdateError {
  return new StreetdateError('decoder-failed', `${path} is no clip: ${reason}`, { path });
}

function pidAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! & 0x1f) << 8) | bytes[at + 1]!;
}

/** From the table's id on: length at 1, clock at 8, length of descriptors at 10; then type, identifier and descriptors of each stream. */
function mapStreams(table: Uint8Array): ClipPackets['streams'] {
  const length = ((table[1]! & 15) << 8) | table[2]!;
  const streams: ClipPackets['streams'][number][] = [];
  let at = 12 + (((table[10]! & 15) << 8) | table[11]!);
  while (at + 5 <= 3 + length - 4) {
    streams.push({ type: table[at]!, pid: pidAt(table, at + 1) });
    at += 5 + (((table[at + 3]! & 15) << 8) | table[at + 4]!);
  }
  return streams;
}

/** 33 bits of 90 kHz in five bytes, as ticks of 45 kHz. */
function presentationTime(packet: Uint8Array): number {
  const [top, high, low] = [(packet[9]! >> 1) & 7, (packet[10]! << 7) | (packet[11]! >> 1), (packet[12]! << 7) | (packet[13]! >> 1)];
  return Math.floor((top * 2 ** 30 + high * 2 ** 15 + low) / (90_000 / PLAYLIST_RATE));
}
