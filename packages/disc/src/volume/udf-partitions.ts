import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { damaged } from '../bytes/damaged.ts';
import { type BlockMap, type PhysicalPartition, PlainMap } from './block-map.ts';
import { MetadataMap } from './metadata-map.ts';
import { readSparableMap } from './sparable-map.ts';
import type { UdfFile } from './udf-file.ts';
import { readVirtualTable, VirtualMap } from './virtual-map.ts';

/** Input for the layout of partition maps. */
export interface MapContext {
  readonly image: ByteSource;
  readonly blockSize: number;
  readonly physical: readonly PhysicalPartition[];
  /** Reads the file whose entry is at a block of a partition: the metadata file, the virtual allocation table. */
  readonly fileAt: (partition: BlockMap, block: number) => Promise<UdfFile>;
  /** Receives a line for each skipped part. */
  readonly faults: string[];
}

/** Most partition maps that are read; discs have one or two. */
const MOST_MAPS = 16;

/**
 * Reads the partition maps of a logical volume descriptor (ECMA-167, 3/10.7; UDF 2.60, 2.2.8 to 2.2.10).
 * @throws StreetdateError `damaged-disc`.
 */
export async function readPartitionMaps(logicalVolume: ByteReader, context: MapContext): Promise<BlockMap[]> {
  const table = logicalVolume.part(440, logicalVolume.u32LE(264), 'partition maps');
  const count = logicalVolume.u32LE(268);
  if (count > MOST_MAPS) throw damaged(table.name, `there are ${count}`);
  const maps: BlockMap[] = [];
  // Of two maps for one partition, the second goes through the first: metadata may be in relocated packets.
  const mapped = new Map<number, BlockMap>();
  for (let index = 0, at = 0; index < count; index++) {
    const length = table.u8(at + 1);
    if (length < 6) throw damaged(table.name, `the map at byte ${at} has ${length} bytes`);
    const map = table.part(at, length, `map ${index}`);
    at += length;
    const isPlain = map.u8(0) === 1;
    const number = map.u16LE(isPlain ? 4 : 38);
    const partition = context.physical.find((candidate) => candidate.number === number);
    if (partition === undefined) throw damaged(table.name, `they name the partition ${number}, which is not described`);
    const base = mapped.get(number) ?? new PlainMap(partition, context.blockSize, context.image.name);
    const read = isPlain ? base : await readMap(map, base, partition, context);
    mapped.set(number, mapped.get(number) ?? read);
    maps.push(read);
  }
  return maps;
}

/** A type 2 map, by the identifier of its kind. */
async function readMap(map: ByteReader, base: BlockMap, partition: PhysicalPartition, context: MapContext): Promise<BlockMap> {
  const { image, blockSize, fileAt } = context;
  const kind = map.ascii(5, 23);
  switch (kind) {
    case '*UDF Metadata Partition':
      return readMetadataMap(map, base, context);
    case '*UDF Sparable Partition':
      return readSparableMap(map, base, context);
    case '*UDF Virtual Partition': {
      const entryAt = (block: number) => fileAt(base, block);
      const table = await readVirtualTable(image, { partitionStart: partition.start, blockSize, entryAt });
      return new VirtualMap(base, table, blockSize, image.name);
    }
    default:
      throw damaged(map.name, `its kind is ${JSON.stringify(kind)}`);
  }
}

async function readMetadataMap(map: ByteReader, base: BlockMap, { image, blockSize, fileAt, faults }: MapContext): Promise<BlockMap> {
  const [main, mirror] = [map.u32LE(40), map.u32LE(44)];
  try {
    return new MetadataMap((await fileAt(base, main)).extents, blockSize, image.name);
  } catch (cause) {
    const file = await fileAt(base, mirror).catch(() => {
      throw cause;
    });
    faults.push(`${image.name}: the metadata file is damaged; its mirror was read`);
    return new MetadataMap(file.extents, blockSize, image.name);
  }
}
