import { openS3Store, type S3Store, type S3StoreOptions } from '../store/s3/s3-store.ts';
import type { S3Place } from '../store/s3/s3-url.ts';

/** The schema of PostgreSQL that has the rows of an organisation's library. */
export function schemaOfLibrary(organisationId: string): string {
  return `streetdate ${organisationId}`;
}

/** Opens the storage that has the bytes of an organisation's library. @param place - What the service has there. */
export function openBlobsOfLibrary(
  { prefix, ...place }: S3Place,
  organisationId: string,
  credentials: S3StoreOptions['credentials'],
): S3Store {
  return openS3Store({ ...place, prefix: [prefix, 'libraries', organisationId].filter(Boolean).join('/') }, { credentials });
}
