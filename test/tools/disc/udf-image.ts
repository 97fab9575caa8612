import { Structure } from './structure.ts';

const SECTOR = 2048;
const PARTITION = 300;
const TAGS = { anchor: 2, partition: 5, logicalVolume: 6, terminating: 8, fileSet: 256, fileIdentifier: 257, extendedFileEntry: 266 };

/** What can be wrong with the image on purpose. */
export interface UdfFaults {
  /** Leaves out the metadata file's entry, so that its mirror must be used. */
  readonly noMetadataFile?: boolean;
  /** Leaves out the main volume descriptors, so that the reserve must be used. */
  readonly noMainDescriptors?: boolean;
}

/**
 * Builds a UDF 2.50 image as a Blu-ray has it, by ECMA-167 and UDF 2.50: folders and file entries in a metadata partition, the files' bytes in
 * the physical one. Folders are one deep or more; a file in two extents where it has more than one sector.
 * @param files - The files by their paths.
 */
export function makeUdf250(files: Readonly<Record<string, Uint8Array>>, label = 'BD_TEST', faults: UdfFaults = {}): Uint8Array {
  const folders = new Map<string, string[]>([['', []]]);
  for (const path of Object.keys(files)) {
    const parts = path.split('/');
    parts.forEach((name, depth) => {
      const parent = parts.slice(0, depth).join('/');
      const names = folders.get(parent) ?? [];
      if (!names.includes(name)) names.push(name);
      folders.set(parent, names);
    });
  }
  // Metadata blocks: the file set, then for each folder its entry and its names, then the files' entries.
  const metadata: Uint8Array[] = [new Uint8Array(SECTOR)];
  const entryOf = new Map<string, number>();
  for (const path of [...folders.keys(), ...Object.keys(files)]) {
    entryOf.set(path, metadata.length);
    metadata.push(new Uint8Array(SECTOR));
  }
  const folderData = new Map<string, { readonly block: number; readonly bytes: Uint8Array }>();
  for (const [path, names] of folders) {
    const list = new Structure().add(identifier('', entryOf.get(path.split('/').slice(0, -1).join('/')) ?? 1, 0b1010));
    for (const name of names) {
      const child = path === '' ? name : `${path}/${name}`;
      list.add(identifier(name, entryOf.get(child)!, folders.has(child) ? 0b10 : 0));
    }
    const bytes = list.bytes();
    folderData.set(path, { block: metadata.length, bytes });
    for (let at = 0; at < bytes.length; at += SECTOR) metadata.push(padded(bytes.subarray(at, at + SECTOR)));
  }
  const dataStart = 2 + metadata.length;
  const data: Uint8Array[] = [];
  for (const [path, bytes] of Object.entries(files)) {
    const extents: { readonly block: number; readonly length: number }[] = [];
    // The first sector, then a gap, then the rest.
    for (const [from, to] of bytes.length > SECTOR
      ? [
          [0, SECTOR],
          [SECTOR, bytes.length],
        ]
      : [[0, bytes.length]]) {
      extents.push({ block: dataStart + data.length, length: to! - from! });
      for (let at = from!; at < to!; at += SECTOR) data.push(padded(bytes.subarray(at, Math.min(to!, at + SECTOR))));
      data.push(new Uint8Array(SECTOR).fill(0xee));
    }
    metadata[entryOf.get(path)!] = entry(
      5,
      bytes.length,
      1,
      extents.map(({ block, length }) => new Structure().u32LE(length, block).u16LE(0).padTo(16).bytes()),
      entryOf.get(path)!,
    );
  }
  for (const [path, { block, bytes }] of folderData) {
    metadata[entryOf.get(path)!] = entry(4, bytes.length, 0, [new Structure().u32LE(bytes.length, block).bytes()], entryOf.get(path)!);
  }
  metadata[0] = tagged(
    TAGS.fileSet,
    0,
    new Structure()
      .padTo(400 - 16)
      .u32LE(SECTOR, entryOf.get('')!)
      .u16LE(1)
      .bytes(),
  );

  const map = [new Structure().u32LE(metadata.length * SECTOR, 2).bytes()];
  const metadataFile = (type: number, block: number) => entry(type, metadata.length * SECTOR, 0, map, block);
  const partition = [faults.noMetadataFile ? new Uint8Array(SECTOR) : metadataFile(250, 0), metadataFile(251, 1), ...metadata, ...data];
  const sectors: Uint8Array[] = Array.from({ length: PARTITION }, () => new Uint8Array(SECTOR));
  ['BEA01', 'NSR03', 'TEA01'].forEach((name, at) => {
    sectors[16 + at] = padded(new Structure().u8(0).ascii(name).u8(1).bytes());
  });
  for (const start of [32, 48]) {
    if (start === 32 && faults.noMainDescriptors) continue;
    sectors[start] = tagged(TAGS.logicalVolume, start, logicalVolume(label));
    const place = new Structure()
      .padTo(22 - 16)
      .u16LE(0)
      .padTo(188 - 16)
      .u32LE(PARTITION, partition.length)
      .bytes();
    sectors[start + 1] = tagged(TAGS.partition, start + 1, place);
    sectors[start + 2] = tagged(TAGS.terminating, start + 2, new Uint8Array(0));
  }
  sectors[256] = tagged(TAGS.anchor, 256, new Structure().u32LE(16 * SECTOR, 32, 16 * SECTOR, 48).bytes());
  return new Uint8Array(Buffer.concat([...sectors, ...partition]));
}

function logicalVolume(label: string): Uint8Array {
  const name = new Structure()
    .u8(8)
    .ascii(label)
    .padTo(127)
    .u8(label.length + 1)
    .bytes();
  const metadataMap = new Structure()
    .u8(2, 64)
    .u16(0)
    .u8(0)
    .ascii('*UDF Metadata Partition', 23)
    .u16LE(0x0250)
    .padTo(36)
    .u16LE(1, 0)
    .u32LE(0, 1, 0xffffffff, 32)
    .u16LE(1)
    .u8(0);
  return new Structure()
    .padTo(84 - 16)
    .add(name)
    .padTo(212 - 16)
    .u32LE(SECTOR)
    .u8(0)
    .ascii('*OSTA UDF Compliant', 23)
    .u16LE(0x0250)
    .padTo(248 - 16)
    .u32LE(SECTOR, 0)
    .u16LE(1)
    .padTo(264 - 16)
    .u32LE(70, 2)
    .padTo(440 - 16)
    .u8(1, 6)
    .u16LE(1, 0)
    .add(metadataMap.padTo(64).bytes())
    .bytes();
}

/** An extended file entry with short (0) or long (1) allocation descriptors. */
function entry(type: number, size: number, kind: 0 | 1, descriptors: readonly Uint8Array[], location: number): Uint8Array {
  const list = Buffer.concat([...descriptors]);
  const body = new Structure()
    .padTo(27 - 16)
    .u8(type)
    .padTo(34 - 16)
    .u16LE(kind)
    .padTo(56 - 16)
    .u32LE(size, 0)
    .padTo(104 - 16)
    .u16LE(0x1000, 2025)
    .u8(11, 5, 10, 20, 30, 0, 0, 0)
    .padTo(208 - 16)
    .u32LE(0, list.length)
    .add(list);
  return tagged(TAGS.extendedFileEntry, location, body.bytes());
}

function identifier(name: string, block: number, traits: number): Uint8Array {
  const text = name === '' ? new Uint8Array(0) : new Structure().u8(8).ascii(name).bytes();
  const body = new Structure().u16LE(1).u8(traits, text.length).u32LE(SECTOR, block).u16LE(1).padTo(20).u16LE(0).add(text).bytes();
  const whole = tag(TAGS.fileIdentifier, 0).add(body);
  return whole.padTo((whole.length + 3) & ~3).bytes();
}

function tagged(id: number, location: number, body: Uint8Array): Uint8Array {
  return padded(tag(id, location).add(body).bytes());
}

function tag(id: number, location: number): Structure {
  const fields = new Structure().u16LE(id, 3).u8(0, 0).u16LE(0, 0, 0).u32LE(location).bytes();
  fields[4] = fields.reduce((sum, byte) => sum + byte, 0);
  return new Structure().add(fields);
}

function padded(bytes: Uint8Array): Uint8Array {
  const sector = new Uint8Array(SECTOR);
  sector.set(bytes);
  return sector;
}
