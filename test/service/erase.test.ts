// @module-tag process
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { decodeFingerprint } from '@streetdate/core';
import { runWorker } from '@streetdate/service';
import { expect, test, vi } from 'vitest';
import { addAccount } from '../../packages/service/src/accounts/accounts.ts';
import { addOrganisation } from '../../packages/service/src/organisations/organisations.ts';
import { newId } from '../../packages/service/src/store/ids.ts';
import { addUpload, findUpload } from '../../packages/service/src/uploads/uploads.ts';
import { eraseOrganisation } from '../../packages/service/src/work/erase-organisation.ts';
import { retention } from '../../packages/service/src/work/retention.ts';
import { writeCopy, writeReference } from '../cli/tools/prints.ts';
import { browser, PASSWORD, startWithAdmin } from './accounts/tools/people.ts';
import { type Marks, marksOf } from './tools/marks.ts';
import { type RunningService, startService } from './tools/running-service.ts';

const BYTES = { 'content-type': 'application/octet-stream' };

/** The marks that are in a file of a folder, each with the files that it is in. */
async function findMarks(folder: string, marks: Marks): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(() => Buffer.alloc(0));
    for (const [name, mark] of Object.entries(marks))
      if (content.includes(typeof mark === 'string' ? mark : Buffer.from(mark)))
        found[name] = [...(found[name] ?? []), path.slice(folder.length + 1)];
  }
  return found;
}

async function call({ server }: RunningService, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const { statusCode, body } = await server.inject({ method, url, ...(payload && { payload }) });
  return { status: statusCode, body: body.startsWith('{') ? JSON.parse(body) : body };
}

async function upload({ server }: RunningService, payload: Buffer, query: Readonly<Record<string, string>>) {
  const facts = { name: 'copy.sdfp', wait: '60', seenAt: '2027-02-07T12:00:00Z', territory: 'US', ...query };
  const { body } = await server.inject({ method: 'POST', url: `/v1/uploads?${new URLSearchParams(facts)}`, headers: BYTES, payload });
  return JSON.parse(body);
}

/** Waits until no job is left that removes something. */
async function settled({ service }: RunningService): Promise<void> {
  await vi.waitFor(
    async () => {
      const jobs = await service.database.selectFrom('job').select(['kind', 'state', 'error']).where('state', '<>', 'done').execute();
      expect(jobs.filter(({ kind }) => kind === 'erase' || kind === 'remove-organisation')).toEqual([]);
    },
    { timeout: 60_000, interval: 100 },
  );
}

test('of an upload that is removed no byte is left in any store, and a legal hold keeps it', async () => {
  const running = await startService();
  const { folder, home, service } = running;
  const payload = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  const place = { link: 'https://planted-link.example/1', host: 'planted-host.example', batch: 'planted-batch' };
  const sent = await upload(running, payload, place);
  const other = await upload(running, await readFile(await writeCopy(folder, 'other.sdfp', 2)), {});
  const sketch = await service.database
    .selectFrom('kept_sketch')
    .select('bytes')
    .where('upload_id', '=', sent.id)
    .executeTakeFirstOrThrow();
  const marks = {
    ...marksOf('upload', payload),
    ...{ link: place.link, host: place.host, batch: place.batch, verdict: sent.verdict.id, scan: sent.verdict.outcome.scanId },
    ...{ sketch: sketch.bytes.slice(-100), 'middle of the sketch': sketch.bytes.slice(sketch.bytes.length >> 1).slice(0, 60) },
  };
  const before = await findMarks(home, marks);
  expect(Object.keys(before).sort()).toEqual(Object.keys(marks).sort());

  const held = await call(running, 'POST', '/v1/holds', { target: { kind: 'title', id: 'film' }, reason: 'Case 12/345' });
  expect(held.status).toBe(201);
  const refused = await call(running, 'DELETE', `/v1/uploads/${sent.id}`);
  expect(refused).toMatchObject({
    status: 409,
    body: { type: 'held', detail: expect.stringContaining('through the title film: Case 12/345') },
  });
  // The hold wins over the retention too.
  const setting = { ...service, retention: { media: 'never', mediaDays: 0, fingerprintDays: 365 } as const };
  await retention.run({ ...setting, now: () => new Date(Date.now() + 7_200_000) }, {} as never, new AbortController().signal);
  expect([await service.files.has(sent.sha256), await service.files.has(other.sha256)]).toEqual([true, false]);
  expect((await call(running, 'DELETE', `/v1/holds/${held.body.id}`)).status).toBe(204);

  expect((await call(running, 'DELETE', `/v1/uploads/${sent.id}`)).status).toBe(204);
  expect((await call(running, 'DELETE', `/v1/uploads/${sent.id}`)).status).toBe(404);
  await settled(running);
  // Events tell for a week that there was a verdict, by its id, and the audit log for ever what was sent, by name and SHA-256.
  const { verdict, ...rest } = marks;
  expect(await findMarks(home, rest)).toEqual({});
  expect((await call(running, 'GET', `/v1/uploads/${other.id}`)).body.verdict.outcome.verdict.kind).toBe('no-match');
  const log = await service.database.selectFrom('audit_entry').select(['action', 'target_id']).orderBy('position').execute();
  expect(log.map(({ action }) => action)).toEqual(['uploads.send', 'uploads.send', 'holds.write', 'holds.write', 'uploads.delete']);
});

test('of a reference and a title that are removed no byte is left, and copies are found no more', async () => {
  const running = await startService();
  const { folder, home, server } = running;
  const film = await readFile(join(folder, 'film.sdfp'));
  const copy = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  const search = async (query = '') => {
    const url = `/v1/searches?seenAt=2027-02-07T12:00:00Z&territory=US${query}`;
    const { statusCode, body } = await server.inject({ method: 'POST', url, headers: BYTES, payload: copy });
    return { status: statusCode, ...JSON.parse(body) };
  };
  // A search tells what an upload would get, and leaves nothing behind.
  expect(await search('&name=planted-name.sdfp&link=https://planted.example/1')).toMatchObject({
    ...{ status: 200, path: 'planted-name.sdfp', verdict: { kind: 'pre-release-leak' } },
    ...{ matches: [{ titleId: 'film' }], seen: [{ link: 'https://planted.example/1' }] },
  });
  const query = { ...marksOf('query', copy), name: 'planted-name', link: 'planted.example' };
  expect(await findMarks(home, query)).toEqual({});
  const lines = (await server.inject('/v1/references/film.1/signals')).body;
  const hashes = await server.inject({ method: 'POST', url: '/v1/searches?name=a.vpdq', headers: BYTES, payload: lines });
  expect(JSON.parse(hashes.body)).toMatchObject({ matches: [{ titleId: 'film' }] });
  const wrong = await server.inject({ method: 'POST', url: '/v1/searches', headers: BYTES, payload: 'no fingerprint' });
  expect([wrong.statusCode, JSON.parse(wrong.body).type]).toEqual([422, 'not-a-fingerprint']);

  // Signals of a partner become a reference of their own.
  expect((await call(running, 'PUT', '/v1/titles/planted-title', { name: 'Planted title' })).status).toBe(200);
  const other = await readFile(await writeReference(folder, 'other.sdfp', 9));
  const imported = await server.inject({
    ...{ method: 'POST', url: '/v1/titles/planted-title/signals?name=partner', headers: BYTES },
    payload: await linesOf(running, other),
  });
  expect(imported.statusCode, imported.body).toBe(202);
  await vi.waitFor(
    async () => expect((await call(running, 'GET', `/v1/jobs/${JSON.parse(imported.body).jobId}`)).body.state).toBe('done'),
    { timeout: 30_000 },
  );
  const { references } = (await call(running, 'GET', '/v1/references?title=planted-title')).body;
  expect(references).toMatchObject([{ titleId: 'planted-title', title: 'Planted title' }]);
  await search();

  const marks = { ...marksOf('reference', film), id: 'film.1' };
  expect((await findMarks(home, marks))['reference: a hash']).toEqual(
    expect.arrayContaining([expect.stringMatching(/^fingerprints\//), expect.stringMatching(/^index\//)]),
  );
  expect((await call(running, 'DELETE', '/v1/references/film.1')).status).toBe(204);
  expect((await call(running, 'DELETE', '/v1/references/film.1')).status).toBe(404);
  expect(await findMarks(home, marks)).toEqual({ id: [expect.stringContaining('service.sqlite')] });
  expect(await search()).toMatchObject({ status: 200, verdict: { kind: 'no-match' } });

  expect((await call(running, 'DELETE', '/v1/titles/planted-title')).status).toBe(204);
  expect((await call(running, 'GET', '/v1/references')).body.references).toEqual([]);
  expect(await findMarks(home, { name: 'Planted title' })).toEqual({ name: [expect.stringContaining('service.sqlite')] });
  expect((await findMarks(home, { name: 'Planted title' })).name).not.toContain('catalogue.sqlite');
});

/** The hashes of a fingerprint as vPDQ lines, by way of an upload. */
async function linesOf(running: RunningService, fingerprint: Buffer): Promise<string> {
  const { id } = await upload(running, fingerprint, { name: 'partner.sdfp' });
  return (await running.server.inject(`/v1/uploads/${id}/signals`)).body;
}

test('an organisation is limited, exported and removed with all that it has but its audit log', async () => {
  const running = await startService({ works: false });
  const { folder, home, server, service } = running;
  const { database, now } = service;
  const id = newId();
  await addOrganisation(database, { id, name: 'Planted studio' }, now());
  const account = await addAccount(
    database,
    { organisationId: id, email: 'planted@example.com', name: 'Planted person', role: 'admin' },
    now(),
  );
  const film = await readFile(await writeReference(folder, 'theirs.sdfp', 3));
  await service.libraries.use(id, (each) => each.enroll(join(folder, 'theirs.sdfp'), { title: 'Planted work' }));
  const payload = await readFile(await writeCopy(folder, 'copy.sdfp', 3));
  const content = await service.files.keep(Readable.from([payload]), 'copy.sdfp', 1e9);
  const sent = await addUpload(database, { organisationId: id, name: 'planted-name.sdfp', kind: 'fingerprint', ...content }, now());

  expect((await call(running, 'PUT', `/v1/organisations/${id}/limits`, { mediaDays: 3, mostUploads: 1 })).body).toEqual({
    limits: { mediaDays: 3, mostUploads: 1 },
    keeps: { bytes: payload.length, uploads: 1 },
  });
  // The organisation that asks has none, and is told so.
  expect((await call(running, 'GET', '/v1/usage')).body).toEqual({ limits: {}, keeps: { bytes: 0, uploads: 0 } });
  await call(running, 'PUT', `/v1/organisations/${service.firstOrganisationId}/limits`, { mostBytes: 10 });
  const full = await server.inject({ method: 'POST', url: '/v1/uploads?name=a.sdfp', headers: BYTES, payload: 'more than ten bytes' });
  expect([full.statusCode, JSON.parse(full.body).type]).toEqual([507, 'quota']);

  const lines = (await server.inject('/v1/export?fingerprints=true')).body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const types = new Set(lines.map(({ type }) => type));
  expect([...types]).toEqual(expect.arrayContaining(['organisation', 'title', 'reference', 'audit-entry']));
  const exported = Buffer.from(lines.find(({ type }) => type === 'reference').fingerprint, 'base64');
  expect(decodeFingerprint(new Uint8Array(exported)).duration).toBeCloseTo(60, 0);
  expect(JSON.stringify(lines)).not.toMatch(/Planted|secret_hash|password/);

  await mkdir(join(home, 'service', 'resumable'), { recursive: true });
  await writeFile(join(home, 'service', 'resumable', `${id}.part`), 'planted-part');
  const marks = {
    part: 'planted-part',
    ...marksOf('reference', film),
    ...marksOf('upload', payload),
    email: account.email,
    work: 'Planted work',
    name: sent.name,
  };
  expect(Object.keys(await findMarks(home, marks)).sort()).toEqual(Object.keys(marks).sort());
  expect((await call(running, 'DELETE', `/v1/organisations/${service.firstOrganisationId}`)).status).toBe(409);
  expect((await call(running, 'DELETE', `/v1/organisations/${id}`)).status).toBe(202);
  expect((await call(running, 'DELETE', `/v1/organisations/${id}`)).status).toBe(404);
  expect(await eraseOrganisation(service, id, async () => {})).toBe(false);
  const stopping = new AbortController();
  const working = runWorker(service, { signal: stopping.signal, idleMs: 20 });
  await settled(running);
  stopping.abort();
  await working;
  expect(await findMarks(home, marks)).toEqual({});
  expect(await findUpload(database, id, sent.id)).toBeUndefined();
  expect(await findMarks(home, { name: 'Planted studio' })).toEqual({});
  expect((await call(running, 'GET', '/v1/organisations')).body.organisations).toHaveLength(1);
});

test('a person is removed with all ways in, unless a legal hold or the last admin stands against it', async () => {
  const { home, server, service, admin } = await startWithAdmin();
  const { body: invited } = await admin.send('POST', '/v1/accounts', { email: 'planted@example.com', name: 'Eve', role: 'viewer' });
  const { id } = invited.account;
  const person = browser(server);
  expect((await person.send('POST', '/v1/set-up', { token: invited.link.token, password: PASSWORD })).status).toBe(201);
  expect((await admin.send('POST', `/v1/accounts/${id}/links`)).status).toBe(201);
  expect((await person.send('GET', '/v1/me')).status).toBe(200);
  const marks = { email: 'planted@example.com' };
  expect(Object.keys(await findMarks(home, marks))).toEqual(['email']);

  const hold = await admin.send('POST', '/v1/holds', { target: { kind: 'account', id }, reason: 'Case 12/345' });
  expect(hold.status).toBe(201);
  expect(await admin.send('DELETE', `/v1/accounts/${id}`)).toMatchObject({ status: 409, body: { type: 'held' } });
  expect((await admin.send('DELETE', `/v1/holds/${hold.body.id}`)).status).toBe(204);
  expect((await admin.send('DELETE', `/v1/accounts/${id}`)).status).toBe(204);
  expect((await admin.send('DELETE', `/v1/accounts/${id}`)).status).toBe(404);
  expect((await person.send('GET', '/v1/me')).status).toBe(401);
  const { body: accounts } = await admin.send('GET', '/v1/accounts');
  expect((await admin.send('DELETE', `/v1/accounts/${accounts.accounts[0].id}`)).status).toBe(409);
  // The audit log keeps who did what, by id and name.
  expect(await findMarks(home, marks)).toEqual({});
  const { database } = service;
  for (const table of ['session', 'account_link', 'known_device'] as const)
    expect(await database.selectFrom(table).select('id').where('account_id', '=', id).execute()).toEqual([]);
});
