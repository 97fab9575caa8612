/** Bits, the highest of a byte first. */
class BitWriter {
  readonly bytes: number[] = [];
  /** Bits used of the last byte, 1 to 8. */
  used = 8;

  write(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit--) {
      if (this.used === 8) {
        this.bytes.push(0);
        this.used = 0;
      }
      this.bytes[this.bytes.length - 1]! |= ((value >> bit) & 1) << (7 - this.used++);
    }
  }
}

/** Lengths of a prefix code: so many symbols of one length, the rest of the next. */
const lengths = (short: number, length: number, all: number) =>
  Array.from({ length: all }, (_, symbol) => (symbol < short ? length : length + 1));

/** The canonical code of each symbol, by its length. */
function codesOf(bits: readonly number[]): number[] {
  const codes = new Array<number>(bits.length).fill(0);
  let code = 0;
  for (let length = 1; length <= 15; length++, code <<= 1) {
    for (const [symbol, each] of bits.entries()) if (each === length) codes[symbol] = code++;
  }
  return codes;
}

/** Complete codes for what a block tells: literals and lengths, distances, their low bits, repeated distances. Nobody asks for a small archive here. */
const TABLES = {
  main: lengths(206, 8, 306),
  distance: lengths(64, 6, 64),
  low: lengths(16, 4, 16),
  repeated: lengths(20, 5, 44),
} as const;
/** Lengths of the code in which those lengths are told: 4, 5, 6, 8 and 9 are all there are. */
const LENGTH_CODE = Array.from({ length: 20 }, (_, length) => ({ 4: 2, 5: 2, 6: 2, 8: 3, 9: 3 })[length] ?? 0);

const SHORTEST_MATCH = 4;
const LONGEST_MATCH = 1000;

/** Bytes of a file that are told in one block, a match that goes on beyond them included. */
const BLOCK = 32_768;

/**
 * Compresses a file as RAR 5 does, method 1 to 5: literals, and matches with what stands before. No free program writes such archives, and readers of them have to be tried with some. After the published decoders of the format.
 */
export function packRar5(bytes: Uint8Array): Uint8Array {
  const codes = { main: codesOf(TABLES.main), distance: codesOf(TABLES.distance), low: codesOf(TABLES.low) };
  const seen = new Map<number, number>();
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const writer = new BitWriter();
    const symbol: WriteSymbol = (table, which) => writer.write(codes[table][which]!, TABLES[table][which]!);
    if (at === 0) writeTables(writer);
    for (const end = Math.min(bytes.length, at + BLOCK); at < end; ) {
      const key = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
      const before = at + SHORTEST_MATCH <= bytes.length ? seen.get(key) : undefined;
      seen.set(key, at);
      if (before === undefined) {
        symbol('main', bytes[at++]!);
        continue;
      }
      let length = SHORTEST_MATCH;
      while (length < LONGEST_MATCH && at + length < bytes.length && bytes[before + length] === bytes[at + length]) length++;
      writeMatch(writer, symbol, length, at - before);
      at += length;
    }
    blocks.push(blockOf(writer, blocks.length === 0, at >= bytes.length));
  }
  return new Uint8Array(Buffer.concat(blocks));
}

function writeTables(writer: BitWriter): void {
  for (const length of LENGTH_CODE) writer.write(length, 4);
  const codes = codesOf(LENGTH_CODE);
  for (const length of [...TABLES.main, ...TABLES.distance, ...TABLES.low, ...TABLES.repeated])
    writer.write(codes[length]!, LENGTH_CODE[length]!);
}

/** A block: flags (tables, the last one, how many bytes its size has, the bits of its last byte), a check of the header, its size, and what was written. */
function blockOf({ bytes, used }: BitWriter, hasTables: boolean, isLast: boolean): Uint8Array {
  const flags = (hasTables ? 0x80 : 0) | (isLast ? 0x40 : 0) | (2 << 3) | (used - 1);
  const size = [bytes.length & 255, (bytes.length >> 8) & 255, (bytes.length >> 16) & 255];
  const check = size.reduce((sum, byte) => sum ^ byte, 0x5a ^ flags);
  return Uint8Array.from([flags, check, ...size, ...bytes]);
}

type WriteSymbol = (table: 'main' | 'distance' | 'low', which: number) => void;

function writeMatch(writer: BitWriter, symbol: WriteSymbol, length: number, distance: number): void {
  // A far match is longer than its code says.
  const far = [0x100, 0x2000, 0x40000].filter((limit) => distance > limit).length;
  const short = length - far - 2;
  if (short < 8) symbol('main', 262 + short);
  else {
    const bits = Math.floor(Math.log2(short)) - 2;
    symbol('main', 262 + 4 * (bits + 1) + ((short >> bits) & 3));
    writer.write(short & ((1 << bits) - 1), bits);
  }
  const back = distance - 1;
  if (back < 4) {
    symbol('distance', back);
    return;
  }
  const bits = Math.floor(Math.log2(back)) - 1;
  symbol('distance', 2 * (bits + 1) + ((back >> bits) & 1));
  const rest = back & ((1 << bits) - 1);
  if (bits < 4) writer.write(rest, bits);
  else {
    writer.write(rest >> 4, bits - 4);
    symbol('low', rest & 15);
  }
}
