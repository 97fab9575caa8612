// @module-tag process
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeCopy } from '../cli/tools/prints.ts';
import { answerFault, type Described, describedOperations, schemaValidator } from './tools/described.ts';
import { requestsTo } from './tools/random-requests.ts';
import { startService } from './tools/running-service.ts';

/** Requests to each operation. */
const RUNS = 40;

test('no request gets a fault of the service, or an answer that the document does not describe', async () => {
  const { folder, server } = await startService({ webhooks: { resolve: async () => [] } });
  const document: Described = JSON.parse((await server.inject('/v1/openapi.json')).body);
  const validate = schemaValidator(document);
  const known = await whatExists(server, folder);
  const given = new Map<string, number>();
  for (const described of describedOperations(document)) {
    const property = fc.asyncProperty(
      requestsTo(document, described, (operation, name) => known(operation, name)),
      async (request) => {
        const { statusCode, headers, body } = await server.inject(request);
        given.set(String(statusCode), (given.get(String(statusCode)) ?? 0) + 1);
        const answer = { status: statusCode, type: String(headers['content-type'] ?? ''), body };
        expect(answerFault(described, validate, answer)).toBeUndefined();
      },
    );
    await fc.assert(property, { seed: 23, numRuns: RUNS, endOnFailure: true });
  }
  // Both kinds of requests reached their handlers.
  for (const status of ['200', '400', '404', '422']) expect(given.get(status), `answers of ${status}`).toBeGreaterThan(5);
  console.log(`answers by status: ${JSON.stringify(Object.fromEntries(given))}`);
});

/** Makes something of each kind, so that requests find it. */
async function whatExists(server: Awaited<ReturnType<typeof startService>>['server'], folder: string) {
  const payload = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  const headers = { 'content-type': 'application/octet-stream' };
  const sent = await server.inject({ method: 'POST', url: '/v1/uploads?name=copy.sdfp&wait=60', headers, payload });
  const upload = JSON.parse(sent.body).id as string;
  const get = async (url: string) => JSON.parse((await server.inject(url)).body);
  const title = (await get('/v1/titles')).titles[0].id as string;
  const reference = (await get('/v1/references')).references[0].id as string;
  const added = await server.inject({ method: 'POST', url: '/v1/webhooks', payload: { url: 'https://example.com/' } });
  const webhook = JSON.parse(added.body).id as string;
  const job = (await get('/v1/jobs')).jobs[0].id as string;
  const begun = await server.inject({
    method: 'POST',
    url: '/v1/resumable-uploads',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': '100', 'upload-metadata': `filename ${btoa('a.sdfp')}` },
  });
  const parts = String(begun.headers.location).split('/').at(-1)!;
  return (operation: string, name: string): string[] => {
    if (name === 'title') return [title];
    if (name !== 'id') return [];
    if (/Resum|sendPart/.test(operation)) return operation === 'dropResumableUpload' ? [] : [parts];
    if (/Upload|Verdicts/.test(operation)) return [upload];
    if (/Title|Windows/.test(operation)) return [title];
    if (/Webhook|Deliver/.test(operation)) return operation === 'removeWebhook' ? [] : [webhook];
    if (/Job/.test(operation)) return [job];
    if (/Reference/.test(operation)) return [reference];
    return [];
  };
}
