// @module-tag process
// @module-tag waits
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer as createReceiver, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { verifyWebhook } from '@streetdate/client';
import { saveFingerprint } from '@streetdate/core';
import { newPost, runWorker } from '@streetdate/service';
import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test, vi } from 'vitest';
import { putLimits } from '../../packages/service/src/organisations/limits.ts';
import { addOrganisation } from '../../packages/service/src/organisations/organisations.ts';
import { newId } from '../../packages/service/src/store/ids.ts';
import { webhookSender } from '../../packages/service/src/webhooks/post.ts';
import { findWebhook, signingSecrets } from '../../packages/service/src/webhooks/webhooks.ts';
import { heldJobOf } from '../../packages/service/src/work/jobs.ts';
import { notify } from '../../packages/service/src/work/notify.ts';
import { writeCopy } from '../cli/tools/prints.ts';
import { type Film, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';
import { type RunningService, startService } from './tools/running-service.ts';

interface Message {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody who is told of verdicts, and answers with the statuses in turn; the last one stays. */
async function startReceiver(...statuses: number[]) {
  const messages: Message[] = [];
  const receiver = createReceiver(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    messages.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(statuses[Math.min(messages.length, statuses.length) - 1]!, { location: 'http://127.0.0.1:1/elsewhere' }).end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  onTestFinished(() => void receiver.close());
  return { messages, url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook` };
}

async function ask({ server }: Pick<RunningService, 'server'>, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
  const { statusCode, body } = await server.inject({ method, url, ...(payload && { payload }) });
  return { status: statusCode, body: body === '' ? undefined : JSON.parse(body) };
}

async function sendLeak({ folder, server }: RunningService) {
  const payload = await readFile(await writeCopy(folder, 'secret-name.sdfp', 1));
  const headers = { 'content-type': 'application/octet-stream' };
  const url = '/v1/uploads?name=secret-name.sdfp&seenAt=2027-02-07T12:00:00Z&territory=US&wait=60';
  return JSON.parse((await server.inject({ method: 'POST', url, headers, payload })).body);
}

test('a webhook is told of a leak, signed, and sent again until it answers well', async () => {
  const running = await startService({ webhooks: { allowPrivate: true } });
  const { messages, url } = await startReceiver(500, 204);
  const { body: hook } = await ask(running, 'POST', '/v1/webhooks', { url, kinds: ['pre-release-leak'] });
  expect(hook.secret).toMatch(/^whsec_/);
  const upload = await sendLeak(running);
  await vi.waitFor(() => expect(messages).toHaveLength(2), { timeout: 100_000 });
  for (const { headers, body } of messages) {
    const read = new Webhook(hook.secret).verify(body, headers as Record<string, string>) as { data: object };
    expect(read).toMatchObject({ type: 'verdict.reached', data: { uploadId: upload.id, kind: 'pre-release-leak', title: 'Film' } });
    expect(body).toContain('"secondsEarly":');
    expect(body).not.toContain('secret-name');
  }
  expect(messages[0]!.headers['webhook-id']).toBe(messages[1]!.headers['webhook-id']);
  expect(() => new Webhook(hook.secret).verify(`${messages[1]!.body} `, messages[1]!.headers as Record<string, string>)).toThrow();
  await vi.waitFor(async () => {
    const { body } = await ask(running, 'GET', `/v1/webhooks/${hook.id}/deliveries`);
    expect(body.deliveries).toMatchObject([{ state: 'delivered', attempts: 2, status: 204, eventId: upload.verdict.id }]);
  }, 100_000);
});

test('who was told of a leak is told that it is none, once a promo shows the footage', async () => {
  const running = await startService({ webhooks: { allowPrivate: true } });
  const { folder, server } = running;
  const { messages, url } = await startReceiver(204);
  await ask(running, 'POST', '/v1/webhooks', { url, kinds: ['pre-release-leak'] });
  const piece: Film = (time) => syntheticFilm(1, 60)(20 + time);
  const send = async (name: string, to: string, film: Film, role: 'query' | 'reference') => {
    const path = join(folder, name);
    await saveFingerprint(path, sampleFilm(film, { seconds: 20, framesPerSecond: role === 'query' ? 4 : 10, role }));
    const headers = { 'content-type': 'application/octet-stream' };
    return JSON.parse((await server.inject({ method: 'POST', url: to, headers, payload: await readFile(path) })).body);
  };
  const upload = await send('copy.sdfp', '/v1/uploads?name=copy.sdfp&seenAt=2027-02-07T12:00:00Z&territory=US&wait=60', piece, 'query');
  expect(upload.verdict.outcome.verdict.kind).toBe('pre-release-leak');
  const [{ id: titleId }] = (await ask(running, 'GET', '/v1/titles')).body.titles;
  const promo = `/v1/titles/${titleId}/references?name=promo.sdfp&kind=promo&published=2027-01-01T00:00:00Z`;
  await send('promo.sdfp', promo, piece, 'reference');
  await vi.waitFor(() => expect(messages.length).toBeGreaterThanOrEqual(2), { timeout: 100_000 });
  expect(messages.map(({ body }) => JSON.parse(body))).toMatchObject([
    { type: 'verdict.reached', data: { verdictId: upload.verdict.id, kind: 'pre-release-leak' } },
    {
      type: 'verdict.superseded',
      data: { uploadId: upload.id, verdictId: upload.verdict.id, kind: 'pre-release-leak', by: { kind: 'published-material' } },
    },
  ]);
});

test('a webhook is added, listed without its secret, changed, pinged and removed', async () => {
  const running = await startService({ webhooks: { allowPrivate: true } });
  const { messages, url } = await startReceiver(200);
  const { status, body: hook } = await ask(running, 'POST', '/v1/webhooks', { url });
  expect(status).toBe(201);
  const { secret: _, ...shown } = hook;
  expect((await ask(running, 'GET', '/v1/webhooks')).body).toEqual({ webhooks: [shown] });
  expect(await ask(running, 'PATCH', `/v1/webhooks/${hook.id}`, { isActive: false })).toMatchObject({
    status: 200,
    body: { isActive: false },
  });
  await sendLeak(running);
  expect(await ask(running, 'POST', `/v1/webhooks/${hook.id}/ping`)).toMatchObject({ status: 202, body: { state: 'waiting' } });
  await vi.waitFor(() => expect(messages).toHaveLength(1), { timeout: 100_000 });
  expect(JSON.parse(messages[0]!.body)).toMatchObject({ type: 'ping' });
  expect((await ask(running, 'DELETE', `/v1/webhooks/${hook.id}`)).status).toBe(204);
  expect((await ask(running, 'GET', `/v1/webhooks/${hook.id}`)).status).toBe(404);
});

test('a new secret signs beside the one before, until that is over, and the audit log has neither', async () => {
  const running = await startService({ works: false, webhooks: { allowPrivate: true } });
  const { messages, url } = await startReceiver(200);
  const { body: hook } = await ask(running, 'POST', '/v1/webhooks', { url });
  /** Which of the secrets a message that is sent now is signed with. */
  const signedWith = async (...secrets: string[]) => {
    await ask(running, 'POST', `/v1/webhooks/${hook.id}/ping`);
    const stopping = new AbortController();
    const before = messages.length;
    const working = runWorker(running.service, { signal: stopping.signal, idleMs: 20 });
    await vi.waitFor(() => expect(messages.length).toBeGreaterThan(before), { timeout: 100_000 });
    stopping.abort();
    await working;
    const { headers, body } = messages.at(-1)!;
    expect(String(headers['webhook-signature']).split(' ').length).toBeLessThanOrEqual(secrets.length);
    return secrets.map((secret) => {
      try {
        return new Webhook(secret).verify(body, headers as Record<string, string>) !== undefined;
      } catch {
        return false;
      }
    });
  };
  const first = hook.secret as string;
  expect(await signedWith(first)).toEqual([true]);
  const renewed = await ask(running, 'POST', `/v1/webhooks/${hook.id}/secret`, { keepSeconds: 3600 });
  expect(renewed.status).toBe(200);
  const second = renewed.body.secret as string;
  expect(second).not.toBe(first);
  expect(Date.parse(renewed.body.oldSecretsUntil) - Date.now()).toBeGreaterThan(3_500_000);
  expect(await signedWith(first, second)).toEqual([true, true]);
  // A receiver that checks with our own client is satisfied by either.
  const { headers, body } = messages.at(-1)!;
  for (const secret of [first, second]) expect(await verifyWebhook(body, headers, secret)).toMatchObject({ type: 'ping' });

  // The time of the first is over.
  const past = JSON.stringify([{ secret: first, until: new Date(Date.now() - 1000).toISOString() }]);
  await running.service.database.updateTable('webhook').set({ old_secrets: past }).execute();
  expect(await signedWith(first, second)).toEqual([false, true]);
  expect((await ask(running, 'GET', `/v1/webhooks/${hook.id}`)).body).not.toHaveProperty('oldSecretsUntil');

  // A secret that others have seen ends at once.
  await ask(running, 'POST', `/v1/webhooks/${hook.id}/secret`, {});
  const { body: last } = await ask(running, 'POST', `/v1/webhooks/${hook.id}/secret`, { keepSeconds: 0 });
  expect(await signedWith(first, second, last.secret)).toEqual([false, false, true]);
  const entries = await running.service.database.selectFrom('audit_entry').selectAll().execute();
  expect(entries.filter(({ detail }) => detail.includes('"isSecretRenewed":true'))).toHaveLength(3);
  for (const secret of [first, second, last.secret]) expect(JSON.stringify(entries)).not.toContain(secret);
});

test('secrets are renewed once for each request, and not without end', async () => {
  const running = await startService({ works: false });
  const { body: hook } = await ask(running, 'POST', '/v1/webhooks', { url: 'https://example.com/' });
  const renew = async (key?: string, id = hook.id) => {
    const headers = key === undefined ? {} : { 'idempotency-key': key };
    const { statusCode, body } = await running.server.inject({ method: 'POST', url: `/v1/webhooks/${id}/secret`, headers, payload: {} });
    return { status: statusCode, body: JSON.parse(body) };
  };
  const [one, again] = [await renew('k'), await renew('k')];
  expect(again.body.secret).toBe(one.body.secret);
  for (let times = 0; times < 3; times++) expect((await renew()).status).toBe(200);
  expect(await renew()).toMatchObject({ status: 409, body: { type: 'too-many-secrets' } });
  expect((await renew(undefined, '019a3a1e-7c11-7000-8000-5d1f0c3b2a11')).status).toBe(404);
  // Two at once: the second one does not forget the secret that the first one gave.
  await ask(running, 'POST', `/v1/webhooks/${hook.id}/secret`, { keepSeconds: 0 });
  const both = await Promise.all([renew(), renew()]);
  const { database, firstOrganisationId, secretSeal } = running.service;
  const secrets = signingSecrets((await findWebhook(database, firstOrganisationId, hook.id))!, secretSeal, new Date());
  for (const { status, body } of both) if (status === 200) expect(secrets).toContain(body.secret);
  expect(both.some(({ status }) => status === 200)).toBe(true);
});

test('a redirect is an answer like another, and is not followed', async () => {
  const running = await startService({ works: false, webhooks: { allowPrivate: true } });
  const { messages, url } = await startReceiver(302);
  const { body: hook } = await ask(running, 'POST', '/v1/webhooks', { url });
  await ask(running, 'POST', `/v1/webhooks/${hook.id}/ping`);
  const stopping = new AbortController();
  const working = runWorker(running.service, { signal: stopping.signal, idleMs: 20 });
  const seen = async () => (await ask(running, 'GET', `/v1/webhooks/${hook.id}/deliveries`)).body.deliveries;
  await vi.waitFor(async () => expect(await seen()).toMatchObject([{ attempts: 1, status: 302, error: 'it answered 302' }]), {
    timeout: 100_000,
  });
  stopping.abort();
  await working;
  expect(messages).toHaveLength(1);
});

test('no message goes to an address that is not public, by whichever name', async () => {
  const running = await startService({ works: false });
  for (const url of [
    'http://example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.1.2.3/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://100.64.0.1/',
    'https://[fd00::1]/',
    'https://user:pass@example.com/',
    'file:///etc/passwd',
    'nonsense',
  ]) {
    expect(await ask(running, 'POST', '/v1/webhooks', { url }), url).toMatchObject({ status: 422, body: { type: 'unusable' } });
  }
  expect((await ask(running, 'POST', '/v1/webhooks', { url: 'https://example.com/' })).status).toBe(201);
});

test('a name that leads to a private address is refused when the message is sent, also if only one of its addresses is private', async () => {
  for (const addresses of [['127.0.0.1'], ['10.0.0.1'], ['93.184.216.34', '192.168.0.1'], ['::1'], ['fe80::1'], []]) {
    const post = newPost({ resolve: async () => addresses });
    await expect(post('https://rebind.example/', {}, '{}'), addresses.join()).rejects.toThrow(/no public address|has no address/);
  }
});

test('private networks that the operator names are sent to, and no others', async () => {
  const { messages, url } = await startReceiver(200);
  const { port } = new URL(url);
  const resolve = async (host: string) => (host === 'inside.example' ? ['127.0.0.1'] : ['127.0.0.2']);
  const { post, faultOfUrl } = webhookSender({ allowNetworks: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'], resolve });
  for (const fine of [url, 'http://10.1.2.3/', 'https://[fd00::1]/', 'https://[::ffff:10.0.0.1]/', 'http://inside.example/'])
    expect(faultOfUrl(fine), fine).toBeUndefined();
  for (const wrong of ['http://127.0.0.2/', 'http://93.184.216.34/', 'https://192.168.0.1/'])
    expect(faultOfUrl(wrong), wrong).toBeDefined();
  expect(await post(`http://inside.example:${port}/hook`, {}, '{}')).toBe(200);
  expect(messages).toHaveLength(1);
  await expect(post(`http://outside.example:${port}/hook`, {}, '{}')).rejects.toThrow('not in an allowed network');
  await expect(post('https://outside.example/', {}, '{}')).rejects.toThrow('no public address');
  expect(() => webhookSender({ allowNetworks: ['10.0.0.0/33'] })).toThrow(/got "10\.0\.0\.0\/33"/);
});

test('an organisation’s webhooks may be in the private networks that the operator names for it, as long as they are named', async () => {
  const running = await startService({ works: false });
  const { server, service } = running;
  const { messages, url } = await startReceiver(204);
  const limits = (networks?: readonly string[]) =>
    server.inject({
      method: 'PUT',
      url: `/v1/organisations/${service.firstOrganisationId}/limits`,
      payload: { ...(networks && { webhookNetworks: networks }) },
    });
  const add = () => ask(running, 'POST', '/v1/webhooks', { url });
  expect((await add()).status).toBe(422);
  expect((await limits(['10.0.0.0/33'])).statusCode).toBe(400);
  // Another organisation's networks are no use to this one.
  const other = newId();
  await addOrganisation(service.database, { id: other, name: 'Other' }, service.now());
  await putLimits(service.database, other, { webhookNetworks: ['127.0.0.0/8'] });
  expect((await add()).status).toBe(422);
  expect(JSON.parse((await limits(['127.0.0.1', 'fd00::/8'])).body).limits).toEqual({ webhookNetworks: ['127.0.0.1', 'fd00::/8'] });
  const { status, body: hook } = await add();
  expect(status).toBe(201);

  const jobs = service.database.selectFrom('job').selectAll().where('kind', '=', notify.kind).orderBy('id', 'desc').limit(1);
  const ping = async () => {
    await ask(running, 'POST', `/v1/webhooks/${hook.id}/ping`);
    await notify.run(service, heldJobOf(await jobs.executeTakeFirstOrThrow()), new AbortController().signal);
  };
  await ping();
  expect(messages).toHaveLength(1);
  await limits();
  await expect(ping()).rejects.toThrow('url must begin with https:');
  expect(messages).toHaveLength(1);
});

test('the connection goes to the address that was checked, though the name leads elsewhere by then', async () => {
  const { messages, url } = await startReceiver(200);
  const asked: string[] = [];
  const post = newPost({
    allowPrivate: true,
    resolve: async (host) => {
      asked.push(host);
      return ['127.0.0.1'];
    },
  });
  // No resolver knows this name: only the checked address can lead to the receiver.
  expect(await post(url.replace('127.0.0.1', 'rebind.invalid'), { 'webhook-id': 'one' }, '{}')).toBe(200);
  expect(asked).toEqual(['rebind.invalid']);
  expect(messages[0]!.headers).toMatchObject({ host: expect.stringContaining('rebind.invalid'), 'webhook-id': 'one' });
});

test('a receiver that does not answer is given up after a while', async () => {
  const silent = createReceiver(() => {});
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  onTestFinished(() => silent.closeAllConnections());
  const post = newPost({ allowPrivate: true, timeoutMs: 200 });
  await expect(post(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`, {}, '{}')).rejects.toThrow(/timeout|aborted/i);
});
