// @module-tag process
import { readFile } from 'node:fs/promises';
import { Ledger } from '@streetdate/evidence';
import { expect, test, vi } from 'vitest';
import { addDecision, listDecisions, putPeople } from '../../packages/service/src/reviews/decisions.ts';
import { precisionOf } from '../../packages/service/src/reviews/precision.ts';
import { type Decision, settle } from '../../packages/service/src/reviews/settle.ts';
import { addUpload, findUpload, putVerdict } from '../../packages/service/src/uploads/uploads.ts';
import { writeCopy } from '../cli/tools/prints.ts';
import { at, openTables } from './accounts/tools/tables.ts';
import { startService } from './tools/running-service.ts';

const votes = (text: string) =>
  text.split(' ').map((vote) => {
    const [byId = '', decision = ''] = vote.split(':');
    return { byKind: byId.startsWith('key') ? 'key' : 'account', byId, decision: decision as Decision };
  });

test.each([
  ['a:leak', 1, 'leak', false],
  ['a:unsure', 1, undefined, false],
  ['a:leak b:published', 1, undefined, true],
  ['a:leak b:published a:published', 1, 'published', false],
  ['a:leak', 2, undefined, false],
  ['a:leak a:leak', 2, undefined, false],
  ['a:leak b:leak', 2, 'leak', false],
  ['a:leak b:unsure', 2, undefined, false],
  ['a:leak b:not-ours', 2, undefined, true],
  ['a:leak b:not-ours c:leak', 2, 'leak', true],
  ['a:leak key1:leak key2:leak', 2, undefined, false],
  ['key1:leak', 1, 'leak', false],
] as const)('the decisions %s, where %i have to agree, come to %s', (text, people, decided, isDisputed) => {
  expect(settle(votes(text), people)).toEqual({ ...(decided && { decided }), isDisputed });
});

/** An upload with a verdict whose best match has so many expected false matches. */
async function withVerdict({ database, organisationId }: Awaited<ReturnType<typeof openTables>>, kind: string, expected: number) {
  const facts = { organisationId, name: 'a.mp4', kind: 'film' as const, bytes: 3, sha256: 'a'.repeat(64) };
  const upload = await addUpload(database, facts, at(0));
  const match = { titleId: 'film', score: 12, expectedFalseMatches: expected, strength: expected <= 1e-3 ? 'strong' : 'weak' };
  const outcome = { scanId: 's', verdict: { kind }, matches: [match] };
  const verdict = await putVerdict(database, upload, outcome as never, 1, at(1));
  return { upload, verdict: verdict! };
}

test('a verdict is decided when two different people agree, and a later verdict is undecided again', async () => {
  const tables = await openTables();
  const { database, organisationId } = tables;
  await putPeople(database, organisationId, 2);
  const { upload, verdict } = await withVerdict(tables, 'needs-review', 1e-5);
  const decide = (id: string, decision: Decision, about = verdict.id) =>
    database
      .transaction()
      .execute((transaction) =>
        addDecision(transaction, upload, about, { decision, reason: 'seen', actor: { kind: 'account', id, name: id } }, at(2)),
      );
  const decided = async () => (await findUpload(database, organisationId, upload.id))?.decided;
  expect(await decide('ada', 'leak')).toMatchObject({ settled: undefined, added: { decision: 'leak', by: { name: 'ada' } } });
  expect(await decided()).toBeUndefined();
  expect(await decide('grace', 'published')).toMatchObject({ settled: undefined });
  expect(await decide('grace', 'leak')).toMatchObject({ settled: 'leak' });
  expect(await decide('grace', 'leak')).toMatchObject({ settled: undefined });
  expect(await decided()).toBe('leak');
  expect(await listDecisions(database, organisationId, { most: 10 })).toHaveLength(4);
  const later = { scanId: 's', verdict: { kind: 'released-copy' }, matches: [] };
  const next = await putVerdict(database, upload, later as never, 2, at(3));
  expect(await decided()).toBeUndefined();
  expect(await decide('ada', 'leak')).toBe('superseded');
  expect(await decide('ada', 'released', next!.id)).toMatchObject({ settled: undefined });
});

test('precision is counted by what people decided, with its interval, and at other thresholds', async () => {
  const tables = await openTables();
  const { database, organisationId } = tables;
  const nothing = { right: 0, of: 0, low: 0, high: 1 };
  expect(await precisionOf(database, organisationId)).toMatchObject({ decided: [], leaks: nothing, matches: nothing });
  for (const [kind, expected, decision] of [
    ['pre-release-leak', 1e-10, 'leak'],
    ['pre-release-leak', 1e-10, 'leak'],
    ['pre-release-leak', 1e-5, 'published'],
    ['needs-review', 1e-2, 'leak'],
    ['needs-review', 1e-2, 'not-ours'],
    ['pre-release-leak', 5e-4, 'not-ours'],
    ['needs-review', 1e-2, 'unsure'],
  ] as const) {
    const { upload, verdict } = await withVerdict(tables, kind, expected);
    const actor = { kind: 'local' as const, name: 'local' };
    await database
      .transaction()
      .execute((transaction) => addDecision(transaction, upload, verdict.id, { decision, reason: 'seen', actor }, at(2)));
  }
  const { decided, leaks, matches, thresholds } = await precisionOf(database, organisationId);
  expect(decided).toEqual([
    { verdict: 'needs-review', decision: 'leak', count: 1 },
    { verdict: 'needs-review', decision: 'not-ours', count: 1 },
    { verdict: 'pre-release-leak', decision: 'leak', count: 2 },
    { verdict: 'pre-release-leak', decision: 'not-ours', count: 1 },
    { verdict: 'pre-release-leak', decision: 'published', count: 1 },
  ]);
  // Wilson's interval of 2 of 4, and of 3 of 4.
  expect(leaks).toEqual({ right: 2, of: 4, low: expect.closeTo(0.15, 3), high: expect.closeTo(0.85, 3) });
  expect(matches).toEqual({ right: 3, of: 4, low: expect.closeTo(0.3006, 3), high: expect.closeTo(0.9544, 3) });
  expect(thresholds.filter(({ power }) => [1, 3, 4, 6, 12].includes(power))).toEqual([
    { power: 1, right: 4, wrong: 2, missed: 0 },
    { power: 3, right: 3, wrong: 1, missed: 1 },
    { power: 4, right: 3, wrong: 0, missed: 1 },
    { power: 6, right: 2, wrong: 0, missed: 2 },
    { power: 12, right: 0, wrong: 0, missed: 4 },
  ]);
});

test('a decision is recorded with its reason, narrows the list, goes into the ledger, and is gone with its upload', async () => {
  const { folder, server, service } = await startService();
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) => {
    const { statusCode, body } = await server.inject({ method, url, ...(payload && { payload }) });
    return { status: statusCode, body: body === '' ? undefined : JSON.parse(body) };
  };
  const payload = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  const headers = { 'content-type': 'application/octet-stream' };
  const sent = '/v1/uploads?name=copy.sdfp&seenAt=2027-02-07T12:00:00Z&territory=FR&wait=60';
  const upload = JSON.parse((await server.inject({ method: 'POST', url: sent, headers, payload })).body);
  const path = `/v1/uploads/${upload.id}/decisions`;
  const decision = { verdictId: upload.verdict.id, decision: 'leak', reason: 'the disc is not out' };
  const ids = async (query: string) => (await ask('GET', `/v1/uploads?${query}`)).body.uploads.map(({ id }: { id: string }) => id);

  expect((await ask('POST', path, { ...decision, reason: ' ' })).status).toBe(400);
  expect((await ask('POST', path, { ...decision, decision: 'guilty' })).status).toBe(400);
  expect(await ask('POST', path, { ...decision, verdictId: upload.id })).toMatchObject({ status: 409, body: { type: 'superseded' } });
  expect((await ask('GET', path)).body).toEqual({ standing: { people: 1, isDisputed: false, current: [] }, decisions: [] });
  expect(await ids('verdict=needs-review&decided=none')).toEqual([upload.id]);

  const done = await ask('POST', path, decision);
  expect(done).toMatchObject({ status: 200, body: { people: 1, decided: 'leak', isDisputed: false } });
  expect(done.body.current).toMatchObject([{ ...decision, verdict: 'needs-review', by: { kind: 'local' } }]);
  expect((await ask('GET', path)).body.decisions).toEqual(done.body.current);
  expect((await ask('GET', '/v1/decisions')).body.decisions).toEqual(done.body.current);
  expect((await ask('GET', `/v1/uploads/${upload.id}`)).body).toMatchObject({ decided: 'leak' });
  expect(await ids('verdict=needs-review&decided=none')).toEqual([]);
  expect(await ids('verdict=needs-review&decided=leak')).toEqual([upload.id]);
  expect((await ask('GET', '/v1/precision')).body).toMatchObject({ people: 1, matches: { right: 1, of: 1 } });
  expect((await ask('PUT', '/v1/review-policy', { people: 3 })).status).toBe(400);
  expect((await ask('PUT', '/v1/review-policy', { people: 2 })).body).toMatchObject({ people: 2 });

  const ledger = new Ledger(await service.libraries.of(service.firstOrganisationId));
  const lines = async () => {
    const events: unknown[] = [];
    for await (const { text } of ledger.lines()) events.push(JSON.parse(text));
    return events;
  };
  const event = { kind: 'decision', scanId: upload.verdict.outcome.scanId, decision: 'confirmed', reason: 'leak: the disc is not out' };
  await vi.waitFor(async () => expect(await lines()).toMatchObject([{ by: 'local', event }]), 10_000);

  expect((await ask('POST', `/v1/uploads/${upload.id}/disputes`, { by: 'A. Uploader', ground: 'licensed' })).status).toBe(200);
  expect((await ask('GET', '/v1/disputes')).body.disputes).toMatchObject([
    { ground: 'licensed', secondsLeft: expect.any(Number), uploads: [{ id: upload.id, name: 'copy.sdfp' }] },
  ]);
  expect((await ask('DELETE', `/v1/uploads/${upload.id}`)).status).toBe(204);
  expect((await ask('GET', '/v1/decisions')).body).toEqual({ decisions: [] });
  expect((await ask('GET', '/v1/precision')).body).toMatchObject({ decided: [], matches: { of: 0 } });
});
