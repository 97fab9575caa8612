import { join } from 'node:path';
import { sqliteDatabase } from '../../../packages/engine/src/catalogue/sql/database.ts';
import { openSqlCatalogue } from '../../../packages/engine/src/catalogue/sql/sql-catalogue.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { describeCatalogue } from './catalogue-contract.ts';

describeCatalogue('SQLite', async () => {
  const path = join(await temporaryFolder(), 'catalogue.sqlite');
  return () => openSqlCatalogue(sqliteDatabase(path));
});

describeCatalogue('SQLite in a thread of its own', async () => {
  const path = join(await temporaryFolder(), 'catalogue.sqlite');
  return () => openSqlCatalogue(sqliteDatabase(path, 'thread'));
});
