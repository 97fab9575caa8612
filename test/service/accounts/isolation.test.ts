// @module-tag slow
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newId } from '../../../packages/service/src/store/ids.ts';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { type Described, describedOperations, ENDLESS } from '../tools/described.ts';
import { type Answer, addOrganisation, type Client, makeKey, program, startWithAdmin } from './tools/people.ts';

/** Two organisations: a studio with something of each kind, and a stranger who has nothing. */
async function twoOrganisations() {
  const running = await startWithAdmin({ requestsAMinute: 1_000_000 });
  const { server, service, folder } = running;
  const studio = await addOrganisation(server, running.admin, 'Studio');
  const other = await addOrganisation(server, running.admin, 'Other');
  const library = await service.libraries.of(studio.id);
  await library.enroll(await writeReference(folder, 'secret.sdfp', 7), { title: 'Secret film' });
  const key = program(server, await makeKey(studio.admin, 'admin'));
  await makeKey(other.admin, 'viewer');
  const sent = await server.inject({
    method: 'POST',
    url: '/v1/uploads?name=secret-copy.sdfp',
    headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${await makeKey(studio.admin, 'admin')}` },
    payload: await readFile(await writeCopy(folder, 'secret-copy.sdfp', 7)),
  });
  expect(sent.statusCode).toBe(202);
  const document: Described = (await key.send('GET', '/v1/openapi.json')).body;
  return { ...running, studio, other, owner: key, document };
}

/** Ids of everything that a client sees in lists, by the list's address. */
async function idsOf(owner: Client, document: Described): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>();
  for (const { id, path, method, parameters } of describedOperations(document)) {
    if (ENDLESS.includes(id) || method !== 'GET' || path.includes('{') || parameters.some(({ required }) => required)) continue;
    const { status, body } = await owner.send('GET', path);
    if (status !== 200 || typeof body !== 'object') continue;
    const lists = Object.values(body).filter(Array.isArray) as { id?: string }[][];
    const found = lists.flat().flatMap(({ id }) => id ?? []);
    if (found.length > 0) ids.set(path, found);
  }
  return ids;
}

/** An answer without the id that was asked for, and without what differs from one answer to the next. */
function withoutId({ status, headers, body }: Answer, id: string): unknown {
  const { date, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset, 'x-request-id': request, ...rest } = headers;
  const text = JSON.stringify({ status, rest, body });
  return text
    .replaceAll(id, 'ID')
    .replaceAll(encodeURIComponent(id), 'ID')
    .replace(/"content-length":"?\d+"?/, '');
}

test('every route answers another organisation’s ids as it answers ids that never were', async () => {
  const { owner, other, document } = await twoOrganisations();
  const ids = await idsOf(owner, document);
  expect([...ids.keys()]).toEqual(
    expect.arrayContaining(['/v1/uploads', '/v1/titles', '/v1/references', '/v1/keys', '/v1/accounts', '/v1/jobs']),
  );
  const before = await snapshot(owner, ids);
  const tried: string[] = [];
  for (const { path, method } of describedOperations(document)) {
    if (!/\{id\}|\{\w+\}/.test(path)) continue;
    const own = [...ids].filter(([list]) => path.startsWith(`${list}/`)).flatMap(([, found]) => found);
    // A route whose things have no list is tried with every id that there is.
    for (const id of new Set(own.length > 0 ? own : [...ids.values()].flat())) {
      const unknown = /^[0-9a-f-]{36}$/.test(id) ? newId() : `${id}x`;
      const ask = async (each: string) =>
        withoutId(await other.admin.send(method, path.replaceAll(/\{\w+\}/g, encodeURIComponent(each)), bodyFor(method, path, each)), each);
      const answers = [await ask(id), await ask(unknown)];
      expect(answers[0], `${method} ${path} with ${id}`).toBe(answers[1]);
      // A title's id is chosen by whoever stores it: each organisation has one of its own.
      if (!path.startsWith('/v1/titles/')) expect(answers[0], `${method} ${path}`).not.toMatch(/"status":2/);
      tried.push(`${method} ${path}`);
    }
  }
  expect(new Set(tried).size).toBeGreaterThan(10);
  expect(await snapshot(owner, ids)).toEqual(before);
});

test('no list has anything of another organisation', async () => {
  const { owner, other, document } = await twoOrganisations();
  const foreign = new Set([...(await idsOf(owner, document)).values()].flat());
  const seen = [...(await idsOf(other.admin, document)).values()].flat();
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.filter((id) => foreign.has(id))).toEqual([]);
  for (const { id, path, method } of describedOperations(document)) {
    if (ENDLESS.includes(id) || method !== 'GET' || path.includes('{')) continue;
    const { body } = await other.admin.send('GET', path);
    expect(JSON.stringify(body).toLowerCase(), path).not.toMatch(/secret|studio/);
  }
});

test('an upload of what another organisation has enrolled and uploaded shows no trace of it', async () => {
  const { folder, server, other } = await twoOrganisations();
  const key = await makeKey(other.admin, 'admin');
  const send = async (name: string, payload: Buffer) => {
    const headers = { 'content-type': 'application/octet-stream', authorization: `Bearer ${key}` };
    const { statusCode, body } = await server.inject({ method: 'POST', url: `/v1/uploads?name=${name}`, headers, payload });
    const { id, sha256, createdAt, bytes, ...rest } = JSON.parse(body);
    return { statusCode, ...rest };
  };
  const known = await readFile(join(folder, 'secret-copy.sdfp'));
  const fresh = await readFile(await writeCopy(folder, 'fresh.sdfp', 9));
  expect(await send('a.sdfp', known)).toEqual(await send('a.sdfp', fresh));
});

test('the time of an answer does not tell whether another organisation has the id', async () => {
  const { owner, other, document } = await twoOrganisations();
  const ids = await idsOf(owner, document);
  for (const list of ['/v1/uploads', '/v1/accounts', '/v1/titles']) {
    const foreign = ids.get(list)?.[0] ?? '';
    const unknown = () => (/^[0-9a-f-]{36}$/.test(foreign) ? newId() : `${foreign}x`);
    const time = async (id: string) => {
      const start = performance.now();
      expect((await other.admin.send('GET', `${list}/${id}`)).status).toBe(404);
      return performance.now() - start;
    };
    for (let round = 0; round < 20; round++) await time(unknown());
    // In pairs, in an order by chance, so that a busy machine slows both alike.
    let foreignIsSlower = 0;
    for (let pair = 0; pair < PAIRS; pair++) {
      const foreignFirst = Math.random() < 0.5;
      const one = await time(foreignFirst ? foreign : unknown());
      const two = await time(foreignFirst ? unknown() : foreign);
      if (foreignFirst ? one > two : two > one) foreignIsSlower++;
    }
    // Without a difference each pair is a fair coin: 300 of them leave 150 ± 60 once in 10^11 runs (seven standard deviations of 8.7).
    expect(
      Math.abs(foreignIsSlower - PAIRS / 2),
      `${list}: the foreign id took longer in ${foreignIsSlower} of ${PAIRS} pairs`,
    ).toBeLessThanOrEqual(60);
  }
});

/** Pairs of requests whose times are compared. */
const PAIRS = 300;

/** What an operation needs to get as far as looking for its row. */
function bodyFor(method: string, path: string, id: string): unknown {
  if (method !== 'PATCH' && method !== 'PUT') return method === 'POST' && path.includes('windows') ? { windows: [] } : undefined;
  return path.includes('windows') ? { windows: [] } : { name: `Changed ${id}` };
}

async function snapshot(owner: Client, ids: ReadonlyMap<string, readonly string[]>): Promise<unknown> {
  const lists = [...ids.keys()].filter((list) => !/audit|sessions/.test(list));
  return Promise.all(lists.map(async (list) => JSON.stringify((await owner.send('GET', list)).body).replaceAll(/"usedAt":"[^"]*"/g, '')));
}
