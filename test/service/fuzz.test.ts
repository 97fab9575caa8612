// @module-tag slow
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerFault, type Described, describedOperations, ENDLESS, schemaValidator } from './tools/described.ts';
import { requestsTo } from './tools/random-requests.ts';
import { startService } from './tools/running-service.ts';
import { whatExists } from './tools/what-exists.ts';

/** Requests to each operation. */
const RUNS = 40;

test('no request gets a fault of the service, or an answer that the document does not describe', async () => {
  const { folder, server } = await startService({ webhooks: { resolve: async () => [] } });
  const document: Described = JSON.parse((await server.inject('/v1/openapi.json')).body);
  const validate = schemaValidator(document);
  const known = await whatExists(server, folder);
  const given = new Map<string, number>();
  for (const described of describedOperations(document).filter(({ id }) => !ENDLESS.includes(id))) {
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
