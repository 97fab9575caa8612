// @module-tag slow
import { expect, test } from 'vitest';
import { createServer } from '../../../packages/service/src/http/server.ts';
import { browser, PASSWORD, send, startWithAdmin } from './tools/people.ts';

const SIGN_IN = { email: 'grace@example.com', password: PASSWORD };
const HOUR = 3_600_000;

test('a session’s cookie is for this host, over TLS, and no script reads it', async () => {
  const { service } = await startWithAdmin();
  const server = await createServer(service, { publicUrl: 'https://streetdate.example' });
  const { headers } = await send(server, 'POST', '/v1/sessions', SIGN_IN, { origin: 'https://streetdate.example', address: '192.0.2.1' });
  const [session, device] = headers['set-cookie'] as string[];
  expect(session).toMatch(/^__Host-streetdate=sds_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  expect(device).toMatch(/^__Host-streetdate-device=sdd_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=34560000; Secure$/);
  await server.close();
});

test('a password is not taken over plain HTTP from elsewhere', async () => {
  const { server } = await startWithAdmin();
  const { status, body } = await send(server, 'POST', '/v1/sessions', SIGN_IN, { address: '192.0.2.1', host: '192.0.2.9:8787' });
  expect([status, body.type]).toEqual([403, 'needs-https']);
});

test('every refusal to sign in is the same: wrong password, unknown account, unknown organisation, closed and invited account', async () => {
  const { server, admin } = await startWithAdmin();
  const add = (email: string) => admin.send('POST', '/v1/accounts', { email, name: 'x', role: 'viewer' });
  await add('invited@example.com');
  const { body: closed } = await add('closed@example.com');
  await browser(server).send('POST', '/v1/set-up', { token: closed.link.token, password: PASSWORD });
  expect((await admin.send('PATCH', `/v1/accounts/${closed.account.id}`, { state: 'closed' })).status).toBe(200);
  const answers = await Promise.all(
    [
      { ...SIGN_IN, password: 'a wrong password' },
      { ...SIGN_IN, email: 'nobody@example.com' },
      { ...SIGN_IN, organisation: 'Nowhere' },
      { ...SIGN_IN, email: 'closed@example.com' },
      { ...SIGN_IN, email: 'invited@example.com' },
    ].map((body) => browser(server).send('POST', '/v1/sessions', body)),
  );
  for (const { status, body, headers } of answers) {
    expect(status).toBe(401);
    expect(body).toEqual(answers[0]?.body);
    expect(headers['set-cookie']).toBeUndefined();
  }
});

test('a session ends without use, and after a week in any case', async () => {
  let ms = Date.parse('2027-01-01T00:00:00Z');
  const { admin } = await startWithAdmin({ now: () => new Date(ms) });
  const isIn = async () => (await admin.send('GET', '/v1/me')).status === 200;
  for (let hours = 0; hours < 7 * 24 - 7; hours += 7) {
    ms += 7 * HOUR;
    expect(await isIn(), `after ${hours} hours`).toBe(true);
  }
  ms += 7 * HOUR;
  expect(await isIn()).toBe(false);
  await admin.send('POST', '/v1/sessions', SIGN_IN);
  expect(await isIn()).toBe(true);
  ms += 8 * HOUR;
  expect(await isIn()).toBe(false);
});

test('signing out ends one session, or all of them', async () => {
  const { server, admin } = await startWithAdmin();
  const others = [browser(server), browser(server)] as const;
  for (const other of others) await other.send('POST', '/v1/sessions', SIGN_IN);
  const { body } = await admin.send('GET', '/v1/sessions');
  expect(body.sessions.map(({ isThisOne }: { isThisOne: boolean }) => isThisOne)).toEqual([false, false, true]);
  const stolen = new Map(others[0].cookies);
  expect((await others[0].send('DELETE', '/v1/sessions/current')).body).toEqual({ ended: 1 });
  const thief = browser(server);
  for (const [name, value] of stolen) thief.cookies.set(name, value);
  expect((await thief.send('GET', '/v1/me')).body).toMatchObject({ type: 'session-over', status: 401 });
  expect((await admin.send('GET', '/v1/me')).status).toBe(200);
  expect((await admin.send('DELETE', '/v1/sessions')).body).toEqual({ ended: 2 });
  for (const client of [...others, admin]) expect((await client.send('GET', '/v1/me')).status).toBe(401);
});

test('a change in a session needs the token, and no page of another site', async () => {
  const { admin } = await startWithAdmin();
  const key = { name: 'crawler', role: 'viewer' };
  const cross = await admin.send('POST', '/v1/keys', key, { 'sec-fetch-site': 'cross-site' });
  expect([cross.status, cross.body.type]).toEqual([403, 'other-site']);
  for (const token of ['', 'wrong']) {
    const { status, body } = await admin.send('POST', '/v1/keys', key, { 'x-csrf-token': token });
    expect([status, body.type]).toEqual([403, 'no-csrf-token']);
  }
  expect((await admin.send('GET', '/v1/keys', undefined, { 'x-csrf-token': '', 'sec-fetch-site': 'cross-site' })).status).toBe(200);
  expect((await admin.send('POST', '/v1/keys', key)).status).toBe(201);
});

test('a role that changes counts at once, and a closed account is out at once', async () => {
  const { server, admin } = await startWithAdmin();
  const { body: made } = await admin.send('POST', '/v1/accounts', { email: 'ada@example.com', name: 'Ada', role: 'operator' });
  const ada = browser(server);
  expect((await ada.send('POST', '/v1/set-up', { token: made.link.token, password: PASSWORD })).body.account.state).toBe('active');
  expect((await ada.send('GET', '/v1/jobs')).status).toBe(200);
  await admin.send('PATCH', `/v1/accounts/${made.account.id}`, { role: 'viewer' });
  expect((await ada.send('GET', '/v1/jobs')).status).toBe(403);
  await admin.send('PATCH', `/v1/accounts/${made.account.id}`, { state: 'closed' });
  expect((await ada.send('GET', '/v1/me')).status).toBe(401);
  expect((await ada.send('POST', '/v1/sessions', { email: 'ada@example.com', password: PASSWORD })).status).toBe(401);
});

test('the only admin can neither close itself nor lose its role', async () => {
  const { admin } = await startWithAdmin();
  const { body: me } = await admin.send('GET', '/v1/me');
  for (const change of [{ state: 'closed' }, { role: 'operator' }]) {
    const { status, body } = await admin.send('PATCH', `/v1/accounts/${me.id}`, change);
    expect([status, body.detail]).toEqual([409, 'this is the only admin: make another one first']);
  }
  expect((await admin.send('GET', '/v1/me')).body.role).toBe('admin');
});

test('a new password ends the other sessions, and needs the current one', async () => {
  const { server, admin } = await startWithAdmin();
  const other = browser(server);
  await other.send('POST', '/v1/sessions', SIGN_IN);
  const change = (current: string, password: string) => admin.send('POST', '/v1/me/password', { current, password });
  expect((await change('a wrong password', 'nine quiet otters')).body.type).toBe('wrong-password');
  expect((await change(PASSWORD, 'short')).body.type).toBe('bad-password');
  expect((await change(PASSWORD, 'nine quiet otters')).status).toBe(200);
  expect((await other.send('GET', '/v1/me')).status).toBe(401);
  expect((await admin.send('GET', '/v1/me')).status).toBe(200);
  expect((await other.send('POST', '/v1/sessions', SIGN_IN)).status).toBe(401);
  expect((await other.send('POST', '/v1/sessions', { ...SIGN_IN, password: 'nine quiet otters' })).status).toBe(201);
});

test('strangers who guess are slowed down, and the owner’s browser is not', async () => {
  // The clock stands still, so that no wait ends while the test runs.
  const { service, admin } = await startWithAdmin({ now: () => new Date('2027-01-01T00:00:00Z') });
  const server = await createServer(service, { publicUrl: 'https://streetdate.example' });
  const origin = { origin: 'https://streetdate.example' };
  const own = browser(server, { ...origin, address: '192.0.2.200' });
  expect((await own.send('POST', '/v1/sessions', SIGN_IN)).status).toBe(201);
  const statuses: number[] = [];
  for (let n = 1; n <= 11; n++) {
    const stranger = browser(server, { ...origin, address: `192.0.2.${n}` });
    const { status, headers } = await stranger.send('POST', '/v1/sessions', { ...SIGN_IN, password: `guess number ${n}` });
    statuses.push(status);
    if (status === 429) expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
  }
  expect(statuses).toEqual([...Array(10).fill(401), 429]);
  const elsewhere = browser(server, { ...origin, address: '192.0.2.201' });
  expect((await elsewhere.send('POST', '/v1/sessions', SIGN_IN)).status).toBe(429);
  expect((await own.send('POST', '/v1/sessions', SIGN_IN)).status).toBe(201);
  const { body } = await admin.send('GET', '/v1/audit?most=200');
  const refused = body.entries.filter(
    ({ action, outcome }: { action: string; outcome: string }) => action === 'sign-in' && outcome === 'refused',
  );
  expect(refused.length).toBe(10);
  expect(refused[0]).toMatchObject({ actor: { kind: 'anonymous' }, address: '192.0.2.10', target: { kind: 'account' } });
  await server.close();
});
