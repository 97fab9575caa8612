import { define, flag, optional } from './define.ts';

const JSON_FLAG = flag('--json', 'print one line of JSON, see schema/db.schema.json');

const PLACE_OPTIONS = {
  database: optional(
    '--database <url>',
    'the library’s rows are in PostgreSQL: postgres://user@host/database?schema=NAME (default: in the library’s folder)',
  ),
  blobs: optional(
    '--blobs <place>',
    'its bytes are in S3-compatible storage or another folder: s3://bucket/prefix?endpoint=https://host (default: in the library’s folder)',
  ),
};

const SECRETS =
  'Passwords and keys are best given by the environment: PGPASSWORD, and AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY. ' +
  'PostgreSQL needs the package pg, and S3 the package @aws-sdk/client-s3.';

/** `streetdate db migrate` */
export const dbMigrate = define({
  name: 'migrate',
  summary: 'bring a library’s tables to the version of this program',
  details:
    'Every command does this by itself when it opens a library. Do it beforehand where many processes start at once, or where they have not the right to. ' +
    `Tables are never brought back to an older version. An empty place gets the tables.\n${SECRETS}`,
  options: { database: PLACE_OPTIONS.database, json: JSON_FLAG },
  examples: [
    ['streetdate db migrate', 'the library of this folder'],
    ["streetdate db migrate --database 'postgres://films@db/streetdate?schema=acme'", 'a library in PostgreSQL'],
  ],
});

/** `streetdate db check` */
export const dbCheck = define({
  name: 'check',
  summary: 'check that a library is whole',
  details:
    'Counts the rows of each table and computes their digest, which is the same for the same rows in any database. Reads each fingerprint and ' +
    'manifest that a row names, and compares it with its SHA-256. The library may be in use.\n' +
    'Rows that cannot be read are named: sightings with an impossible time or country, windows, scans. With --repair they are mended, and it says ' +
    'how: what cannot be read of a sighting becomes unknown, a window is removed, and lost matches are searched again. No match is lost.\n' +
    'With --repair, it also removes what killed processes left and is older than an hour: blobs that no row names, and unfinished files and uploads. ' +
    'Nothing is removed that a row names. A missing or damaged blob comes back when its media is enrolled or scanned again.\n' +
    'The segments of a search index that is spread over searchers are checked by the rows of the service. With --repair, segments are removed that ' +
    'were replaced more than an hour ago, and the next search makes missing ones again.\n' +
    `The exit status is 3 if a blob is missing or damaged, or a row stays unreadable.\n${SECRETS}`,
  options: {
    ...PLACE_OPTIONS,
    repair: flag('--repair', 'mend rows that cannot be read, and remove what killed processes left'),
    json: JSON_FLAG,
  },
  examples: [
    ['streetdate db check', 'reads every fingerprint'],
    ['streetdate db check --repair', 'also mends rows, and removes what killed processes left'],
    ["streetdate db check --database 'postgres://films@db/streetdate?schema=acme' --blobs s3://films/acme", 'a library on servers'],
  ],
});

/** `streetdate db copy` */
export const dbCopy = define({
  name: 'copy',
  summary: 'copy a library to another database or storage, and compare both',
  details:
    'Copies from SQLite to PostgreSQL, from a folder to S3, back, or any mixture. The source stays as it is and may be in use; what is written to it ' +
    'later is not copied.\n' +
    'Bytes are copied first, each compared with its SHA-256. A copy that was stopped goes on with what is missing. Then all rows are copied in one ' +
    'transaction. Counts and digests of each table are compared, and nothing is kept if one differs. A place that has rows is refused.\n' +
    SECRETS,
  options: {
    ...PLACE_OPTIONS,
    toHome: optional('--to-home <dir>', 'copy to this folder'),
    toDatabase: optional('--to-database <url>', 'copy the rows to PostgreSQL instead'),
    toBlobs: optional('--to-blobs <place>', 'copy the bytes to S3-compatible storage, or to another folder, instead'),
    json: JSON_FLAG,
  },
  examples: [
    [
      "streetdate db copy --to-database 'postgres://films@db/streetdate?schema=acme' --to-blobs s3://films/acme",
      'from this folder to servers',
    ],
    [
      "streetdate db copy --database 'postgres://films@db/streetdate?schema=acme' --blobs s3://films/acme --to-home here/",
      'from servers to a folder',
    ],
  ],
});
