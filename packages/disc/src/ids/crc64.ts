/** The polynomial of CRC-64/MS, least significant bit first. */
const POLYNOMIAL = 0x92c64265d32139a4n;
const MASK = 0xffffffffffffffffn;

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let value = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) value = (value >> 1n) ^ (value & 1n ? POLYNOMIAL : 0n);
  return value;
});

/**
 * CRC-64/MS, as Windows computes it over a DVD. One bigint a byte is slow, but fast enough for the 200 KB of a disc.
 * @param before - The checksum of the data before.
 */
export function crc64(bytes: Uint8Array, before = MASK): bigint {
  let sum = before;
  for (const byte of bytes) sum = (sum >> 8n) ^ TABLE[Number((sum ^ BigInt(byte)) & 0xffn)]!;
  return sum;
}
