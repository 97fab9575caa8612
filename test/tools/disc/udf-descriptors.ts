import { Structure } from './structure.ts';

export const SECTOR = 2048;
export const TAGS = {
  anchor: 2,
  partition: 5,
  logicalVolume: 6,
  terminating: 8,
  fileSet: 256,
  fileIdentifier: 257,
  fileEntry: 261,
  extendedFileEntry: 266,
};

/** A descriptor tag with its checksum. */
function tag(id: number, location: number): Structure {
  const fields = new Structure().u16LE(id, 3).u8(0, 0).u16LE(0, 0, 0).u32LE(location).bytes();
  fields[4] = fields.reduce((sum, byte) => sum + byte, 0);
  return new Structure().add(fields);
}

/** A sector with a descriptor. */
export function tagged(id: number, location: number, body: Uint8Array): Uint8Array {
  return padded(tag(id, location).add(body).bytes());
}

/** A sector that begins with some bytes. */
export function padded(bytes: Uint8Array): Uint8Array {
  const sector = new Uint8Array(SECTOR);
  sector.set(bytes);
  return sector;
}

/**
 * A file entry with short (0) or long (1) allocation descriptors, or with the bytes themselves (3).
 * @param extended - An extended one, as from UDF 2.00 on.
 */
export function fileEntry(
  type: number,
  size: number,
  kind: 0 | 1 | 3,
  descriptors: readonly Uint8Array[],
  { location, extended = true }: { readonly location: number; readonly extended?: boolean },
): Uint8Array {
  const list = Buffer.concat([...descriptors]);
  const [time, tail] = extended ? [104, 208] : [84, 168];
  const body = new Structure()
    .padTo(27 - 16)
    .u8(type)
    .padTo(34 - 16)
    .u16LE(kind)
    .padTo(56 - 16)
    .u32LE(size, 0)
    .padTo(time - 16)
    .u16LE(0x1000, 2025)
    .u8(11, 5, 10, 20, 30, 0, 0, 0)
    .padTo(tail - 16)
    .u32LE(0, list.length)
    .add(list);
  return tagged(extended ? TAGS.extendedFileEntry : TAGS.fileEntry, location, body.bytes());
}

/** A name in a folder; an empty one is the way up. */
export function identifier(name: string, block: number, partition: number, traits: number): Uint8Array {
  const text = name === '' ? new Uint8Array(0) : new Structure().u8(8).ascii(name).bytes();
  const body = new Structure().u16LE(1).u8(traits, text.length).u32LE(SECTOR, block).u16LE(partition).padTo(20).u16LE(0).add(text).bytes();
  const whole = tag(TAGS.fileIdentifier, 0).add(body);
  return whole.padTo((whole.length + 3) & ~3).bytes();
}

/** The number of a revision as it is recorded: `2.50` is 0x0250. */
export function revisionWord(revision: string): number {
  return Number.parseInt(revision.replace('.', ''), 16);
}

/** The head of a map of type 2: its length, kind and partition. */
export function typedMap(kind: string, revision: string): Structure {
  return new Structure().u8(2, 64).u16(0).u8(0).ascii(kind, 23).u16LE(revisionWord(revision)).padTo(36).u16LE(1, 0);
}

/** A map of type 1. */
export function plainMap(): Uint8Array {
  return new Structure().u8(1, 6).u16LE(1, 0).bytes();
}

/** The body of a logical volume descriptor whose file set is at block 0 of a partition. */
export function logicalVolume(label: string, revision: string, fileSetPartition: number, maps: readonly Uint8Array[]): Uint8Array {
  const name = new Structure()
    .u8(8)
    .ascii(label)
    .padTo(127)
    .u8(label.length + 1)
    .bytes();
  const table = Buffer.concat([...maps]);
  return new Structure()
    .padTo(84 - 16)
    .add(name)
    .padTo(212 - 16)
    .u32LE(SECTOR)
    .u8(0)
    .ascii('*OSTA UDF Compliant', 23)
    .u16LE(revisionWord(revision))
    .padTo(248 - 16)
    .u32LE(SECTOR, 0)
    .u16LE(fileSetPartition)
    .padTo(264 - 16)
    .u32LE(table.length, maps.length)
    .padTo(440 - 16)
    .add(table)
    .bytes();
}
