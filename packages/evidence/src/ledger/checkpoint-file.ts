import { checkPath } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { readWhole } from '../files.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';

/**
 * Reads a checkpoint from its file.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when the file holds something else.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  checkPath('path', path);
  const checkpoint = parseCheckpoint(new TextDecoder().decode(await readWhole(path)));
  if ('reason' in checkpoint)
    throw new StreetdateError('bad-evidence', `${path}: it is no checkpoint of a ledger: ${checkpoint.reason}`, { path });
  return checkpoint;
}
