import { readPesHeader, type TimedPacket } from './pes-header.ts';

/** Bytes of a source packet, and of the unit that AACS encrypts as one. */
const [PACKET, UNIT] = [192, 6144];

/**
 * Finds signs of scrambling in the source packets of a Blu-ray clip: the copy-permission bits of a packet's extra header, the transport
 * packet's scrambling bits, or missing sync bytes after the first packet, as in an encrypted unit.
 * @param bytes - Whole units of 6144 bytes, from the start of one on. A remainder is checked as far as possible.
 * @returns The sign in words; undefined if there is none.
 */
export function scramblingOf(bytes: Uint8Array): string | undefined {
  for (let unit = 0; unit + PACKET <= bytes.length; unit += UNIT) {
    let lost = 0;
    const end = Math.min(unit + UNIT, bytes.length);
    for (let at = unit; at + PACKET <= end; at += PACKET) {
      if ((bytes[at]! & 0xc0) !== 0) return 'copy-permission bits are set';
      if (bytes[at + 4] !== 0x47) lost++;
      else if ((bytes[at + 7]! & 0xc0) !== 0) return 'transport packets are scrambled';
    }
    // Only the first sixteen bytes of an encrypted unit are clear. A single packet out of step is damage.
    if (bytes[unit + 4] === 0x47 && lost > UNIT / PACKET / 2) return 'its units are encrypted';
  }
  return undefined;
}

/** Packet identifiers on a Blu-ray: pictures and sounds lie before presentation graphics, and those before other streams. */
const [GRAPHICS, BEHIND_GRAPHICS] = [0x1200, 0x1220];
/** The graphics segment that states what is shown from its time on, and the position of its object count. */
const [COMPOSITION, OBJECTS_AT] = [0x16, 13];

/** The picture, sound and subtitle packets of a Blu-ray clip that begin with a presentation time. @param bytes - Whole source packets. */
export function* sourcePackets(bytes: Uint8Array): Generator<TimedPacket> {
  for (let at = 0; at + PACKET <= bytes.length; at += PACKET) {
    // Only transport packets that start an elementary stream packet.
    if (bytes[at + 4] !== 0x47 || (bytes[at + 5]! & 0x40) === 0) continue;
    const stream = ((bytes[at + 5]! & 0x1f) << 8) | bytes[at + 6]!;
    if (stream >= BEHIND_GRAPHICS) continue;
    const isAdapted = (bytes[at + 7]! & 0x20) !== 0;
    const header = readPesHeader(bytes.subarray(at, at + PACKET), 8 + (isAdapted ? 1 + bytes[at + 8]! : 0));
    if (header === undefined) continue;
    if (stream < GRAPHICS) yield { stream, time: header.time, subtitle: false };
    else if (bytes[at + header.payload] === COMPOSITION && bytes[at + header.payload + OBJECTS_AT]! > 0)
      yield { stream, time: header.time, subtitle: true };
  }
}
