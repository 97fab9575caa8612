// A thread that runs the statements of one database file in the order in which they come. JavaScript, as sqlite-files.js.
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { betterFile, nodeFile, withoutSqliteWarning } from './sqlite-files.js';

/** @import { SqliteAnswer, SqliteOrder, SqliteThreadData } from './sqlite-thread.ts' */

const { driver, path, settings } = /** @type {SqliteThreadData} */ (workerData);
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const file = driver === 'node:sqlite' ? nodeFile(openInNode()) : betterFile(new (createRequire(import.meta.url)(driver))(path));
file.exec(settings);

port.on('message', (/** @type {SqliteOrder} */ order) => {
  if (order === 'close') {
    file.close();
    port.close();
  } else port.postMessage(answerTo(order));
});

/**
 * @param {Exclude<SqliteOrder, 'close'>} order
 * @returns {SqliteAnswer}
 */
function answerTo({ sql, parameters }) {
  try {
    const statement = file.prepare(sql);
    return statement.reader ? { rows: statement.all(parameters) } : { rows: [], ...statement.run(parameters) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Messages between threads keep of an error only what every error has.
    const { message, name, code, errcode } = /** @type {Error & { code?: unknown, errcode?: unknown }} */ (error);
    return { error: { message, name, code, errcode } };
  }
}

function openInNode() {
  const { DatabaseSync } = withoutSqliteWarning(() => /** @type {any} */ (process).getBuiltinModule(driver));
  return new DatabaseSync(path);
}
