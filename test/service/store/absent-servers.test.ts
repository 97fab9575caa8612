// @module-tag servers
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openService } from '@streetdate/service';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { absentServers } from '../../../packages/service/src/absent-servers.ts';
import { inspectService } from '../../../packages/service/src/inspect-service.ts';
import { streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';
import { noPostgres, noS3, noValkey, postgres, s3, valkey } from '../../tools/servers.ts';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'who');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'hunter2');
});
afterEach(() => vi.unstubAllEnvs());

const NOWHERE = {
  postgres: 'postgres://u:hunter2@127.0.0.1:1/db',
  valkey: 'redis://u:hunter2@127.0.0.1:1',
  s3: 's3://films/a?endpoint=http://127.0.0.1:1',
};

test('a server that does not answer is named, with what that means and without a password', async () => {
  expect(await absentServers(NOWHERE)).toEqual([
    'redis://127.0.0.1:1: nothing answers there; workers look for jobs in the database, and searchers cannot be asked, until it does',
    's3://films/a/: nothing answers there; no upload is taken and no film is read until that is mended',
  ]);
});

test('a service does not start without PostgreSQL, nor with an address that is none', async () => {
  const home = await temporaryFolder();
  await expect(openService(home, { server: NOWHERE })).rejects.toMatchObject({
    code: 'store-unavailable',
    message: 'postgres://127.0.0.1:1/db: nothing answers there',
  });
  const serve = await streetdate([
    'serve',
    '--home',
    home,
    '--postgres',
    NOWHERE.postgres,
    '--valkey',
    'http://x',
    '--s3',
    NOWHERE.s3,
    '--role',
    'api',
  ]);
  expect(serve).toMatchObject({ status: 2, stderr: expect.stringContaining('an address of Valkey or Redis such as redis://host:6379') });
});

test('a copy to a storage that does not answer is refused, also of a library without blobs', async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  expect((await streetdate(['init', '--home', home])).status).toBe(0);
  const there = ['--to-home', join(folder, 'copy'), '--to-blobs', NOWHERE.s3];
  expect(await streetdate(['db', 'copy', '--home', home, ...there])).toEqual({
    status: 3,
    stdout: '',
    stderr: 'streetdate: s3://films/a/: nothing answers there\n',
  });
  expect(existsSync(join(folder, 'copy', 'catalogue.sqlite'))).toBe(false);
  const check = await streetdate(['db', 'check', '--home', home, '--blobs', NOWHERE.s3]);
  expect(check).toMatchObject({ status: 3, stderr: 'streetdate: s3://films/a/: nothing answers there\n' });
});

test('a backup of a folder without a library says how one on servers is backed up', async () => {
  const folder = await temporaryFolder();
  const { status, stderr } = await streetdate(['backup', join(folder, 'backup'), '--home', join(folder, 'none')]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/there is no library in .*none, .*; one in PostgreSQL and S3 is backed up by pg_dump and a copy of the bucket\n$/);
});

describe.skipIf(noPostgres ?? noValkey ?? noS3)('with all servers', () => {
  test('nothing is said of those that answer, and a bucket that is not there is named', async () => {
    const profile = { postgres: (await postgres()).url, valkey: (await valkey()).url };
    const storage = await s3();
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
    await fetch(`${storage.url}/films`, { method: 'PUT', headers });
    expect(await absentServers({ ...profile, s3: `s3://films/a?endpoint=${storage.url}` })).toEqual([]);
    const home = await temporaryFolder();
    const there = await inspectService({ home, server: { ...profile, s3: `s3://films/a?endpoint=${storage.url}` } });
    expect(there.map(({ part, isWell }) => [part, isWell])).toEqual([
      ['disk', true],
      // The tests' only user is a superuser.
      ['database', false],
      ['clock', true],
      ['queue', true],
      ['storage', true],
    ]);
    const away = await inspectService({ home, server: NOWHERE });
    expect(away.filter(({ isWell }) => !isWell).map(({ part }) => part)).toEqual(['database', 'queue', 'storage']);
    expect(JSON.stringify(away)).not.toContain('hunter2');
    expect(await absentServers({ ...profile, s3: `s3://none/a?endpoint=${storage.url}` })).toEqual([
      expect.stringMatching(/^s3:\/\/none\/a\/: there is no such bucket; no upload/),
    ]);
  });
});
