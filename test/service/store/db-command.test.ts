// @module-tag servers
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstOrganisation } from '../../../packages/service/src/organisations/organisations.ts';
import { openPostgresPool } from '../../../packages/service/src/store/postgres/pool.ts';
import { openPostgresTables } from '../../../packages/service/src/store/postgres/postgres-tables.ts';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';
import { noPostgres, noS3, POSTGRES_FOLDER, postgres, s3, type TestServer } from '../../tools/servers.ts';

const program = (name: string, options: readonly string[]) =>
  execFileSync(join(POSTGRES_FOLDER!, name), options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe.skipIf(noPostgres || noS3)('the command with PostgreSQL and S3', () => {
  let rows: TestServer;
  let bytes: TestServer;
  const keys = { AWS_ACCESS_KEY_ID: 'who', AWS_SECRET_ACCESS_KEY: 'hunter2' };
  const before = Object.keys(keys).map((name) => [name, process.env[name]] as const);
  const makeBucket = async (name: string) => {
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
    expect((await fetch(`${bytes.url}/${name}`, { method: 'PUT', headers })).ok).toBe(true);
  };
  beforeAll(async () => {
    Object.assign(process.env, keys);
    [rows, bytes] = await Promise.all([postgres(), s3()]);
    await makeBucket('films');
  });
  afterAll(() => {
    for (const [name, value] of before) value === undefined ? delete process.env[name] : Object.assign(process.env, { [name]: value });
  });

  const placeOf = (schema: string, bucket = 'films') => ({
    database: `${rows.url}?schema=${schema}`,
    blobs: `s3://${bucket}/${schema}?endpoint=${bytes.url}`,
  });
  const checked = async (options: readonly string[]) => {
    const run = await streetdate(['db', 'check', '--json', ...options], { now: new Date().toISOString() });
    expect(run.stderr).toBe('');
    const [{ place: _, blobs: __, ...record } = {}] = records(run);
    return record;
  };
  const at = ({ database, blobs }: { readonly database: string; readonly blobs: string }) => ['--database', database, '--blobs', blobs];
  const to = ({ database, blobs }: { readonly database: string; readonly blobs: string }) => [
    '--to-database',
    database,
    '--to-blobs',
    blobs,
  ];

  /** A library in a folder with two films and a scan. */
  async function prepared() {
    const folder = await temporaryFolder();
    const home = join(folder, 'library');
    for (const seed of [1, 2]) {
      const film = await writeReference(folder, `${seed}.sdfp`, seed);
      await streetdate(['enroll', film, '--home', home, '--title', `Film ${seed} é😀`, '--street-date', '2027-03-09']);
    }
    await streetdate(['scan', await writeCopy(folder, 'copy.sdfp', 1), '--home', home]);
    const feed = join(folder, 'crawl.jsonl');
    const seen = { file: 'copy.sdfp', seenAt: '2026-01-01T00:00:00Z', link: 'https://host.example/ä', host: 'h.example', country: 'DE' };
    await writeFile(feed, JSON.stringify(seen));
    await streetdate(['sightings', feed, '--home', home]);
    return { folder, home };
  }

  test('copies a library to servers and back, and each place has the same rows and bytes', async () => {
    const { folder, home } = await prepared();
    const was = await checked(['--home', home]);
    const there = placeOf('copied');
    const copied = await streetdate(['db', 'copy', '--home', home, ...to(there)]);
    expect(copied).toMatchObject({ status: 0, stderr: '' });
    expect(copied.stdout).toMatch(
      /^copied .*catalogue\.sqlite to postgres:.*schema=copied: \d+ rows and 3 blobs of [\d,  ]+ bytes, equal in both places\n$/,
    );
    expect(await checked(at(there))).toEqual(was);
    const back = join(folder, 'back');
    expect(await streetdate(['db', 'copy', ...at(there), '--to-home', back])).toMatchObject({ status: 0, stderr: '' });
    expect(await checked(['--home', back])).toEqual(was);
    const judged = await streetdate(['judge', '--home', back, '--json']);
    expect(records(judged)).toMatchObject([{ seen: [{ link: 'https://host.example/ä', host: 'h.example', territory: 'DE' }] }]);
    expect(judged.stdout).toBe((await streetdate(['judge', '--home', home, '--json'])).stdout);
    // Again it is refused, and from server to server it works too.
    expect(await streetdate(['db', 'copy', '--home', home, ...to(there)])).toMatchObject({
      stderr: expect.stringContaining('has rows already'),
    });
    const next = placeOf('next');
    expect(await streetdate(['db', 'copy', ...at(there), ...to(next)])).toMatchObject({ status: 0, stderr: '' });
    expect(await checked(at(next))).toEqual(was);
  });

  test('says what is wrong, without a password', async () => {
    const { home } = await prepared();
    const { port } = new URL(rows.url);
    const lost = await streetdate([
      'db',
      'copy',
      '--home',
      home,
      '--to-database',
      `postgres://u:hunter2@127.0.0.1:1/db`,
      '--to-blobs',
      placeOf('x').blobs,
    ]);
    expect(lost).toEqual({
      status: 3,
      stdout: '',
      stderr: 'streetdate: postgres://127.0.0.1:1/db?schema=streetdate: nothing answers there\n',
    });
    const none = await streetdate(['db', 'check', ...at(placeOf('empty'))]);
    expect(none).toEqual({
      status: 3,
      stdout: '',
      stderr: `streetdate: postgres://127.0.0.1:${port}/postgres?schema=empty: there is no library\n`,
    });
    const bucket = await streetdate(['db', 'copy', '--home', home, ...to(placeOf('y', 'no-bucket'))]);
    expect(bucket).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/^streetdate: s3:\/\/no-bucket\/y\/.*: there is no such bucket\n$/),
    });
  });

  test('makes and keeps tables in PostgreSQL', async () => {
    const migrate = () => streetdate(['db', 'migrate', '--database', placeOf('made').database]);
    expect((await migrate()).stdout).toMatch(/schema=made: made tables of version \d+\n$/);
    expect((await migrate()).stdout).toMatch(/schema=made: its tables have version \d+ already\n$/);
  });

  test('finds a library equal that was dumped by pg_dump, restored elsewhere, and whose bucket was copied', async () => {
    const { folder, home } = await prepared();
    const there = placeOf('dumped');
    await streetdate(['db', 'copy', '--home', home, ...to(there)]);
    const was = await checked(at(there));
    const dump = join(folder, 'dump.sql');
    program('pg_dump', ['--schema=dumped', '--no-owner', '--file', dump, rows.url]);
    program('psql', [rows.url, '-c', 'create database elsewhere']);
    const elsewhere = rows.url.replace(/postgres$/, 'elsewhere');
    program('psql', [elsewhere, '-q', '-v', 'ON_ERROR_STOP=1', '-f', dump]);
    await makeBucket('copies');
    await copyBucket(bytes.url, 'films', 'copies', 'dumped/');
    const restored = { database: `${elsewhere}?schema=dumped`, blobs: `s3://copies/dumped?endpoint=${bytes.url}` };
    expect(await checked(at(restored))).toEqual(was);
  });

  test('a dump of a whole database has the service’s rows of every organisation, or fails, but never lacks rows', async () => {
    const folder = await temporaryFolder();
    program('psql', [rows.url, '-c', 'create role service login', '-c', 'create database service owner service']);
    const url = rows.url.replace(/postgres$/, 'service');
    const address = url.replace('postgres@', 'service@');
    const pool = await openPostgresPool(address);
    const database = await openPostgresTables(pool, 'here');
    await firstOrganisation(database, new Date());
    await database.destroy();
    await pool.end();
    const dump = join(folder, 'dump.sql');
    expect(() => program('pg_dump', ['--no-owner', '--file', dump, address])).toThrow('row-level security');
    program('pg_dump', ['--no-owner', '--file', dump, url]);
    program('psql', [rows.url, '-c', 'create database again']);
    const again = rows.url.replace(/postgres$/, 'again');
    program('psql', [again, '-q', '-v', 'ON_ERROR_STOP=1', '-f', dump]);
    const tables = program('psql', [url, '-Atc', "select tablename from pg_tables where schemaname = 'streetdate_service' order by 1"]);
    expect(tables).toContain('organisation\n');
    for (const table of tables.trim().split('\n')) {
      const all = `select * from streetdate_service.${table} order by 1`;
      expect(program('psql', [again, '-Atc', all])).toBe(program('psql', [url, '-Atc', all]));
    }
    const restored = await openPostgresPool(again);
    await (await openPostgresTables(restored, 'there')).destroy();
    await restored.end();
  });
});

/** As any tool for S3 does it: lists the objects and copies each. */
async function copyBucket(url: string, from: string, to: string, prefix: string): Promise<void> {
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
  const list = await (await fetch(`${url}/${from}?list-type=2&prefix=${prefix}`, { headers })).text();
  const names = Array.from(list.matchAll(/<Key>([^<]+)<\/Key>/g), ([, name]) => name!);
  expect(names).toHaveLength(3);
  for (const name of names) {
    const put = await fetch(`${url}/${to}/${name}`, { method: 'PUT', headers: { ...headers, 'x-amz-copy-source': `/${from}/${name}` } });
    expect(put.ok).toBe(true);
  }
}
