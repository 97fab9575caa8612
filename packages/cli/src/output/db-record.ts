import { z } from './schema.ts';

const tables = z
  .array(
    z.object({
      table: z.string(),
      rows: z.int(),
      sha256: z.string().describe('Digest of the rows, the same for the same rows in any database'),
    }),
  )
  .describe('Each table of the catalogue');

const badBlobs = z
  .array(
    z.object({
      kind: z.enum(['fingerprint', 'segment', 'picture', 'manifest']),
      sha256: z.string(),
      fault: z.enum(['missing', 'damaged']),
    }),
  )
  .describe('Blobs that a row names and that cannot be read');

/** The line of `streetdate db migrate --json`. */
export const dbMigrateRecord = z.object({
  type: z.literal('db-migrate'),
  place: z.string().describe('The database, without a password'),
  from: z.int().describe('The version before; 0 for an empty place'),
  to: z.int().describe('The version of this program'),
});

/** The line of `streetdate db check --json`. */
export const dbCheckRecord = z.object({
  type: z.literal('db-check'),
  place: z.string().describe('The database, without a password'),
  blobs: z.string().describe('The blob store, without credentials'),
  version: z.int().describe('Version of the tables'),
  tables,
  badRows: z
    .array(
      z.object({
        table: z.enum(['scan', 'sighting', 'release_window', 'allowed_source', 'exclusion', 'conflict', 'dispute']),
        row: z.string().describe('What it is about'),
        fault: z.string().describe('What is wrong with it'),
        mended: z.string().optional().describe('What --repair did about it; absent if nothing'),
        searchAgain: z.string().optional().describe('The scan whose matches are lost; --repair searches its fingerprint again'),
      }),
    )
    .describe('Rows that cannot be read'),
  referencedBlobs: z.int().describe('Blobs that rows name, each read and compared with its SHA-256'),
  badBlobs,
  unreferencedBlobs: z.int().describe('Blobs that no row names'),
  unreferencedBytes: z.int().describe('Their bytes'),
  leftovers: z.int().describe('Unfinished files and uploads of killed processes, older than an hour'),
  removed: z.int().describe('How many of both were removed'),
  index: z
    .object({
      segments: z.int().describe('Segments that rows of the service name, each read and compared with its SHA-256'),
      badSegments: z.int().describe('How many of them are missing or damaged; with --repair the next search makes them again'),
      unreferenced: z.int().describe('Segments that no search needs'),
      unreferencedBytes: z.int().describe('Their bytes'),
      removed: z.int().describe('How many of those were removed'),
    })
    .optional()
    .describe('The search index, if the library belongs to a service'),
});

/** The line of `streetdate db copy --json`. */
export const dbCopyRecord = z.object({
  type: z.literal('db-copy'),
  from: z.string().describe('The database that was read'),
  to: z.string().describe('The database that was written'),
  tables,
  blobs: z.int().describe('Blobs that were copied or were there already'),
  bytes: z.int().describe('Their bytes'),
});

/** The line of `streetdate backup --json` and `restore --json`. */
export const backupRecord = z.object({
  type: z.enum(['backup', 'restore']),
  path: z.string().describe('The backup'),
  files: z.int().describe('Files of the backup'),
  bytes: z.int().describe('Their bytes'),
  databases: z.int().describe('How many of the files are databases'),
  badBlobs,
});

/** What `streetdate db migrate --json` prints. */
export type DbMigrateRecord = z.infer<typeof dbMigrateRecord>;
/** What `streetdate db check --json` prints. */
export type DbCheckRecord = z.infer<typeof dbCheckRecord>;
/** What `streetdate db copy --json` prints. */
export type DbCopyRecord = z.infer<typeof dbCopyRecord>;
/** What `streetdate backup --json` prints. */
export type BackupRecord = z.infer<typeof backupRecord>;
