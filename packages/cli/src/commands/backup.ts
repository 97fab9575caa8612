import { type Backup, backUp, restoreBackup } from '@streetdate/engine/internal';
import type { backupDefinition, restoreDefinition } from '../definitions/backup.ts';
import { EXIT } from '../exit.ts';
import { count, groupDigits } from '../output/count-words.ts';
import type { BackupRecord } from '../output/db-record.ts';
import { escapeText } from '../output/escape.ts';
import type { Run } from './command.ts';
import { failBadBlobs } from './fail-bad-blobs.ts';
import { SERVERS_OWN_MEANS } from './hints.ts';
import { requireLibrary } from './nearest-library.ts';

/** `streetdate backup` */
export const runBackup: Run<typeof backupDefinition> = async ([path = ''], _options, context) => {
  const { home, io, console } = context;
  await requireLibrary(context, SERVERS_OWN_MEANS);
  const backup = await backUp(home, path, { now: io.now, signal: io.signal });
  console.result(recordOf('backup', path, backup), escapeText(`backed up ${home} to ${path}: ${textOf(backup)}`));
  failBadBlobs(context, home, backup.badBlobs);
  return EXIT.nothingFound;
};

/** `streetdate restore` */
export const runRestore: Run<typeof restoreDefinition> = async ([path = ''], _options, { home, io, console }) => {
  const backup = await restoreBackup(path, home, { signal: io.signal });
  console.result(recordOf('restore', path, backup), escapeText(`restored ${home} from ${path}: ${textOf(backup)}`));
  return EXIT.nothingFound;
};

function recordOf(type: 'backup' | 'restore', path: string, backup: Backup): BackupRecord {
  return { type, path, ...backup, badBlobs: [...backup.badBlobs] };
}

function textOf({ files, bytes, databases }: Backup): string {
  return `${count(files, 'file')} of ${groupDigits(bytes)} bytes, ${count(databases, 'database')} among them, each compared with its SHA-256`;
}
