// @module-tag waits
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { addOrganisation } from '../../packages/service/src/organisations/organisations.ts';
import { addEvent } from '../../packages/service/src/uploads/events.ts';
import { UploadFeed } from '../../packages/service/src/uploads/feed.ts';
import { at, openTables } from './accounts/tools/tables.ts';

test('events come in order and to their organisation only, also where one is committed late or never', async () => {
  const { database, organisationId } = await openTables();
  await addOrganisation(database, { id: 'other', name: 'Other' }, at(0));
  const feed = new UploadFeed(database);
  onTestFinished(() => feed.close());
  const add = (organisation: string, uploadId: string, position?: number) =>
    position === undefined
      ? addEvent(database, organisation, { type: 'upload.added', uploadId, at: at(0).toISOString() })
      : database.insertInto('event').values({ position, organisation_id: organisation, data: uploadId, created_at: '' }).execute();
  await add(organisationId, 'before');
  const [own, others]: [number[], number[]] = [[], []];
  const listening = await feed.listen(organisationId, ({ position }) => own.push(position));
  await feed.listen('other', ({ position }) => others.push(position));
  expect(listening.after).toBe(1);
  await add(organisationId, 'two');
  await add('other', 'three');
  // The fourth is still being written by another process.
  await add(organisationId, 'five', 5);
  await sleep(700);
  expect([own, others]).toEqual([[2], [3]]);
  await add(organisationId, 'four', 4);
  await expect.poll(() => own).toEqual([2, 4, 5]);
  // The sixth was taken back.
  await add(organisationId, 'seven', 7);
  await expect.poll(() => own, { timeout: 20_000 }).toEqual([2, 4, 5, 7]);
  listening.end();
  await add(organisationId, 'eight', 8);
  await add('other', 'nine', 9);
  await expect.poll(() => others).toEqual([3, 9]);
  expect(own).toEqual([2, 4, 5, 7]);
});
