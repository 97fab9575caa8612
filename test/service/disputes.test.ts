// @module-tag process
// @module-tag waits
import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { writeCopy } from '../cli/tools/prints.ts';
import { type RunningService, startService } from './tools/running-service.ts';

async function ask({ server }: Pick<RunningService, 'server'>, method: 'GET' | 'POST', url: string, payload?: object) {
  const { statusCode, body } = await server.inject({ method, url, ...(payload && { payload }) });
  return { status: statusCode, body: body === '' ? undefined : JSON.parse(body) };
}

/** A service with an upload that is called a leak, and a webhook that was told. */
async function withLeak() {
  const running = await startService({ webhooks: { allowPrivate: true } });
  const { body: hook } = await ask(running, 'POST', '/v1/webhooks', { url: 'http://127.0.0.1:1/hook', kinds: ['pre-release-leak'] });
  const payload = await readFile(await writeCopy(running.folder, 'copy.sdfp', 1));
  const headers = { 'content-type': 'application/octet-stream' };
  const url = '/v1/uploads?name=copy.sdfp&seenAt=2027-02-07T12:00:00Z&territory=US&wait=60';
  const upload = JSON.parse((await running.server.inject({ method: 'POST', url, headers, payload })).body);
  expect(upload.verdict.outcome.verdict.kind).toBe('pre-release-leak');
  const verdict = async () => (await ask(running, 'GET', `/v1/uploads/${upload.id}`)).body.verdict.outcome.verdict;
  return { running, hook, upload, verdict, at: `/v1/uploads/${upload.id}/disputes` };
}

const FACTS = { by: 'A. Uploader', ground: 'licensed' };

test('a dispute puts an upload to review, ends once, and what was told of the old verdict is listed', async () => {
  const { running, hook, upload, verdict, at } = await withLeak();
  expect((await ask(running, 'GET', '/v1/corrections')).body).toEqual({ corrections: [] });
  const added = await ask(running, 'POST', at, FACTS);
  expect(added).toMatchObject({
    status: 200,
    body: { ...FACTS, id: expect.stringMatching(/^[0-9a-f]{12}$/), secondsLeft: expect.any(Number) },
  });
  expect((await ask(running, 'GET', at)).body.disputes).toMatchObject([{ id: added.body.id, ...FACTS }]);
  await vi.waitFor(async () => expect(await verdict()).toMatchObject({ kind: 'needs-review', otherwise: 'pre-release-leak' }), 60_000);
  expect(JSON.stringify(await verdict())).not.toContain('A. Uploader');
  const { body } = await ask(running, 'GET', '/v1/corrections');
  expect(body.corrections).toMatchObject([
    { id: upload.id, verdictId: upload.verdict.id, kind: 'needs-review', told: [{ webhookId: hook.id, state: expect.any(String) }] },
  ]);
  const end = () => ask(running, 'POST', `${at}/${added.body.id}/end`, { outcome: 'rejected', reason: 'no licence' });
  expect(await end()).toMatchObject({ status: 200, body: { outcome: 'rejected', outcomeReason: 'no licence' } });
  await vi.waitFor(async () => expect(await verdict()).toMatchObject({ kind: 'pre-release-leak' }), 60_000);
  expect((await ask(running, 'GET', '/v1/corrections')).body).toEqual({ corrections: [] });
  expect((await end()).status).toBe(409);
});

test('what is wrong with a dispute is named, and nothing is stored', async () => {
  const { running, at } = await withLeak();
  const refused = [
    [{ by: 'A' }, 400],
    [{ ...FACTS, grounds: 'x' }, 400],
    [{ ...FACTS, ground: ' ' }, 422],
    [{ ...FACTS, receivedAt: '2999-01-01T00:00:00Z' }, 422],
    [{ ...FACTS, receivedAt: '2020-01-02T00:00:00Z', deadline: '2020-01-01T00:00:00Z' }, 422],
  ] as const;
  for (const [facts, status] of refused) expect((await ask(running, 'POST', at, facts)).status, JSON.stringify(facts)).toBe(status);
  expect((await ask(running, 'GET', at)).body).toEqual({ disputes: [] });
  const end = { outcome: 'upheld', reason: 'x' };
  expect(await ask(running, 'POST', `${at}/0123456789ab/end`, end)).toMatchObject({ status: 404, body: { type: 'unknown-dispute' } });
  const nobody = '/v1/uploads/019a3a1e-7c11-7000-8000-5d1f0c3b2a11/disputes';
  expect((await ask(running, 'POST', nobody, FACTS)).status).toBe(404);
});
