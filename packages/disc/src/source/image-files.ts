import { checkList, checkPath } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { readIso9660 } from '../volume/iso9660.ts';
import { readUdf } from '../volume/udf.ts';
import type { Volume, VolumeEntry } from '../volume/volume.ts';
import { byName } from './disc-source.ts';
import { openFiles, openVolumes } from './image-volumes.ts';

/** A file in a disc image. */
export interface ImageFile {
  /** Its path inside the image, with slashes. */
  readonly name: string;
  /** Its size in bytes. */
  readonly fileBytes: number;
  /** Reads it from its start. Calls may come in any order while the image is open. */
  readonly read: () => AsyncGenerator<Uint8Array, void, undefined>;
}

/** Deepest folder that is looked into. */
const DEEPEST = 32;
/** Most files of one image. */
const MOST_FILES = 100_000;
/** Bytes read at a time. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Lists the files of any image, of a video disc or not: those of its UDF volume, or else of its ISO 9660 volume. The image is open until the
 * loop ends.
 * @param volumes - All of its pieces in order, whatever they are called. @defaultValue those that the name of the first one tells
 * @throws StreetdateError `not-a-disc` if it has neither, `damaged-disc`, `file-unreadable`.
 */
export async function* imageFiles(path: string, volumes?: readonly string[]): AsyncGenerator<ImageFile, void, undefined> {
  checkPath('path', path);
  if (volumes !== undefined) checkList('volumes', volumes, checkPath);
  const { bytes } = volumes === undefined ? await openVolumes(path) : await openFiles(path, volumes);
  try {
    let fault: StreetdateError | undefined;
    for (const read of [readUdf, readIso9660]) {
      let volume: Volume | undefined;
      try {
        volume = await read(bytes);
      } catch (error) {
        if (!(error instanceof StreetdateError) || error.code !== 'damaged-disc') throw error;
        fault ??= error;
      }
      if (volume === undefined) continue;
      yield* filesOf(volume.root, '', 0, { left: MOST_FILES });
      const [first] = volume.faults;
      if (first !== undefined) throw new StreetdateError('damaged-disc', `${path} could be read only in part: ${first}`, { path });
      if (volume.statedBytes > bytes.size)
        throw new StreetdateError('damaged-disc', `${path} is cut short: ${bytes.size} of ${volume.statedBytes} bytes are there`, { path });
      return;
    }
    throw fault ?? new StreetdateError('not-a-disc', `${path} is no disc image: it has no UDF and no ISO 9660 volume`, { path });
  } finally {
    await bytes.close();
  }
}

async function* filesOf(
  folder: VolumeEntry,
  prefix: string,
  depth: number,
  count: { left: number },
): AsyncGenerator<ImageFile, void, undefined> {
  if (depth > DEEPEST) throw new StreetdateError('damaged-disc', `${prefix}: folders are deeper than ${DEEPEST}`);
  for (const entry of [...(await folder.list())].sort(byName)) {
    const name = `${prefix}${entry.name}`;
    if (entry.isFolder) yield* filesOf(entry, `${name}/`, depth + 1, count);
    else {
      if (count.left-- <= 0) throw new StreetdateError('damaged-disc', `the image has more than ${MOST_FILES} files`);
      yield { name, fileBytes: entry.size, read: () => bytesOf(entry, name) };
    }
  }
}

async function* bytesOf(entry: VolumeEntry, name: string): AsyncGenerator<Uint8Array, void, undefined> {
  const source = entry.open(name);
  for (let at = 0; at < source.size; ) {
    const chunk = await source.read(at, CHUNK_BYTES);
    if (chunk.length === 0) return;
    at += chunk.length;
    yield chunk;
  }
}
