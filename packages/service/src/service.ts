import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFault } from '@streetdate/engine/internal';
import { type Libraries, LibraryFolders } from './organisations/libraries.ts';
import { firstOrganisation } from './organisations/organisations.ts';
import type { Dispatcher } from './queue/dispatcher.ts';
import { polling } from './queue/polling.ts';
import { openSqliteTables, type ServiceDatabase } from './store/database.ts';
import { migrateService } from './store/migrations.ts';
import { type UploadFiles, UploadFolder } from './uploads/upload-files.ts';

/** Everything that routes and jobs work with. */
export interface Service {
  /** Its rows. */
  readonly database: ServiceDatabase;
  /** The libraries of its organisations. */
  readonly libraries: Libraries;
  /** The bytes of uploads. */
  readonly files: UploadFiles;
  /** Brings jobs to workers. */
  readonly dispatcher: Dispatcher;
  /** The organisation that is there from the start. */
  readonly firstOrganisationId: string;
  /** The current time. */
  readonly now: () => Date;
  /** Closes all of it. */
  close(): Promise<void>;
}

/** Options for {@link openService}. */
export interface ServiceOptions {
  /** The current time. @defaultValue the system's clock */
  readonly now?: (() => Date) | undefined;
  /**
   * Threads for the films of each organisation, and as many for searches, so that this thread stays free for requests. 0 stands for this
   * thread. @defaultValue 0
   */
  readonly threads?: number | undefined;
}

/**
 * Opens the service on a library's folder: SQLite, a folder for uploads, nothing to install. What it adds lies in `service/` there.
 * @throws StreetdateError as `openLibrary`.
 */
export async function openService(home: string, { now = () => new Date(), threads = 0 }: ServiceOptions = {}): Promise<Service> {
  const folder = join(home, 'service');
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw writeFault(cause, folder);
  });
  const path = join(folder, 'service.sqlite');
  const database = openSqliteTables(path);
  try {
    await migrateService(database, path);
    const { id: firstOrganisationId } = await firstOrganisation(database, now());
    const libraries = new LibraryFolders({ firstOrganisationId, home, now, keptThreads: threads || undefined });
    // At once, so that a library that another process writes to is told now and not with the first upload.
    await libraries.of(firstOrganisationId);
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
      dispatcher: polling,
      firstOrganisationId,
      now,
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
