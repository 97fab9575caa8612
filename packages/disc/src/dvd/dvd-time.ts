import type { ByteReader } from '../bytes/byte-reader.ts';

/**
 * Reads a playback time: hours, minutes, seconds and frames as decimal digits, and the frame rate in the upper two bits of the last byte (1
 * is 25, 3 is 30000/1001). An invalid digit counts as 0.
 * @returns Seconds.
 */
export function playbackTime(reader: ByteReader, at: number): number {
  const frames = reader.u8(at + 3);
  const rate = frames >> 6 === 1 ? 25 : 30_000 / 1001;
  return decimal(reader.u8(at)) * 3600 + decimal(reader.u8(at + 1)) * 60 + decimal(reader.u8(at + 2)) + decimal(frames & 0x3f) / rate;
}

function decimal(byte: number): number {
  const [tens, ones] = [byte >> 4, byte & 15];
  return tens > 9 || ones > 9 ? 0 : 10 * tens + ones;
}
