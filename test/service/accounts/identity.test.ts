import { expect, onTestFinished, test } from 'vitest';
import type { IdentityProvider } from '../../../packages/service/src/accounts/identity-provider.ts';
import { createServer } from '../../../packages/service/src/http/server.ts';
import { type Person, startProvider, visit } from './tools/identity-provider.ts';
import { browser, type Client, PASSWORD, startWithAdmin } from './tools/people.ts';

const ORIGIN = 'http://127.0.0.1:8787';
const CALLBACK = `${ORIGIN}/v1/identity/callback`;
const ADA: Person = { sub: 'ada-1', email: 'Ada@example.com', email_verified: true, name: 'Ada', groups: ['staff'] };

/** A service where people sign in by a provider. Its only account is Grace, the admin. */
async function start(roles?: IdentityProvider['roles']) {
  const { service, server: first, admin } = await startWithAdmin();
  const provider = await startProvider(CALLBACK, ADA);
  const { issuer, clientSecret } = provider;
  const server = await createServer(service, {
    publicUrl: ORIGIN,
    identityProvider: { issuer, clientId: 'streetdate', clientSecret, roles },
  });
  onTestFinished(() => server.close());
  const open = () => browser(server, { 'sec-fetch-site': 'cross-site', host: '127.0.0.1:8787' });
  const leave = async (client: Client, query = '') => String((await client.send('GET', `/v1/identity${query}`)).headers.location);
  const signIn = async (client = open(), query = '') => {
    const back = await visit(await leave(client, query), CALLBACK);
    return { client, back, answer: await client.send('GET', back.slice(ORIGIN.length)) };
  };
  const invite = (role: string, email = 'ada@example.com') => admin.send('POST', '/v1/accounts', { email, name: 'Ada', role });
  return { first, service, admin, provider, open, leave, signIn, invite };
}

test('an invited person signs in by a verified e-mail address, and by the subject from then on', async () => {
  const { provider, signIn, invite, admin } = await start();
  await invite('analyst');
  const { client, answer } = await signIn();
  expect([answer.status, answer.headers.location]).toEqual([302, '/']);
  expect((await client.send('GET', '/v1/me')).body).toMatchObject({ kind: 'account', name: 'Ada', role: 'analyst' });
  provider.person = { ...ADA, email: 'ada.married@example.com' };
  expect((await signIn()).answer.status).toBe(302);
  const { body } = await admin.send('GET', '/v1/audit');
  expect(body.entries[0]).toMatchObject({
    action: 'sign-in',
    outcome: 'done',
    actor: { name: 'Ada' },
    detail: { by: 'identity-provider' },
  });
});

test('whoever signs in by the provider comes back to the page that was asked for, on this server only', async () => {
  const { signIn, invite, open } = await start();
  await invite('analyst');
  const ways = [
    ['/v1/uploads?most=2', '/v1/uploads?most=2'],
    ['//other.example', '/'],
    ['/.//other.example', '/'],
    ['https://other.example', '/'],
  ] as const;
  for (const [asked, led] of ways) {
    const { answer } = await signIn(open(), `?to=${encodeURIComponent(asked)}`);
    expect([answer.status, answer.headers.location], asked).toEqual([302, led]);
  }
  const page = await open().send('GET', '/sign-in?to=%2Fv1%2Fuploads');
  expect(page.body).toContain('href="/v1/identity?to=%2Fv1%2Fuploads"');
});

test('an address that is not verified, an unknown person and another one with the address are refused', async () => {
  const { provider, signIn, invite } = await start();
  expect((await signIn()).answer.body).toMatchObject({ status: 403, type: 'no-account' });
  await invite('analyst');
  provider.person = { ...ADA, email_verified: false };
  expect((await signIn()).answer.status).toBe(403);
  provider.person = ADA;
  expect((await signIn()).answer.status).toBe(302);
  provider.person = { ...ADA, sub: 'somebody-else' };
  const { client, answer } = await signIn();
  expect(answer.status).toBe(403);
  expect(client.cookies.has('streetdate')).toBe(false);
});

test('a closed account stays closed', async () => {
  const { signIn, invite, admin } = await start();
  const { body } = await invite('analyst');
  await signIn();
  await admin.send('PATCH', `/v1/accounts/${body.account.id}`, { state: 'closed' });
  expect((await signIn()).answer.status).toBe(403);
});

test('roles come from the provider where that is set: accounts are made, changed and refused by them', async () => {
  const { provider, signIn, admin } = await start({ claim: 'groups', map: { leads: 'operator', staff: 'viewer' } });
  const role = async () => (await (await signIn()).client.send('GET', '/v1/me')).body.role;
  expect(await role()).toBe('viewer');
  provider.person = { ...ADA, groups: ['staff', 'leads'] };
  expect(await role()).toBe('operator');
  provider.person = { ...ADA, groups: ['constructor', '__proto__'] };
  expect((await signIn()).answer.status).toBe(403);
  expect((await admin.send('GET', '/v1/accounts')).body.accounts).toMatchObject([{ name: 'Grace' }, { name: 'Ada', role: 'operator' }]);
});

test('an answer counts once, in the browser that began, with its own state', async () => {
  const { signIn, invite, open, leave } = await start();
  await invite('analyst');
  const { client, back } = await signIn();
  const path = back.slice(ORIGIN.length);
  expect((await client.send('GET', path)).body).toMatchObject({ status: 401, type: 'no-sign-in' });
  const other = open();
  expect((await other.send('GET', path)).body).toMatchObject({ status: 401, type: 'no-sign-in' });
  await leave(other);
  // A code of somebody else's sign-in, put under this browser: the state does not fit.
  expect((await other.send('GET', path)).body).toMatchObject({ status: 401, type: 'identity-provider' });
  const third = open();
  const state = new URL(await leave(third)).searchParams.get('state');
  const swapped = path.replace(/state=[^&]*/, `state=${state}`);
  // With the right state, the code was used, and is bound to another verifier.
  expect((await third.send('GET', swapped)).body).toMatchObject({ status: 401, type: 'identity-provider' });
  expect(third.cookies.has('streetdate')).toBe(false);
});

test('a person who signs in elsewhere has no password here, and a password still works beside it', async () => {
  const { signIn, invite, provider } = await start();
  await invite('analyst');
  const { client } = await signIn();
  const same = { 'sec-fetch-site': 'same-origin' };
  await client.send('GET', '/v1/me');
  const change = await client.send('POST', '/v1/me/password', { current: PASSWORD, password: 'nine quiet otters' }, same);
  expect([change.status, change.body.type]).toEqual([409, 'no-password']);
  provider.person = { ...ADA, sub: 'grace-1', email: 'grace@example.com' };
  const grace = (await signIn()).client;
  expect((await grace.send('GET', '/v1/me')).body).toMatchObject({ role: 'admin', name: 'Grace' });
});

test('a provider that does not answer is a problem with its name, and the next attempt asks again', async () => {
  const { service } = await startWithAdmin();
  const identityProvider = { issuer: 'http://127.0.0.1:9', clientId: 'streetdate' };
  await expect(createServer(service, { identityProvider })).rejects.toThrow('publicUrl must be set');
  const server = await createServer(service, { publicUrl: ORIGIN, identityProvider });
  onTestFinished(() => server.close());
  for (let attempt = 0; attempt < 2; attempt++) {
    const { status, body } = await browser(server).send('GET', '/v1/identity');
    expect([status, body.detail]).toEqual([503, 'the identity provider http://127.0.0.1:9 does not answer']);
  }
});
