import { StreetdateError } from '@streetdate/core/portable';
import { ByteReader } from '../bytes/byte-reader.ts';
import { type ByteSource, ExtentBytes } from '../bytes/byte-source.ts';
import { damaged } from '../bytes/damaged.ts';
import type { BlockMap, PhysicalPartition } from './block-map.ts';
import { mapOf, readFileEntry } from './udf-file.ts';
import { readPartitionMaps } from './udf-partitions.ts';
import { cs0, dstring, expectTag, TAG, tagOf } from './udf-tag.ts';
import { VirtualMap } from './virtual-map.ts';
import { isPlainName, MAX_FOLDER_BYTES, MOST_ENTRIES, SECTOR, type Volume, type VolumeEntry } from './volume.ts';

/** Sectors of a volume descriptor sequence that are read; the standard has sixteen (ECMA-167, 3/8.4.2). */
const MOST_DESCRIPTORS = 256;

/** Position of a file entry: a long_ad without its length (ECMA-167, 4/14.14.2). */
interface Icb {
  readonly block: number;
  readonly partition: number;
}

/**
 * Reads a UDF volume of revision 1.02 to 2.60 (ECMA-167 and the OSTA's UDF specification) with plain, sparable, virtual and metadata
 * partitions. DVD-Video and Blu-ray discs use these, and so do recorders. Only requested folders are read.
 * @returns undefined if the image has no such volume.
 * @throws StreetdateError `damaged-disc`.
 */
export async function readUdf(image: ByteSource): Promise<Volume | undefined> {
  const anchor = await findAnchor(image);
  if (anchor === undefined) return undefined;
  const faults: string[] = [];
  // The main sequence, then its copy.
  for (const at of [16, 24]) {
    const [length, sector] = [anchor.u32LE(at), anchor.u32LE(at + 4)];
    const descriptors = await readSequence(image, sector, length);
    if (descriptors.logicalVolume === undefined) {
      faults.push(`${image.name}: the volume descriptors at sector ${sector} are damaged`);
      continue;
    }
    return new UdfReader(image, descriptors.physical, descriptors.logicalVolume, faults).open();
  }
  throw damaged(image.name, 'neither of its two UDF volume descriptor sequences can be read');
}

/** The anchor is at sector 256, or at the end of the volume (ECMA-167, 3/8.4.2.1). */
async function findAnchor(image: ByteSource): Promise<ByteReader | undefined> {
  const sectors = Math.floor(image.size / SECTOR);
  for (const sector of [256, sectors - 257, sectors - 1, 512]) {
    if (sector < 0) continue;
    const descriptor = new ByteReader(await image.read(sector * SECTOR, SECTOR), `${image.name}, anchor`);
    if (descriptor.length === SECTOR && tagOf(descriptor) === TAG.anchor && descriptor.u32LE(12) === sector) return descriptor;
  }
  return undefined;
}

async function readSequence(image: ByteSource, start: number, length: number) {
  const physical: PhysicalPartition[] = [];
  let logicalVolume: ByteReader | undefined;
  let [sector, end] = [start, start + Math.ceil(length / SECTOR)];
  for (let count = 0; sector < end && count < MOST_DESCRIPTORS; count++, sector++) {
    const descriptor = new ByteReader(await image.read(sector * SECTOR, SECTOR), `${image.name}, descriptor at sector ${sector}`);
    const tag = descriptor.length < SECTOR ? undefined : tagOf(descriptor);
    if (tag === TAG.terminating || tag === undefined) break;
    if (tag === TAG.logicalVolume) logicalVolume = descriptor;
    if (tag === TAG.partition) {
      physical.push({ number: descriptor.u16LE(22), start: descriptor.u32LE(188) * SECTOR, length: descriptor.u32LE(192) * SECTOR });
    }
    // The sequence continues elsewhere. The count bounds a cycle.
    if (tag === TAG.volumePointer)
      [sector, end] = [descriptor.u32LE(24) - 1, descriptor.u32LE(24) + Math.ceil(descriptor.u32LE(20) / SECTOR)];
  }
  return { physical, logicalVolume };
}

class UdfReader {
  readonly #image: ByteSource;
  readonly #physical: readonly PhysicalPartition[];
  readonly #logicalVolume: ByteReader;
  readonly #blockSize: number;
  readonly #faults: string[];
  #maps: readonly BlockMap[] = [];

  constructor(image: ByteSource, physical: readonly PhysicalPartition[], logicalVolume: ByteReader, faults: string[]) {
    this.#image = image;
    this.#physical = physical;
    this.#logicalVolume = logicalVolume;
    this.#faults = faults;
    this.#blockSize = logicalVolume.u32LE(212);
    if (![512, 1024, 2048, 4096].includes(this.#blockSize)) throw damaged(logicalVolume.name, `it has blocks of ${this.#blockSize} bytes`);
  }

  async open(): Promise<Volume> {
    const volume = this.#logicalVolume;
    this.#maps = await readPartitionMaps(volume, {
      image: this.#image,
      blockSize: this.#blockSize,
      physical: this.#physical,
      fileAt: (map, block) => readFileEntry(this.#image, this.#blockSize, [map], { partition: 0, block }),
      faults: this.#faults,
    });
    const fileSet = await this.#fileSet(longAd(volume, 248));
    const revision = volume.u16LE(240);
    return {
      kind: 'udf',
      revision: `${revision >> 8}.${(revision & 0xff).toString(16).padStart(2, '0')}`,
      label: dstring(volume.slice(84, 128)) || undefined,
      // The partition of a write-once disc is as large as the disc. The table at its end proves that it is complete.
      statedBytes: this.#maps.some((map) => map instanceof VirtualMap)
        ? 0
        : Math.max(0, ...this.#physical.map(({ start, length }) => start + length)),
      root: await this.#entry('', longAd(fileSet, 400)),
      faults: this.#faults,
    };
  }

  async #fileSet({ partition, block }: Icb): Promise<ByteReader> {
    const name = `${this.#image.name}, file set descriptor`;
    const [extent] = mapOf(this.#maps, partition, name).extents(block, this.#blockSize);
    const descriptor = new ByteReader(await this.#image.read(extent?.offset ?? 0, this.#blockSize), name);
    expectTag(descriptor, TAG.fileSet);
    return descriptor;
  }

  async #entry(name: string, icb: Icb): Promise<VolumeEntry> {
    const file = await readFileEntry(this.#image, this.#blockSize, this.#maps, icb);
    const open = (called: string) => new ExtentBytes(called, this.#image, file.extents, file.size);
    return {
      name,
      isFolder: file.isFolder,
      size: file.isFolder ? 0 : file.size,
      recordedAt: file.recordedAt,
      open,
      list: () => this.#list(open(`${this.#image.name}, folder ${name || '/'}`)),
    };
  }

  /** File identifier descriptors (ECMA-167, 4/14.4). A file with a damaged entry is skipped and recorded as a fault. */
  async #list(folder: ByteSource): Promise<VolumeEntry[]> {
    if (folder.size > MAX_FOLDER_BYTES) throw damaged(folder.name, `it has ${folder.size} bytes`);
    const bytes = new ByteReader(await folder.read(0, folder.size), folder.name);
    const entries: VolumeEntry[] = [];
    for (let at = 0; at + 38 <= bytes.length; ) {
      expectTag(bytes.from(at, `entry at byte ${at}`), TAG.fileIdentifier);
      const traits = bytes.u8(at + 18);
      const [nameLength, useLength] = [bytes.u8(at + 19), bytes.u16LE(at + 36)];
      const name = cs0(bytes.slice(at + 38 + useLength, nameLength));
      const icb = longAd(bytes, at + 20);
      at += (38 + useLength + nameLength + 3) & ~3;
      // Deleted, or the parent folder.
      if ((traits & 0b1100) !== 0) continue;
      if (entries.length === MOST_ENTRIES) throw damaged(folder.name, `it has more than ${MOST_ENTRIES} names`);
      if (!isPlainName(name)) {
        this.#faults.push(`${folder.name}: the name ${JSON.stringify(name)} is passed over`);
        continue;
      }
      try {
        entries.push(await this.#entry(name, icb));
      } catch (error) {
        if (!(error instanceof StreetdateError)) throw error;
        this.#faults.push(`${folder.name}: ${name} is passed over: ${error.message}`);
      }
    }
    return entries;
  }
}

function longAd(reader: ByteReader, at: number): Icb {
  return { block: reader.u32LE(at + 4), partition: reader.u16LE(at + 8) };
}
