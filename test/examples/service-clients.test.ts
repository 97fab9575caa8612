// @module-tag process
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StreetdateClient } from '@streetdate/client';
import { expect, test } from 'vitest';
import { checkUpload } from '../../examples/fingerprint-only/src/check-upload.ts';
import { mailOf, runNight } from '../../examples/nightly-job/src/nightly.ts';
import { startService } from '../service/tools/running-service.ts';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';

test('a platform asks by fingerprint only, and a nightly job stores street dates and tells what needs somebody', async () => {
  const { folder, server, service } = await startService();
  const [film, copy, other] = ['film.mp4', 'copy.mp4', 'other.mp4'].map((name) => join(folder, name)) as [string, string, string];
  await runFfmpeg(['-i', FOOTAGE.sintel, '-an', '-t', '8', '-s', '320x136', film]);
  await runFfmpeg(['-ss', '2', '-i', film, '-vf', 'hflip', copy]);
  await runFfmpeg(['-i', FOOTAGE.ocean, '-t', '4', '-vf', 'scale=320:-2', '-an', other]);
  const library = await service.libraries.of(service.firstOrganisationId);
  await library.enroll(film, { title: 'Night Train', id: 'night-train' });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const made = await server.inject({ method: 'POST', url: '/v1/keys', payload: { name: 'night', role: 'operator' } });
  const client = new StreetdateClient({ url, key: made.json().secret });
  const dates = JSON.parse(await readFile(new URL('../../examples/nightly-job/dates.json', import.meta.url), 'utf8'));

  const since = new Date(Date.now() - 60_000);
  expect(await runNight(client, dates, since)).toEqual({ titles: 1, leaks: [], toReview: [] });
  const seen = { seenAt: '2027-02-07T12:00:00Z', territory: 'US' };
  const found = await checkUpload(client, copy, seen);
  expect(found).toMatchObject({
    answer: 'hold',
    scan: { verdict: { kind: 'pre-release-leak' }, matches: [{ referenceId: 'night-train' }] },
  });
  expect(found.bytesSent).toBeLessThan(200_000);
  expect((await checkUpload(client, other, seen)).answer).toBe('publish');
  // A search stores nothing.
  expect((await server.inject('/v1/uploads')).json().uploads).toEqual([]);

  const sent = async (name: string, territory: string) => {
    const { id } = await client.upload(await readFile(copy), { ...seen, name, territory });
    return client.waitForVerdict(id, { everyMs: 50 });
  };
  const [leak, unknown] = [await sent('leak.mp4', 'US'), await sent('unknown.mp4', 'JP')];
  const morning = await runNight(client, dates, since);
  expect(morning).toMatchObject({ leaks: [{ id: leak.id }], toReview: [{ id: unknown.id }] });
  expect(mailOf(morning, url)).toContain(
    `Leaks since the last night: 1\n  ${leak.verdict!.outcome.verdict.summary}\n    ${url}/uploads/${leak.id}\n`,
  );
});
