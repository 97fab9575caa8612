/** Bytes of a source packet, and of the unit that AACS encrypts as one. */
const [PACKET, UNIT] = [192, 6144];

/**
 * What is scrambled about some source packets of a Blu-ray's clip: the copy-permission bits of a packet's extra header, the transport
 * packet's own scrambling bits, or packets that have lost their sync byte behind one that has it, as in an encrypted unit.
 * @param bytes - Whole units of 6144 bytes, from the start of one on; what is left at the end is looked at as far as it goes.
 * @returns What was found, in words; undefined where nothing was.
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
    // Only the first sixteen bytes of an encrypted unit are clear. One packet out of step is damage.
    if (bytes[unit + 4] === 0x47 && lost > UNIT / PACKET / 2) return 'its units are encrypted';
  }
  return undefined;
}
