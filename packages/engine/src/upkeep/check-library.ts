import { StreetdateError } from '@streetdate/core/portable';
import type { BlobEntry, BlobKind, MaintainedBlobStore } from '../blobs/blob-store.ts';
import { type CatalogueDatabase, connect, type Database } from '../catalogue/sql/database.ts';
import { SCHEMA_VERSION, schemaVersion } from '../catalogue/sql/migrations.ts';
import { isReferenced } from '../catalogue/sql/referenced.ts';
import { write } from '../catalogue/sql/transaction.ts';
import { type BadRow, checkRows } from './check-rows.ts';
import { NAMED_KINDS, referencedBlobs } from './referenced-blobs.ts';
import { digestTable, TABLE_KEYS, type TableDigest } from './table-rows.ts';

/** Options for {@link checkLibrary}. */
export interface CheckLibraryOptions {
  /**
   * Whether to mend rows that cannot be read, and to remove what killed processes left: unreferenced blobs and unfinished files, if they are
   * old. @defaultValue false
   */
  readonly repair?: boolean | undefined;
  /** What is younger is left alone: its row may be about to come. Milliseconds. @defaultValue one hour */
  readonly graceMs?: number | undefined;
  /** Also names blobs that somebody else refers to, such as a service's own tables. @defaultValue none */
  readonly isAlsoReferenced?: ((kind: BlobKind, sha256: string) => Promise<boolean>) | undefined;
  /** The current time. @defaultValue the system's clock */
  readonly now?: (() => Date) | undefined;
  /** Stops the check; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A blob that a row names and that cannot be read. */
export interface BadBlob {
  /** Its kind. */
  readonly kind: BlobKind;
  /** Its name. */
  readonly sha256: string;
  /** `missing`, or `damaged`: its bytes are others. */
  readonly fault: 'missing' | 'damaged';
}

/** What a check of a library found. */
export interface LibraryCheck {
  /** Version of the tables. */
  readonly version: number;
  /** Each table with its count and digest. */
  readonly tables: readonly TableDigest[];
  /** Rows that cannot be read, and what was done about them. */
  readonly badRows: readonly BadRow[];
  /** How many blobs the rows name, each read and compared with its SHA-256. */
  readonly referencedBlobs: number;
  /** Blobs that rows name and that cannot be read. Enroll or scan the media again. */
  readonly badBlobs: readonly BadBlob[];
  /** Blobs that no row names: how many, and their bytes. */
  readonly unreferencedBlobs: number;
  /** Their bytes. */
  readonly unreferencedBytes: number;
  /** Unfinished files and uploads of killed processes. */
  readonly leftovers: number;
  /** How many unreferenced blobs and unfinished files were removed. */
  readonly removed: number;
}

const HOUR_MS = 3_600_000;

/**
 * Checks a library: the version of its tables, what they hold, and that each blob that a row names is there and intact. The library may be
 * in use. With `repair`, rows that cannot be read are mended, and old blobs without a row are removed one by one, each while nobody writes, and only if still no row names it.
 * @throws StreetdateError `bad-library` if there is no library, or its tables have another version.
 */
export async function checkLibrary(
  place: CatalogueDatabase,
  blobs: MaintainedBlobStore,
  options: CheckLibraryOptions = {},
): Promise<LibraryCheck> {
  const { repair = false, graceMs = HOUR_MS, now = () => new Date(), signal } = options;
  const database = connect(place);
  try {
    const version = await currentVersion(database, place);
    const beforeMs = now().getTime() - graceMs;
    const badRows = await checkRows(database, place, { repair, signal });
    const tables: TableDigest[] = [];
    for (const [table, key] of TABLE_KEYS) {
      signal?.throwIfAborted();
      tables.push(await digestTable(database, table, key));
    }
    // Listed before the rows are read, so that a blob which comes meanwhile is not taken for one without a row.
    const listed = await listNamed(blobs);
    const named = await referencedBlobs(database);
    const badBlobs = await findBad(blobs, named, signal);
    const loose: (BlobEntry & { readonly kind: BlobKind })[] = [];
    for (const entry of listed) {
      if (named.get(entry.kind)?.has(entry.sha256) || (await options.isAlsoReferenced?.(entry.kind, entry.sha256))) continue;
      loose.push(entry);
    }
    let removed = 0;
    for (const { kind, sha256, storedMs } of repair ? loose : []) {
      signal?.throwIfAborted();
      if (storedMs >= beforeMs) continue;
      // Under the write lock: whoever is about to write a row that names it has put it since, or does so after this.
      const isGone = await write(database, place, async (transaction) => {
        if ((await isReferenced(transaction, kind, sha256)) || (await options.isAlsoReferenced?.(kind, sha256))) return false;
        return blobs.removeOld(kind, sha256, beforeMs);
      });
      if (isGone) removed++;
    }
    let leftovers = 0;
    for await (const leftover of blobs.leftovers(beforeMs)) {
      leftovers++;
      if (!repair) continue;
      await leftover.remove();
      removed++;
    }
    return {
      version,
      tables,
      badRows,
      referencedBlobs: [...named.values()].reduce((sum, { size }) => sum + size, 0),
      badBlobs,
      unreferencedBlobs: loose.length,
      unreferencedBytes: loose.reduce((sum, { bytes }) => sum + bytes, 0),
      leftovers,
      removed,
    };
  } catch (error) {
    throw place.faultOf(error) ?? error;
  } finally {
    await database.destroy();
  }
}

/** The version of the tables. @throws StreetdateError `bad-library` unless it is today's. */
export async function currentVersion(database: Database, place: CatalogueDatabase): Promise<number> {
  const version = await schemaVersion(database, place);
  if (version === SCHEMA_VERSION) return version;
  const reason =
    version === 0
      ? 'there is no library'
      : version > SCHEMA_VERSION
        ? `it was written by a newer version of Streetdate (tables ${version}, known up to ${SCHEMA_VERSION}); update this one`
        : `its tables have version ${version}, and this program needs ${SCHEMA_VERSION}; migrate them first`;
  throw new StreetdateError('bad-library', `${place.place}: ${reason}`, { path: place.place });
}

async function listNamed(blobs: MaintainedBlobStore): Promise<(BlobEntry & { readonly kind: BlobKind })[]> {
  const listed: (BlobEntry & { readonly kind: BlobKind })[] = [];
  for (const kind of NAMED_KINDS) for await (const entry of blobs.entries(kind)) listed.push({ kind, ...entry });
  return listed;
}

async function findBad(
  blobs: MaintainedBlobStore,
  named: ReadonlyMap<BlobKind, ReadonlySet<string>>,
  signal: AbortSignal | undefined,
): Promise<BadBlob[]> {
  const bad: BadBlob[] = [];
  for (const [kind, names] of named) {
    for (const sha256 of names) {
      signal?.throwIfAborted();
      const fault = await blobs.get(kind, sha256).then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof StreetdateError && error.code === 'file-not-found') return 'missing' as const;
          if (error instanceof StreetdateError && error.code === 'bad-library') return 'damaged' as const;
          throw error;
        },
      );
      if (fault) bad.push({ kind, sha256, fault });
    }
  }
  return bad;
}
