import { Structure } from './structure.ts';
import { fileEntry, identifier, padded, SECTOR, TAGS, tagged } from './udf-descriptors.ts';

/** Where a tree is to lie. */
export interface TreePlace {
  /** The partition of the file set, of file entries and of folders. */
  readonly metadataPartition: number;
  /** The block of partition 0 at which the files' bytes start. */
  readonly dataStart: (metadataBlocks: number) => number;
  /** Whether file entries are extended ones. */
  readonly extended: boolean;
}

/** The blocks of a tree of folders: its structures, of which the first is the file set, and the files' bytes. */
export interface UdfTree {
  readonly metadata: readonly Uint8Array[];
  readonly data: readonly Uint8Array[];
}

/** Lays files out by their paths, in folders; a file in two extents with a gap between them where it has more than one sector. */
export function layOutTree(files: Readonly<Record<string, Uint8Array>>, { metadataPartition, dataStart, extended }: TreePlace): UdfTree {
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
  // The file set, then for each folder and file its entry, then the folders' names.
  const metadata: Uint8Array[] = [new Uint8Array(SECTOR)];
  const entryOf = new Map<string, number>();
  for (const path of [...folders.keys(), ...Object.keys(files)]) {
    entryOf.set(path, metadata.length);
    metadata.push(new Uint8Array(SECTOR));
  }
  const folderData = new Map<string, { readonly block: number; readonly bytes: Uint8Array }>();
  for (const [path, names] of folders) {
    const parent = entryOf.get(path.split('/').slice(0, -1).join('/')) ?? 1;
    const list = new Structure().add(identifier('', parent, metadataPartition, 0b1010));
    for (const name of names) {
      const child = path === '' ? name : `${path}/${name}`;
      list.add(identifier(name, entryOf.get(child)!, metadataPartition, folders.has(child) ? 0b10 : 0));
    }
    const bytes = list.bytes();
    folderData.set(path, { block: metadata.length, bytes });
    for (let at = 0; at < bytes.length; at += SECTOR) metadata.push(padded(bytes.subarray(at, at + SECTOR)));
  }
  const data: Uint8Array[] = [];
  for (const [path, bytes] of Object.entries(files)) {
    const descriptors: Uint8Array[] = [];
    // The first sector, then a gap, then the rest.
    for (const [from, to] of bytes.length > SECTOR
      ? [
          [0, SECTOR],
          [SECTOR, bytes.length],
        ]
      : [[0, bytes.length]]) {
      const block = dataStart(metadata.length) + data.length;
      descriptors.push(
        new Structure()
          .u32LE(to! - from!, block)
          .u16LE(0)
          .padTo(16)
          .bytes(),
      );
      for (let at = from!; at < to!; at += SECTOR) data.push(padded(bytes.subarray(at, Math.min(to!, at + SECTOR))));
      data.push(new Uint8Array(SECTOR).fill(0xee));
    }
    const location = entryOf.get(path)!;
    metadata[location] = fileEntry(5, bytes.length, 1, descriptors, { location, extended });
  }
  for (const [path, { block, bytes }] of folderData) {
    const location = entryOf.get(path)!;
    metadata[location] = fileEntry(4, bytes.length, 0, [new Structure().u32LE(bytes.length, block).bytes()], { location, extended });
  }
  metadata[0] = tagged(
    TAGS.fileSet,
    0,
    new Structure()
      .padTo(400 - 16)
      .u32LE(SECTOR, entryOf.get('')!)
      .u16LE(metadataPartition)
      .bytes(),
  );
  return { metadata, data };
}
