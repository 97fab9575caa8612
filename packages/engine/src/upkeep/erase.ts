import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { makeFolder } from '@streetdate/core/internal/files';
import { StreetdateError } from '@streetdate/core/portable';
import { lockWriter } from '@streetdate/index/store';
import type { BlobName, CatalogueWriter, ScanPlace } from '../catalogue/catalogue.ts';
import { writeFault } from '../files/file-state.ts';
import type { Stores } from '../stores.ts';

/** Longest wait for another process that writes the index, and the polling interval, milliseconds. */
const LOCK_WAIT = { most: 60_000, step: 200 } as const;

/**
 * Removes references with what was kept of them. The index keeps what was removed until its segments are merged, so that it goes first: the next
 * search builds it again from the fingerprints.
 * @param remove - Removes their rows. @returns The blobs that they named.
 */
export async function eraseReferences(stores: Stores, remove: (writer: CatalogueWriter) => Promise<BlobName[] | undefined>): Promise<void> {
  const folder = join(stores.home, 'index');
  await makeFolder(folder).catch((cause: unknown) => {
    throw writeFault(cause, folder);
  });
  const unlock = await lockIndex(folder);
  try {
    const names = (await readdir(folder)).filter((name) => !name.startsWith('writer.lock'));
    // Without its manifest it is not an index. Who reads it keeps the open files.
    for (const name of names.sort((one) => (one === 'manifest' ? -1 : 1))) {
      const path = join(folder, name);
      await rm(path, { recursive: true, force: true }).catch((cause: unknown) => {
        throw writeFault(cause, path);
      });
    }
    await stores.catalogue.erase(async (writer) => removeUnnamed(stores, writer, (await remove(writer)) ?? []));
  } finally {
    await unlock();
  }
}

/** Removes the scans of files with their fingerprints. */
export async function eraseScans(stores: Stores, place: ScanPlace): Promise<void> {
  await stores.catalogue.erase(async (writer) => removeUnnamed(stores, writer, await writer.removeScans(place)));
}

/** Within the transaction: if it fails, rows without their bytes are left, and removed by the next attempt. The other way round nothing would find them. */
async function removeUnnamed({ blobs }: Stores, writer: CatalogueWriter, named: readonly BlobName[]): Promise<void> {
  for (const blob of named) if (!(await writer.isNamed(blob))) await blobs.remove(blob.kind, blob.sha256);
}

async function lockIndex(folder: string): Promise<() => Promise<void>> {
  for (let waited = 0; ; waited += LOCK_WAIT.step) {
    try {
      return await lockWriter(folder);
    } catch (error) {
      if (!(error instanceof StreetdateError && error.code === 'bad-library') || waited >= LOCK_WAIT.most) throw error;
      await setTimeout(LOCK_WAIT.step);
    }
  }
}
