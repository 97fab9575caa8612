import { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteSource, Extent } from '../bytes/byte-source.ts';
import { damaged } from '../bytes/damaged.ts';

/** How the logical blocks of one partition lie in the image. */
export interface BlockMap {
  /** The extents of `length` bytes from a logical block on. @throws StreetdateError `damaged-disc` outside the partition. */
  extents(block: number, length: number): Extent[];
}

/** A partition as its descriptor has it (ECMA-167, 3/10.5). */
export interface PhysicalPartition {
  /** The number that maps name it by. */
  readonly number: number;
  /** Its first byte in the image. */
  readonly start: number;
  /** Its length in bytes. */
  readonly length: number;
}

/** What is needed to lay out partition maps. */
export interface MapContext {
  readonly image: ByteSource;
  readonly blockSize: number;
  readonly physical: readonly PhysicalPartition[];
  /** Reads the extents of the file whose file entry is at a block of a plain partition: the metadata file (UDF 2.60, 2.2.13). */
  readonly fileAt: (partition: BlockMap, block: number) => Promise<Extent[]>;
}

/** A type 1 map: the partition as it lies (ECMA-167, 3/10.7.2). */
export class PlainMap implements BlockMap {
  readonly #partition: PhysicalPartition;
  readonly #blockSize: number;
  readonly #name: string;

  constructor(partition: PhysicalPartition, blockSize: number, name: string) {
    this.#partition = partition;
    this.#blockSize = blockSize;
    this.#name = name;
  }

  extents(block: number, length: number): Extent[] {
    const offset = block * this.#blockSize;
    if (offset + length > this.#partition.length) {
      throw damaged(this.#name, `block ${block} lies outside its partition of ${this.#partition.length / this.#blockSize} blocks`);
    }
    return [{ offset: this.#partition.start + offset, length }];
  }
}

/** The metadata partition of UDF 2.50 and later: its blocks are those of a file (UDF 2.60, 2.2.10). */
export class MetadataMap implements BlockMap {
  readonly #file: readonly Extent[];
  readonly #blockSize: number;
  readonly #name: string;

  constructor(file: readonly Extent[], blockSize: number, name: string) {
    this.#file = file;
    this.#blockSize = blockSize;
    this.#name = name;
  }

  extents(block: number, length: number): Extent[] {
    let skip = block * this.#blockSize;
    let left = length;
    const found: Extent[] = [];
    for (const { offset, length: size } of this.#file) {
      if (left === 0) break;
      if (skip < size) {
        const taken = Math.min(left, size - skip);
        found.push({ offset: offset === undefined ? undefined : offset + skip, length: taken });
        left -= taken;
      }
      skip = Math.max(0, skip - size);
    }
    if (left > 0) throw damaged(this.#name, `block ${block} lies outside the metadata file`);
    return found;
  }
}

/** Rewritable media move packets that went bad (UDF 2.60, 2.2.9 and 2.2.11). */
class SparableMap implements BlockMap {
  readonly #plain: PlainMap;
  readonly #blockSize: number;
  readonly #packetBlocks: number;
  readonly #moved: ReadonlyMap<number, number>;

  constructor(plain: PlainMap, blockSize: number, packetBlocks: number, moved: ReadonlyMap<number, number>) {
    this.#plain = plain;
    this.#blockSize = blockSize;
    this.#packetBlocks = packetBlocks;
    this.#moved = moved;
  }

  extents(block: number, length: number): Extent[] {
    if (this.#moved.size === 0) return this.#plain.extents(block, length);
    const found: Extent[] = [];
    for (let done = 0; done < length; ) {
      const at = block + Math.floor(done / this.#blockSize);
      const inside = at % this.#packetBlocks;
      const taken = Math.min(length - done, (this.#packetBlocks - inside) * this.#blockSize);
      const packet = this.#moved.get(at - inside);
      found.push(
        ...(packet === undefined ? this.#plain.extents(at, taken) : [{ offset: (packet + inside) * this.#blockSize, length: taken }]),
      );
      done += taken;
    }
    return found;
  }
}

/** Most partition maps that are read; discs have one or two. */
const MOST_MAPS = 16;

/**
 * Reads the partition maps of a logical volume descriptor (ECMA-167, 3/10.7; UDF 2.60, 2.2.8 to 2.2.10).
 * @param faults - Gets a line where the mirror of a metadata file had to be used.
 * @throws StreetdateError `damaged-disc`; also for a virtual partition, which only unfinished recordable discs have.
 */
export async function readPartitionMaps(logicalVolume: ByteReader, context: MapContext, faults: string[]): Promise<BlockMap[]> {
  const { blockSize, physical } = context;
  const table = logicalVolume.part(440, logicalVolume.u32LE(264), 'partition maps');
  const count = logicalVolume.u32LE(268);
  if (count > MOST_MAPS) throw damaged(table.name, `there are ${count}`);
  const maps: BlockMap[] = [];
  const plain = (number: number) => {
    const partition = physical.find((candidate) => candidate.number === number);
    if (partition === undefined) throw damaged(table.name, `they name the partition ${number}, which is not described`);
    return new PlainMap(partition, blockSize, context.image.name);
  };
  for (let index = 0, at = 0; index < count; index++) {
    const length = table.u8(at + 1);
    if (length < 6) throw damaged(table.name, `the map at byte ${at} has ${length} bytes`);
    const map = table.part(at, length, `map ${index}`);
    at += length;
    if (map.u8(0) === 1) {
      maps.push(plain(map.u16LE(4)));
      continue;
    }
    const kind = map.ascii(5, 23);
    const base = plain(map.u16LE(38));
    if (kind === '*UDF Metadata Partition') maps.push(await metadataMap(map, base, context, faults));
    else if (kind === '*UDF Sparable Partition') maps.push(await sparableMap(map, base, context));
    else
      throw damaged(
        map.name,
        kind === '*UDF Virtual Partition' ? 'it is virtual, as on a disc that was never finished' : `its kind is ${JSON.stringify(kind)}`,
      );
  }
  return maps;
}

async function metadataMap(map: ByteReader, base: PlainMap, { image, blockSize, fileAt }: MapContext, faults: string[]): Promise<BlockMap> {
  const [main, mirror] = [map.u32LE(40), map.u32LE(44)];
  try {
    return new MetadataMap(await fileAt(base, main), blockSize, image.name);
  } catch (cause) {
    const file = await fileAt(base, mirror).catch(() => {
      throw cause;
    });
    faults.push(`${image.name}: the metadata file is damaged; its mirror was read`);
    return new MetadataMap(file, blockSize, image.name);
  }
}

async function sparableMap(map: ByteReader, base: PlainMap, { image, blockSize }: MapContext): Promise<BlockMap> {
  const packetBlocks = map.u16LE(40);
  const tables = Math.min(map.u8(42), 4);
  const bytes = map.u32LE(44);
  if (packetBlocks === 0 || bytes > 1024 * 1024)
    throw damaged(map.name, `it has packets of ${packetBlocks} blocks and tables of ${bytes} bytes`);
  for (let table = 0; table < tables; table++) {
    const reader = new ByteReader(await image.read(map.u32LE(48 + 4 * table) * blockSize, bytes), `${map.name}, sparing table`);
    if (reader.length < 56 || reader.ascii(17, 23) !== '*UDF Sparing Table') continue;
    const moved = new Map<number, number>();
    for (let entry = 0; entry < reader.u16LE(48); entry++) {
      const from = reader.u32LE(56 + 8 * entry);
      // From 0xfffffff0 on an entry is free or bad itself.
      if (from < 0xfffffff0) moved.set(from, reader.u32LE(60 + 8 * entry));
    }
    return new SparableMap(base, blockSize, packetBlocks, moved);
  }
  throw damaged(map.name, 'none of its sparing tables can be read');
}
