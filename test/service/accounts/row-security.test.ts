// @module-tag servers
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { recordAudit } from '../../../packages/service/src/accounts/audit.ts';
import { addOrganisation } from '../../../packages/service/src/organisations/organisations.ts';
import { SERVICE_SCHEMA, type ServiceDatabase, sql } from '../../../packages/service/src/store/database.ts';
import { openPostgresPool, type PostgresPool } from '../../../packages/service/src/store/postgres/pool.ts';
import { openPostgresTables, postgresTables } from '../../../packages/service/src/store/postgres/postgres-tables.ts';
import { isBoundByPolicies, ownedTables, protectRows } from '../../../packages/service/src/store/postgres/row-policies.ts';
import { asOrganisation, asService } from '../../../packages/service/src/store/scope.ts';
import { noPostgres, postgres } from '../../tools/servers.ts';

const [A, B] = [randomUUID(), randomUUID()];
const NOW = new Date('2027-01-01T00:00:00Z');

/** A way to a port of this machine that counts how often something was sent after an answer. */
async function countedWay(target: number) {
  let turns = 0;
  let wasAnswered = true;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    near.on('data', () => {
      if (wasAnswered) turns++;
      wasAnswered = false;
    });
    far.on('data', () => {
      wasAnswered = true;
    });
    near.pipe(far).pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => other.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    turns: () => turns,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe.skipIf(noPostgres)('row-level security in PostgreSQL', () => {
  /** One connection, whose settings stay. */
  let superuser: PostgresPool;
  let pool: PostgresPool;
  let database: ServiceDatabase;
  let url: string;
  let names: readonly string[];

  beforeAll(async () => {
    const server = await postgres();
    superuser = await openPostgresPool(server.url, { connections: 1 });
    await superuser.query('create role service login nosuperuser nobypassrls');
    await superuser.query('create database service owner service');
    await superuser.end();
    superuser = await openPostgresPool(server.url.replace(/postgres$/, 'service'), { connections: 1 });
    // The service owns its tables here: the policies must hold for it all the same.
    url = server.url.replace('postgres@', 'service@').replace(/postgres$/, 'service');
    pool = await openPostgresPool(url, { connections: 3 });
    database = await openPostgresTables(pool, 'test');
    for (const id of [A, B]) await addOrganisation(database, { id, name: id }, NOW);
    names = await tablesWithOrganisation();
    for (const name of names) for (const id of [A, B]) await addAnyRow(name, id);
  });
  afterAll(async () => {
    await database?.destroy();
    await pool?.end();
    await superuser?.end();
  });

  /** Asked of the standard's catalogue, and not of the code under test. */
  async function tablesWithOrganisation(): Promise<string[]> {
    const { rows } = await superuser.query<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = $1 and column_name = 'organisation_id' order by 1`,
      [SERVICE_SCHEMA],
    );
    return rows.map(({ name }) => name);
  }

  /** Adds a row of made-up values, without looking at what it refers to. */
  async function addAnyRow(table: string, organisationId: string): Promise<void> {
    const { rows: columns } = await superuser.query<{ column_name: string; data_type: string }>(
      "select column_name, data_type from information_schema.columns where table_schema = $1 and table_name = $2 and is_identity = 'NO'",
      [SERVICE_SCHEMA, table],
    );
    const values = columns.map(({ column_name, data_type }) => {
      if (column_name === 'organisation_id') return organisationId;
      return data_type === 'text' ? randomUUID() : data_type === 'boolean' ? false : 1;
    });
    const marks = columns.map((_, at) => `$${at + 1}`).join(', ');
    const list = columns.map(({ column_name }) => `"${column_name}"`).join(', ');
    await superuser.query('set session_replication_role = replica');
    await superuser.query(`insert into ${SERVICE_SCHEMA}.${table} (${list}) values (${marks})`, values);
    await superuser.query('set session_replication_role = origin');
  }

  async function organisationsIn(table: string): Promise<string[]> {
    const { rows } = await sql<{ organisation_id: string }>`select organisation_id from ${sql.id(SERVICE_SCHEMA, table)}`.execute(database);
    return rows.map(({ organisation_id }) => organisation_id).sort();
  }

  test('every table with an organisation is walled', async () => {
    expect(names.length).toBeGreaterThan(8);
    expect(names).toContain('upload');
    const tables = await ownedTables(database, SERVICE_SCHEMA);
    expect(tables.map(({ name }) => name)).toEqual(names);
    expect(tables.filter(({ isWalled }) => !isWalled)).toEqual([]);
    expect(await isBoundByPolicies(database)).toBe(true);
  });

  test('a raw query in one organisation’s work sees no row of another, in any table', async () => {
    for (const name of names) {
      expect(await asOrganisation(A, () => organisationsIn(name)), name).toEqual([A]);
      expect(await asOrganisation(B, () => organisationsIn(name)), name).toEqual([B]);
      expect(await organisationsIn(name), `${name}, for the service`).toEqual([A, B].sort());
    }
  });

  test('a raw query changes and removes no row of another, and adds none', async () => {
    for (const name of names) {
      const table = sql.id(SERVICE_SCHEMA, name);
      await asOrganisation(A, async () => {
        const changed = await sql`update ${table} set organisation_id = organisation_id where organisation_id = ${B}`.execute(database);
        expect(changed.numAffectedRows, name).toBe(0n);
        const removed = await sql`delete from ${table} where organisation_id = ${B}`.execute(database);
        expect(removed.numAffectedRows, name).toBe(0n);
        const added = sql`insert into ${table} (organisation_id) values (${B})`.execute(database);
        await expect(added, name).rejects.toThrow('row-level security');
      });
    }
  });

  test('a table that is added later without a policy is found, and gets one', async () => {
    const client = await pool.connect();
    await client.query(`create table ${SERVICE_SCHEMA}.later (id text, organisation_id text)`);
    client.release();
    const isWalled = async () => (await ownedTables(database, SERVICE_SCHEMA)).find(({ name }) => name === 'later')?.isWalled;
    expect(await isWalled()).toBe(false);
    await database.transaction().execute((transaction) => protectRows(transaction, SERVICE_SCHEMA));
    expect(await isWalled()).toBe(true);
    await superuser.query(`drop table ${SERVICE_SCHEMA}.later`);
  });

  test('a query in an organisation’s work takes one way to and fro, and a fault of it leaves the connection as it was', async () => {
    const way = await countedWay(Number(new URL(url).port));
    const own = await openPostgresPool(url.replace(/:\d+\//, `:${way.port}/`), { connections: 1 });
    onTestFinished(async () => {
      await own.end();
      await way.close();
    });
    const tables = postgresTables(own);
    const ask = () => asOrganisation(A, () => tables.selectFrom('upload').select('organisation_id').execute());
    await ask();
    const before = way.turns();
    expect(await ask()).toEqual([{ organisation_id: A }]);
    expect(way.turns() - before).toBe(1);

    await expect(asOrganisation(A, () => sql`select 1 / 0`.execute(tables))).rejects.toThrow('division by zero');
    const added = asOrganisation(A, () =>
      sql`insert into ${sql.id(SERVICE_SCHEMA, 'upload')} (organisation_id) values (${B})`.execute(tables),
    );
    await expect(added).rejects.toThrow('row-level security');
    expect(await ask()).toEqual([{ organisation_id: A }]);
    expect(await tables.selectFrom('upload').select('organisation_id').execute()).toHaveLength(2);
  });

  test('work at the same time over few connections keeps to its own organisation', async () => {
    const look = async (id: string) => {
      for (let round = 0; round < 10; round++) {
        expect((await database.selectFrom('upload').select('organisation_id').execute()).map((row) => row.organisation_id)).toEqual([id]);
        await database.transaction().execute(async (transaction) => {
          expect((await transaction.selectFrom('job').select('organisation_id').execute()).map((row) => row.organisation_id)).toEqual([id]);
        });
      }
    };
    await Promise.all(
      Array.from({ length: 12 }, (_, at) => (at % 2 ? asOrganisation(A, () => look(A)) : asOrganisation(B, () => look(B)))),
    );
    expect((await database.selectFrom('upload').select('id').execute()).length).toBe(2);
  });

  test('after a failed query and a failed transaction the connection keeps nothing of the organisation', async () => {
    await asOrganisation(A, async () => {
      await expect(sql`select 1 / 0`.execute(database)).rejects.toThrow('division by zero');
      const failing = database.transaction().execute((transaction) => sql`select 1 / 0`.execute(transaction));
      await expect(failing).rejects.toThrow('division by zero');
      expect(await asService(() => organisationsIn('upload'))).toEqual([A, B].sort());
      expect(await organisationsIn('upload')).toEqual([A]);
    });
    const { rows } = await pool.query(`select current_setting('app.organisation_id') as scope`);
    expect(rows).toEqual([{ scope: '*' }]);
  });

  test('the service’s user sees nothing by another program', async () => {
    // Its connections begin without the setting.
    const client = await openPostgresPool(`${url}?options=${encodeURIComponent('-c application_name=other')}`);
    for (const name of names) {
      const { rows } = await client.query(`select count(*)::int as count from ${SERVICE_SCHEMA}.${name}`);
      expect(rows, name).toEqual([{ count: 0 }]);
    }
    await client.end();
  });

  test('an entry of the audit log is neither changed nor removed, even by the service as a whole', async () => {
    const source = { organisationId: A, actor: 'anonymous' as const, address: '192.0.2.1' };
    await superuser.query(
      `delete from ${SERVICE_SCHEMA}.audit_pending; delete from ${SERVICE_SCHEMA}.audit_entry; delete from ${SERVICE_SCHEMA}.audit_head`,
    );
    await asOrganisation(A, () => database.transaction().execute((transaction) => recordAudit(transaction, source, { action: 'x' }, NOW)));
    const { numUpdatedRows } = await database.updateTable('audit_entry').set({ outcome: 'refused' }).executeTakeFirst();
    const { numDeletedRows } = await database.deleteFrom('audit_entry').executeTakeFirst();
    expect([numUpdatedRows, numDeletedRows]).toEqual([0n, 0n]);
    expect(await database.selectFrom('audit_entry').select('outcome').execute()).toEqual([{ outcome: 'done' }]);
  });

  test('a user who does not own the tables can use them, and a superuser is found out', async () => {
    await superuser.query('create role worker login nosuperuser nobypassrls');
    await superuser.query(`grant usage on schema ${SERVICE_SCHEMA} to worker`);
    await superuser.query(`grant select, insert, update, delete on all tables in schema ${SERVICE_SCHEMA} to worker`);
    const workers = await openPostgresPool(url.replace('service@', 'worker@'));
    const opened = await openPostgresTables(workers, 'test');
    expect(await isBoundByPolicies(opened)).toBe(true);
    const seen = await asOrganisation(B, () => opened.selectFrom('upload').select('organisation_id').execute());
    expect(seen).toEqual([{ organisation_id: B }]);
    await opened.destroy();
    await workers.end();
    const supers = await openPostgresPool(url.replace('service@', 'postgres@'));
    const above = await openPostgresTables(supers, 'test');
    expect(await isBoundByPolicies(above)).toBe(false);
    await above.destroy();
    await supers.end();
  });
});
