import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { StreetdateError } from '@streetdate/core';
import { type ReferenceIndex, RenamedIndex } from '@streetdate/index';
import { StoredIndex, StoredIndexReader } from '@streetdate/index/store';
import type { StoredReference } from '../catalogue/stored.ts';
import { writeFault } from '../files/file-state.ts';
import type { Stores } from '../stores.ts';
import { loadIndex, loadReference } from './reference-library.ts';

/** Frames between two commits to disk. In memory they take a few times their size on disk. */
const FRAMES_A_FLUSH = 1_000_000;
/** Number of references from which an index update is announced. */
const MANY = 100;
/** Longest wait for another process that writes the index, and the polling interval, milliseconds. */
const LOCK_WAIT = { most: 60_000, step: 200 } as const;

/** The references of a library, ready for searches. */
export interface OpenReferences {
  readonly index: ReferenceIndex;
  /** Closes the files. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the library's stored index of its references and first updates it from the catalogue. The fingerprints are authoritative. A
 * missing, damaged or newer index is rebuilt. If it cannot be stored, the references are loaded into memory.
 * @param references - The references to search.
 * @param tell - Called with notices for the user.
 * @throws StreetdateError `bad-library` if the fingerprint of a reference is missing or damaged.
 */
export async function openReferences(
  stores: Stores,
  references: ReadonlyMap<string, StoredReference>,
  tell: (message: string) => void,
): Promise<OpenReferences> {
  const folder = join(stores.home, 'index');
  try {
    const stored = await openCurrent(stores, folder, references, tell);
    const names = new Map([...references.values()].map((reference) => [reference.id, keyOf(reference)]));
    return { index: new RenamedIndex(stored, names), close: () => stored.close() };
  } catch (error) {
    if (!(error instanceof StreetdateError) || error.path?.startsWith(folder) !== true) throw error;
    tell(`the index of the library cannot be used, so its fingerprints are read one by one: ${error.message}`);
    return { index: await loadIndex(stores, references.values()), close: async () => {} };
  }
}

/** A reference's key in the index: its fingerprint and its id. Media that is enrolled anew under an old id is another entry. */
export function keyOf({ id, fingerprintSha256 }: Pick<StoredReference, 'id' | 'fingerprintSha256'>): string {
  return `${fingerprintSha256} ${id}`;
}

async function openCurrent(
  stores: Stores,
  folder: string,
  references: ReadonlyMap<string, StoredReference>,
  tell: (message: string) => void,
): Promise<StoredIndexReader> {
  const found = await openSound(folder, tell);
  if (found !== undefined && isCurrent(found, references)) return found;
  await found?.close();
  await bringUpToDate(stores, folder, tell);
  return StoredIndexReader.open(folder);
}

/** Opens an intact index; undefined if there is none. A damaged one is removed. */
async function openSound(folder: string, tell: (message: string) => void): Promise<StoredIndexReader | undefined> {
  let fault: StreetdateError | undefined;
  try {
    const index = await StoredIndexReader.open(folder);
    fault = index.warnings[0];
    if (fault === undefined) return index;
    await index.close();
  } catch (error) {
    if (error instanceof StreetdateError && error.code === 'file-not-found') return undefined;
    if (!(error instanceof StreetdateError) || error.code !== 'bad-library') throw error;
    fault = error;
  }
  tell(`the index of the library is built again from its fingerprints: ${fault.message}`);
  // Without its manifest it is not an index. The next writer removes the rest, and readers keep their open files.
  const manifest = join(folder, 'manifest');
  await rm(manifest, { force: true }).catch((cause: unknown) => {
    throw writeFault(cause, manifest);
  });
  return undefined;
}

function isCurrent(index: StoredIndexReader, references: ReadonlyMap<string, StoredReference>): boolean {
  return (
    [...index.ids()].length === references.size &&
    [...references.values()].every((reference) => index.numberOf(keyOf(reference)) !== undefined)
  );
}

/** Updates the index to the current catalogue, which may contain more than this process has read. */
async function bringUpToDate(stores: Stores, folder: string, tell: (message: string) => void): Promise<void> {
  const index = await openWriter(folder);
  try {
    const wanted = new Map((await stores.catalogue.references()).map((reference) => [keyOf(reference), reference]));
    for (const key of [...index.ids()]) if (!wanted.has(key)) index.remove(key);
    const missing = [...wanted].filter(([key]) => index.numberOf(key) === undefined);
    if (missing.length >= MANY) tell(`${missing.length} references are taken into the index of the library`);
    let flushed = index.frameCount;
    for (const [key, reference] of missing) {
      await loadReference(stores, reference, (fingerprint) => index.add(key, fingerprint));
      if (index.frameCount - flushed < FRAMES_A_FLUSH) continue;
      await index.flush();
      flushed = index.frameCount;
    }
    await index.flush();
    await index.settled();
  } finally {
    await index.close();
  }
}

/** Opens the index for writing once the current writer is done, most likely with the same references. */
async function openWriter(folder: string): Promise<StoredIndex> {
  for (let waited = 0; ; waited += LOCK_WAIT.step) {
    try {
      return await StoredIndex.open(folder);
    } catch (error) {
      const isLocked = error instanceof StreetdateError && basename(error.path ?? '') === 'writer.lock' && error.code === 'bad-library';
      if (!isLocked || waited >= LOCK_WAIT.most) throw error;
      await setTimeout(LOCK_WAIT.step);
    }
  }
}
