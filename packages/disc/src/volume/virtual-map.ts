import { ByteReader } from '../bytes/byte-reader.ts';
import { type ByteSource, type Extent, ExtentBytes } from '../bytes/byte-source.ts';
import { damaged } from '../bytes/damaged.ts';
import type { BlockMap } from './block-map.ts';
import type { UdfFile } from './udf-file.ts';
import { TAG, tagOf } from './udf-tag.ts';
import { SECTOR } from './volume.ts';

/** File type of a virtual allocation table since UDF 2.00. Before, it had type 0 (UDF 1.50, 2.2.10; UDF 2.60, 2.2.11). */
const TABLE_TYPES = { old: 0, new: 248 } as const;
/** The end of an old table: its identifier and the position of the table before it. */
const OLD_TRAILER_BYTES = 36;
/** Table entry of a deleted block. */
const UNUSED = 0xffffffff;
/** Largest table. A disc of 50 GB with only virtual blocks would need a hundred megabytes; real ones have thousands of entries. */
const MOST_TABLE_BYTES = 16 * 1024 * 1024;
/**
 * Sectors at the end of an image that are searched for the table. Its entry is recorded last, but copying programs add run-out blocks or
 * fill up a unit.
 */
const SEARCHED_SECTORS = 1024;

/**
 * The virtual partition of write-once discs (UDF 2.60, 2.2.8 and 2.2.11). Blocks cannot be overwritten, so changed ones are written
 * elsewhere. A table at the end of the recording gives the current position of each virtual block.
 */
export class VirtualMap implements BlockMap {
  readonly #base: BlockMap;
  readonly #table: Uint32Array;
  readonly #blockSize: number;
  readonly #name: string;

  constructor(base: BlockMap, table: Uint32Array, blockSize: number, name: string) {
    this.#base = base;
    this.#table = table;
    this.#blockSize = blockSize;
    this.#name = name;
  }

  extents(block: number, length: number): Extent[] {
    const found: Extent[] = [];
    for (let at = block, left = length; left > 0; at++, left -= this.#blockSize) {
      const place = this.#table[at];
      if (place === undefined) throw damaged(this.#name, `block ${at} lies outside the ${this.#table.length} of its virtual partition`);
      if (place === UNUSED) throw damaged(this.#name, `block ${at} of its virtual partition was deleted`);
      for (const extent of this.#base.extents(place, Math.min(left, this.#blockSize))) found.push(extent);
    }
    return found;
  }
}

/** The partition that holds a virtual partition's blocks. */
interface VirtualContext {
  /** Its first byte in the image. */
  readonly partitionStart: number;
  readonly blockSize: number;
  /** Reads the file entry at one of its blocks. */
  readonly entryAt: (block: number) => Promise<UdfFile>;
}

/**
 * Reads the newest virtual allocation table of an image: the last file entry of that type.
 * @returns The current position of each virtual block in that partition.
 * @throws StreetdateError `damaged-disc` if there is none, as in a truncated image.
 */
export async function readVirtualTable(image: ByteSource, { partitionStart, blockSize, entryAt }: VirtualContext): Promise<Uint32Array> {
  const sectors = Math.floor(image.size / SECTOR);
  const first = Math.max(0, sectors - SEARCHED_SECTORS);
  const tail = new ByteReader(await image.read(first * SECTOR, (sectors - first) * SECTOR), `${image.name}, its last sectors`);
  for (let at = tail.length - SECTOR; at >= 0; at -= SECTOR) {
    const descriptor = tail.part(at, SECTOR, 'file entry');
    const tag = tagOf(descriptor);
    if (tag !== TAG.fileEntry && tag !== TAG.extendedFileEntry) continue;
    const block = (first * SECTOR + at - partitionStart) / blockSize;
    // A tag states its own position, which exposes stray copies.
    if (descriptor.u32LE(12) !== block) continue;
    const table = await tableOf(await entryAt(block), image);
    if (table) return table;
  }
  throw damaged(image.name, `it has no virtual allocation table in its last ${sectors - first} sectors, as if it were cut short`);
}

/** The entries of a table; undefined if the file is no table. */
async function tableOf(file: UdfFile, image: ByteSource): Promise<Uint32Array | undefined> {
  const name = `${image.name}, virtual allocation table`;
  if (file.type !== TABLE_TYPES.old && file.type !== TABLE_TYPES.new) return undefined;
  if (file.size > MOST_TABLE_BYTES) throw damaged(name, `it has ${file.size} bytes`);
  const bytes = new ByteReader(await new ExtentBytes(name, image, file.extents, file.size).read(0, file.size), name);
  let [start, end] = [0, bytes.length];
  if (file.type === TABLE_TYPES.new) {
    start = bytes.u16LE(0);
  } else {
    end -= OLD_TRAILER_BYTES;
    if (end < 0 || bytes.ascii(end + 1, 23) !== '*UDF Virtual Alloc Tbl') return undefined;
  }
  const entries = new Uint32Array(Math.max(0, (end - start) >> 2));
  for (let index = 0; index < entries.length; index++) entries[index] = bytes.u32LE(start + 4 * index);
  return entries;
}
