import { StreetdateError } from '@streetdate/core/portable';
import type { ByteSource } from '../bytes/byte-source.ts';
import { readIso9660 } from '../volume/iso9660.ts';
import { readUdf } from '../volume/udf.ts';
import type { Volume, VolumeEntry } from '../volume/volume.ts';
import { byName, type DiscFile, type DiscSource, splitPath } from './disc-source.ts';
import type { ImageVolumes } from './image-volumes.ts';

/** Whether the top folder belongs to a video disc. */
const DISC_FOLDER = /^(video_ts|bdmv)$/i;

/**
 * Opens an image: its UDF volume, which players of video discs read, otherwise its ISO 9660 volume. If UDF is damaged or has no video disc,
 * ISO 9660 is used and the source's faults record that.
 * @returns undefined if the image has neither, or no video disc in them.
 * @throws StreetdateError `damaged-disc` if there is an unreadable volume.
 */
export async function openImage(path: string, { bytes: image, stamp }: ImageVolumes): Promise<DiscSource | undefined> {
  let fault: StreetdateError | undefined;
  for (const read of [readUdf, readIso9660]) {
    try {
      const volume = await read(image);
      if (volume === undefined) continue;
      const entries = await volume.root.list();
      if (!entries.some(({ name, isFolder }) => isFolder && DISC_FOLDER.test(name))) continue;
      return new ImageSource(path, image, stamp, volume, fault === undefined ? [] : [`${fault.message}; its ISO 9660 volume was read`]);
    } catch (error) {
      if (!(error instanceof StreetdateError) || error.code !== 'damaged-disc') throw error;
      fault ??= error;
    }
  }
  if (fault) throw fault;
  return undefined;
}

/** The entries of a folder by upper-case name. If two differ only in case, the first counts. */
interface EntryList {
  readonly files: ReadonlyMap<string, VolumeEntry>;
  readonly folders: ReadonlyMap<string, VolumeEntry>;
}

function sortOut(entries: readonly VolumeEntry[]): EntryList {
  const list = { files: new Map<string, VolumeEntry>(), folders: new Map<string, VolumeEntry>() };
  for (const entry of entries) {
    const kind = entry.isFolder ? list.folders : list.files;
    const key = entry.name.toUpperCase();
    if (!kind.has(key)) kind.set(key, entry);
  }
  return list;
}

class ImageSource implements DiscSource {
  readonly path: string;
  readonly kind: 'iso9660' | 'udf';
  readonly revision: string;
  readonly label: string | undefined;
  readonly #image: ByteSource;
  readonly #stamp: string;
  readonly #volume: Volume;
  readonly #faults: string[];
  readonly #lists = new Map<VolumeEntry, Promise<EntryList>>();

  constructor(path: string, image: ByteSource, stamp: string, volume: Volume, faults: readonly string[]) {
    this.path = path;
    this.kind = volume.kind;
    this.revision = volume.revision;
    this.label = volume.label;
    this.#image = image;
    this.#stamp = stamp;
    this.#volume = volume;
    const missing = volume.statedBytes - image.size;
    const cut = missing > 0 ? [`${image.name}: the image is cut short: ${image.size} of ${volume.statedBytes} bytes are there`] : [];
    this.#faults = [...faults, ...cut];
  }

  get faults(): readonly string[] {
    return [...this.#faults, ...this.#volume.faults];
  }

  async files(folder: string): Promise<DiscFile[]> {
    const entry = await this.#find(folder);
    if (entry === undefined) return [];
    const files = [...(await this.#list(entry)).files.values()];
    // Inside an image only the image itself can change.
    return files
      .map(({ name, size, recordedAt }) => ({ name, size, recordedAt, stamp: `${size}-${recordedAt?.getTime() ?? ''}` }))
      .sort(byName);
  }

  async hasFolder(folder: string): Promise<boolean> {
    return (await this.#find(folder)) !== undefined;
  }

  async open(path: string): Promise<ByteSource | undefined> {
    const { folder, name } = splitPath(path);
    const parent = await this.#find(folder);
    if (parent === undefined) return undefined;
    const file = (await this.#list(parent)).files.get(name.toUpperCase());
    return file?.open(`${this.#image.name}: ${folder}/${file.name}`);
  }

  async stamp(): Promise<string> {
    return this.#stamp;
  }

  async close(): Promise<void> {
    await this.#image.close();
  }

  async #find(folder: string): Promise<VolumeEntry | undefined> {
    let entry = this.#volume.root;
    for (const name of folder.split('/').filter((part) => part !== '')) {
      const found = (await this.#list(entry)).folders.get(name.toUpperCase());
      if (found === undefined) return undefined;
      entry = found;
    }
    return entry;
  }

  #list(entry: VolumeEntry): Promise<EntryList> {
    const known = this.#lists.get(entry);
    if (known) return known;
    const list = entry.list().then(sortOut);
    this.#lists.set(entry, list);
    return list;
  }
}
