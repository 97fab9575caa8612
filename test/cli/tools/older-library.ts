/** What each version of the tables brought, as statements that take it away again. */
const BROUGHT: readonly (readonly [version: number, undo: readonly string[]])[] = [
  [20, ['drop table server_packed']],
  [19, ['drop table server_image']],
  [18, ['alter table server drop column image']],
  [17, ['drop index reference_of_title']],
  [16, ['drop index release_window_opening']],
  [15, ['drop table dispute']],
  [14, ['drop table exclusion', 'drop table conflict']],
  [13, ['drop table allowed_source']],
  [12, ['alter table sighting drop column account']],
  [11, ['alter table title drop column promos', 'alter table reference drop column promo', 'drop table published_footage']],
  [10, ['drop table unscanned_file']],
  [9, ['drop table sighting']],
  [8, ['alter table reference drop column manifest_sha256']],
  [7, ['alter table reference drop column iscc', 'alter table scan drop column iscc']],
  [6, ['drop table server_file', 'drop table server_problem', 'drop table content', 'drop table server']],
  [5, ['drop table ledger_entry']],
  [4, ['alter table scan drop column look']],
  [3, ['alter table scan drop column sources']],
];

/** An open SQLite file. */
interface Database {
  exec(statement: string): void;
  prepare(statement: string): { run(): unknown };
}

/** Makes of a library of today one of an older version, with its rows. */
export function makeOlder(file: Database, version: number): void {
  for (const [brought, undo] of BROUGHT) if (brought > version) for (const statement of undo) file.exec(statement);
  file.prepare(`update library set schema_version = ${version}`).run();
}
