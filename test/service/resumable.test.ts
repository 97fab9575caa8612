// @module-tag process
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, openService, type Service } from '@streetdate/service';
import { Upload as TusUpload } from 'tus-js-client';
import { expect, test } from 'vitest';
import { writeCopy } from '../cli/tools/prints.ts';
import { atTheMachine, startService } from './tools/running-service.ts';

/** Sends a file in parts; stops after one part if told to. @returns Where it is sent to, and the upload that it became. */
function send(
  endpoint: string,
  bytes: Buffer,
  { metadata, from, stopAfterOne = false }: { metadata: Record<string, string>; from?: string | undefined; stopAfterOne?: boolean },
): Promise<{ readonly address: string; readonly uploadId: string | undefined; readonly parts: number }> {
  return new Promise((resolve, reject) => {
    let uploadId: string | undefined;
    let parts = 0;
    const upload = new TusUpload(bytes, {
      endpoint,
      ...(from !== undefined && { uploadUrl: from }),
      metadata,
      chunkSize: 4096,
      retryDelays: [],
      onAfterResponse: (_request, response) => {
        uploadId ??= response.getHeader('streetdate-upload') ?? undefined;
      },
      onChunkComplete: () => {
        parts++;
        if (stopAfterOne) upload.abort().then(() => resolve({ address: upload.url!, uploadId, parts }), reject);
      },
      onSuccess: () => resolve({ address: upload.url!, uploadId, parts }),
      onError: reject,
    });
    upload.start();
  });
}

async function listen(service: Service): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = atTheMachine(await createServer(service), service);
  return { url: await server.listen({ host: '127.0.0.1', port: 0 }), close: () => server.close() };
}

test('an upload that broke off goes on after a restart of the server, and gets its verdict', async () => {
  const { folder, home, service: first, server, stopWorker } = await startService({ works: false });
  const bytes = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  const seen = { territory: 'US', link: 'https://host.example/ä', host: 'cdn7.host.example' };
  const metadata = { filename: 'copy.sdfp', ...seen, seenAt: '2027-02-07T12:00:00Z' };
  const before = await listen(first);
  const broken = await send(`${before.url}/v1/resumable-uploads`, bytes, { metadata, stopAfterOne: true });
  await before.close();
  await stopWorker();
  await server.close();
  await first.close();

  const second = await openService(home);
  const after = await listen(second);
  const address = new URL(new URL(broken.address).pathname, after.url).href;
  const asked = await fetch(`${address}/upload`);
  expect(await asked.json()).toMatchObject({ status: 409, type: 'incomplete' });
  const { uploadId, parts } = await send(`${after.url}/v1/resumable-uploads`, bytes, { metadata, from: address });
  expect(parts).toBe(Math.ceil(bytes.length / 4096) - 1);
  const answer = await (await fetch(`${after.url}/v1/uploads/${uploadId}`)).json();
  expect(answer).toMatchObject({ name: 'copy.sdfp', bytes: bytes.length, state: 'waiting', ...seen });
  // Whoever lost the last answer finds the same upload, and none is doubled.
  expect(await (await fetch(`${address}/upload`)).json()).toMatchObject({ id: uploadId });
  expect(await second.database.selectFrom('upload').select('id').execute()).toEqual([{ id: uploadId }]);
  // It is in the audit log once, as an upload that comes in one piece.
  const { entries } = await (await fetch(`${after.url}/v1/audit`)).json();
  const detail = { name: 'copy.sdfp', sha256: answer.sha256 };
  expect(entries).toMatchObject([{ action: 'uploads.send', target: { id: uploadId }, actor: { name: 'local' }, detail }]);
  expect(entries).toHaveLength(1);
  // Who no longer wants it ends it where it was sent to. Then there is no such file, and no such upload.
  const drop = () => fetch(address, { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } });
  expect([(await drop()).status, (await drop()).status]).toEqual([204, 404]);
  expect((await fetch(`${after.url}/v1/uploads/${uploadId}`)).status).toBe(404);
  await after.close();
  await second.close();
});

test('what is wrong with a file is said before a byte of it is sent', async () => {
  const { service, server } = await startService({ works: false });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const begin = async (headers: Record<string, string>, at = url) => {
    const { status, ...answer } = await fetch(`${at}/v1/resumable-uploads`, {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', ...headers },
    });
    return { status, text: answer };
  };
  const named = `filename ${btoa('a.sdfp')}`;
  expect((await begin({ 'upload-length': '5' })).status).toBe(400);
  expect((await begin({ 'upload-length': '5', 'upload-metadata': `${named},territory ${btoa('usa')}` })).status).toBe(400);
  expect((await begin({ 'upload-length': '5', 'upload-metadata': named })).status).toBe(201);
  expect((await begin({ 'upload-length': '5', 'upload-metadata': `${named},title ${btoa('Film')}` })).status).toBe(201);
  // A title that the library does not have, also where the file comes in one piece.
  const unknown = await begin({ 'upload-length': '5', 'upload-metadata': `${named},title ${btoa('No film')}` });
  expect(unknown.status).toBe(422);
  const whole = await server.inject({
    method: 'POST',
    url: '/v1/uploads?name=a.sdfp&title=No%20film',
    headers: { 'content-type': 'application/octet-stream' },
    payload: 'bytes',
  });
  expect(JSON.parse(whole.body)).toMatchObject({ status: 422, detail: 'title must be a title of the library, got "No film"' });
  expect(await service.files.has(createHash('sha256').update('bytes').digest('hex'))).toBe(false);
  const small = atTheMachine(await createServer(service, { mostUploadBytes: 4 }), service);
  const smallUrl = await small.listen({ host: '127.0.0.1', port: 0 });
  expect((await begin({ 'upload-length': '5', 'upload-metadata': named }, smallUrl)).status).toBe(413);
  // The size may be told with a later part. It is looked at then.
  const defer = { 'upload-defer-length': '1', 'upload-metadata': named };
  expect((await begin({ ...defer, 'upload-length': '5' })).status).toBe(400);
  const part = async (at: string, location: string, offset: number, bytes: string, length?: string) => {
    const headers = { 'tus-resumable': '1.0.0', 'upload-offset': `${offset}`, 'content-type': 'application/offset+octet-stream' };
    const told = length === undefined ? {} : { 'upload-length': length };
    return fetch(new URL(location, at), { method: 'PATCH', headers: { ...headers, ...told }, body: bytes });
  };
  const begun = async (at: string) => {
    const { headers } = await fetch(`${at}/v1/resumable-uploads`, { method: 'POST', headers: { 'tus-resumable': '1.0.0', ...defer } });
    return headers.get('location')!;
  };
  const tooLong = await begun(smallUrl);
  expect((await part(smallUrl, tooLong, 0, 'abc')).status).toBe(204);
  expect((await part(smallUrl, tooLong, 3, 'de', '5')).status).toBe(413);
  const location = await begun(url);
  expect((await part(url, location, 0, 'abc')).status).toBe(204);
  const last = await part(url, location, 3, 'de', '5');
  expect([last.status, last.headers.get('upload-offset')]).toEqual([204, '5']);
  const sent = await server.inject(`/v1/uploads/${last.headers.get('streetdate-upload')}`);
  expect(JSON.parse(sent.body)).toMatchObject({ name: 'a.sdfp', bytes: 5 });
  await small.close();
});

test('a file of another organisation is as unknown as one that never was', async () => {
  const { server } = await startService({ works: false });
  const other = '019a3a1e-7c11-7000-8000-5d1f0c3b2a11.019a3a1e-7c12-7000-8000-5d1f0c3b2a11';
  for (const [method, path] of [
    ['HEAD', other],
    ['PATCH', other],
    ['DELETE', other],
    ['GET', `${other}/upload`],
  ] as const) {
    const headers = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    const { statusCode } = await server.inject({ method, url: `/v1/resumable-uploads/${path}`, ...(method !== 'GET' && { headers }) });
    expect(statusCode, method).toBe(404);
  }
});
