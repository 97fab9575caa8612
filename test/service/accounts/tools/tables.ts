import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { firstOrganisation } from '../../../../packages/service/src/organisations/organisations.ts';
import type { ServiceDatabase } from '../../../../packages/service/src/store/database.ts';
import { migrateService } from '../../../../packages/service/src/store/migrations.ts';
import { openSqliteTables } from '../../../../packages/service/src/store/sqlite-tables.ts';
import { temporaryFolder } from '../../../cli/tools/streetdate.ts';

/** The service's tables in SQLite with one organisation, without a library and a server. */
export async function openTables(): Promise<{ readonly database: ServiceDatabase; readonly organisationId: string }> {
  const path = join(await temporaryFolder(), 'service.sqlite');
  const database = openSqliteTables(path);
  onTestFinished(() => database.destroy());
  await migrateService(database, path);
  const { id } = await firstOrganisation(database, new Date('2027-01-01T00:00:00Z'));
  return { database, organisationId: id };
}

/** A time, some milliseconds after 1 January 2027. */
export function at(ms: number): Date {
  return new Date(Date.parse('2027-01-01T00:00:00Z') + ms);
}
