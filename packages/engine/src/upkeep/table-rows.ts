import { createHash } from 'node:crypto';
import type { Database } from '../catalogue/sql/database.ts';

/** A row of any table. Values are texts, numbers and nulls, with equal values in every database. */
export type Row = Readonly<Record<string, unknown>>;

/** Every table with the columns of its key. A table comes after those that its rows refer to. */
export const TABLE_KEYS: readonly (readonly [table: string, key: readonly string[]])[] = [
  ['library', ['id']],
  ['title', ['id']],
  ['release_window', ['title_id', 'territory', 'channel']],
  ['reference', ['id']],
  ['published_footage', ['promo_id', 'film_id']],
  ['scan', ['id']],
  ['sighting', ['id']],
  ['allowed_source', ['id']],
  ['unscanned_file', ['path']],
  ['exclusion', ['id']],
  ['conflict', ['id']],
  ['dispute', ['id']],
  ['disc', ['id']],
  ['disc_feature', ['disc_id', 'feature']],
  ['disc_clip', ['path', 'stamp', 'clip']],
  ['ledger_entry', ['position']],
  ['server', ['id']],
  ['server_file', ['server_id', 'path']],
  ['content', ['digest']],
  ['server_problem', ['server_id', 'path']],
  ['server_image', ['server_id', 'path']],
  ['server_packed', ['server_id', 'path']],
];

/** Rows of a page. A scan's matches take up to some megabytes. */
const ROWS = 200;

/** All rows of a table in the order of its key, page by page. */
export async function* pagesOf(database: Database, table: string, key: readonly string[]): AsyncGenerator<readonly Row[]> {
  let last: Row | undefined;
  for (;;) {
    // The names are those of the list above, which the compiler cannot connect with the tables' types.
    const columns = key as unknown as readonly ['id', 'id'];
    let query = database
      .selectFrom(table as 'title')
      .selectAll()
      .limit(ROWS);
    for (const column of columns) query = query.orderBy(column);
    if (last !== undefined) {
      const values = key.map((column) => last?.[column]) as unknown as ['', ''];
      query =
        columns.length === (1 as number)
          ? query.where(columns[0], '>', values[0])
          : query.where(({ eb, refTuple, tuple }) => eb(refTuple(...columns), '>', tuple(...values)));
    }
    const rows = (await query.execute()) as unknown as readonly Row[];
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS) return;
    last = rows.at(-1);
  }
}

/** Adds rows to a table. */
export async function insertRows(database: Database, table: string, rows: readonly Row[]): Promise<void> {
  await database
    .insertInto(table as 'title')
    .values(rows as never)
    .execute();
}

/** What a table holds: equal tables have equal counts and digests, in whatever database they are. */
export interface TableDigest {
  /** Name of the table. */
  readonly table: string;
  /** How many rows it has. */
  readonly rows: number;
  /** SHA-256 over the rows in the order of the key, each as JSON with its columns in the order of their names. */
  readonly sha256: string;
}

/** Computes the digest of rows that come in order. */
export class RowDigest {
  readonly #hash = createHash('sha256');
  #rows = 0;

  /** Adds rows. */
  add(rows: readonly Row[]): void {
    for (const row of rows) this.#hash.update(`${JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)))}\n`);
    this.#rows += rows.length;
  }

  /** The digest of all that was added. */
  end(table: string): TableDigest {
    return { table, rows: this.#rows, sha256: this.#hash.digest('hex') };
  }
}

/** The digest of a table. */
export async function digestTable(database: Database, table: string, key: readonly string[]): Promise<TableDigest> {
  const digest = new RowDigest();
  for await (const rows of pagesOf(database, table, key)) digest.add(rows);
  return digest.end(table);
}
