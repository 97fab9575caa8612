import { makeSetUpLink } from '@streetdate/service';
import { expect, test } from 'vitest';
import { listen } from '../../../packages/service/src/http/listen.ts';
import { createServer } from '../../../packages/service/src/http/server.ts';
import { startService } from '../tools/running-service.ts';
import { browser, PASSWORD, send, startWithAdmin } from './tools/people.ts';

const tokenOf = (link: string | undefined) => link?.split('#')[1];

test('before anybody can sign in, whoever sits at the machine is the admin, and nobody else', async () => {
  const { server } = await startService({ works: false });
  expect((await send(server, 'GET', '/v1/me')).body).toMatchObject({ kind: 'local', role: 'admin' });
  const refused: Record<string, string>[] = [
    { address: '192.0.2.1' },
    { host: 'rebound.example' },
    { host: '127.0.0.1.rebound.example' },
    { 'x-forwarded-for': '192.0.2.1' },
    { forwarded: 'for=192.0.2.1' },
    { via: '1.1 proxy' },
  ];
  for (const headers of refused) {
    const { status, body } = await send(server, 'GET', '/v1/uploads', undefined, headers);
    expect([status, body.type], JSON.stringify(headers)).toEqual([401, 'not-signed-in']);
  }
  for (const host of ['localhost:8787', '127.0.0.1:8787', '[::1]:8787', '127.1.2.3']) {
    expect((await send(server, 'GET', '/v1/uploads', undefined, { host })).status, host).toBe(200);
  }
});

test('a page of another site cannot make the machine’s own browser change anything', async () => {
  const { server } = await startService({ works: false });
  const others: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];
  for (const headers of others) {
    const { status, body } = await send(server, 'POST', '/v1/keys', { name: 'stolen', role: 'admin' }, headers);
    expect([status, body.type], JSON.stringify(headers)).toEqual([403, 'other-site']);
  }
  const own = await send(
    server,
    'POST',
    '/v1/keys',
    { name: 'own', role: 'viewer' },
    { origin: 'http://localhost:80', host: 'localhost:80' },
  );
  expect(own.status).toBe(201);
});

test('a server with a public address has no local operator: a proxy would make everybody local', async () => {
  const { service } = await startService({ works: false });
  const server = await createServer(service, { publicUrl: 'https://streetdate.example' });
  expect((await send(server, 'GET', '/v1/uploads')).status).toBe(401);
  await server.close();
});

test('without an account the server listens on loopback only', async () => {
  const { server, service } = await startService({ works: false });
  for (const host of ['0.0.0.0', '::']) {
    await expect(listen(server, service, { host, port: 0 })).rejects.toThrow(`the server does not listen on ${host}`);
  }
  expect(await listen(server, service, { host: 'localhost', port: 0 })).toMatch(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/);
});

test('the set-up link makes the first admin, once', async () => {
  const { server, service } = await startService({ works: false });
  const link = await makeSetUpLink(service);
  expect(link).toMatch(/^\/set-up#sdl_[\w-]{43}$/);
  const given = { token: tokenOf(link), email: 'Grace@Example.com', name: 'Grace', password: PASSWORD };
  const weak = await send(server, 'POST', '/v1/set-up', { ...given, password: 'administrator1' });
  expect([weak.status, weak.body.type]).toEqual([422, 'bad-password']);
  const nobody = await send(server, 'POST', '/v1/set-up', { token: given.token, password: PASSWORD });
  expect([nobody.status, nobody.body.type]).toEqual([422, 'bad-account']);
  // Two at the same time: one of them wins.
  const both = await Promise.all([1, 2].map((n) => send(server, 'POST', '/v1/set-up', { ...given, email: `${n}.${given.email}` })));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 410]);
  expect((await send(server, 'POST', '/v1/set-up', given)).status).toBe(410);
  expect(await makeSetUpLink(service)).toBeUndefined();
  expect((await send(server, 'GET', '/v1/me')).status).toBe(401);
});

test('a later set-up link ends the earlier one, and a link ends after a day', async () => {
  const { server, service } = await startService({ works: false });
  const earlier = tokenOf(await makeSetUpLink(service));
  const later = tokenOf(await makeSetUpLink(service));
  const use = (token: string | undefined) => send(server, 'POST', '/v1/set-up', { token, email: 'g@example.com', password: PASSWORD });
  expect((await use(earlier)).status).toBe(410);
  const tomorrow = await createServer({ ...service, now: () => new Date(Date.now() + 24 * 3_600_000) });
  const late = await send(tomorrow, 'POST', '/v1/set-up', { token: later, email: 'g@example.com', password: PASSWORD });
  expect(late.status).toBe(410);
  await tomorrow.close();
  expect((await use(later)).status).toBe(201);
});

test('the database holds no secret: neither links, keys, sessions nor passwords', async () => {
  const { service, server, admin } = await startWithAdmin();
  const { body: key } = await admin.send('POST', '/v1/keys', { name: 'crawler', role: 'analyst' });
  const { body: invited } = await admin.send('POST', '/v1/accounts', { email: 'ada@example.com', name: 'Ada', role: 'viewer' });
  await admin.send('POST', '/v1/accounts', { email: 'ada@example.com', name: 'Ada', role: 'viewer' });
  const guess = browser(server);
  await guess.send('POST', '/v1/sessions', { email: 'grace@example.com', password: 'a wrong password' });
  await guess.send('POST', '/v1/sessions', { email: 'my secret typed here', password: 'x' });
  await guess.send('POST', '/v1/sessions', { email: 'my-secret@typed.here', password: 'x' });
  const secrets = [key.secret, invited.link.token, PASSWORD, 'a wrong password', 'my-secret', admin.csrfToken, ...admin.cookies.values()];
  const tables = await service.database.introspection.getTables();
  const dump: string[] = [];
  for (const { name } of tables) {
    dump.push(
      JSON.stringify(
        await service.database
          .selectFrom(name as 'account')
          .selectAll()
          .execute(),
      ),
    );
  }
  const text = dump.join('\n');
  expect(text).toContain('grace@example.com');
  expect(secrets.filter((secret) => secret === undefined || secret.length < 8 || text.includes(secret))).toEqual([]);
});
