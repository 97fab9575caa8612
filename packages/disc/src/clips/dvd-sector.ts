import { SECTOR } from '../volume/volume.ts';
import { readPesHeader, type TimedPacket } from './pes-header.ts';

/** Packets without the header that states scrambling (ISO/IEC 13818-1, 2.4.3.7): system header, padding, private stream 2. */
const PLAIN_PACKETS = new Set([0xbb, 0xbc, 0xbe, 0xbf]);

/**
 * Whether a pack of a VOB states that it is scrambled: the scrambling control bits of a packet header are not 0. CSS marks sectors like
 * this. Other data is not scrambled.
 * @param at - Start of the sector.
 */
export function isScrambledSector(bytes: Uint8Array, at: number): boolean {
  for (const packet of packetsIn(bytes, at)) {
    if (!PLAIN_PACKETS.has(bytes[packet + 3]!) && bytes[packet + 6]! >> 6 === 2 && (bytes[packet + 6]! & 0x30) !== 0) return true;
  }
  return false;
}

/** The substreams of private stream 1 with subpictures, and those with sound. */
const [PRIVATE_1, SUBPICTURES, SOUNDS] = [0xbd, 0x20, 0x80];

/** The packets of a VOB that begin with a presentation time. @param bytes - Whole sectors. */
export function* sectorPackets(bytes: Uint8Array): Generator<TimedPacket> {
  for (let at = 0; at < bytes.length; at += SECTOR) {
    for (const packet of packetsIn(bytes, at)) {
      const id = bytes[packet + 3]!;
      const header = id === PRIVATE_1 || (id >= 0xc0 && id < 0xf0) ? readPesHeader(bytes, packet) : undefined;
      if (header === undefined) continue;
      const stream = id === PRIVATE_1 ? (bytes[header.payload] ?? 0) : id;
      if ((stream & 0xe0) === SUBPICTURES) yield { stream, time: header.time, subtitle: true };
      else if (stream >= SOUNDS) yield { stream, time: header.time, subtitle: false };
    }
  }
}

/** Starts of the packets in one sector; none if it is no pack. */
function* packetsIn(bytes: Uint8Array, at: number): Generator<number> {
  const end = Math.min(bytes.length, at + SECTOR);
  if (end - at < 24 || !isStartCode(bytes, at) || bytes[at + 3] !== 0xba) return;
  // Fourteen bytes of an MPEG-2 pack header, and stuffing.
  for (let packet = at + 14 + (bytes[at + 13]! & 7); packet + 7 <= end && isStartCode(bytes, packet); ) {
    yield packet;
    packet += 6 + ((bytes[packet + 4]! << 8) | bytes[packet + 5]!);
  }
}

function isStartCode(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0 && bytes[at + 1] === 0 && bytes[at + 2] === 1;
}
