import { join } from 'node:path';
import { makeFolder } from '@streetdate/core/internal/files';
import { writeFault } from '@streetdate/engine/internal';
import { checkValkeyUrl } from './absent-servers.ts';
import { openLocalToken } from './accounts/local-token.ts';
import { libraryServers } from './organisations/library-servers.ts';
import { firstOrganisation } from './organisations/organisations.ts';
import { openBlobsOfLibrary, schemaOfLibrary } from './organisations/served-places.ts';
import { openBullmq } from './queue/bullmq.ts';
import { openSharedCounts } from './queue/shared-counts.ts';
import { openFlowTransport } from './search/flow-transport.ts';
import { GroupSearch } from './search/group-search.ts';
import { Roster } from './search/roster.ts';
import type { Opening, ServerProfile, Service } from './service.ts';
import { dropSchema, type ServiceDatabase } from './store/database.ts';
import { openPostgresPool, parsePostgresUrl } from './store/postgres/pool.ts';
import { openPostgresCatalogue } from './store/postgres/postgres-catalogue.ts';
import { openPostgresClock } from './store/postgres/postgres-clock.ts';
import { openPostgresTables } from './store/postgres/postgres-tables.ts';
import { openS3Objects } from './store/s3/s3-objects.ts';
import { parseS3Url } from './store/s3/s3-url.ts';
import { UploadObjects } from './uploads/upload-objects.ts';
import { readSecretKey, sealStored, secretSeal } from './webhooks/sealed-secrets.ts';

/** Connections to PostgreSQL of one process. */
const CONNECTIONS = 20;

/** Opens the service on servers. What lies in its folder can be made again. */
export async function openOnServers(
  home: string,
  profile: ServerProfile,
  { now: given, retention, webhooks, keptThreads, openLibraries, webhookKey }: Omit<Opening, 'now'> & Partial<Pick<Opening, 'now'>>,
): Promise<Service> {
  const { place: postgres } = parsePostgresUrl(profile.postgres);
  const bucket = parseS3Url(profile.s3);
  checkValkeyUrl(profile.valkey);
  await makeFolder(home).catch((cause: unknown) => {
    throw writeFault(cause, home);
  });
  const pool = await openPostgresPool(profile.postgres, { connections: CONNECTIONS });
  const closing: (() => Promise<void> | void)[] = [() => pool.end()];
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    const database = await openPostgresTables(pool, postgres);
    closing.push(() => database.destroy());
    const clock = await openPostgresClock(pool);
    closing.push(() => clock.close());
    const now = given ?? clock.now;
    const { id: firstOrganisationId } = await firstOrganisation(database, now());
    const localToken = await openLocalToken(home);
    const seal = secretSeal(webhookKey === undefined ? undefined : await readSecretKey(webhookKey));
    if (webhookKey !== undefined) await sealStored(database, seal);
    const credentials = profile.s3Credentials;
    const objects = openS3Objects(bucket, credentials);
    closing.push(() => objects.close());
    const files = new UploadObjects(objects, join(home, 'uploads'));
    await files.clean();
    const openBlobs = (id: string) => openBlobsOfLibrary(bucket, id, credentials);
    const openCatalogue = (id: string) => openPostgresCatalogue({ pool, schema: schemaOfLibrary(id) });
    const searchers = profile.searchers ? await openSearchers(profile.valkey, database, closing) : undefined;
    const libraries = libraryServers({
      home,
      now,
      keptThreads,
      openCatalogue,
      dropCatalogue: (id) => dropSchema(database, schemaOfLibrary(id)),
      openBlobs,
      mostOpen: openLibraries,
      search: searchers && ((organisationId, library) => new GroupSearch({ database, ...searchers, organisationId, library, now })),
    });
    closing.push(() => libraries.close());
    const dispatcher = await openBullmq({ url: profile.valkey, database, now });
    closing.push(() => dispatcher.close());
    const counts = await openSharedCounts(profile.valkey);
    closing.push(() => counts.close());
    return {
      database,
      libraries,
      searchers,
      counts,
      files,
      folder: home,
      webhooks,
      secretSeal: seal,
      dispatcher,
      firstOrganisationId,
      localToken,
      now,
      retention,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** How searchers are reached: requests through Valkey, and who lives from the database. */
async function openSearchers(
  valkey: string,
  database: ServiceDatabase,
  closing: (() => Promise<void> | void)[],
): Promise<NonNullable<Service['searchers']>> {
  const transport = await openFlowTransport({ url: valkey });
  closing.push(() => transport.close());
  const roster = new Roster(database, { onGone: (searcherId) => transport.forget(searcherId) });
  closing.push(() => roster.close());
  return { transport, roster };
}
