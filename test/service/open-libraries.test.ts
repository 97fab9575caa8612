// @module-tag slow
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, openService, runWorker } from '@streetdate/service';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { addKey } from '../../packages/service/src/accounts/keys.ts';
import { type OpenedLibrary, OpenLibraries } from '../../packages/service/src/organisations/open-libraries.ts';
import { addOrganisation } from '../../packages/service/src/organisations/organisations.ts';
import { newId } from '../../packages/service/src/store/ids.ts';
import { writeCopy, writeReference } from '../cli/tools/prints.ts';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { atTheMachine } from './tools/running-service.ts';

const ORGANISATIONS = 50;
const MOST_OPEN = 5;

test(`${ORGANISATIONS} organisations at once have ${MOST_OPEN} open libraries, and each sees its own`, async () => {
  const folder = await temporaryFolder();
  const service = await openService(join(folder, 'library'), { openLibraries: MOST_OPEN });
  const server = atTheMachine(await createServer(service, { requestsAMinute: 1_000_000 }), service);
  const stopping = new AbortController();
  const working = runWorker(service, { signal: stopping.signal, idleMs: 20 });
  onTestFinished(async () => {
    stopping.abort();
    await working;
    await server.close();
    await service.close();
  });
  const organisations = await Promise.all(
    Array.from({ length: ORGANISATIONS }, async (_, at) => {
      const { id } = (await addOrganisation(service.database, { id: newId(), name: `Studio ${at}` }, new Date()))!;
      const facts = { organisationId: id, name: 'key', role: 'admin', createdBy: 'test' } as const;
      const { secret } = await addKey(service.database, facts, new Date());
      return { id, at, headers: { authorization: `Bearer ${secret}` } };
    }),
  );
  const open = () => organisations.filter(({ id }) => service.libraries.isOpen(id)).length;
  const files = () => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);
  const reference = await readFile(await writeReference(folder, 'film.sdfp', 1));
  const copy = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  const bytes = { 'content-type': 'application/octet-stream' };

  // Every organisation at once: a title, a film of it in every second one, an upload, and lists.
  const verdicts = await Promise.all(
    organisations.map(async ({ at, headers }) => {
      const send = async (method: 'GET' | 'POST', url: string, payload?: object) => {
        const type = payload instanceof Buffer ? bytes : {};
        const answer = await server.inject({ method, url, headers: { ...headers, ...type }, ...(payload && { payload }) });
        expect(answer.statusCode, answer.body).toBeLessThan(300);
        return JSON.parse(answer.body);
      };
      const { id } = await send('POST', '/v1/titles', { name: `Film ${at}`, windows: [] });
      if (at % 2 === 0) {
        const { jobId } = await send('POST', `/v1/titles/${id}/references?name=film.sdfp`, reference);
        const job = () => service.database.selectFrom('job').select(['state', 'error']).where('id', '=', jobId).executeTakeFirst();
        await vi.waitFor(async () => expect(await job()).toMatchObject({ state: 'done' }), 100_000);
      }
      const sent = await send('POST', '/v1/uploads?name=copy.sdfp&wait=120', copy);
      const { titles } = await send('GET', '/v1/titles');
      expect(titles.map(({ name }: { readonly name: string }) => name)).toEqual([`Film ${at}`]);
      return sent.verdict.outcome.verdict.kind;
    }),
  );
  expect(verdicts).toEqual(organisations.map(({ at }) => (at % 2 === 0 ? 'needs-review' : 'no-match')));
  // The first organisation's stays open: others must not write to its folder meanwhile.
  await vi.waitFor(() => expect(open()).toBeLessThanOrEqual(MOST_OPEN - 1), 100_000);
  expect(service.libraries.isOpen(service.firstOrganisationId)).toBe(true);
  await sleep(500);
  const held = files();

  // Four at a time: hardly more than the bound is open at any time, and nothing is left of those that were closed.
  let most = 0;
  const left = [...organisations, ...organisations];
  const sender = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      expect((await server.inject({ url: '/v1/titles', headers: next.headers })).statusCode).toBe(200);
      most = Math.max(most, open());
    }
  };
  await Promise.all(Array.from({ length: 4 }, sender));
  // Beside the four, the worker looks into one or two now and then.
  expect(most).toBeLessThanOrEqual(MOST_OPEN + 3);
  await vi.waitFor(() => expect(files()).toBeLessThanOrEqual(held + 3), 100_000);
});

test('a library is open while it is used, one at a time for each organisation, and the bound holds at rest', async () => {
  const use = fc.record({ id: fc.integer({ min: 0, max: 6 }), ms: fc.nat({ max: 4 }), fails: fc.boolean(), pins: fc.nat({ max: 30 }) });
  const property = fc.asyncProperty(fc.array(use, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), async (uses, bound) => {
    const now = new Map<string, number>();
    const pinned = new Set<string>();
    let opened = 0;
    const openOf = async (id: string): Promise<OpenedLibrary> => {
      await sleep(1);
      if (opened++ % 7 === 3) throw new Error('cannot be opened');
      expect(now.get(id) ?? 0).toBe(0);
      now.set(id, 1);
      const close = async () => {
        await sleep(1);
        now.set(id, 0);
      };
      return { library: { home: id } as OpenedLibrary['library'], close };
    };
    const libraries = new OpenLibraries(openOf, bound, async () => {});
    await Promise.all(
      uses.map(async ({ id, ms, fails, pins }, at) => {
        await sleep(at % 5);
        if (pins === 0)
          return libraries
            .of(`${id}`)
            .then(() => pinned.add(`${id}`))
            .catch(() => {});
        const work = async ({ home }: { readonly home: string }) => {
          expect([home, now.get(home)]).toEqual([`${id}`, 1]);
          await sleep(ms);
          expect(now.get(home)).toBe(1);
          if (fails) throw new Error('failed');
          return home;
        };
        const result = await libraries.use(`${id}`, work).catch((error: Error) => error.message);
        expect(['failed', 'cannot be opened', `${id}`]).toContain(result);
      }),
    );
    await sleep(10);
    const open = [...now].filter(([, count]) => count > 0).map(([id]) => id);
    expect(open.length).toBeLessThanOrEqual(Math.max(bound, pinned.size));
    for (const id of pinned) expect(open).toContain(id);
    await libraries.close();
    expect([...now.values()].every((count) => count === 0)).toBe(true);
  });
  await fc.assert(property, { seed: 23, numRuns: 60 });
});
