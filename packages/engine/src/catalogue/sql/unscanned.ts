import type { StoredUnscanned } from '../stored.ts';
import type { Database } from './database.ts';

/** Rows of one statement. SQLite allows 32,766 parameters. */
const ROWS = 2000;

/** The files that were not looked at, ordered by path. */
export async function listUnscanned(database: Database): Promise<StoredUnscanned[]> {
  const rows = await database.selectFrom('unscanned_file').selectAll().orderBy('path').execute();
  return rows.map(({ path, code, reason, noted_at: notedAt }) => ({ path, code: code as StoredUnscanned['code'], reason, notedAt }));
}

/** Notes files, each in place of what is noted of it. */
export async function putUnscanned(database: Database, files: readonly StoredUnscanned[]): Promise<void> {
  const rows = [...new Map(files.map((file) => [file.path, file])).values()].map(({ notedAt: noted_at, ...file }) => ({
    ...file,
    noted_at,
  }));
  for (let start = 0; start < rows.length; start += ROWS) {
    await database
      .insertInto('unscanned_file')
      .values(rows.slice(start, start + ROWS))
      .onConflict((conflict) =>
        conflict.column('path').doUpdateSet(({ ref }) => ({
          code: ref('excluded.code'),
          reason: ref('excluded.reason'),
          noted_at: ref('excluded.noted_at'),
        })),
      )
      .execute();
  }
}

/** Removes the notes on files. */
export async function removeUnscanned(database: Database, paths: readonly string[]): Promise<void> {
  for (let start = 0; start < paths.length; start += ROWS) {
    await database
      .deleteFrom('unscanned_file')
      .where('path', 'in', paths.slice(start, start + ROWS))
      .execute();
  }
}
