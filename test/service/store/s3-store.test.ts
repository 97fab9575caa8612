// @module-tag servers
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openS3Store, type S3Store, type S3StoreOptions } from '../../../packages/service/src/store/s3/s3-store.ts';
import { parseS3Url } from '../../../packages/service/src/store/s3/s3-url.ts';
import { describeBlobStore } from '../../engine/blobs/blob-store-contract.ts';
import { noS3, s3, type TestServer } from '../../tools/servers.ts';

const CREDENTIALS = { accessKeyId: 'who', secretAccessKey: 'hunter2' };
const MIB = 2 ** 20;

describe.skipIf(noS3)('with an S3 server', () => {
  let server: TestServer;
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
  const raw = (path: string, init: RequestInit = {}) => fetch(`${server.url}/${path}`, { ...init, headers });
  beforeAll(async () => {
    server = await s3();
    expect((await raw('films', { method: 'PUT' })).ok).toBe(true);
  });

  const open = async (prefix: string, options: S3StoreOptions = {}, endpoint = server.url) => {
    const store = openS3Store({ bucket: 'films', prefix, endpoint }, { credentials: CREDENTIALS, ...options });
    onTestFinished(() => store.close());
    return store;
  };

  describeBlobStore('S3', async () => {
    const prefix = `organisations/${randomUUID()}`;
    return {
      store: await open(prefix, { freshMs: 0 }),
      damage: async (_, sha256) => {
        expect((await raw(`films/${prefix}/fingerprints/${sha256}.sdfp`, { method: 'PUT', body: 'other byte' })).ok).toBe(true);
      },
      makeOld: async () => {
        // S3 tells whole seconds.
        const next = Math.floor(Date.now() / 1000) * 1000 + 1000;
        await sleep(next - Date.now() + 5);
        return next;
      },
      leave: async () => {
        // The mark of a removal. An upload in parts has a test of its own, since this server knows no time of it.
        expect((await raw(`films/${prefix}/removals/${'0'.repeat(64)}`, { method: 'PUT' })).ok).toBe(true);
      },
    };
  });

  test('a large blob is sent in parts, and known again', async () => {
    const store = await open('large', { wholeBytes: 6 * MIB, partBytes: 5 * MIB });
    const bytes = randomBytes(12 * MIB + 7);
    const sha256 = await store.put('segment', bytes);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(Buffer.compare(await store.get('segment', sha256), bytes)).toBe(0);
    expect(await store.put('segment', bytes)).toBe(sha256);
    const listed = [];
    for await (const entry of store.entries('segment')) listed.push(entry);
    expect(listed).toMatchObject([{ sha256, bytes: bytes.length }]);
    for await (const left of store.leftovers(Date.now() + 60_000)) expect(left).toBeUndefined();
  });

  test('an upload in parts that nobody completed is found and given up', async () => {
    const store = await open('unfinished');
    expect((await raw('films/unfinished/segments/x?uploads', { method: 'POST' })).ok).toBe(true);
    const left = [];
    for await (const each of store.leftovers(Date.now())) left.push(each);
    expect(left).toMatchObject([{ name: 'the unfinished upload of s3://films/unfinished/segments/x' }]);
    await left[0]!.remove();
    for await (const each of store.leftovers(Date.now())) expect(each).toBeUndefined();
  });

  test('a list goes over its pages', async () => {
    const store = await open('many');
    const names = new Set<string>();
    for (let first = 0; first < 1010; first += 101) {
      const some = Array.from({ length: 101 }, (_, at) => store.put('picture', new TextEncoder().encode(`${first + at}`)));
      for (const name of await Promise.all(some)) names.add(name);
    }
    const listed = new Set<string>();
    for await (const name of store.list('picture')) listed.add(name);
    expect(listed).toEqual(names);
    expect(listed.size).toBe(1010);
  });

  test('libraries with prefixes of their own do not meet', async () => {
    const [one, other] = [await open('a'), await open('ab')];
    const sha256 = await one.put('fingerprint', new Uint8Array([1]));
    expect(await other.has('fingerprint', sha256)).toBe(false);
    for await (const name of other.list('fingerprint')) expect(name).toBeUndefined();
  });

  test('a blob is sent only once, by a request that never writes over another', async () => {
    const seen: string[] = [];
    const proxy = await proxyTo(server.url, ({ method, url = '', headers: { 'if-none-match': condition } }) => {
      if (method === 'PUT') seen.push(`${url.includes('fingerprints')} ${condition}`);
      return undefined;
    });
    const store = await open('once', {}, proxy);
    await Promise.all(Array.from({ length: 4 }, () => store.put('fingerprint', new Uint8Array([7]))));
    await store.put('fingerprint', new Uint8Array([7]));
    expect(seen.length).toBeLessThanOrEqual(4);
    expect(new Set(seen)).toEqual(new Set(['true *']));
  });

  test('a request that fails is made again', async () => {
    let failures = 0;
    const proxy = await proxyTo(server.url, () => (++failures % 3 === 0 ? undefined : 503));
    const store = await open('retried', {}, proxy);
    const sha256 = await store.put('fingerprint', new Uint8Array([1, 2]));
    expect([...(await store.get('fingerprint', sha256))]).toEqual([1, 2]);
    expect(failures).toBeGreaterThanOrEqual(9);
  });

  test('faults name bucket, key and reason, and never the secret', async () => {
    const sha256 = '0'.repeat(64);
    const faultOf = async (work: () => Promise<unknown>) => {
      const error: unknown = await work().then(
        () => undefined,
        (cause: unknown) => cause,
      );
      expect(`${error} ${JSON.stringify(error)}`).not.toContain('hunter2');
      return error;
    };
    const usesOf = (each: S3Store) => [
      () => each.get('fingerprint', sha256),
      () => each.has('fingerprint', sha256),
      () => each.put('fingerprint', new Uint8Array([1])),
    ];
    const store = await open('p');
    const address = `s3://films/p/fingerprints/${sha256}.sdfp`;
    expect(await faultOf(() => store.get('fingerprint', sha256))).toMatchObject({
      code: 'file-not-found',
      message: `${address}: there is no such object`,
    });
    const lost = openS3Store({ bucket: 'no-bucket', endpoint: server.url }, { credentials: CREDENTIALS });
    onTestFinished(() => lost.close());
    for (const work of usesOf(lost)) {
      expect(await faultOf(work)).toMatchObject({
        code: 'store-unavailable',
        message: expect.stringMatching(/^s3:\/\/no-bucket\/fingerprints\/.*: there is no such bucket$/),
      });
    }
    const refused = await open('p', {}, await proxyTo(server.url, () => 403));
    for (const work of usesOf(refused)) {
      expect(await faultOf(work)).toMatchObject({
        code: 'store-unavailable',
        message: expect.stringMatching(/^s3:\/\/films\/p\/.*: the storage refuses access$/),
      });
    }
    const nobody = await open('p', {}, 'http://127.0.0.1:9');
    expect(await faultOf(() => nobody.get('fingerprint', sha256))).toMatchObject({
      code: 'store-unavailable',
      message: `${address}: nothing answers there`,
    });
  });
});

test('an S3 address has a bucket, a prefix, an endpoint and a region', () => {
  expect(parseS3Url('s3://films/a/b/?endpoint=http://localhost:9000&region=eu-west-1')).toEqual({
    bucket: 'films',
    prefix: 'a/b',
    endpoint: 'http://localhost:9000',
    region: 'eu-west-1',
  });
  expect(parseS3Url('s3://films')).toMatchObject({ bucket: 'films', prefix: '' });
  for (const wrong of ['films', 'https://films/a', 's3://', 's3://key:hunter2@films', 's3://films?endpoint=ftp://x', 's3://films?x=1']) {
    expect(() => parseS3Url(wrong)).toThrow(RangeError);
    expect(() => parseS3Url(wrong)).not.toThrow('hunter2');
  }
});

/** A server before another one. `look` sees each request, and may answer it with a status. */
async function proxyTo(target: string, look: (request: IncomingMessage) => number | undefined): Promise<string> {
  const proxy = createServer(async (request, response) => {
    const body: Buffer[] = [];
    for await (const part of request) body.push(part);
    const status = look(request);
    if (typeof status === 'number') {
      response.writeHead(status).end();
      return;
    }
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers as Record<string, string>;
    const hasBody = request.method === 'PUT' || request.method === 'POST';
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method!,
      headers,
      ...(hasBody && { body: Buffer.concat(body) }),
    });
    const own = Object.fromEntries(
      Array.from(answer.headers as unknown as Iterable<[string, string]>).filter(
        ([name]) => !['connection', 'transfer-encoding', 'content-encoding'].includes(name),
      ),
    );
    response.writeHead(answer.status, own).end(Buffer.from(await answer.arrayBuffer()));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => proxy.once('listening', resolve));
  onTestFinished(() => void proxy.close());
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
