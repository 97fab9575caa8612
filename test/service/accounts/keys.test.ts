import { expect, test } from 'vitest';
import { addOrganisation, makeKey, program, send, startWithAdmin } from './tools/people.ts';

const DAY = 24 * 3_600_000;

test('a key does what its role may, and its secret is shown once', async () => {
  const { server, admin } = await startWithAdmin();
  const key = await makeKey(admin, 'analyst');
  expect(key).toMatch(/^sd_[\w-]{43}$/);
  const crawler = program(server, key);
  expect((await crawler.send('GET', '/v1/me')).body).toMatchObject({ kind: 'key', role: 'analyst', name: 'analyst key' });
  expect((await crawler.send('GET', '/v1/uploads')).status).toBe(200);
  expect((await crawler.send('GET', '/v1/keys')).status).toBe(403);
  const { body } = await admin.send('GET', '/v1/keys');
  expect(JSON.stringify(body)).not.toContain(key);
  expect(body.keys).toMatchObject([{ hint: key.slice(0, 7), role: 'analyst', createdBy: 'Grace', usedAt: expect.any(String) }]);
});

test('a narrowed key does what it names only, and cannot be given more than its role', async () => {
  const { server, admin } = await startWithAdmin();
  const sender = program(server, await makeKey(admin, 'operator', ['jobs.read']));
  expect((await sender.send('GET', '/v1/jobs')).status).toBe(200);
  expect((await sender.send('GET', '/v1/uploads')).body).toMatchObject({ type: 'not-allowed', status: 403 });
  const { status, body } = await admin.send('POST', '/v1/keys', { name: 'x', role: 'viewer', actions: ['keys.write'] });
  expect([status, body.detail]).toEqual([422, 'the role viewer may not do keys.write']);
});

test('a key ends when it expires, and at once when it is revoked', async () => {
  let ms = Date.parse('2027-01-01T00:00:00Z');
  const { server, admin } = await startWithAdmin({ now: () => new Date(ms) });
  const { body: made } = await admin.send('POST', '/v1/keys', { name: 'short', role: 'viewer', expiresInDays: 2 });
  const short = program(server, made.secret);
  expect((await short.send('GET', '/v1/me')).status).toBe(200);
  const { body: other } = await admin.send('POST', '/v1/keys', { name: 'long', role: 'viewer' });
  expect((await admin.send('DELETE', `/v1/keys/${other.key.id}`)).body.revokedAt).toBe('2027-01-01T00:00:00.000Z');
  expect((await program(server, other.secret).send('GET', '/v1/me')).status).toBe(401);
  ms += 2 * DAY;
  const { status, body, headers } = await short.send('GET', '/v1/me');
  expect([status, body.type, headers['www-authenticate']]).toEqual([401, 'unknown-key', 'Bearer realm="Streetdate"']);
});

test('a wrong key is refused, even from the machine of a server without accounts', async () => {
  const { server, admin } = await startWithAdmin();
  const key = await makeKey(admin, 'admin');
  for (const authorization of [`Bearer ${key}x`, `Bearer ${key.slice(0, -1)}`, `Basic ${key}`, 'Bearer', key, '']) {
    expect((await send(server, 'GET', '/v1/me', undefined, { authorization })).status, authorization).toBe(401);
  }
});

test('a key of one organisation is no way into another', async () => {
  const { server, admin } = await startWithAdmin();
  const studio = await addOrganisation(server, admin, 'Studio');
  const key = program(server, await makeKey(studio.admin, 'admin'));
  const me = (await key.send('GET', '/v1/me')).body;
  expect(me.organisation).toEqual({ id: studio.id, name: 'Studio' });
  expect(me.actions).not.toContain('organisations.manage');
  expect((await key.send('GET', '/v1/organisations')).status).toBe(403);
  expect((await key.send('GET', '/v1/accounts')).body.accounts).toMatchObject([{ name: 'Admin of Studio' }]);
});
