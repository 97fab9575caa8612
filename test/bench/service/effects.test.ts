import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readEffects } from '../../../packages/bench/src/service/effects.ts';
import type { LoadUpload } from '../../../packages/bench/src/service/upload-load.ts';
import { writeCopy } from '../../cli/tools/prints.ts';
import { startService } from '../../service/tools/running-service.ts';

/** Sends a leak and two uploads that show nothing; one of these is no fingerprint. */
async function sendThree() {
  const { server, service, folder } = await startService();
  const url = '/v1/webhooks';
  const webhook = { url: 'https://receiver.invalid/', kinds: ['pre-release-leak'] };
  expect((await server.inject({ method: 'POST', url, payload: webhook })).statusCode).toBe(201);
  const copies = await Promise.all([1, 2].map(async (seed) => readFile(await writeCopy(folder, `${seed}.sdfp`, seed))));
  const sent: LoadUpload[] = [];
  for (const [number, payload] of [...copies, Buffer.from('no fingerprint')].entries()) {
    const { body } = await server.inject({
      method: 'POST',
      url: '/v1/uploads?name=copy.sdfp&seenAt=2027-02-07T12:00:00Z&territory=US&wait=60',
      headers: { 'content-type': 'application/octet-stream' },
      payload,
    });
    const source = { name: 'copy.sdfp', bytes: payload };
    sent.push({ number, source, sentAt: 0, id: JSON.parse(body).id, ended: Promise.resolve() });
  }
  return { service, sent, ids: sent.map(({ id }) => id!) };
}

test('uploads with one end each have no faults, and findings without times', async () => {
  const { service, sent, ids } = await sendThree();
  const { findings, faults } = await readEffects(service, sent);
  expect(faults).toEqual([]);
  const [leak, other, broken] = ids.map((id) => findings.get(id)!);
  expect(JSON.parse(leak![0]!)).toMatchObject({ verdict: { kind: 'pre-release-leak' }, matches: [{ title: 'Film' }] });
  expect(JSON.parse(other![0]!)).toMatchObject({ verdict: { kind: 'no-match' }, matches: [] });
  expect(broken).toEqual(['failed not-a-fingerprint']);
});

test('what is lost, doubled or left is named', async () => {
  const { service, sent, ids } = await sendThree();
  const { database } = service;
  const gone: LoadUpload = { ...sent[0]!, id: 'gone' };
  expect((await readEffects(service, [...sent, gone])).faults).toEqual(['acknowledged, and not there: gone', 'not in the audit log: gone']);
  expect((await readEffects(service, sent.slice(1))).faults).toEqual([
    `there, and not acknowledged: sent once and stored twice: ${ids[0]}`,
  ]);
  await database.deleteFrom('webhook_delivery').execute();
  const [leak] = await database.selectFrom('verdict').select('id').where('kind', '=', 'pre-release-leak').execute();
  expect((await readEffects(service, sent)).faults).toEqual([`the webhook is not told of a leak: ${leak!.id}`]);
  await database.deleteFrom('verdict').execute();
  await database.updateTable('job').set({ state: 'dead', error: 'the disk was full' }).where('key', '=', `scan ${ids[1]}`).execute();
  expect((await readEffects(service, sent)).faults).toEqual([
    `not one end exactly: ${ids[0]} (0), ${ids[1]} (0)`,
    `jobs that are not done: scan ${ids[1]} (dead: the disk was full)`,
  ]);
});
