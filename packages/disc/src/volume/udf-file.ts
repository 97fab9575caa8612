import { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteSource, Extent } from '../bytes/byte-source.ts';
import { damaged } from '../bytes/damaged.ts';
import type { BlockMap } from './block-map.ts';
import { expectTag, TAG, timestamp } from './udf-tag.ts';

/** A file entry (ECMA-167, 4/14.9 and 4/14.17). */
export interface UdfFile {
  /** Its type (ECMA-167, 4/14.6.6): 4 is a folder, 5 a plain file. */
  readonly type: number;
  /** Whether it is a folder. */
  readonly isFolder: boolean;
  /** Size in bytes. */
  readonly size: number;
  /** Its extents. */
  readonly extents: readonly Extent[];
  /** Creation time from an extended file entry, or else the time of the last change. */
  readonly recordedAt: Date | undefined;
}

/** Most extents of one file. An extent has up to 1 GiB; the interleaved files of 3D discs have some ten thousand. */
const MOST_EXTENTS = 500_000;
/** Most allocation extent descriptors that continue the list of one file. */
const MOST_CONTINUATIONS = 4096;
/** The file type of a folder (ECMA-167, 4/14.6.6). */
const FOLDER = 4;
/** Meanings of the upper two bits of an extent's length (ECMA-167, 4/14.14.1.1). */
const [RECORDED, CONTINUATION] = [0, 3];

/**
 * Reads a file entry or an extended one.
 * @param maps - The partitions, by reference number. Embedded data belongs to one of them.
 * @throws StreetdateError `damaged-disc`.
 */
export async function readFileEntry(
  image: ByteSource,
  blockSize: number,
  maps: readonly BlockMap[],
  place: { readonly partition: number; readonly block: number },
): Promise<UdfFile> {
  const name = `${image.name}, file entry at block ${place.block}`;
  const map = mapOf(maps, place.partition, name);
  const [extent] = map.extents(place.block, blockSize);
  const offset = extent?.offset ?? 0;
  const entry = new ByteReader(await image.read(offset, blockSize), name);
  const extended = expectTag(entry, TAG.fileEntry, TAG.extendedFileEntry) === TAG.extendedFileEntry;
  const size = entry.u64LE(56);
  const [attributes, allocation] = extended ? [entry.u32LE(208), entry.u32LE(212)] : [entry.u32LE(168), entry.u32LE(172)];
  const start = (extended ? 216 : 176) + attributes;
  const type = entry.u8(27);
  const facts = { type, isFolder: type === FOLDER, size, recordedAt: timestamp(entry, extended ? 104 : 84) };
  const kind = entry.u16LE(34) & 7;
  // Small files may be embedded in the entry.
  if (kind === 3) return { ...facts, extents: [{ offset: offset + start, length: entry.slice(start, Math.min(size, allocation)).length }] };
  if (kind > 1) throw damaged(name, `its allocation descriptors are of kind ${kind}`);
  const list = new AllocationList(image, blockSize, maps, { long: kind === 1, partition: place.partition, name });
  return { ...facts, extents: await list.read(entry.part(start, allocation, 'allocation descriptors')) };
}

/** The partition of a reference number. @throws StreetdateError `damaged-disc`. */
export function mapOf(maps: readonly BlockMap[], partition: number, name: string): BlockMap {
  const map = maps[partition];
  if (map === undefined) throw damaged(name, `it names the partition ${partition} of ${maps.length}`);
  return map;
}

/** Allocation descriptors, short or long, with their continuations (ECMA-167, 4/12 and 4/14.14). */
class AllocationList {
  readonly #image: ByteSource;
  readonly #blockSize: number;
  readonly #maps: readonly BlockMap[];
  readonly #kind: { readonly long: boolean; readonly partition: number; readonly name: string };

  constructor(
    image: ByteSource,
    blockSize: number,
    maps: readonly BlockMap[],
    kind: { readonly long: boolean; readonly partition: number; readonly name: string },
  ) {
    this.#image = image;
    this.#blockSize = blockSize;
    this.#maps = maps;
    this.#kind = kind;
  }

  async read(first: ByteReader): Promise<Extent[]> {
    const { long, partition: own, name } = this.#kind;
    const extents: Extent[] = [];
    const bytes = long ? 16 : 8;
    let list: ByteReader | undefined = first;
    for (let continuations = 0; list !== undefined; continuations++) {
      if (continuations > MOST_CONTINUATIONS) throw damaged(name, 'its allocation descriptors never end');
      const current: ByteReader = list;
      list = undefined;
      for (let at = 0; at + bytes <= current.length; at += bytes) {
        const word = current.u32LE(at);
        const [kind, length] = [word >>> 30, word & 0x3fffffff];
        if (length === 0) break;
        const block = current.u32LE(at + 4);
        const map = () => mapOf(this.#maps, long ? current.u16LE(at + 8) : own, name);
        if (kind === CONTINUATION) {
          list = await this.#continuation(map(), block);
          break;
        }
        if (kind === RECORDED) for (const extent of map().extents(block, length)) extents.push(extent);
        else extents.push({ offset: undefined, length });
        if (extents.length > MOST_EXTENTS) throw damaged(name, `it has more than ${MOST_EXTENTS} extents`);
      }
    }
    return extents;
  }

  async #continuation(map: BlockMap, block: number): Promise<ByteReader> {
    const name = `${this.#kind.name}, continued at block ${block}`;
    const [extent] = map.extents(block, this.#blockSize);
    const descriptor = new ByteReader(await this.#image.read(extent?.offset ?? 0, this.#blockSize), name);
    expectTag(descriptor, TAG.allocationExtent);
    return descriptor.part(24, descriptor.u32LE(20), 'allocation descriptors');
  }
}
