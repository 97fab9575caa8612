/** Opens a library's catalogue as plain SQLite: for tests that read or change rows behind the engine's back. */
export { openSqliteFile } from '../../packages/engine/src/catalogue/sqlite/open-sqlite-file.ts';
