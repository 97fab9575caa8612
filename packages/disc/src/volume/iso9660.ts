import { ByteReader } from '../bytes/byte-reader.ts';
import { type ByteSource, type Extent, ExtentBytes } from '../bytes/byte-source.ts';
import { damaged } from '../bytes/damaged.ts';
import { isPlainName, MAX_FOLDER_BYTES, MOST_ENTRIES, SECTOR, type Volume, type VolumeEntry } from './volume.ts';

/** First sector of the volume descriptors (ECMA-119, 6.2.1: the sixteen sectors before are the system's). */
const FIRST_DESCRIPTOR = 16;
/** Most descriptors that are read. Images have three or four. */
const MOST_DESCRIPTORS = 64;
const [PRIMARY, SUPPLEMENTARY, TERMINATOR] = [1, 2, 255];

/**
 * Reads an ISO 9660 volume (ECMA-119). It uses the names of the Joliet tree if the plain ones are missing. Files in several extents are
 * joined (9.1.6, bit 7). A file on another volume of a set is refused on opening.
 * @returns undefined if the image has no such volume.
 * @throws StreetdateError `damaged-disc`.
 */
export async function readIso9660(image: ByteSource): Promise<Volume | undefined> {
  let primary: ByteReader | undefined;
  let joliet: ByteReader | undefined;
  for (let sector = FIRST_DESCRIPTOR; sector < FIRST_DESCRIPTOR + MOST_DESCRIPTORS; sector++) {
    const descriptor = new ByteReader(await image.read(sector * SECTOR, SECTOR), `${image.name}, volume descriptor`);
    if (descriptor.length < SECTOR || descriptor.ascii(1, 5) !== 'CD001') break;
    const type = descriptor.u8(0);
    if (type === TERMINATOR) break;
    if (type === PRIMARY) primary ??= descriptor;
    // Escape sequences of UCS-2, levels 1 to 3 (Joliet, 4.2.1).
    if (type === SUPPLEMENTARY && /^252f4[035]$/.test(descriptor.hex(88, 3))) joliet ??= descriptor;
  }
  const chosen = primary ?? joliet;
  if (chosen === undefined) return undefined;
  const reader = new DirectoryReader(image, chosen.u16LE(128), chosen.u16LE(124), chosen === joliet);
  const root = reader.entry(chosen.part(156, 34, 'root folder'));
  if (!root?.isFolder) throw damaged(image.name, 'the top folder of its ISO 9660 volume is none');
  const label = chosen === joliet ? utf16(chosen.slice(40, 32)) : chosen.ascii(40, 32);
  return {
    kind: 'iso9660',
    revision: '',
    label: label.trim() || undefined,
    statedBytes: chosen.u32LE(80) * chosen.u16LE(128),
    root,
    faults: reader.faults,
  };
}

class DirectoryReader {
  readonly faults: string[] = [];
  readonly #image: ByteSource;
  readonly #blockSize: number;
  readonly #volume: number;
  readonly #wide: boolean;

  constructor(image: ByteSource, blockSize: number, volume: number, wide: boolean) {
    if (blockSize < 512 || blockSize > 32_768) throw damaged(image.name, `its ISO 9660 volume has blocks of ${blockSize} bytes`);
    this.#image = image;
    this.#blockSize = blockSize;
    this.#volume = volume;
    this.#wide = wide;
  }

  /** A directory record (ECMA-119, 9.1). @returns undefined for an invalid name: `.`, `..` and names that climb out. */
  entry(record: ByteReader): VolumeEntry | undefined {
    const nameLength = record.u8(32);
    const raw = record.slice(33, nameLength);
    const isSelf = nameLength === 1 && (raw[0] === 0 || raw[0] === 1);
    const name = isSelf ? '' : (this.#wide ? utf16(raw) : record.ascii(33, nameLength)).replace(/;\d*$/, '').replace(/\.$/, '');
    if (!isSelf && !isPlainName(name)) {
      this.faults.push(`${record.name}: the name ${JSON.stringify(name)} is passed over`);
      return undefined;
    }
    const isFolder = (record.u8(25) & 2) !== 0;
    const start = record.u32LE(2) + record.u8(1);
    const size = record.u32LE(10);
    return this.#made(name, isFolder, [{ offset: start * this.#blockSize, length: size }], recordTime(record), record.u16LE(28));
  }

  #made(name: string, isFolder: boolean, extents: readonly Extent[], recordedAt: Date | undefined, volume: number): VolumeEntry {
    const size = extents.reduce((sum, { length }) => sum + length, 0);
    const open = (called: string) => {
      if (volume !== this.#volume && volume !== 0)
        throw damaged(called, `it lies on volume ${volume} of the set, and this is volume ${this.#volume}`);
      return new ExtentBytes(called, this.#image, extents, size);
    };
    return {
      name,
      isFolder,
      size: isFolder ? 0 : size,
      recordedAt,
      open,
      list: () => this.#list(open(`${this.#image.name}, folder ${name || '/'}`)),
    };
  }

  async #list(folder: ByteSource): Promise<VolumeEntry[]> {
    if (folder.size > MAX_FOLDER_BYTES) throw damaged(folder.name, `it has ${folder.size} bytes`);
    const bytes = new ByteReader(await folder.read(0, folder.size), folder.name);
    const entries: VolumeEntry[] = [];
    let begun:
      | { readonly name: string; readonly extents: Extent[]; readonly recordedAt: Date | undefined; readonly volume: number }
      | undefined;
    for (let at = 0; at < bytes.length; ) {
      const length = bytes.u8(at);
      // Records do not cross sectors. The rest of a sector is zeros.
      if (length === 0) {
        at = (Math.floor(at / SECTOR) + 1) * SECTOR;
        continue;
      }
      const record = bytes.part(at, length, `record at byte ${at}`);
      at += length;
      const entry = this.entry(record);
      if (entry === undefined || entry.name === '') continue;
      if (entries.length === MOST_ENTRIES) throw damaged(folder.name, `it has more than ${MOST_ENTRIES} names`);
      const extent = { offset: (record.u32LE(2) + record.u8(1)) * this.#blockSize, length: record.u32LE(10) };
      const continues = (record.u8(25) & 0x80) !== 0;
      if (begun?.name === entry.name) begun.extents.push(extent);
      else begun = { name: entry.name, extents: [extent], recordedAt: entry.recordedAt, volume: record.u16LE(28) };
      if (continues) continue;
      entries.push(
        begun.extents.length === 1 ? entry : this.#made(begun.name, entry.isFolder, begun.extents, begun.recordedAt, begun.volume),
      );
      begun = undefined;
    }
    return entries;
  }
}

/** Recording date and time of a directory record (ECMA-119, 9.1.5): local time with an offset in quarters of an hour. */
function recordTime(record: ByteReader): Date | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0] = record.slice(18, 7);
  if (month < 1 || month > 12 || day < 1) return undefined;
  const quarters = zone > 127 ? zone - 256 : zone;
  return new Date(Date.UTC(1900 + year, month - 1, day, hour, minute, second) - quarters * 15 * 60_000);
}

function utf16(bytes: Uint8Array): string {
  return new TextDecoder('utf-16be').decode(bytes).replaceAll('\0', '').trim();
}
