import type {
  ContentKind,
  FilmCopy,
  Page,
  ServerDay,
  ServerOverlap,
  ServerProblem,
  ServerTotals,
  SharedTime,
  StoredImage,
  StoredServer,
  StoredServerFile,
  StoredServerImage,
} from '../server-store.ts';
import { type Database, sql } from './database.ts';
import type { ServerFileTable, ServerTable } from './tables.ts';

const DAY_MS = 86_400_000;

/** All servers, ordered by id. */
export async function listServers(database: Database): Promise<StoredServer[]> {
  const rows = await database.selectFrom('server').selectAll().orderBy('id').execute();
  return rows.map(serverOf);
}

/** How much of a server is done. */
export async function readServerTotals(database: Database, serverId: string): Promise<ServerTotals> {
  const row = await database
    .selectFrom('server_file')
    .select(({ fn }) => [
      fn.countAll<number>().as('files'),
      fn.coalesce(fn.sum<number>('bytes'), sql<number>`0`).as('bytes'),
      fn.count<number>('digest').as('digested'),
      sql<number>`coalesce(sum(case when digest is not null then bytes else 0 end), 0)`.as('digestedBytes'),
      fn.count<number>('problem').as('unread'),
    ])
    .where('server_id', '=', serverId)
    .executeTakeFirstOrThrow();
  const { fingerprints } = await database
    .selectFrom('server_file')
    .innerJoin('content', 'content.digest', 'server_file.digest')
    .select(({ fn }) => fn.countAll<number>().as('fingerprints'))
    .where('server_id', '=', serverId)
    .where('kind', '=', 'fingerprint')
    .executeTakeFirstOrThrow();
  return {
    files: Number(row.files),
    bytes: Number(row.bytes),
    digested: Number(row.digested),
    digestedBytes: Number(row.digestedBytes),
    unread: Number(row.unread),
    ...(Number(fingerprints) > 0 && { fingerprints: Number(fingerprints) }),
  };
}

/** Places that could not be read, ordered by path. */
export async function listServerProblems(database: Database, serverId: string): Promise<ServerProblem[]> {
  return database.selectFrom('server_problem').select(['path', 'reason']).where('server_id', '=', serverId).orderBy('path').execute();
}

/** Images among the files of a server, ordered by path. */
export async function listServerImages(database: Database, serverId: string): Promise<StoredServerImage[]> {
  const rows = await database
    .selectFrom('server_image')
    .select(['path', 'image'])
    .where('server_id', '=', serverId)
    .orderBy('path')
    .execute();
  return rows.map(({ path, image }) => ({ path, ...(JSON.parse(image) as StoredImage) }));
}

/** The state that an archive or an image had when all of it was read. */
export async function findPackedState(database: Database, serverId: string, path: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('server_packed')
    .select('state')
    .where('server_id', '=', serverId)
    .where('path', '=', path)
    .executeTakeFirst();
  return row?.state;
}

/** The file at a path. */
export async function findServerFile(database: Database, serverId: string, path: string): Promise<StoredServerFile | undefined> {
  const row = await database
    .selectFrom('server_file')
    .selectAll()
    .where('server_id', '=', serverId)
    .where('path', '=', path)
    .executeTakeFirst();
  return row && fileOf(row);
}

/** Files of a server, ordered by path. */
export async function listServerFiles(
  database: Database,
  serverId: string,
  which: 'unread' | 'archives' | 'all',
  { after, most }: Page,
): Promise<StoredServerFile[]> {
  let query = database.selectFrom('server_file').selectAll().where('server_id', '=', serverId).where('path', '>', after);
  if (which === 'unread') query = query.where('digest', 'is', null).where('problem', 'is', null);
  if (which === 'archives') {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('content').select('content.digest').whereRef('content.digest', '=', 'server_file.digest').where('kind', '=', 'archive'),
      ),
    );
  }
  const rows = await query.orderBy('path').limit(most).execute();
  return rows.map(fileOf);
}

/** One file for each content that has no scan at the library's revision. */
export async function listContentsToScan(
  database: Database,
  serverId: string,
  kinds: readonly ContentKind[],
  { after, most }: Page,
): Promise<StoredServerFile[]> {
  const rows = await database
    .selectFrom('content')
    .innerJoin('server_file', 'server_file.digest', 'content.digest')
    .select(({ fn }) => ['content.digest as digest', 'content.bytes as bytes', fn.min<string>('server_file.path').as('path')])
    .where('server_file.server_id', '=', serverId)
    .where('content.kind', 'in', kinds)
    .where('content.digest', '>', after)
    .where('content.problem', 'is', null)
    .where(({ eb, or, selectFrom }) =>
      or([eb('content.scan_revision', 'is', null), eb('content.scan_revision', '<>', selectFrom('library').select('revision'))]),
    )
    .groupBy(['content.digest', 'content.bytes'])
    .orderBy('content.digest')
    .limit(most)
    .execute();
  const files: StoredServerFile[] = [];
  for (const { path } of rows) files.push((await findServerFile(database, serverId, path))!);
  return files;
}

/** Films on all servers, ordered by digest. */
export async function listFilmCopies(database: Database, { after, most }: Page): Promise<FilmCopy[]> {
  const query = database
    .selectFrom('content')
    .innerJoin('server_file', 'server_file.digest', 'content.digest')
    .select(['content.digest', 'server_id', 'path', 'server_file.bytes', 'modified_ms', 'traces', 'scan_id', 'content.problem'])
    .where((expression) => expression.or([expression('kind', '=', 'film'), expression('scan_id', 'is not', null)]))
    .where('kind', '<>', 'fingerprint')
    .orderBy('content.digest')
    .orderBy('server_id')
    .orderBy('path');
  const rows = await wholeGroups(
    (from, limit) => query.where('content.digest', '>', from).limit(limit).execute(),
    (digest) => query.where('content.digest', '=', digest).execute(),
    { after, most },
  );
  return rows.map(({ digest, server_id, path, bytes, modified_ms, traces, scan_id, problem }) => ({
    serverId: server_id,
    path,
    bytes,
    ...(modified_ms !== null && { modifiedMs: modified_ms }),
    digest,
    ...(traces !== null && { traces }),
    ...(scan_id !== null && { scanId: scan_id }),
    ...(problem !== null && { problem }),
  }));
}

/** Reads a page and, in place of its last content, all rows of that content. */
async function wholeGroups<Row extends { readonly digest: string | null }>(
  read: (after: string, most: number) => Promise<Row[]>,
  readAll: (digest: string) => Promise<Row[]>,
  { after, most }: Page,
): Promise<Row[]> {
  const rows = await read(after, most);
  const last = rows.at(-1)?.digest;
  if (typeof last !== 'string' || rows.length < most) return rows;
  return [...rows.filter(({ digest }) => digest !== last), ...(await readAll(last))];
}

/** Overlap of every two servers that have a content in common. */
export async function listOverlaps(database: Database): Promise<ServerOverlap[]> {
  const held = database
    .selectFrom('server_file')
    .select(['server_id', 'digest', 'bytes'])
    .where('digest', 'is not', null)
    .where('bytes', '>', 0)
    .distinct();
  const rows = await database
    .with('held', () => held)
    .selectFrom('held as one')
    .innerJoin('held as other', (join) => join.onRef('one.digest', '=', 'other.digest').onRef('one.server_id', '<=', 'other.server_id'))
    .select(({ fn }) => [
      'one.server_id as first',
      'other.server_id as second',
      fn.countAll<number>().as('contents'),
      fn.sum<number>('one.bytes').as('bytes'),
    ])
    .groupBy(['one.server_id', 'other.server_id'])
    .orderBy('first')
    .orderBy('second')
    .execute();
  return rows.map(({ first, second, contents, bytes }) => ({
    servers: [first, second],
    contents: Number(contents),
    bytes: Number(bytes),
  }));
}

/** Times of contents that two or more servers have. */
export async function listSharedTimes(database: Database, { after, most }: Page): Promise<SharedTime[]> {
  const query = database
    .selectFrom('server_file as file')
    .select(({ fn }) => ['file.digest as digest', 'file.server_id as server_id', fn.min<number>('file.modified_ms').as('first_ms')])
    .where('file.modified_ms', 'is not', null)
    .where('file.bytes', '>', 0)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('server_file as other')
          .select('other.digest')
          .whereRef('other.digest', '=', 'file.digest')
          .whereRef('other.server_id', '<>', 'file.server_id'),
      ),
    )
    .groupBy(['file.digest', 'file.server_id'])
    .orderBy('file.digest')
    .orderBy('file.server_id');
  const rows = await wholeGroups(
    (from, limit) => query.where('file.digest', '>', from).limit(limit).execute(),
    (digest) => query.where('file.digest', '=', digest).execute(),
    { after, most },
  );
  return rows.map(({ digest, server_id, first_ms }) => ({ digest: digest!, serverId: server_id, firstMs: Number(first_ms) }));
}

/** Days of a server's files. */
export async function listServerDays(database: Database, serverId: string): Promise<ServerDay[]> {
  const day = sql<number>`modified_ms / ${sql.lit(DAY_MS)}`;
  const rows = await database
    .selectFrom('server_file')
    .select(({ fn }) => [day.as('day'), fn.countAll<number>().as('files')])
    .where('server_id', '=', serverId)
    .where('packed_in', 'is', null)
    .where('modified_ms', '>=', 0)
    .groupBy(day)
    .orderBy(day)
    .execute();
  return rows.map((row) => ({ day: Number(row.day), files: Number(row.files) }));
}

/** How many files have a later time. */
export async function countFilesAfter(database: Database, serverId: string, ms: number): Promise<number> {
  const row = await database
    .selectFrom('server_file')
    .select(({ fn }) => fn.countAll<number>().as('files'))
    .where('server_id', '=', serverId)
    .where('modified_ms', '>', Math.floor(ms))
    .executeTakeFirstOrThrow();
  return Number(row.files);
}

function serverOf(row: ServerTable): StoredServer {
  return {
    id: row.id,
    name: row.name,
    country: row.country,
    ...(row.custodian !== null && { custodian: row.custodian }),
    source: row.source as StoredServer['source'],
    path: row.path,
    ...(row.image !== null && { image: JSON.parse(row.image) as StoredImage }),
    ...(row.seen_at !== null && { seenAt: row.seen_at }),
    addedAt: row.added_at,
  };
}

function fileOf(row: ServerFileTable): StoredServerFile {
  return {
    path: row.path,
    bytes: row.bytes,
    ...(row.modified_ms !== null && { modifiedMs: row.modified_ms }),
    ...(row.digest !== null && { digest: row.digest }),
    ...(row.packed_in !== null && { packedIn: row.packed_in }),
    ...(row.problem !== null && { problem: row.problem }),
  };
}
