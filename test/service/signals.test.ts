// @module-tag process
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFingerprint, readVpdqLines } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { writeCopy } from '../cli/tools/prints.ts';
import { type RunningService, startService } from './tools/running-service.ts';

/** Hashes that vPDQ's own tool has written, where the data of the tests lie beside the repository. */
const VECTORS = join(import.meta.dirname, '../../../shared/data/vectors/vpdq');

async function send({ server }: RunningService, name: string, payload: Buffer | string) {
  const { statusCode, body } = await server.inject({
    method: 'POST',
    url: `/v1/uploads?name=${name}&wait=60&seenAt=2027-02-07T12:00:00Z&territory=US`,
    headers: { 'content-type': 'application/octet-stream' },
    payload,
  });
  return { status: statusCode, body: JSON.parse(body) };
}

test('an upload’s signals are written as vPDQ lines, and found again when they are sent in', async () => {
  const running = await startService();
  const { body: upload } = await send(running, 'copy.sdfp', await readFile(await writeCopy(running.folder, 'copy.sdfp', 1)));
  const { headers, body: lines } = await running.server.inject(`/v1/uploads/${upload.id}/signals`);
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(lines.split('\n')[1]).toMatch(/^1,80,[0-9a-f]{64},0\.280$/);
  const { body: again } = await send(running, 'hashes.vpdq.txt', lines);
  expect(again).toMatchObject({
    name: 'hashes.vpdq.txt.sdfp',
    kind: 'fingerprint',
    verdict: { outcome: { matches: [{ title: 'Film' }], verdict: { kind: 'pre-release-leak' } } },
  });
  const reference = await running.server.inject('/v1/references/film.1/signals');
  expect(reference.body.split('\n').length).toBeGreaterThan(500);
});

test('wrong lines are refused by name, and an upload without a fingerprint has no signals', async () => {
  const running = await startService();
  expect(await send(running, 'a.vpdq', '0,100,beef,0.000')).toMatchObject({
    status: 422,
    body: { type: 'not-a-fingerprint', detail: expect.stringContaining('line 1 of the vPDQ hashes') },
  });
  const { body } = await send(running, 'a.sdfp', 'no fingerprint');
  const { statusCode, body: problem } = await running.server.inject(`/v1/uploads/${body.id}/signals`);
  expect(statusCode).toBe(409);
  expect(JSON.parse(problem)).toMatchObject({ type: 'no-signals' });
});

test.skipIf(!existsSync(VECTORS))('a cut is found in its film by the hashes that vPDQ’s own tool has written', async () => {
  const running = await startService();
  const whole = join(running.folder, 'chair.sdfp');
  const original = readVpdqLines(await readFile(join(VECTORS, 'chair-orig-22-sd-bar.vpdq.txt'), 'utf8'));
  await writeFile(whole, encodeFingerprint({ ...original, role: 'reference' }));
  const library = await running.service.libraries.of(running.service.firstOrganisationId);
  await library.enroll(whole, { title: 'Chair' });
  const { body } = await send(running, 'chair-20-sd-bar.vpdq.txt', await readFile(join(VECTORS, 'chair-20-sd-bar.vpdq.txt')));
  expect(body.verdict.outcome.matches).toMatchObject([{ title: 'Chair' }]);
});
