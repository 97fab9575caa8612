import { chmod, readFile, stat } from 'node:fs/promises';
import { makeLocalLink, makeSetUpLink } from '@streetdate/service';
import { expect, onTestFinished, test } from 'vitest';
import { openLocalToken } from '../../../packages/service/src/accounts/local-token.ts';
import { listen } from '../../../packages/service/src/http/listen.ts';
import { createServer } from '../../../packages/service/src/http/server.ts';
import { startService } from '../tools/running-service.ts';
import { browser, PASSWORD, send, startWithAdmin } from './tools/people.ts';

const tokenOf = (link: string | undefined) => link?.split('#')[1];

test('before anybody can sign in, whoever can read the token at the machine is the admin, and no address is', async () => {
  const { service } = await startService({ works: false });
  const server = await createServer(service);
  onTestFinished(() => server.close());
  // What nginx passes on if nothing else is said: from loopback, to loopback, and no field tells.
  for (const headers of [{}, { host: '127.0.0.1:8787' }, { host: 'localhost' }, { authorization: 'Bearer sdo_guess' }]) {
    for (const [method, url] of [
      ['GET', '/v1/me'],
      ['GET', '/v1/uploads'],
      ['POST', '/v1/keys'],
    ] as const) {
      const { status, body } = await send(server, method, url, method === 'POST' ? { name: 'mine', role: 'admin' } : undefined, headers);
      expect([status, body.detail], `${url} ${JSON.stringify(headers)}`).toEqual([
        401,
        'authorization' in headers
          ? 'this key is unknown, was revoked, or has expired'
          : 'nobody can sign in yet: open one of the links that the server printed when it started',
      ]);
    }
  }
  expect(await service.database.selectFrom('api_key').selectAll().execute()).toEqual([]);
  const { path, secret } = service.localToken;
  expect([(await stat(path)).mode & 0o777, await readFile(path, 'utf8')]).toEqual([0o600, `${secret}\n`]);
  const authorization = `Bearer ${secret}`;
  expect((await send(server, 'GET', '/v1/me', undefined, { authorization })).body).toMatchObject({ kind: 'local', role: 'admin' });
  expect((await send(server, 'POST', '/v1/keys', { name: 'own', role: 'viewer' }, { authorization })).status).toBe(201);
  // The token stays, so that programs go on after a restart. A file that others could read is replaced.
  expect(await openLocalToken(service.folder)).toEqual({ path, secret });
  await chmod(path, 0o640);
  const replaced = await openLocalToken(service.folder);
  expect([replaced.secret === secret, (await stat(path)).mode & 0o777]).toEqual([false, 0o600]);
});

test('the link with the token makes the machine’s browser the operator’s, until there is an account', async () => {
  const { service } = await startService({ works: false });
  const server = await createServer(service);
  onTestFinished(() => server.close());
  const link = (await makeLocalLink(service))!;
  expect(link).toBe(`/local#${service.localToken.secret}`);
  expect((await server.inject('/local')).body).toContain('data-to="/v1/local-session" data-back="/" data-now="yes"');
  const own = browser(server);
  const wrong = await own.send('POST', '/v1/local-session', { token: `sdo_${'x'.repeat(43)}` });
  expect([wrong.status, wrong.body.type, own.cookies.size]).toEqual([410, 'unknown-link', 0]);
  expect((await own.send('POST', '/v1/local-session', { token: link.split('#')[1] })).status).toBe(201);
  expect((await own.send('GET', '/v1/me')).body).toMatchObject({ kind: 'local', csrfToken: own.csrfToken });
  expect((await own.send('POST', '/v1/keys', { name: 'own', role: 'viewer' })).status).toBe(201);
  const without = await own.send('POST', '/v1/keys', { name: 'stolen', role: 'admin' }, { 'x-csrf-token': '' });
  expect([without.status, without.body.type]).toEqual([403, 'no-csrf-token']);
  const token = tokenOf(await makeSetUpLink(service));
  expect((await browser(server).send('POST', '/v1/set-up', { token, email: 'g@example.com', password: PASSWORD })).status).toBe(201);
  expect((await own.send('GET', '/v1/me')).status).toBe(401);
  expect((await send(server, 'GET', '/v1/me', undefined, { authorization: `Bearer ${service.localToken.secret}` })).status).toBe(401);
  expect((await browser(server).send('POST', '/v1/local-session', { token: service.localToken.secret })).status).toBe(410);
  expect(await makeLocalLink(service)).toBeUndefined();
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
    const { status, body } = await send(server, 'POST', '/v1/keys', { name: 'stolen', role: 'admin' }, { cookie: 'a=b', ...headers });
    expect([status, body.type], JSON.stringify(headers)).toEqual([403, 'other-site']);
  }
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
