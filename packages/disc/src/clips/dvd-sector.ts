import { SECTOR } from '../volume/volume.ts';

/** Packets without the header in which scrambling is stated (ISO/IEC 13818-1, 2.4.3.7): system header, padding, private stream 2. */
const PLAIN_PACKETS = new Set([0xbb, 0xbc, 0xbe, 0xbf]);

/**
 * Whether a pack of a VOB says that it is scrambled: the scrambling control bits of a packet's header are not 0, which is how CSS marks a
 * sector. What is no pack is not.
 * @param at - Where the sector starts.
 */
export function isScrambledSector(bytes: Uint8Array, at: number): boolean {
  const end = Math.min(bytes.length, at + SECTOR);
  if (end - at < 24 || !isStartCode(bytes, at) || bytes[at + 3] !== 0xba) return false;
  // Fourteen bytes of an MPEG-2 pack header, and stuffing.
  for (let packet = at + 14 + (bytes[at + 13]! & 7); packet + 7 <= end && isStartCode(bytes, packet); ) {
    if (!PLAIN_PACKETS.has(bytes[packet + 3]!) && bytes[packet + 6]! >> 6 === 2 && (bytes[packet + 6]! & 0x30) !== 0) return true;
    packet += 6 + ((bytes[packet + 4]! << 8) | bytes[packet + 5]!);
  }
  return false;
}

function isStartCode(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0 && bytes[at + 1] === 0 && bytes[at + 2] === 1;
}
