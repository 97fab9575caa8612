// @module-tag servers
// @module-tag waits
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openPostgresPool, type PostgresPool } from '../../../packages/service/src/store/postgres/pool.ts';
import { openPostgresCatalogue, postgresDatabase } from '../../../packages/service/src/store/postgres/postgres-catalogue.ts';
import { testOlderVersions } from '../../engine/catalogue/older-versions.ts';
import { noPostgres, postgres, type TestServer } from '../../tools/servers.ts';

describe.skipIf(noPostgres)('a catalogue on a PostgreSQL server', () => {
  let server: TestServer;
  let pool: PostgresPool;
  beforeAll(async () => {
    server = await postgres();
    pool = await openPostgresPool(server.url);
  });
  afterAll(() => pool.end());

  const openOne = async (schema: string, url = server.url) => {
    const catalogue = await openPostgresCatalogue({ url, schema });
    onTestFinished(() => catalogue.close());
    return catalogue;
  };

  describe('of an older version', () => {
    testOlderVersions(async () => {
      const schema = randomUUID();
      return () => postgresDatabase({ url: server.url, schema });
    });
  });

  test('is made once, though eight open it at the same time', async () => {
    const schema = randomUUID();
    const catalogues = await Promise.all(Array.from({ length: 8 }, () => openOne(schema)));
    await Promise.all(catalogues.map((catalogue, at) => catalogue.write((writer) => writer.putTitle({ name: `Film ${at}` }))));
    expect(await catalogues[0]!.titles()).toHaveLength(8);
  });

  test('lets one writer at a time read and write, as SQLite does', async () => {
    const schema = randomUUID();
    const catalogues = await Promise.all(Array.from({ length: 4 }, () => openOne(schema)));
    const appended = Array.from({ length: 40 }, (_, at) =>
      catalogues[at % 4]!.write(async (writer) => {
        const position = await writer.ledgerSize();
        await writer.appendLedgerEntry({ position, text: `${at}`, leafHash: 'a' });
      }),
    );
    await Promise.all(appended);
    const entries = await catalogues[0]!.ledgerEntries(0, 100);
    expect(entries.map(({ position }) => position)).toEqual(Array.from({ length: 40 }, (_, at) => at));
    expect(new Set(entries.map(({ text }) => text)).size).toBe(40);
  });

  test('runs a transaction again that a deadlock has ended', async () => {
    const schema = randomUUID();
    const catalogue = await openOne(schema);
    await catalogue.write((writer) => writer.putTitle({ name: 'Film' }));
    const other = await pool.connect();
    onTestFinished(() => other.release());
    // Only the catalogue looks for deadlocks, so it is the one that PostgreSQL ends.
    await other.query(`begin; set local deadlock_timeout = '1h'; lock table "${schema}".title`);
    const isWaiting = async () => {
      const { rows } = await pool.query(`select from pg_locks where not granted and relation = '"${schema}".library'::regclass`);
      return rows.length > 0;
    };
    let runs = 0;
    const written = catalogue.write(async (writer) => {
      runs++;
      if (runs === 1) {
        // The other one asks for the whole table of which this one holds a row, and holds what this one asks for. Who waits for a table is served
        // before those who come later: the second run cannot get in its way again.
        void other.query(`lock table "${schema}".library`).then(() => other.query('rollback'));
        await expect.poll(isWaiting, { timeout: 60_000 }).toBe(true);
      }
      return writer.putTitle({ name: 'Film', year: 2010 });
    });
    expect(await written).toEqual({ id: 'film', isNew: false });
    expect(runs).toBe(2);
    expect(await catalogue.titles()).toMatchObject([{ year: 2010 }]);
  });

  test('says in words that the server is away, and goes on when it is back', async () => {
    const own = await postgres();
    const schema = 'library';
    const catalogue = await openOne(schema, own.url);
    await catalogue.write((writer) => writer.putTitle({ name: 'Film' }));
    const midway = catalogue.write(async (writer) => {
      await writer.putTitle({ name: 'Lost' });
      await own.kill();
      // The process of a connection may answer once more before it notices that the server has gone.
      for (let more = 1; ; more++) await writer.putTitle({ name: `Never ${more}` });
    });
    const place = `${own.url.replace('postgres@', '')}?schema=library`;
    await expect(midway).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining(`${place}: the connection was lost`),
    });
    await expect(catalogue.titles()).rejects.toMatchObject({ code: 'store-unavailable', message: `${place}: nothing answers there` });
    await own.start();
    expect(await catalogue.titles()).toMatchObject([{ name: 'Film' }]);
  });

  test('names what is refused, and never a password', async () => {
    const refused = async (url: string) => {
      const error: unknown = await openPostgresCatalogue({ url, schema: 'x' }).catch((cause: unknown) => cause);
      expect(String(error)).not.toContain('hunter2');
      return error;
    };
    const at = new URL(server.url);
    const address = `${at.hostname}:${at.port}`;
    expect(await refused(`postgres://postgres:hunter2@${address}/absent`)).toMatchObject({
      code: 'store-unavailable',
      message: `postgres://${address}/absent?schema=x: there is no such database`,
    });
    expect(await refused(`postgres://nobody:hunter2@${address}/postgres`)).toMatchObject({
      code: 'store-unavailable',
      message: `postgres://${address}/postgres?schema=x: it refuses the user or the password`,
    });
    expect(await refused(`postgres://a:hunter2@no.such.host.invalid/postgres`)).toMatchObject({ code: 'store-unavailable' });
    expect(await refused('mysql://a:hunter2@host/db')).toBeInstanceOf(RangeError);
    await pool.query('create role guest login');
    expect(await refused(`postgres://guest:hunter2@${address}/postgres`)).toMatchObject({
      code: 'store-unavailable',
      message: `postgres://${address}/postgres?schema=x: the user may not do that`,
    });
  });

  test('refuses a schema that is no name, a text with a NUL, and tables of a newer version', async () => {
    for (const schema of ['', 'pg_x', 'a\0b', 'ü'.repeat(32)])
      await expect(openPostgresCatalogue({ pool, schema })).rejects.toBeInstanceOf(RangeError);
    const schema = randomUUID();
    const catalogue = await openOne(schema);
    await expect(catalogue.write((writer) => writer.putTitle({ name: 'Fi\0lm' }))).rejects.toBeInstanceOf(RangeError);
    await pool.query(`update "${schema}".library set schema_version = 99`);
    await expect(openOne(schema)).rejects.toMatchObject({ code: 'bad-library', message: expect.stringContaining('newer version') });
  });

  test('keeps two libraries of one database apart', async () => {
    const [one, other] = [await openOne('org "1"'), await openOne("org'2; drop")];
    await one.write((writer) => writer.putTitle({ name: 'Film' }));
    expect(await other.titles()).toEqual([]);
    expect(await one.titles()).toHaveLength(1);
  });

  test('refuses connections that give counts as texts', async () => {
    // As `pg` reads a bigint by itself.
    const bare = { options: {}, query: async () => ({ rows: [{ one: '1' }] }) } as unknown as PostgresPool;
    await expect(openPostgresCatalogue({ pool: bare, schema: 'x' })).rejects.toThrow('pool must come from openPostgresPool');
  });
});
