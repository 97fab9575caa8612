import { StreetdateError } from '@streetdate/core';
import {
  checkStoredDigests,
  diskFiles,
  type EwfFacts,
  exportEwf,
  type ImageDigests,
  type ImageFile,
  imageDigests,
  imageFiles,
  readEwf,
} from '@streetdate/disc';
import { archiveFormat } from '@streetdate/release';
import { readHead } from './read-head.ts';
import type { Spool } from './spool.ts';

/** A file in an image. */
export interface FileInImage extends ImageFile {
  /** When it was last written, milliseconds since 1970. @defaultValue nothing is recorded */
  readonly modifiedMs?: number | undefined;
}

/** A forensic image, while its files are read. */
export interface ReadImage {
  /** The image for messages: its first volume. */
  readonly shown: string;
  /** What an E01 image states of its bytes; undefined for another one. */
  readonly stored: EwfFacts['stored'] | undefined;
  /** Digests of its bytes; undefined where they were not read: those of a raw image, which states none. */
  readonly digests: ImageDigests | undefined;
  /** What is in it: a disc, or a disk with partitions or a file system. */
  readonly format: 'disk' | 'iso';
  /** The raw image: its own volumes, or the exported one. */
  readonly raw: readonly string[];
  /** Lists its files. The order is that of the file system, a folder after the other. */
  files(): AsyncGenerator<FileInImage, void, undefined>;
  /** Reads its bytes for their digests, unless that was done. */
  readDigests(): Promise<ImageDigests>;
  /** Removes what was exported. */
  close(): Promise<void>;
}

/** What opening an image needs. */
export interface OpenImageOptions {
  /** Where an E01 image is exported to. */
  readonly spool: Spool;
  /** Its name in messages. */
  readonly shown: string;
  /** Lists deleted files in place of those that are there. @defaultValue false */
  readonly deleted?: boolean | undefined;
  /** Stops it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a forensic image. An E01 image is exported to the spool as a raw one, since its file systems cannot be read otherwise, and its bytes are
 * compared with the digests that it states.
 * @throws StreetdateError `image-altered` if they differ, `archive-damaged` for a missing segment, `archive-unsupported` if it does not fit into the spool; what the programs throw.
 */
export async function openImage(
  volumes: readonly (string | undefined)[],
  format: 'disk' | 'ewf' | 'iso',
  options: OpenImageOptions,
): Promise<ReadImage> {
  const { spool, shown, deleted, signal } = options;
  const missing = volumes.indexOf(undefined);
  if (missing >= 0) {
    throw new StreetdateError('archive-damaged', `${shown}: segment ${missing + 1} of ${volumes.length} is missing`, { path: shown });
  }
  const present = volumes as readonly string[];
  if (format !== 'ewf') {
    const readDigests = () => imageDigests(present, { signal });
    return {
      shown,
      format,
      stored: undefined,
      digests: undefined,
      raw: present,
      files: () => filesOf(present, format),
      readDigests,
      close,
    };
  }
  const run = { path: shown, signal };
  const { mediaBytes, stored } = await readEwf(present, run);
  const file = await spool.keepImage(shown, mediaBytes, (target) => exportEwf(present, target, mediaBytes, run));
  try {
    const digests = await imageDigests([file.path], { signal });
    checkStoredDigests(shown, stored, digests);
    // An image of a disc is read as one: the programs know no UDF.
    const inside = archiveFormat(await readHead(file.path))?.format === 'iso' ? 'iso' : 'disk';
    return {
      ...{ shown, format: inside, stored, digests, raw: [file.path] },
      files: () => filesOf([file.path], inside),
      readDigests: async () => digests,
      close: file.release,
    };
  } catch (error) {
    await file.release();
    throw error;
  }

  async function* filesOf(raw: readonly string[], of: 'disk' | 'iso'): AsyncGenerator<FileInImage, void, undefined> {
    if (of === 'iso') yield* imageFiles(raw[0]!, raw.length > 1 ? raw : undefined);
    else yield* diskFiles(raw, { shown, deleted, signal });
  }
}

async function close(): Promise<void> {}
