import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@streetdate/core/internal/files';
import { writeFault } from '@streetdate/engine/internal';
import { openLocalToken } from './accounts/local-token.ts';
import { libraryFolders } from './organisations/library-folders.ts';
import { firstOrganisation } from './organisations/organisations.ts';
import { polling } from './queue/polling.ts';
import type { Opening, Service } from './service.ts';
import { forgetWritten } from './store/database.ts';
import { migrateService } from './store/migrations.ts';
import { openSqliteTables } from './store/sqlite-tables.ts';
import { UploadFolder } from './uploads/upload-files.ts';
import { openSecretKey, readSecretKey, sealStored, secretSeal } from './webhooks/sealed-secrets.ts';

/** Opens the service on a library's folder. What it adds lies in `service/` there. */
export async function openEmbedded(home: string, opening: Opening): Promise<Service> {
  const { now, retention, webhooks, keptThreads, openLibraries, webhookKey } = opening;
  const folder = join(home, 'service');
  await makeFolder(folder).catch((cause: unknown) => {
    throw writeFault(cause, folder);
  });
  const path = join(folder, 'service.sqlite');
  const database = openSqliteTables(path);
  try {
    // Nobody else on the machine has business in any of it.
    await keepToOwner(folder, 0o700);
    await keepToOwner(path, 0o600);
    await migrateService(database, path);
    const { id: firstOrganisationId } = await firstOrganisation(database, now());
    const libraries = libraryFolders({ firstOrganisationId, home, mostOpen: openLibraries, now, keptThreads });
    // At once, so that a library that another process writes to is told now and not with the first upload.
    await libraries.of(firstOrganisationId);
    const localToken = await openLocalToken(folder);
    const key = webhookKey === undefined ? await openSecretKey(join(folder, 'webhook-key')) : await readSecretKey(webhookKey);
    const seal = secretSeal(key);
    if (await sealStored(database, seal)) await forgetWritten(database);
    const files = new UploadFolder(join(folder, 'uploads'));
    await files.clean();
    // Whoever held jobs has ended, because it held the library too. So its jobs wait no longer.
    await database
      .updateTable('job')
      .set({ held_until: new Date(0).toISOString() })
      .where('state', '=', 'running')
      .execute();
    return {
      database,
      libraries,
      files,
      folder,
      webhooks,
      secretSeal: seal,
      dispatcher: polling,
      firstOrganisationId,
      localToken,
      now,
      retention,
      close: async () => {
        await libraries.close();
        await database.destroy();
      },
    };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

/** Takes the rights of others away. @throws StreetdateError `file-unwritable` */
async function keepToOwner(path: string, mode: number): Promise<void> {
  if (((await stat(path)).mode & 0o077) === 0) return;
  await chmod(path, mode).catch((cause: unknown) => {
    throw writeFault(cause, path);
  });
}
