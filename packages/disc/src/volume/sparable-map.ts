import { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteSource, Extent } from '../bytes/byte-source.ts';
import { damaged } from '../bytes/damaged.ts';
import type { BlockMap } from './block-map.ts';

/** Maps blocks on rewritable media, which relocate bad packets (UDF 2.60, 2.2.9 and 2.2.12). */
export class SparableMap implements BlockMap {
  readonly #base: BlockMap;
  readonly #blockSize: number;
  readonly #packetBlocks: number;
  readonly #moved: ReadonlyMap<number, number>;
  /** First blocks of the relocated packets, in order. */
  readonly #movedBlocks: readonly number[];

  /** @param moved - Current image block of each relocated packet, by its first block in the partition. */
  constructor(base: BlockMap, blockSize: number, packetBlocks: number, moved: ReadonlyMap<number, number>) {
    this.#base = base;
    this.#blockSize = blockSize;
    this.#packetBlocks = packetBlocks;
    this.#moved = moved;
    this.#movedBlocks = [...moved.keys()].sort((one, other) => one - other);
  }

  extents(block: number, length: number): Extent[] {
    // Relocated packets are outside the partition but still part of it.
    const whole = this.#base.extents(block, length);
    const end = block + Math.ceil(length / this.#blockSize);
    const found: Extent[] = [];
    let at = block;
    const bytesTo = (next: number) => Math.min(length, (next - block) * this.#blockSize) - (at - block) * this.#blockSize;
    for (let next = this.#firstMovedFrom(block); next < this.#movedBlocks.length && this.#movedBlocks[next]! < end; next++) {
      const packet = this.#movedBlocks[next]!;
      if (packet > at) found.push(...this.#base.extents(at, bytesTo(packet)));
      at = Math.max(at, packet);
      const after = packet + this.#packetBlocks;
      found.push({ offset: (this.#moved.get(packet)! + at - packet) * this.#blockSize, length: bytesTo(after) });
      at = Math.min(after, end);
    }
    if (found.length === 0) return whole;
    if (at < end) found.push(...this.#base.extents(at, bytesTo(end)));
    return found;
  }

  /** Index of the first relocated packet that ends after a block. */
  #firstMovedFrom(block: number): number {
    let [low, high] = [0, this.#movedBlocks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#movedBlocks[middle]! + this.#packetBlocks <= block) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** From this value on, an entry of a sparing table names no packet: it is free, or the spare packet itself is bad. */
const FIRST_UNUSED = 0xfffffff0;

/**
 * Reads the map of a sparable partition: blocks in a packet at 40, number of sparing tables at 42, their size at 44, their positions at 48.
 * The tables should be equal; the one written last counts.
 * @throws StreetdateError `damaged-disc`.
 */
export async function readSparableMap(
  map: ByteReader,
  base: BlockMap,
  { image, blockSize }: { readonly image: ByteSource; readonly blockSize: number },
): Promise<SparableMap> {
  const packetBlocks = map.u16LE(40);
  const bytes = map.u32LE(44);
  if (packetBlocks === 0 || bytes > 1024 * 1024)
    throw damaged(map.name, `it has packets of ${packetBlocks} blocks and tables of ${bytes} bytes`);
  let newest: ByteReader | undefined;
  for (let table = 0; table < Math.min(map.u8(42), 4); table++) {
    const reader = new ByteReader(await image.read(map.u32LE(48 + 4 * table) * blockSize, bytes), `${map.name}, sparing table`);
    if (reader.length < 56 || reader.ascii(17, 23) !== '*UDF Sparing Table') continue;
    if (newest === undefined || reader.u32LE(52) > newest.u32LE(52)) newest = reader;
  }
  if (newest === undefined) throw damaged(map.name, 'none of its sparing tables can be read');
  const moved = new Map<number, number>();
  for (let entry = 0; entry < newest.u16LE(48); entry++) {
    const from = newest.u32LE(56 + 8 * entry);
    // A valid entry is aligned to a packet. Others would move blocks twice.
    if (from < FIRST_UNUSED && from % packetBlocks === 0) moved.set(from, newest.u32LE(60 + 8 * entry));
  }
  return new SparableMap(base, blockSize, packetBlocks, moved);
}
