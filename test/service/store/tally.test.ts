// @module-tag servers
import { describe, expect, onTestFinished, test } from 'vitest';
import { readKept } from '../../../packages/service/src/organisations/limits.ts';
import { firstOrganisation } from '../../../packages/service/src/organisations/organisations.ts';
import { openPostgresPool } from '../../../packages/service/src/store/postgres/pool.ts';
import { openPostgresTables } from '../../../packages/service/src/store/postgres/postgres-tables.ts';
import { readTally, sumUpTally } from '../../../packages/service/src/store/tally.ts';
import { addUpload } from '../../../packages/service/src/uploads/uploads.ts';
import { addJob, failJob, finishJob, takeJob } from '../../../packages/service/src/work/jobs.ts';
import { noPostgres, postgres } from '../../tools/servers.ts';
import { at, openTables } from '../accounts/tools/tables.ts';

async function onPostgres() {
  const pool = await openPostgresPool((await postgres()).url);
  onTestFinished(() => pool.end());
  const database = await openPostgresTables(pool, 'tally');
  return { database, organisationId: (await firstOrganisation(database, at(0))).id };
}

describe.each([
  ['SQLite', openTables, undefined],
  ['PostgreSQL', onPostgres, noPostgres],
])('counts in %s', (_, open, reason) => {
  test.skipIf(reason)('are those of the rows, before and after they are summed up', async () => {
    const { database, organisationId } = await open();
    const counts = async (what: 'job' | 'upload') =>
      Object.fromEntries((await readTally(database, what)).map(({ state, kind, count }) => [`${state} ${kind}`.trim(), count]));
    const jobs = { organisationId, lane: 'short', payload: {} } as const;
    for (let job = 0; job < 200; job++) await addJob(database, { ...jobs, kind: job < 150 ? 'scan' : 'notify', key: `${job}` }, at(0));
    expect(await counts('job')).toEqual({ 'waiting scan': 150, 'waiting notify': 50 });
    for (let job = 0; job < 20; job++) {
      const held = await takeJob(database, at(1), { lane: 'short', holdMs: 1000 });
      if (job < 10) await finishJob(database, held!, at(2));
      else if (job < 15) await failJob(database, held!, 'no luck', at(2));
    }
    const after = { 'waiting scan': 135, 'waiting notify': 50, 'running scan': 5, 'done scan': 10 };
    expect(await counts('job')).toEqual(after);

    const kept = { name: 'a.mp4', kind: 'film', bytes: 1, sha256: 'a'.repeat(64) } as const;
    const uploads = await Promise.all(Array.from({ length: 250 }, () => addUpload(database, { organisationId, ...kept }, at(0))));
    expect(await counts('upload')).toEqual({});
    for (const verdict of ['no-match', 'leak']) await database.updateTable('upload').set({ verdict }).execute();
    await database.updateTable('upload').set({ verdict: 'no-match' }).where('id', '=', uploads[0]!.id).execute();
    expect(await counts('upload')).toEqual({ leak: 249, 'no-match': 1 });

    // What an organisation keeps: media until it is removed, and uploads.
    await database.updateTable('upload').set({ media: null }).where('id', '=', uploads[1]!.id).execute();
    await database.deleteFrom('upload').where('id', '=', uploads[2]!.id).execute();
    expect(await readKept(database, organisationId)).toEqual({ bytes: 248, uploads: 249 });
    await Promise.all([sumUpTally(database), sumUpTally(database)]);
    expect(await readKept(database, organisationId)).toEqual({ bytes: 248, uploads: 249 });
    expect((await database.selectFrom('tally').select('id').execute()).length).toBeLessThan(500);
    expect(await counts('job')).toEqual(after);
    expect(await counts('upload')).toEqual({ leak: 248, 'no-match': 1 });
    await database.deleteFrom('job').where('state', '=', 'done').execute();
    expect(await counts('job')).toEqual({ ...after, 'done scan': undefined });
  });
});
