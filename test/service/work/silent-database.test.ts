// @module-tag servers
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createServer, openService, type Server, type Service } from '@streetdate/service';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startProxy, type TcpProxy } from '../../../packages/bench/src/service/tcp-proxy.ts';
import { clipFolder } from '../../tools/clips.ts';
import { noPostgres, noS3, noValkey, POSTGRES_FOLDER, postgres, s3, type TestServer, valkey } from '../../tools/servers.ts';
import { atTheMachine } from '../tools/running-service.ts';

const execute = promisify(execFile);

describe.skipIf(noPostgres ?? noValkey ?? noS3)(
  'while the way to PostgreSQL lies dead, with connections that neither answer nor end',
  () => {
    let database: TestServer;
    let way: TcpProxy;
    let service: Service;
    let server: Server;
    const ends: (() => unknown)[] = [];
    const path = clipFolder();

    beforeAll(async () => {
      database = await postgres();
      way = await startProxy((end) => void ends.push(end), database.port);
      const storage = await s3();
      const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
      await fetch(`${storage.url}/uploads`, { method: 'PUT', headers });
      service = await openService(path('api'), {
        server: {
          postgres: database.url.replace(`:${database.port}`, `:${way.port}`),
          valkey: (await valkey()).url,
          s3: `s3://uploads/test?endpoint=${storage.url}`,
          s3Credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        },
      });
      server = atTheMachine(await createServer(service), service);
      ends.unshift(
        () => server.close(),
        () => service.close(),
      );
    });
    afterAll(async () => {
      for (const end of ends) await end();
    });

    test('a question is answered 503 in less than 2 s, and as always once the way is mended', async () => {
      expect((await server.inject('/v1/me')).statusCode).toBe(200);
      way.stall();
      onTestFinished(() => way.mend());
      const asked = performance.now();
      const answers = await Promise.all(['/v1/me', '/v1/titles', '/v1/uploads'].map((url) => server.inject(url)));
      expect(performance.now() - asked).toBeLessThan(2000);
      for (const { statusCode, headers, body } of answers) {
        expect(statusCode).toBe(503);
        expect(headers).toMatchObject({
          'content-type': 'application/problem+json',
          'retry-after': '2',
          'x-request-id': expect.any(String),
        });
        expect(JSON.parse(body)).toMatchObject({
          status: 503,
          type: 'store-unavailable',
          detail: 'the database does not answer; ask again',
        });
      }
      // Whether the process lives has nothing to do with the database.
      expect((await server.inject('/healthz')).statusCode).toBe(200);
      way.mend();
      await vi.waitFor(async () => expect((await server.inject('/v1/me')).statusCode).toBe(200), { timeout: 60_000 });
    });

    test('what changes something waits, since it may have been done', async () => {
      way.stall();
      onTestFinished(() => way.mend());
      const sent = server.inject({ method: 'POST', url: '/v1/titles', payload: { name: 'Film' } });
      expect(await Promise.race([sent, sleep(3000, 'no answer')])).toBe('no answer');
      way.mend();
      expect((await sent).statusCode).toBe(200);
    });

    test('a question that is slow while the database answers goes on', async () => {
      const sql = 'BEGIN; LOCK TABLE streetdate_service.upload IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(4); COMMIT';
      const other = execute(join(POSTGRES_FOLDER!, 'psql'), [database.url, '-c', sql]);
      await sleep(500);
      const asked = performance.now();
      expect((await server.inject('/v1/uploads')).statusCode).toBe(200);
      expect(performance.now() - asked).toBeGreaterThan(2000);
      await other;
    });
  },
);
