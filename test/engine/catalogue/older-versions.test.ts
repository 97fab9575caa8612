import { join } from 'node:path';
import { sqliteDatabase } from '../../../packages/engine/src/catalogue/sql/database.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { testOlderVersions } from './older-versions.ts';

testOlderVersions(async () => {
  const path = join(await temporaryFolder(), 'catalogue.sqlite');
  return async () => sqliteDatabase(path);
});
