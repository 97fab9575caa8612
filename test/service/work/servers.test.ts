// @module-tag servers
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addServer } from '@streetdate/evidence';
import { parseWindow } from '@streetdate/matcher';
import { createServer, openService, runWorker, type Server, type Service } from '@streetdate/service';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { builtCommand } from '../../cli/tools/built-command.ts';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { goTo, openConsole } from '../../console/tools/open-console.ts';
import { hasChromium, launchChromium } from '../../tools/chromium.ts';
import { noPostgres, noS3, noValkey, postgres, s3, type TestServer, valkey } from '../../tools/servers.ts';
import { atTheMachine } from '../tools/running-service.ts';

const absent = noPostgres ?? noValkey ?? noS3;
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

describe.skipIf(absent)('a service on PostgreSQL, Valkey and S3', () => {
  let folder: string;
  let servers: Readonly<Record<'postgres' | 'valkey' | 's3', TestServer>>;
  let profile: { readonly postgres: string; readonly valkey: string; readonly s3: string };
  let service: Service;
  let server: Server;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-servers-')));
    servers = { postgres: await postgres(), valkey: await valkey(), s3: await s3() };
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
    expect((await fetch(`${servers.s3.url}/uploads`, { method: 'PUT', headers })).status).toBe(200);
    profile = { postgres: servers.postgres.url, valkey: servers.valkey.url, s3: `s3://uploads/test?endpoint=${servers.s3.url}` };
    service = await openService(join(folder, 'api'), { server: { ...profile, s3Credentials: credentials } });
    server = atTheMachine(await createServer(service), service);
    const library = await service.libraries.of(service.firstOrganisationId);
    const windows = [parseWindow('US:disc:2027-03-09@America/New_York')];
    await library.enroll(await writeReference(folder, 'film.sdfp', 1), { title: 'Film', windows });
  });
  afterAll(async () => {
    await server?.close();
    await service?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  /** A worker in a process of its own, with a folder of its own. */
  async function startWorker(name: string): Promise<ChildProcess> {
    const argv = [builtCommand(), 'serve', '--role', 'worker', '--home', join(folder, name), '--unconfined-uploads'];
    const { postgres, valkey, s3 } = profile;
    const env = {
      STREETDATE_POSTGRES: postgres,
      STREETDATE_VALKEY: valkey,
      STREETDATE_S3: s3,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    for (const output of [child.stdout!, child.stderr!]) output.setEncoding('utf8').on('data', (text: string) => (said += text));
    for (const last = performance.now() + 100_000; !said.includes('Streetdate works'); await sleep(20)) {
      if (child.exitCode !== null || performance.now() > last) throw new Error(`the worker did not start: ${said}`);
    }
    return child;
  }

  async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL') {
    const end = once(child, 'exit');
    child.kill(signal);
    return end;
  }

  async function send(payload: Buffer, name = 'copy.sdfp'): Promise<string> {
    const { statusCode, body } = await server.inject({
      method: 'POST',
      url: `/v1/uploads?name=${name}&seenAt=2027-02-07T12:00:00Z&territory=US`,
      headers: { 'content-type': 'application/octet-stream' },
      payload,
    });
    expect([200, 201, 202], body).toContain(statusCode);
    return JSON.parse(body).id;
  }

  /** The kinds of verdicts of each upload, once no job is left. */
  async function verdicts(): Promise<Map<string, string[]>> {
    const { database } = service;
    const open = () =>
      database.selectFrom('job').select('id').where('kind', '=', 'scan').where('state', 'in', ['waiting', 'running']).execute();
    for (const last = performance.now() + 120_000; performance.now() < last && (await open()).length > 0; ) await sleep(100);
    expect(await open()).toEqual([]);
    const rows = await database.selectFrom('verdict').select(['upload_id', 'kind']).execute();
    const found = new Map<string, string[]>();
    for (const { upload_id, kind } of rows) found.set(upload_id, [...(found.get(upload_id) ?? []), kind]);
    return found;
  }

  test('three workers give every upload its one verdict, though one is killed at work, and Valkey too', async () => {
    const workers = await Promise.all(['one', 'two', 'three'].map(startWorker));
    const payloads = await Promise.all([1, 2, 3].map(async (seed) => readFile(await writeCopy(folder, `${seed}.sdfp`, seed))));
    const expected = new Map<string, string[]>();
    const sendSome = async (count: number) => {
      for (let upload = 0; upload < count; upload++) {
        const seed = upload % payloads.length;
        expected.set(await send(payloads[seed]!), [seed === 0 ? 'pre-release-leak' : 'no-match']);
      }
    };
    await sendSome(15);
    await kill(workers[0]!);
    await sendSome(10);
    await servers.valkey.kill();
    await sendSome(5);
    await servers.valkey.start();
    const found = await verdicts();
    expect(new Map([...expected.keys()].map((id) => [id, found.get(id)]))).toEqual(expected);
    expect(found.size).toBe(expected.size);
    // A worker that is stopped ends by itself, and leaves no film behind.
    const [status] = await kill(workers[1]!, 'SIGTERM');
    expect(status).not.toBe(null);
    const left = await readdir(join(folder, 'two', 'uploads', 'working'), { recursive: true, withFileTypes: true }).catch(() => []);
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });

  test('a process whose clock is an hour ahead shares the clock of the others', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const trueMs = () => performance.timeOrigin + performance.now();
    vi.setSystemTime(trueMs() + 3_600_000);
    const ahead = await openService(join(folder, 'ahead'), { server: { ...profile, s3Credentials: credentials } });
    try {
      expect(Math.abs(ahead.now().getTime() - trueMs())).toBeLessThan(60_000);
      vi.setSystemTime(trueMs() - 3_600_000);
      expect(Math.abs(ahead.now().getTime() - trueMs())).toBeLessThan(60_000);
    } finally {
      await ahead.close();
    }
  });

  test('a title that is enrolled by one process is found in the earlier uploads by another', async () => {
    await startWorker('four');
    const id = await send(await readFile(await writeCopy(folder, 'later.sdfp', 7)));
    expect((await verdicts()).get(id)).toEqual(['no-match']);
    const library = await service.libraries.of(service.firstOrganisationId);
    const windows = [parseWindow('US:disc:2027-03-09@America/New_York')];
    await library.enroll(await writeReference(folder, 'later-film.sdfp', 7), { title: 'Later', windows });
    const read = () =>
      service.database.selectFrom('verdict').select(['kind', 'superseded_by']).where('upload_id', '=', id).orderBy('id').execute();
    for (const last = performance.now() + 100_000; performance.now() < last && (await read()).length < 2; ) await sleep(100);
    const [first, second] = await read();
    expect(first).toMatchObject({ kind: 'no-match', superseded_by: expect.any(String) });
    expect(second).toMatchObject({ kind: 'pre-release-leak', superseded_by: null });
  });

  test.skipIf(!hasChromium)('a person drops a copy, looks at its match, decides about it, and sees the case', async () => {
    const library = await service.libraries.of(service.firstOrganisationId);
    const files = join(folder, 'seized');
    await mkdir(files);
    const copy = await writeCopy(folder, 'walk.sdfp', 1);
    await copyFile(copy, join(files, 'film.sdfp'));
    await addServer(library, files, { name: 'FTP-1', country: 'NL', seenAt: '2027-02-01T00:00:00Z' });
    const stopping = new AbortController();
    const working = runWorker(service, { signal: stopping.signal, idleMs: 20 });
    const chromium = await launchChromium();
    try {
      const url = await server.listen({ host: '127.0.0.1', port: 0 });
      const { page, faults } = await openConsole(chromium, `${url}/drop`);
      await page.getByLabel('Time', { exact: false }).first().fill('2027-02-07T13:00');
      await page.getByLabel('Country').fill('fr');
      await page.setInputFiles('#files', copy);
      await page.getByRole('link', { name: 'walk.sdfp' }).click();
      await page.getByRole('heading', { level: 1, name: 'walk.sdfp' }).waitFor();
      await page.getByText('Needs review').first().waitFor();
      await page.getByRole('img', { name: /^Timeline of the copy/ }).waitFor();
      const id = new URL(page.url()).pathname.split('/').at(-1)!;
      await goTo(page, `/review/${id}`);
      await page.keyboard.press('1');
      await page.keyboard.type('the disc is not out');
      await page.keyboard.press('Enter');
      await page.getByText('Nothing needs a review').waitFor();
      await goTo(page, `/uploads/${id}`);
      await page.getByText('Decided: A leak').waitFor();
      await goTo(page, '/case');
      await page.getByRole('heading', { name: 'How Film spread' }).waitFor();
      // The decision is in the ledger of the library, and the sighting at its title.
      const kinds = async () => (await library.catalogue.ledgerEntries(0, 100)).map(({ text }) => JSON.parse(text).event.kind);
      await vi.waitFor(async () => expect(await kinds()).toContain('decision'), 20_000);
      await goTo(page, '/titles/film');
      await page
        .getByRole('link', { name: /walk\.sdfp/ })
        .first()
        .waitFor();
      expect(faults).toEqual([]);
    } finally {
      await chromium.close();
      stopping.abort();
      await working;
    }
  });

  test('an upload of many parts comes back as it was, and is removed by retention', async () => {
    const bytes = Buffer.alloc(40 * 2 ** 20, 'streetdate');
    const { Readable } = await import('node:stream');
    const { sha256 } = await service.files.keep(Readable.from([bytes]), 'film.mkv', 1e9);
    expect(await service.files.has(sha256)).toBe(true);
    await service.files.withPath(sha256, 'film.mkv', async (path) => {
      expect(Buffer.compare(await readFile(path), bytes)).toBe(0);
      expect(path.endsWith('film.mkv')).toBe(true);
    });
    await service.files.remove(sha256, Date.now() - 60_000);
    expect(await service.files.has(sha256)).toBe(true);
    await service.files.remove(sha256, Date.now() + 60_000);
    expect(await service.files.has(sha256)).toBe(false);
  });
});
