// @module-tag servers
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { addServer } from '@streetdate/evidence';
import { parseWindow } from '@streetdate/matcher';
import { createServer, openService, runWorker, type Server, type Service } from '@streetdate/service';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { addOrganisation } from '../../../packages/service/src/organisations/organisations.ts';
import { newId } from '../../../packages/service/src/store/ids.ts';
import { acceptUpload } from '../../../packages/service/src/work/accept-upload.ts';
import { builtCommand } from '../../cli/tools/built-command.ts';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { goTo, openConsole } from '../../console/tools/open-console.ts';
import { hasChromium, launchChromium } from '../../tools/chromium.ts';
import { standForFilms } from '../../tools/prints-as-films.ts';
import { noPostgres, noS3, noValkey, POSTGRES_FOLDER, postgres, s3, type TestServer, valkey } from '../../tools/servers.ts';
import { type Marks, marksOf } from '../tools/marks.ts';
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

  /** A process of its own, with a folder of its own. */
  async function startProcess(role: 'worker' | 'api', name: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
    const argv = [builtCommand(), 'serve', '--role', role, '--home', join(folder, name)];
    argv.push(...(role === 'api' ? ['--port', '0'] : ['--unconfined-uploads']));
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
    for (const last = performance.now() + 100_000; ; await sleep(20)) {
      const ready = /Streetdate (?:works|answers at (\S+)\n)/.exec(said);
      if (ready !== null) return { child, url: ready[1] ?? '' };
      if (child.exitCode !== null || performance.now() > last) throw new Error(`the process did not start: ${said}`);
    }
  }

  test('a small request is answered while more uploads come in at once than there are connections', async () => {
    let end = () => {};
    const held = new Promise<void>((resolve) => (end = resolve));
    onTestFinished(() => end());
    let begun = 0;
    const { firstOrganisationId: organisationId } = service;
    const accept = (number: number) => {
      const sha256 = number.toString(16).padStart(64, 'e');
      const upload = { organisationId, name: 'held.sdfp', kind: 'fingerprint', bytes: 1, sha256 } as const;
      return acceptUpload(service, upload, { priority: 1000 }, async () => {
        begun++;
        await held;
      });
    };
    const accepted = Array.from({ length: 40 }, (_, number) => accept(number));
    await vi.waitFor(() => expect(begun).toBeGreaterThan(0), { timeout: 30_000 });
    const answer = server.inject('/v1/me').then(({ statusCode }) => statusCode);
    expect(await Promise.race([answer, sleep(5000, 'no answer')])).toBe(200);
    end();
    const uploads = await Promise.all(accepted);
    expect(begun).toBe(40);
    for (const { id } of uploads) await server.inject({ method: 'DELETE', url: `/v1/uploads/${id}` });
  });

  const startWorker = async (name: string) => (await startProcess('worker', name)).child;

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

  test('an API process that is killed while it receives loses nothing that it acknowledged, and what was under way goes on', async () => {
    await startWorker('worker of the killed');
    const first = await startProcess('api', 'killed');
    const headers = { authorization: `Bearer ${(await readFile(join(folder, 'killed', 'local-token'), 'utf8')).trim()}` };
    const payload = new Uint8Array(await readFile(await writeCopy(folder, 'killed.sdfp', 1)));
    const facts = { seenAt: '2027-02-07T12:00:00Z', territory: 'US' };
    const post = (url: string, key: string, body: Uint8Array<ArrayBuffer> | ReadableStream) =>
      fetch(`${url}/v1/uploads?${new URLSearchParams({ name: 'killed.sdfp', ...facts })}`, {
        ...{ method: 'POST', body, duplex: 'half' },
        headers: { ...headers, 'content-type': 'application/octet-stream', 'idempotency-key': key },
      });
    const idOf = async (answer: Response) => {
      expect(answer.ok).toBe(true);
      return ((await answer.json()) as { readonly id: string }).id;
    };
    const ids = [await idOf(await post(first.url, 'one', payload)), await idOf(await post(first.url, 'two', payload))];
    // One body begins and does not end, and of one that is sent in parts the first part has arrived.
    const half = payload.length >> 1;
    const endless = new ReadableStream({ start: (sent) => sent.enqueue(payload.subarray(0, half)) });
    const broken = post(first.url, 'three', endless).catch(() => undefined);
    const tus = { ...headers, 'tus-resumable': '1.0.0' };
    const metadata = Object.entries({ filename: 'killed.sdfp', ...facts }).map(([name, value]) => `${name} ${btoa(value)}`);
    const begun = await fetch(`${first.url}/v1/resumable-uploads`, {
      method: 'POST',
      headers: { ...tus, 'upload-length': `${payload.length}`, 'upload-metadata': metadata.join() },
    });
    const path = new URL(begun.headers.get('location')!, first.url).pathname;
    const part = (url: string, from: number, to: number) =>
      fetch(url + path, {
        method: 'PATCH',
        headers: { ...tus, 'upload-offset': `${from}`, 'content-type': 'application/offset+octet-stream' },
        body: payload.subarray(from, to),
      });
    expect((await part(first.url, 0, half)).status).toBe(204);
    await kill(first.child);
    expect(await broken).toBeUndefined();

    const second = await startProcess('api', 'killed');
    const asked = await fetch(second.url + path, { method: 'HEAD', headers: tus });
    expect(asked.headers.get('upload-offset')).toBe(`${half}`);
    expect((await part(second.url, half, payload.length)).status).toBe(204);
    ids.push(await idOf(await fetch(`${second.url}${path}/upload`, { headers })));
    // The same requests again are the same uploads.
    ids.push(await idOf(await post(second.url, 'three', payload)));
    expect(await idOf(await post(second.url, 'two', payload))).toBe(ids[1]);
    const found = await verdicts();
    expect(ids.map((id) => found.get(id))).toEqual(ids.map(() => ['pre-release-leak']));
    const stored = await service.database.selectFrom('upload').select('id').where('name', '=', 'killed.sdfp').execute();
    expect(stored.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  test('of what is removed no byte is left in PostgreSQL, in S3 and in the folders', async () => {
    const { database, firstOrganisationId } = service;
    const theirs = newId();
    await addOrganisation(database, { id: theirs, name: 'Planted studio' }, service.now());
    const films = await Promise.all([21, 22].map((seed) => writeReference(folder, `planted-${seed}.sdfp`, seed)));
    const [film, other] = await Promise.all(films.map((each) => readFile(each)));
    await service.libraries.use(firstOrganisationId, (library) => library.enroll(films[0]!, { title: 'Planted film' }));
    await service.libraries.use(theirs, (library) => library.enroll(films[1]!, { title: 'Planted work' }));
    const stopping = new AbortController();
    const working = runWorker(service, { signal: stopping.signal, idleMs: 20 });
    onTestFinished(async () => {
      stopping.abort();
      await working;
    });
    const copy = await readFile(await writeCopy(folder, 'planted-copy.sdfp', 23));
    const id = await send(copy, 'planted-copy.sdfp&host=planted-host.example');
    await verdicts();
    const marks = {
      ...{ ...marksOf('film', film!), ...marksOf('work', other!), ...marksOf('copy', copy) },
      ...{ title: 'Planted film', 'their title': 'Planted work', organisation: 'Planted studio', host: 'planted-host.example' },
    };
    expect(Object.keys(await inStores(marks)).sort()).toEqual(Object.keys(marks).sort());

    const remove = async (url: string) => (await server.inject({ method: 'DELETE', url })).statusCode;
    expect(await remove(`/v1/uploads/${id}`)).toBe(204);
    const { references } = (await server.inject('/v1/references?title=planted-film')).json();
    expect(await remove(`/v1/references/${references[0].id}`)).toBe(204);
    expect(await remove('/v1/titles/planted-film')).toBe(204);
    expect(await remove(`/v1/organisations/${theirs}`)).toBe(202);
    await vi.waitFor(
      async () => {
        const jobs = await database.selectFrom('job').select(['kind', 'state', 'error']).where('state', '<>', 'done').execute();
        expect(jobs.filter(({ kind }) => kind === 'erase' || kind === 'remove-organisation')).toEqual([]);
      },
      { timeout: 60_000, interval: 100 },
    );
    // The audit log keeps what was done to whom, by id.
    expect(await inStores(marks)).toEqual({});
  });

  /** The marks that are in a dump of PostgreSQL, in an object of S3 or in a file of this process, each with the places. */
  async function inStores(marks: Marks): Promise<Record<string, string[]>> {
    const dump = await promisify(execFile)(join(POSTGRES_FOLDER!, 'pg_dump'), [servers.postgres.url], { maxBuffer: 2 ** 28 });
    const places = new Map<string, Buffer>([['PostgreSQL', Buffer.from(dump.stdout)]]);
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
    const list = await (await fetch(`${servers.s3.url}/uploads?list-type=2`, { headers })).text();
    for (const [, key] of list.matchAll(/<Key>([^<]+)<\/Key>/g))
      places.set(`S3: ${key}`, Buffer.from(await (await fetch(`${servers.s3.url}/uploads/${key}`, { headers })).arrayBuffer()));
    for (const entry of await readdir(join(folder, 'api'), { recursive: true, withFileTypes: true }))
      if (entry.isFile()) places.set(entry.name, await readFile(join(entry.parentPath, entry.name)));
    const found: Record<string, string[]> = {};
    // PostgreSQL writes bytes as hexadecimal digits.
    for (const [name, mark] of Object.entries(marks))
      for (const [place, content] of places)
        if (
          content.includes(typeof mark === 'string' ? mark : Buffer.from(mark)) ||
          (typeof mark !== 'string' && content.includes(Buffer.from(mark).toString('hex')))
        )
          found[name] = [...(found[name] ?? []), place];
    return found;
  }

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
    await standForFilms(library, files, 'FTP-1');
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
