// @module-tag process
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { StreetdateClient, StreetdateProblem, verifyWebhook } from '@streetdate/client';
import openapiTypes, { astToString } from 'openapi-typescript';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { writeCopy } from '../cli/tools/prints.ts';
import { startService } from './tools/running-service.ts';

const repository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

async function startClient() {
  const running = await startService();
  const url = await running.server.listen({ host: '127.0.0.1', port: 0 });
  const bytes = new Uint8Array(await readFile(await writeCopy(running.folder, 'copy.sdfp', 1)));
  return { ...running, url, client: new StreetdateClient({ url }), bytes };
}

test('the types of the client are those of the service’s document (vitest -u rewrites them)', async () => {
  const document = JSON.parse(await readFile(repository('packages/service/openapi.json'), 'utf8'));
  const types = astToString(await openapiTypes(document));
  await expect(types).toMatchFileSnapshot(repository('packages/client/src/api.ts'));
});

test('the example of the README gets its verdict', async () => {
  const { bytes, url, service } = await startClient();
  const readme = await readFile(repository('packages/client/README.md'), 'utf8');
  const example = /```ts\n(.*?)```/s
    .exec(readme)![1]!
    .replace(/^import.*\n/, '')
    .replace('http://127.0.0.1:8787', url)
    .replace('sd_…', service.localToken.secret);
  const lines: string[] = [];
  // The example as it stands, with what a reader has around it.
  const run = new Function('StreetdateClient', 'bytes', 'console', `return (async () => {${example}})()`);
  await run(StreetdateClient, bytes, { log: (line: string) => lines.push(line) });
  expect(lines).toEqual([expect.stringContaining('Film')]);
});

test('a file that is sent in parts gets its verdict, and lists go on page by page', async () => {
  const { bytes, client } = await startClient();
  const addresses: string[] = [];
  const facts = { name: 'copy.sdfp', seenAt: '2027-02-07T12:00:00Z', territory: 'US' };
  const sent = await client.uploadInParts(bytes, facts, { partBytes: 10_000, onAddress: (address) => addresses.push(address) });
  expect(addresses).toHaveLength(1);
  expect(await client.waitForVerdict(sent.id, { everyMs: 50 })).toMatchObject({
    verdict: { outcome: { verdict: { kind: 'pre-release-leak' } } },
  });
  for (let more = 0; more < 55; more++) await client.upload(new TextEncoder().encode(`${more}`), { name: 'a.sdfp' });
  const ids = new Set<string>();
  for await (const { id } of client.uploads()) ids.add(id);
  expect(ids.size).toBe(56);
  const leaks: string[] = [];
  for await (const { id } of client.uploads({ verdict: 'pre-release-leak' })) leaks.push(id);
  expect(leaks).toEqual([sent.id]);
  for await (const { name } of client.titles()) expect(name).toBe('Film');
});

test('a fingerprint is searched without being stored, and an upload of a batch is removed', async () => {
  const { bytes, client } = await startClient();
  const facts = { seenAt: '2027-02-07T12:00:00Z', territory: 'US' };
  expect(await client.search(bytes, facts)).toMatchObject({ verdict: { kind: 'pre-release-leak' } });
  for await (const upload of client.uploads()) expect(upload).toBeUndefined();
  const { id } = await client.upload(bytes, { ...facts, name: 'copy.sdfp', batch: 'night' });
  await client.waitForVerdict(id, { everyMs: 50 });
  expect(await client.batch('night')).toMatchObject({ count: 1, ended: 1, verdicts: { 'pre-release-leak': 1 } });
  for await (const upload of client.uploads({ batch: 'night', title: 'film' })) expect(upload.id).toBe(id);
  await client.deleteUpload(id);
  await expect(client.deleteUpload(id)).rejects.toThrow(`there is no upload ${id}`);
});

test('a refused request throws the problem, and one with a key is done once', async () => {
  const { bytes, client } = await startClient();
  const refused = await client.getUpload('019a3a1e-0000-7000-8000-000000000000').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StreetdateProblem);
  expect((refused as StreetdateProblem).problem).toMatchObject({ type: 'unknown-upload', status: 404 });
  const first = await client.upload(bytes, { name: 'copy.sdfp' }, 'once');
  expect(await client.upload(bytes, { name: 'copy.sdfp' }, 'once')).toMatchObject({ id: first.id });
});

test('a message is verified as Standard Webhooks says, and an old one is refused', async () => {
  const secret = `whsec_${btoa('a key of at least 24 bytes')}`;
  const body = '{"type":"ping","timestamp":"2027-02-07T12:00:00.000Z","data":{}}';
  const sentAt = new Date('2027-02-07T12:00:00Z');
  const headers = {
    'webhook-id': 'one',
    'webhook-timestamp': String(sentAt.getTime() / 1000),
    'webhook-signature': `v1,bm8= ${new Webhook(secret).sign('one', sentAt, body)}`,
  };
  const at = (seconds: number) => ({ now: () => new Date(sentAt.getTime() + 1000 * seconds) });
  expect(await verifyWebhook(body, headers, secret, at(0))).toMatchObject({ type: 'ping' });
  expect(await verifyWebhook(body, new Headers(headers), secret, at(299))).toMatchObject({ type: 'ping' });
  await expect(verifyWebhook(body, headers, secret, at(301))).rejects.toThrow('webhook-timestamp must be at most 300 s from now');
  await expect(verifyWebhook(body, headers, secret, at(-301))).rejects.toThrow('webhook-timestamp');
  await expect(verifyWebhook(`${body} `, headers, secret, at(0))).rejects.toThrow('webhook-signature must be made with the secret');
  await expect(verifyWebhook(body, headers, `whsec_${btoa('another key of 24 bytes..')}`, at(0))).rejects.toThrow('webhook-signature');
  await expect(verifyWebhook(body, {}, secret, at(0))).rejects.toThrow('headers must have');
});
