import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { type Library, type OpenLibraryOnOptions, openLibraryOn } from '@streetdate/engine';
import { openBlobsOfLibrary, schemaOfLibrary } from './organisations/served-places.ts';
import type { ServerProfile } from './service.ts';
import { openPostgresPool, type PostgresPool, parsePostgresUrl } from './store/postgres/pool.ts';
import { openPostgresCatalogue } from './store/postgres/postgres-catalogue.ts';
import { postgresFault } from './store/postgres/postgres-fault.ts';
import { postgresTables } from './store/postgres/postgres-tables.ts';
import { parseS3Url } from './store/s3/s3-url.ts';

/** The library of an organisation of a service on servers. */
export interface ServedLibraryAddress extends Pick<ServerProfile, 'postgres' | 's3' | 's3Credentials'> {
  /** The id of the organisation. @defaultValue the one that is there from the start */
  readonly organisation?: string | undefined;
}

/** A library of a service, opened beside the service's own processes. */
export interface ServedLibrary {
  readonly library: Library;
  /** The organisation and the database, without user and password, for messages. */
  readonly place: string;
  close(): Promise<void>;
}

/**
 * Opens the library of an organisation of a service on servers. The service may run: each writer waits for the other's transaction. An index of the
 * references is made in a temporary folder when something is searched.
 * @throws RangeError for an address that is none. StreetdateError `bad-library` if no service or no such organisation is there;
 * `store-unavailable`; `runtime-missing`.
 */
export async function openServedLibrary(
  { postgres, s3, s3Credentials, organisation }: ServedLibraryAddress,
  options: Pick<OpenLibraryOnOptions, 'access' | 'now'> = {},
): Promise<ServedLibrary> {
  const { place } = parsePostgresUrl(postgres);
  const bucket = parseS3Url(s3);
  const pool = await openPostgresPool(postgres);
  const closing: (() => Promise<void> | void)[] = [() => pool.end()];
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    const { id, name } = await organisationOn(pool, place, organisation);
    const blobs = openBlobsOfLibrary(bucket, id, s3Credentials);
    closing.push(() => blobs.close());
    await blobs.check();
    const folder = await mkdtemp(join(tmpdir(), 'streetdate-served-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const catalogue = await openPostgresCatalogue({ pool, schema: schemaOfLibrary(id) });
    const library = await openLibraryOn({ home: folder, catalogue, blobs }, options);
    closing.push(() => library.close());
    return { library, place: `${name}, ${place}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The organisation of an id, or the first. Nothing is made: a database without a service is most likely the wrong one. */
async function organisationOn(pool: PostgresPool, place: string, organisation: string | undefined) {
  const database = postgresTables(pool);
  try {
    const known = database.selectFrom('organisation').select(['id', 'name']).where('removed_at', 'is', null);
    const wanted = organisation === undefined ? known.where('is_owner', '=', 1) : known.where('id', '=', organisation);
    const found = await wanted.executeTakeFirst();
    if (found !== undefined) return found;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === UNDEFINED_TABLE)) throw postgresFault(cause, place) ?? cause;
    throw new StreetdateError('bad-library', `${place}: there is no service; its first start makes the tables`, {
      path: place,
      cause,
    });
  } finally {
    await database.destroy();
  }
  const what = organisation === undefined ? 'no organisation' : `no organisation ${organisation}`;
  throw new StreetdateError('bad-library', `${place}: there is ${what}`, { path: place });
}

/** What PostgreSQL answers where a table or its schema is not there (its manual, appendix A). */
const UNDEFINED_TABLE = '42P01';
