// Database files as the two libraries open them. JavaScript, since Node 20 starts no thread from TypeScript, and tests run on the sources.
/**
 * @import BetterSqlite3 from 'better-sqlite3'
 * @import { NodeDatabase, SqliteFile, SqliteRow, SqliteValue } from './driver.ts'
 */

/**
 * A file of `node:sqlite`.
 * @param {NodeDatabase} database
 * @returns {SqliteFile}
 */
export function nodeFile(database) {
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      statement.setReadBigInts(true);
      return {
        reader: statement.columns ? statement.columns().length > 0 : GIVES_ROWS.test(sql),
        all: (parameters = []) => statement.all(...toParameters(parameters)).map(toRow),
        run: (parameters = []) => toChanges(statement.run(...toParameters(parameters))),
        iterate: (parameters = []) => toRows(statement.iterate(...toParameters(parameters))),
      };
    },
    close: () => database.close(),
  };
}

/** Node 22.13 to 22.15 cannot list the columns of a statement. */
const GIVES_ROWS = /^\s*(?:select|values|with|pragma|explain)\b|\breturning\b/iu;

/**
 * A file of better-sqlite3.
 * @param {BetterSqlite3.Database} database
 * @returns {SqliteFile}
 */
export function betterFile(database) {
  database.defaultSafeIntegers(true);
  return {
    exec: (sql) => void database.exec(sql),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        reader: statement.reader,
        all: (parameters = []) => statement.all(...toParameters(parameters)).map(toRow),
        run: (parameters = []) => toChanges(statement.run(...toParameters(parameters))),
        iterate: (parameters = []) => toRows(statement.iterate(...toParameters(parameters))),
      };
    },
    close: () => void database.close(),
  };
}

/**
 * Node 22 warns on loading that its SQLite is experimental. Only that warning is suppressed.
 * @template T
 * @param {() => T} load
 * @returns {T}
 */
export function withoutSqliteWarning(load) {
  const { emitWarning } = process;
  process.emitWarning = /** @type {typeof process.emitWarning} */ (
    (/** @type {string | Error} */ warning, /** @type {[never]} */ ...rest) => {
      const isSqlites = rest[0] === 'ExperimentalWarning' && /^SQLite\b/.test(String(warning));
      if (!isSqlites) emitWarning.call(process, warning, ...rest);
    }
  );
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/**
 * Parameters in a form that both libraries bind alike. Otherwise they would bind integers as floating point, one library all, the other the
 * large ones.
 * @param {readonly unknown[]} values
 * @returns {SqliteValue[]}
 */
function toParameters(values) {
  return values.map((value) => /** @type {SqliteValue} */ (Number.isSafeInteger(value) ? BigInt(/** @type {number} */ (value)) : value));
}

/**
 * Converts the bigints of a row to numbers if a number represents them exactly.
 * @param {unknown} row
 * @returns {SqliteRow}
 */
function toRow(row) {
  return Object.fromEntries(Object.entries(/** @type {SqliteRow} */ (row)).map(([name, value]) => [name, toValue(value)]));
}

/**
 * @param {SqliteValue} value
 * @returns {SqliteValue}
 */
function toValue(value) {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/**
 * The rows of an iterator, converted by {@link toRow}.
 * @param {Iterable<unknown>} rows
 * @returns {Generator<SqliteRow, undefined>}
 */
function* toRows(rows) {
  for (const row of rows) yield toRow(row);
}

/**
 * The number of changes and the last row id, with integers as bigints.
 * @param {{ readonly changes: number | bigint, readonly lastInsertRowid: number | bigint }} counts
 */
function toChanges({ changes, lastInsertRowid }) {
  return { changes: BigInt(changes), lastInsertRowid: BigInt(lastInsertRowid) };
}
