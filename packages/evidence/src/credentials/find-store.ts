import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { checkPath } from '@streetdate/core/internal';
import { readFault } from '../files.ts';
import { embeddedStore } from './content-credentials.ts';

/** A manifest store of a file, and where it was. */
export interface FoundStore {
  /** The bytes of a `.c2pa` file. */
  readonly store: Uint8Array;
  /** The file itself, or the `.c2pa` file beside it. */
  readonly path: string;
}

/** Larger stores are not read: they hold thumbnails at most. */
const MOST_STORE_BYTES = 64 * 2 ** 20;
/** Larger pictures are not searched for one. */
const MOST_PICTURE_BYTES = 256 * 2 ** 20;

/**
 * Finds the C2PA manifest store of a file: in a `.c2pa` file beside it (`film.mov` has `film.c2pa` or `film.mov.c2pa`), or in the file. Of a
 * film only the heads of its boxes are read, however large it is.
 * @throws StreetdateError `file-unreadable`, `file-not-found`.
 */
export async function findManifestStore(path: string): Promise<FoundStore | undefined> {
  checkPath('path', path);
  for (const beside of sidecarsOf(path)) {
    const size = await stat(beside).then(
      (facts) => (facts.isFile() ? facts.size : 0),
      () => 0,
    );
    if (size > 0 && size <= MOST_STORE_BYTES) return { store: new Uint8Array(await readFile(beside)), path: beside };
  }
  try {
    const file = await open(path);
    try {
      const store = await storeInside(file);
      return store && { store, path };
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw readFault(path, cause);
  }
}

/** Names of manifest stores beside a file, the one that C2PA proposes first. */
export function sidecarsOf(path: string): readonly [string, string] {
  return [`${path.slice(0, path.length - extname(path).length)}.c2pa`, `${path}.c2pa`];
}

async function storeInside(file: FileHandle): Promise<Uint8Array | undefined> {
  const { size } = await file.stat();
  const { buffer: head } = await file.read(Buffer.alloc(12), 0, 12, 0);
  if (head.subarray(4, 8).toString('latin1') === 'ftyp') return storeInBoxes(file, size);
  // JPEG, PNG, and MP3 with ID3 tags.
  if (!/^(?:ffd8ff|89504e47|494433)/.test(head.toString('hex')) || size > MOST_PICTURE_BYTES) return undefined;
  const bytes = Buffer.alloc(size);
  await file.read(bytes, 0, size, 0);
  // Most files have none, and the library for manifests takes long to load.
  return bytes.includes('c2pa') ? embeddedStore(bytes) : undefined;
}

/** The user type of C2PA's box. */
const C2PA_BOX = 'd8fec3d61b0e483c92975828877ec481';
/** Version and flags, the purpose with its zero, and the place of another box. */
const BEFORE_STORE = 4 + 'manifest\0'.length + 8;
/** Most boxes that are looked at. A fragmented film may have one a second. */
const MOST_BOXES = 100_000;

/** The manifest store of a file of the ISO base media format (C2PA, embedding manifests into BMFF): a box on the first level. */
async function storeInBoxes(file: FileHandle, fileBytes: number): Promise<Uint8Array | undefined> {
  const head = Buffer.alloc(16 + 16 + BEFORE_STORE);
  for (let at = 0, boxes = 0; at + 8 <= fileBytes && boxes < MOST_BOXES; boxes++) {
    await file.read(head, 0, head.length, at);
    const short = head.readUInt32BE(0);
    const bytes = short === 0 ? fileBytes - at : short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    const content = short === 1 ? 16 : 8;
    if (bytes < content) return undefined;
    const isC2pa = head.toString('latin1', 4, 8) === 'uuid' && head.toString('hex', content, content + 16) === C2PA_BOX;
    const start = content + 16 + BEFORE_STORE;
    if (isC2pa && head.toString('latin1', content + 20, content + 29) === 'manifest\0') {
      const length = Math.min(bytes, fileBytes - at) - start;
      if (length <= 0 || length > MOST_STORE_BYTES) return undefined;
      const store = new Uint8Array(length);
      await file.read(store, 0, length, at + start);
      return store;
    }
    at += bytes;
  }
  return undefined;
}
