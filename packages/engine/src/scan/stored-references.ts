import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { StreetdateError } from '@streetdate/core';
import { type ReferenceIndex, RenamedIndex } from '@streetdate/matcher';
import { StoredIndex, StoredIndexReader } from '@streetdate/matcher/store';
import type { StoredReference } from '../catalogue/stored.ts';
import { writeFault } from '../files/file-state.ts';
import type { Stores } from '../stores.ts';
import { loadIndex, loadReference } from './reference-library.ts';

/** Frames that are added before they are put on the disk: what lies in memory until then takes a few times its size there. */
const FRAMES_A_FLUSH = 1_000_000;
/** References from which on bringing the index up to date is worth a word. */
const MANY = 100;
/** How long another process that writes the index is waited for, and how often it is asked, milliseconds. */
const LOCK_WAIT = { most: 60_000, step: 200 } as const;

/** The references of a library, ready to be searched. */
export interface OpenReferences {
  readonly index: ReferenceIndex;
  /** Closes the files. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the index that the library keeps of its references, and brings it up to date with the catalogue first. The fingerprints are the truth:
 * an index that is missing, damaged or of a newer version is built again, and where it cannot be kept they are loaded into memory.
 * @param references - The references to search.
 * @param tell - Told what the user should know.
 * @throws StreetdateError `bad-library` when the fingerprint of a reference is missing or damaged.
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

/** What the index keeps a reference under: its fingerprint and its id, so that media enrolled anew under an old id is another entry. */
function keyOf({ id, fingerprintSha256 }: Pick<StoredReference, 'id' | 'fingerprintSha256'>): string {
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

/** Opens an index in which nothing is amiss; undefined where there is none, and where a damaged one was taken away. */
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
  // Without its manifest it is none; the next writer clears the rest away, and readers keep the files that they have open.
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

/** Makes the index hold what the catalogue names now, which may be more than this process has read of it. */
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

/** Opens the index for writing, when whoever writes it now is done: most likely with the same references. */
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
