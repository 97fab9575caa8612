import { checkInteger, checkList, checkObject, checkPath, checkStorable } from '@streetdate/core/internal';
import { checkDigests, checkProblems, checkServer, checkServerFiles, checkServerImage } from '../check-rows.ts';
import type { ServerProblem, ServerWriter, StoredDigest, StoredServer, StoredServerFile, StoredServerImage } from '../server-store.ts';
import { type Database, sql } from './database.ts';

/** Rows of one statement. SQLite allows 32,766 parameters. */
const ROWS = 2000;

/** Adds a server, or replaces the facts of the one with its id. */
export async function putServer(database: Database, server: StoredServer): Promise<void> {
  checkServer(server);
  const row = {
    id: server.id,
    name: server.name,
    country: server.country,
    custodian: server.custodian ?? null,
    source: server.source,
    path: server.path,
    seen_at: server.seenAt ?? null,
    added_at: server.addedAt,
    image: server.image === undefined ? null : JSON.stringify(server.image),
  };
  await database
    .insertInto('server')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** Adds files. One whose state is another than before loses its digest. */
export async function putServerFiles(database: Database, serverId: string, files: readonly StoredServerFile[]): Promise<void> {
  checkStorable('serverId', serverId);
  checkServerFiles(files);
  for (const part of parts(files)) {
    const rows = part.map(({ path, bytes, modifiedMs, digest, packedIn, problem }) => ({
      server_id: serverId,
      path,
      bytes,
      modified_ms: modifiedMs ?? null,
      digest: digest ?? null,
      packed_in: packedIn ?? null,
      problem: problem ?? null,
    }));
    await database
      .insertInto('server_file')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['server_id', 'path'])
          .doUpdateSet(({ ref }) => ({
            bytes: ref('excluded.bytes'),
            modified_ms: ref('excluded.modified_ms'),
            digest: ref('excluded.digest'),
            packed_in: ref('excluded.packed_in'),
            problem: ref('excluded.problem'),
          }))
          .where(
            sql<boolean>`server_file.bytes <> excluded.bytes or coalesce(server_file.modified_ms, -1) <> coalesce(excluded.modified_ms, -1) or coalesce(server_file.packed_in, '') <> coalesce(excluded.packed_in, '') or server_file.problem is not null or excluded.digest is not null`,
          ),
      )
      .execute();
  }
}

/** Adds what files hold, and the contents themselves. */
export async function putDigests(database: Database, serverId: string, digests: readonly StoredDigest[]): Promise<void> {
  checkStorable('serverId', serverId);
  checkDigests(digests);
  for (const part of parts(digests)) {
    // One statement for all: a row that exists already is updated, never added.
    await database
      .insertInto('server_file')
      .values(
        part.map(({ path, digest, bytes }) => ({
          server_id: serverId,
          path,
          bytes,
          digest,
          modified_ms: null,
          packed_in: null,
          problem: null,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['server_id', 'path']).doUpdateSet(({ ref }) => ({ digest: ref('excluded.digest'), problem: null })),
      )
      .execute();
    await database
      .insertInto('content')
      .values(
        part.map(({ digest, bytes, kind, traces = null }) => ({
          digest,
          bytes,
          kind,
          traces,
          scan_id: null,
          scan_revision: null,
          problem: null,
        })),
      )
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute();
  }
}

/** Adds or replaces the reason why a file could not be read. */
export async function putFileProblems(database: Database, serverId: string, problems: readonly ServerProblem[]): Promise<void> {
  checkStorable('serverId', serverId);
  checkProblems(problems);
  for (const { path, reason } of problems) {
    await database.updateTable('server_file').set({ problem: reason }).where('server_id', '=', serverId).where('path', '=', path).execute();
  }
}

/** Adds an image among the files of a server, or replaces the one at its path. */
export async function putServerImage(database: Database, serverId: string, image: StoredServerImage): Promise<void> {
  checkStorable('serverId', serverId);
  checkServerImage(image);
  const { path, ...facts } = image;
  const row = { server_id: serverId, path, image: JSON.stringify(facts) };
  await database
    .insertInto('server_image')
    .values(row)
    .onConflict((conflict) => conflict.columns(['server_id', 'path']).doUpdateSet({ image: row.image }))
    .execute();
}

/** Records the state of an archive or an image that was read to its end. */
export async function putPackedState(database: Database, serverId: string, path: string, state: string): Promise<void> {
  checkStorable('serverId', serverId);
  checkPath('path', path);
  checkStorable('state', state);
  await database
    .insertInto('server_packed')
    .values({ server_id: serverId, path, state })
    .onConflict((conflict) => conflict.columns(['server_id', 'path']).doUpdateSet({ state }))
    .execute();
}

/** Removes the films in an archive or an image that are of another state of its volumes. */
export async function removePackedFiles(
  database: Database,
  serverId: string,
  path: string,
  packedIn: string,
  except: readonly string[],
): Promise<number> {
  checkStorable('serverId', serverId);
  checkPath('path', path);
  checkStorable('packedIn', packedIn);
  checkList('except', except, checkPath);
  let query = database
    .deleteFrom('server_file')
    .where('server_id', '=', serverId)
    .where('packed_in', 'is not', null)
    .where('packed_in', '<>', packedIn)
    .where(startOfPath(`${path}//`), '=', `${path}//`);
  for (const each of except) query = query.where(startOfPath(`${each}//`), '<>', `${each}//`);
  const { numDeletedRows } = await query.executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** As many characters of a path as a text has. */
function startOfPath(text: string) {
  return sql<string>`substr(path, 1, length(cast(${text} as text)))`;
}

/** Adds places that could not be read. */
export async function putServerProblems(database: Database, serverId: string, problems: readonly ServerProblem[]): Promise<void> {
  checkStorable('serverId', serverId);
  checkProblems(problems);
  for (const part of parts(problems)) {
    await database
      .insertInto('server_problem')
      .values(part.map(({ path, reason }) => ({ server_id: serverId, path, reason })))
      .onConflict((conflict) => conflict.columns(['server_id', 'path']).doUpdateSet(({ ref }) => ({ reason: ref('excluded.reason') })))
      .execute();
  }
}

/** Removes what is stored of a place that could not be read, and of those inside it. */
export async function removeServerProblems(database: Database, serverId: string, path: string): Promise<void> {
  checkStorable('serverId', serverId);
  checkPath('path', path);
  const inside = `${path}//`;
  await database
    .deleteFrom('server_problem')
    .where('server_id', '=', serverId)
    .where(({ eb, or }) => or([eb('path', '=', path), eb(startOfPath(inside), '=', inside)]))
    .execute();
}

/** Records the scan of a content, or why it could not be scanned. */
export async function putContentScan(
  database: Database,
  digest: string,
  scan: Parameters<ServerWriter['putContentScan']>[1],
): Promise<void> {
  checkStorable('digest', digest);
  checkObject('scan', scan);
  if ('scanId' in scan) {
    checkStorable('scan.scanId', scan.scanId);
    checkInteger('scan.revision', scan.revision, -1, Number.MAX_SAFE_INTEGER);
  } else checkPath('scan.problem', scan.problem);
  const set = 'scanId' in scan ? { scan_id: scan.scanId, scan_revision: scan.revision } : { problem: scan.problem };
  await database.updateTable('content').set(set).where('digest', '=', digest).execute();
}

/** Parts for one statement each. PostgreSQL writes a row once in a statement, so that a part ends before a key that it has. */
function* parts<T extends { readonly path: string }>(rows: readonly T[]): Generator<readonly T[]> {
  let part: T[] = [];
  let keys = new Set<string>();
  for (const row of rows) {
    if (part.length === ROWS || keys.has(row.path)) {
      yield part;
      part = [];
      keys = new Set();
    }
    part.push(row);
    keys.add(row.path);
  }
  if (part.length > 0) yield part;
}
