import { inFlight } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { BLOB_KINDS } from '../blobs/blob-places.ts';
import type { BlobKind, BlobStore } from '../blobs/blob-store.ts';
import { type CatalogueDatabase, connect, type Database } from '../catalogue/sql/database.ts';
import { migrate } from '../catalogue/sql/migrations.ts';
import { write } from '../catalogue/sql/transaction.ts';
import { RefusedError } from '../refusal.ts';
import { currentVersion } from './check-library.ts';
import { referencedBlobs } from './referenced-blobs.ts';
import { digestTable, insertRows, pagesOf, RowDigest, TABLE_KEYS, type TableDigest } from './table-rows.ts';

/** Where a library's rows and bytes are. */
export interface LibraryPlace {
  /** Its tables. They are opened and closed by each call that gets them. */
  readonly database: CatalogueDatabase;
  /** Its bytes. */
  readonly blobs: BlobStore;
}

/** What was copied. */
export interface LibraryCopy {
  /** Each table with its count and digest, equal in both places. */
  readonly tables: readonly TableDigest[];
  /** How many blobs were copied or were there already. */
  readonly blobs: number;
  /** Their bytes. */
  readonly bytes: number;
}

/** Blobs that are copied at once. */
const AT_ONCE = 4;

/**
 * Copies a library between databases and blob stores of any kind. First the bytes are copied: a copy that was stopped goes on where it was.
 * Then all rows are copied in one transaction, read from the target again, and compared by counts and digests. The source is read as it is
 * at one moment; it may be in use.
 * @throws RefusedError if the target has rows. StreetdateError `bad-library` if a blob that a row names is missing or damaged, or if a
 * table differs afterwards; the target then has no row.
 */
export async function copyLibrary(
  from: LibraryPlace,
  to: LibraryPlace,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<LibraryCopy> {
  const [source, target] = [connect(from.database), connect(to.database)];
  try {
    await currentVersion(source, from.database);
    await migrate(target, to.database);
    await refuseRows(target, to.database);
    const read =
      from.database.snapshot === undefined ? source.transaction() : source.transaction().setIsolationLevel(from.database.snapshot);
    return await read.execute(async (snapshot) => {
      // The first statement fixes what the others see, so that no blob is named later than the list of blobs is made.
      const named = await referencedBlobs(snapshot);
      const { blobs, bytes } = await copyBlobs(from.blobs, to.blobs, named, signal);
      const tables = await write(target, to.database, async (transaction) => {
        await refuseRows(transaction, to.database);
        return copyTables(snapshot, transaction, to.database.place, signal);
      });
      return { tables, blobs, bytes };
    });
  } catch (error) {
    throw to.database.faultOf(error) ?? from.database.faultOf(error) ?? error;
  } finally {
    await source.destroy();
    await target.destroy();
  }
}

async function refuseRows(target: Database, { place }: CatalogueDatabase): Promise<void> {
  for (const [table, key] of TABLE_KEYS) {
    if (table === 'library') continue;
    for await (const _ of pagesOf(target, table, key))
      throw new RefusedError(`${place} has rows already, in the table ${table}; copy to an empty place`);
  }
}

async function copyTables(source: Database, target: Database, place: string, signal: AbortSignal | undefined): Promise<TableDigest[]> {
  const tables: TableDigest[] = [];
  for (const [table, key] of TABLE_KEYS) {
    const read = new RowDigest();
    if (table === 'library') await target.deleteFrom('library').execute();
    for await (const rows of pagesOf(source, table, key)) {
      signal?.throwIfAborted();
      await insertRows(target, table, rows);
      read.add(rows);
    }
    const [was, is] = [read.end(table), await digestTable(target, table, key)];
    if (was.rows !== is.rows || was.sha256 !== is.sha256) {
      const reason = `the table ${table} differs after it was copied (${was.rows} rows, ${is.rows} there)`;
      throw new StreetdateError('bad-library', `${place}: ${reason}; nothing was copied`, { path: place });
    }
    tables.push(is);
  }
  return tables;
}

async function copyBlobs(
  from: BlobStore,
  to: BlobStore,
  named: ReadonlyMap<BlobKind, ReadonlySet<string>>,
  signal: AbortSignal | undefined,
): Promise<{ readonly blobs: number; readonly bytes: number }> {
  let [blobs, bytes] = [0, 0];
  const copy = async ({ kind, sha256 }: { readonly kind: BlobKind; readonly sha256: string }) => {
    const content = await from.get(kind, sha256).catch((error: unknown) => {
      // A blob that no row names may be damaged, or be removed at this moment.
      const isNeeded = named.get(kind)?.has(sha256) === true;
      if (!isNeeded && error instanceof StreetdateError && ['bad-library', 'file-not-found'].includes(error.code)) return undefined;
      throw error;
    });
    if (content === undefined) return;
    await to.put(kind, content);
    blobs++;
    bytes += content.length;
  };
  for await (const _ of inFlight(namesOf(from, named), { most: AT_ONCE, signal }, copy));
  return { blobs, bytes };
}

/** Every blob, and those that rows name though they are not there: reading them tells that. */
async function* namesOf(
  store: BlobStore,
  named: ReadonlyMap<BlobKind, ReadonlySet<string>>,
): AsyncGenerator<{ readonly kind: BlobKind; readonly sha256: string }> {
  for (const kind of BLOB_KINDS) {
    const missing = new Set(named.get(kind));
    for await (const sha256 of store.list(kind)) {
      missing.delete(sha256);
      yield { kind, sha256 };
    }
    for (const sha256 of missing) yield { kind, sha256 };
  }
}

/** Brings a library's tables to today's version. @returns The versions before and after; 0 is an empty place. */
export async function migrateLibrary(place: CatalogueDatabase): Promise<{ readonly from: number; readonly to: number }> {
  const database = connect(place);
  try {
    const from = await migrate(database, place);
    return { from, to: await currentVersion(database, place) };
  } catch (error) {
    throw place.faultOf(error) ?? error;
  } finally {
    await database.destroy();
  }
}
