// @module-tag servers
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgresPool, type PostgresPool } from '../../../packages/service/src/store/postgres/pool.ts';
import { openPostgresCatalogue } from '../../../packages/service/src/store/postgres/postgres-catalogue.ts';
import { describeCatalogue } from '../../engine/catalogue/catalogue-contract.ts';
import { noPostgres, postgres, type TestServer } from '../../tools/servers.ts';

describe.skipIf(noPostgres)('with a server', () => {
  let server: TestServer;
  let pool: PostgresPool;
  beforeAll(async () => {
    server = await postgres();
    pool = await openPostgresPool(server.url);
  });
  afterAll(() => pool.end());

  describeCatalogue('PostgreSQL, with connections of its own', async () => {
    const schema = `Library "${randomUUID()}"`;
    return () => openPostgresCatalogue({ url: server.url, schema });
  });

  describeCatalogue('PostgreSQL, with shared connections', async () => {
    const schema = randomUUID();
    return () => openPostgresCatalogue({ pool, schema });
  });
});
