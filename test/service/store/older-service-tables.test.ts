import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readKept } from '../../../packages/service/src/organisations/limits.ts';
import { addOrganisation, firstOrganisation } from '../../../packages/service/src/organisations/organisations.ts';
import { AREAS, migrateService } from '../../../packages/service/src/store/migrations.ts';
import { openSqliteTables } from '../../../packages/service/src/store/sqlite-tables.ts';
import { findUpload } from '../../../packages/service/src/uploads/uploads.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';

const AT = '2027-01-01T00:00:00.000Z';

test('uploads of the first version of the tables are kept when the tables are brought up to date', async () => {
  const path = join(await temporaryFolder(), 'service.sqlite');
  const database = openSqliteTables(path);
  onTestFinished(() => database.destroy());
  // As the first version left it: every area at its first migration.
  for (const { migrations } of AREAS) await migrations[0]!(database);
  await database.schema
    .createTable('service_schema')
    .addColumn('area', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  for (const { name } of AREAS) await database.insertInto('service_schema').values({ area: name, version: 1 }).execute();
  await database
    .insertInto('organisation')
    .values([
      { id: 'o', name: 'Studio', created_at: AT },
      { id: 'p', name: 'Other', created_at: AT },
    ] as never)
    .execute();
  const upload = { id: 'u', organisation_id: 'o', name: 'a.mp4', kind: 'film', bytes: 3, sha256: 'a'.repeat(64), state: 'done' };
  const rest = { progress: 1, error_code: null, error_message: null, seen_at: AT, territory: 'DE', created_at: AT, finished_at: AT };
  await database
    .insertInto('upload')
    .values({ ...upload, ...rest } as never)
    .execute();
  const outcome = { matches: [{ titleId: 'film', score: 12.5, sources: { answer: { source: 'disc' } } }] };
  const found = { id: 'v', organisation_id: 'o', upload_id: 'u', kind: 'pre-release-leak', outcome: JSON.stringify(outcome) };
  await database
    .insertInto('verdict')
    .values({ ...found, library_revision: 1, created_at: AT, superseded_by: null })
    .execute();

  for (const _ of ['first', 'again']) await migrateService(database, path);
  expect(await findUpload(database, 'o', 'u')).toEqual({
    ...{ id: 'u', organisationId: 'o', name: 'a.mp4', kind: 'film', bytes: 3, sha256: 'a'.repeat(64), state: 'done', progress: 1 },
    ...{ seenAt: AT, territory: 'DE', createdAt: AT, finishedAt: AT },
  });
  const shown = database.selectFrom('upload').select(['verdict', 'shown_title', 'shown_score', 'shown_source']);
  expect(await shown.execute()).toEqual([{ verdict: 'pre-release-leak', shown_title: 'film', shown_score: 12.5, shown_source: 'disc' }]);
  expect(await readKept(database, 'o')).toEqual({ bytes: 3, uploads: 1 });
  // The first one owns the library, also when one with a lower id comes from a clock that was set back.
  await addOrganisation(database, { id: 'a', name: 'Later' }, new Date(AT));
  expect(await firstOrganisation(database, new Date(AT))).toMatchObject({ id: 'o', name: 'Studio' });
  const versions = await database.selectFrom('service_schema').selectAll().orderBy('area').execute();
  expect(versions).toEqual(
    AREAS.map(({ name, migrations }) => ({ area: name, version: migrations.length })).sort((a, b) => (a.area < b.area ? -1 : 1)),
  );
});
