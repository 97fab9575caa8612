import { Structure } from './structure.ts';
import { fileEntry, logicalVolume, padded, plainMap, SECTOR, TAGS, tagged, typedMap } from './udf-descriptors.ts';
import { layOutTree } from './udf-tree.ts';

type Files = Readonly<Record<string, Uint8Array>>;

/** First sector of the partition of every image. */
export const PARTITION = 300;

/** What can be wrong with the image on purpose. */
export interface UdfFaults {
  /** Leaves out the metadata file's entry, so that its mirror must be used. */
  readonly noMetadataFile?: boolean;
  /** Leaves out the main volume descriptors, so that the reserve must be used. */
  readonly noMainDescriptors?: boolean;
}

/**
 * Builds a UDF 2.50 image as a Blu-ray has it, by ECMA-167 and UDF 2.50: folders and file entries in a metadata partition, the files' bytes in
 * the physical one.
 */
export function makeUdf250(files: Files, label = 'BD_TEST', faults: UdfFaults = {}): Uint8Array {
  const { metadata, data } = layOutTree(files, { metadataPartition: 1, dataStart: (blocks) => 2 + blocks, extended: true });
  const map = [new Structure().u32LE(metadata.length * SECTOR, 2).bytes()];
  const metadataFile = (type: number, location: number) => fileEntry(type, metadata.length * SECTOR, 0, map, { location });
  const partition = [faults.noMetadataFile ? new Uint8Array(SECTOR) : metadataFile(250, 0), metadataFile(251, 1), ...metadata, ...data];
  const maps = [plainMap(), typedMap('*UDF Metadata Partition', '2.50').u32LE(0, 1, 0xffffffff, 32).u16LE(1).u8(0).padTo(64).bytes()];
  return volume(logicalVolume(label, '2.50', 1, maps), partition, { noMainDescriptors: faults.noMainDescriptors });
}

/** How an image of a write-once disc is made. */
export interface VirtualOptions {
  /** With it the form of the table and of file entries changes. */
  readonly revision: '1.50' | '2.01';
  /** Empty sectors behind the table, as some programs leave. */
  readonly runOut?: number;
  /** Leaves the newest table out, as in an image that is cut short. */
  readonly noTable?: boolean;
}

/**
 * Builds an image of a write-once disc: structures in a virtual partition, spread backwards over the physical one, and a table of where they are.
 * An older table, before them, leads to the files of a session before: none.
 */
export function makeUdfVirtual(files: Files, { revision, runOut = 0, noTable = false }: VirtualOptions): Uint8Array {
  const extended = revision === '2.01';
  const { metadata, data } = layOutTree(files, { metadataPartition: 1, dataStart: () => 3, extended });
  const firstMetadata = 3 + data.length;
  const places = metadata.map((_, block) => firstMetadata + metadata.length - 1 - block);
  const old = virtualTable(
    metadata.map(() => 0xffffffff),
    extended,
  );
  const table = virtualTable([...places, 0xffffffff], extended);
  const tableAt = firstMetadata + metadata.length;
  const type = extended ? 248 : 0;
  const partition = [
    new Uint8Array(SECTOR),
    fileEntry(type, old.length, 3, [old], { location: 1, extended }),
    new Uint8Array(SECTOR).fill(0xdd),
    ...data,
    ...[...metadata].reverse(),
    ...(noTable ? [] : [fileEntry(type, table.length, 3, [table], { location: tableAt, extended })]),
    ...Array.from({ length: runOut }, () => new Uint8Array(SECTOR)),
  ];
  const maps = [plainMap(), typedMap('*UDF Virtual Partition', revision).padTo(64).bytes()];
  // The partition goes to the disc's end, wherever what is recorded stops.
  return volume(logicalVolume('WRITE_ONCE', revision, 1, maps), partition, { partitionBlocks: 2_295_104 });
}

/** A virtual allocation table: with a trailer before UDF 2.00, with a header from then on. */
function virtualTable(places: readonly number[], isNew: boolean): Uint8Array {
  const entries = new Structure().u32LE(...places).bytes();
  if (!isNew)
    return new Structure()
      .add(entries)
      .u8(0)
      .ascii('*UDF Virtual Alloc Tbl', 23)
      .padTo(entries.length + 32)
      .u32LE(0xffffffff)
      .bytes();
  const header = new Structure().u16LE(152, 0).padTo(132).u32LE(0xffffffff, 3, 2).u16LE(0x0150, 0x0201, 0x0201, 0);
  return header.add(entries).bytes();
}

/** Blocks of a packet of the images with moved packets. */
const PACKET = 8;

/**
 * Builds a UDF 1.50 image of a rewritten disc: everything in one partition, of which every third packet went bad and was moved behind its end,
 * last packet first. The first sparing table is older, and knows of no packet that moved.
 */
export function makeUdfSparable(files: Files): Uint8Array {
  const { metadata, data } = layOutTree(files, { metadataPartition: 0, dataStart: (blocks) => blocks, extended: false });
  const partition = [...metadata, ...data];
  while (partition.length % PACKET !== 0) partition.push(new Uint8Array(SECTOR));
  const bad = Array.from({ length: partition.length / PACKET }, (_, packet) => packet * PACKET).filter((_, packet) => packet % 3 === 0);
  const spare: Uint8Array[] = [];
  const entries: number[] = [];
  for (const block of [...bad].reverse()) {
    entries.push(block, PARTITION + partition.length + spare.length);
    spare.push(...partition.splice(block, PACKET, ...Array.from({ length: PACKET }, () => new Uint8Array(SECTOR).fill(0xbd))));
  }
  const tables = [260, 262];
  const map = typedMap('*UDF Sparable Partition', '1.50')
    .u16LE(PACKET)
    .u8(tables.length, 0)
    .u32LE(2 * SECTOR, ...tables)
    .padTo(64)
    .bytes();
  const image = volume(logicalVolume('REWRITTEN', '1.50', 0, [map]), partition, {});
  for (const [at, sector] of tables.entries()) {
    const moved = at === 0 ? [0xffffffff, 0xfffffff0] : [...entries, 0xffffffff, 0];
    const table = new Structure()
      .padTo(16)
      .u8(0)
      .ascii('*UDF Sparing Table', 23)
      .padTo(48)
      .u16LE(moved.length / 2, 0)
      .u32LE(at + 1, ...moved);
    image.set(table.bytes(), sector * SECTOR);
  }
  return new Uint8Array(Buffer.concat([image, ...spare]));
}

/** An image with its volume descriptors, twice, and its partition. */
function volume(
  logical: Uint8Array,
  partition: readonly Uint8Array[],
  { noMainDescriptors = false, partitionBlocks = partition.length }: { noMainDescriptors?: boolean | undefined; partitionBlocks?: number },
): Uint8Array {
  const sectors: Uint8Array[] = Array.from({ length: PARTITION }, () => new Uint8Array(SECTOR));
  ['BEA01', 'NSR03', 'TEA01'].forEach((name, at) => {
    sectors[16 + at] = padded(new Structure().u8(0).ascii(name).u8(1).bytes());
  });
  for (const start of [32, 48]) {
    if (start === 32 && noMainDescriptors) continue;
    sectors[start] = tagged(TAGS.logicalVolume, start, logical);
    const place = new Structure()
      .padTo(22 - 16)
      .u16LE(0)
      .padTo(188 - 16)
      .u32LE(PARTITION, partitionBlocks)
      .bytes();
    sectors[start + 1] = tagged(TAGS.partition, start + 1, place);
    sectors[start + 2] = tagged(TAGS.terminating, start + 2, new Uint8Array(0));
  }
  sectors[256] = tagged(TAGS.anchor, 256, new Structure().u32LE(16 * SECTOR, 32, 16 * SECTOR, 48).bytes());
  return new Uint8Array(Buffer.concat([...sectors, ...partition]));
}
