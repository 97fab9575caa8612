import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import { makeFolder } from '@streetdate/core/internal/files';
import { sha256Of } from '../blobs/sha256.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { StoredDisc } from '../catalogue/stored.ts';
import { fileFault, writeFault } from '../files/file-state.ts';
import { writeWhole } from '../files/write-whole.ts';
import { type DiscInLibrary, type LibraryManifest, libraryManifestSchema } from '../records/library-records.ts';
import { RefusedError } from '../refusal.ts';
import type { Stores } from '../stores.ts';

/** Name of the manifest in an exported folder. */
export const MANIFEST = 'library.json';
/** Folder of the fingerprints in an exported folder. */
export const FINGERPRINTS = 'fingerprints';
const SCHEMA = 'library.schema.json';

/** Statistics of an export or import. */
export interface Transfer {
  /** Number of titles in the folder. */
  readonly titles: number;
  /** Number of references in the folder. */
  readonly references: number;
  /** Number of discs in the folder. */
  readonly discs: number;
  /** Number of new references. */
  readonly added: number;
}

/**
 * Writes a library's titles, windows, references and discs to a folder. The same library gives the same bytes, so a second export changes
 * nothing. The manifest is written last, so a folder with one is complete.
 * @throws RefusedError if the folder holds something else; StreetdateError `file-unwritable`, `bad-library`.
 */
export async function exportLibrary({ catalogue, blobs }: Stores, folder: string): Promise<Transfer> {
  await checkFolder(folder);
  const manifest: LibraryManifest = {
    $schema: `./${SCHEMA}`,
    format: 'streetdate-library',
    version: 1,
    titles: (await catalogue.titles()).map((title) => ({ ...title, windows: [...title.windows] })),
    references: [],
    discs: (await catalogue.discs()).map(discInLibraryOf),
    ...(await heldBackOf(catalogue)),
  };
  await makeFolder(join(folder, FINGERPRINTS)).catch((cause: unknown) => {
    throw writeFault(cause, folder);
  });
  const there = new Set(await readdir(join(folder, FINGERPRINTS)));
  let added = 0;
  for (const reference of await catalogue.references()) {
    const { fingerprintSha256: sha256, media: _, enrolledAt: __, damage: ___, manifestSha256: ____, promo, ...facts } = reference;
    const bytes = await blobs.get('fingerprint', sha256);
    const file = `${sha256}.sdfp`;
    manifest.references.push({
      ...facts,
      ...(promo && { promo: { ...promo, publications: [...promo.publications] } }),
      file,
      sha256,
      bytes: bytes.length,
    });
    if (there.has(file)) continue;
    await writeWhole(join(folder, FINGERPRINTS, file), bytes);
    added++;
  }
  await writeWhole(join(folder, SCHEMA), libraryManifestSchema());
  await writeWhole(join(folder, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return { titles: manifest.titles.length, references: manifest.references.length, discs: manifest.discs?.length ?? 0, added };
}

/** What proves nothing: who gets the references must not accuse by it either. */
async function heldBackOf(catalogue: CatalogueReader): Promise<Pick<LibraryManifest, 'exclusions' | 'conflicts'>> {
  const [exclusions, conflicts] = [await catalogue.exclusions(), await catalogue.conflicts()];
  const [bad] = [...exclusions, ...conflicts].filter(({ fault }) => fault !== undefined);
  if (bad) {
    const message = `what proves nothing cannot be exported, since the row ${bad.id} cannot be read: ${bad.fault}; a check of the library can mend it`;
    throw new StreetdateError('bad-library', message);
  }
  return { ...(exclusions.length > 0 && { exclusions }), ...(conflicts.length > 0 && { conflicts }) };
}

/** Drops the place that a disc was read from: it is private. */
function discInLibraryOf({ path: _, stamp: __, enrolledAt: ___, ids, features, ...facts }: StoredDisc): DiscInLibrary {
  return { ...facts, ids: [...ids], features: [...features] };
}

/**
 * Reads a fingerprint file and checks its digest.
 * @throws StreetdateError `file-not-found`, `file-unreadable`, or `bad-library` if the bytes differ.
 */
export async function readChecked(path: string, sha256: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw fileFault(cause, path);
  }
  if (sha256Of(bytes) !== sha256) throw new StreetdateError('bad-library', `${path}: it is damaged: its SHA-256 differs`, { path });
  return bytes;
}

/** Only an empty folder or an earlier export is overwritten. */
async function checkFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const isExport = names.every((name) => [MANIFEST, SCHEMA, FINGERPRINTS].includes(name));
  if (!isExport) throw new RefusedError(`${folder} contains other files than an exported library; give a new or empty folder`);
}
