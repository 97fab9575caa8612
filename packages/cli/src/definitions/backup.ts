import { define, flag } from './define.ts';

const JSON_FLAG = flag('--json', 'print one line of JSON, see schema/backup.schema.json');

/** `streetdate backup` */
export const backupDefinition = define({
  name: 'backup',
  summary: 'write a backup of the library’s folder, also while it is in use',
  details:
    'The backup has the databases, each as it is at one moment, and every file that cannot be made again, also those of `serve`. The search index is ' +
    'left out. backup.json lists each file with its SHA-256. It is written last: a folder without it is no backup.\n' +
    'Each blob that a row names is compared with its SHA-256. The exit status is 3 if one is missing or damaged in the library itself.\n' +
    'A library in PostgreSQL and S3 is backed up with their own means: pg_dump of its schema first, then a copy of the bucket.',
  operand: { usage: '<folder>', description: 'a new or empty folder, outside of the library' },
  options: { json: JSON_FLAG },
  examples: [['streetdate backup /backups/2026-03-01', 'the library of this folder']],
});

/** `streetdate restore` */
export const restoreDefinition = define({
  name: 'restore',
  summary: 'make the library’s folder from a backup',
  details:
    'Every file is compared with its SHA-256. The library’s folder has to be missing or empty. It appears whole or not at all.\n' +
    'The backup stays as it is. The search index is built again by the first scan.',
  operand: { usage: '<folder>', description: 'a backup' },
  options: { json: JSON_FLAG },
  examples: [['streetdate restore /backups/2026-03-01 --home restored/', 'to another folder']],
});
