import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { writeFault } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';

/** Name of the lock in the folder of an index. */
const LOCK = 'writer.lock';
/** A lock that says nothing is that of a writer about to say it, or of one that was killed then. */
const SILENT_MS = 10_000;

/** Who holds a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in ticks since the system did: the same number may be another process's later. Absent where there is no `/proc`. */
  readonly began?: string | undefined;
}

/**
 * Locks a folder for one writer. The lock of a process that is gone is taken over; that of another machine never is.
 * @returns Gives the lock back.
 * @throws StreetdateError `bad-library` when there is another writer, this process included; `file-unwritable`.
 */
export async function lockWriter(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, LOCK);
  const text = JSON.stringify({ pid: process.pid, host: hostname(), began: await beginOf(process.pid) } satisfies Holder);
  for (;;) {
    if (await create(path, text)) return () => rm(path, { force: true });
    const held = await readFile(path, 'utf8').catch(() => undefined);
    if (held === undefined) continue;
    if (await isHeld(path, held)) throw locked(path, held);
    // Renamed away, not removed: of two that take over, one gets a name that is there. What it got may be a new lock all the same.
    const taken = `${path}.${process.pid}`;
    await rename(path, taken).catch(() => {});
    const got = await readFile(taken, 'utf8').catch(() => undefined);
    if (got !== undefined && got !== held) {
      await rename(taken, path);
      throw locked(path, got);
    }
    await rm(taken, { force: true });
  }
}

/** Makes the lock; false when it is there. */
async function create(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(text);
    } catch (cause) {
      // An empty lock on a full disk would keep the next writer out for a while.
      await rm(path, { force: true });
      throw cause;
    } finally {
      await file.close();
    }
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw writeFault(path, cause);
  }
}

async function isHeld(path: string, text: string): Promise<boolean> {
  const holder = parse(text);
  if (holder === undefined) {
    const facts = await stat(path).catch(() => undefined);
    return facts !== undefined && Date.now() - facts.mtimeMs < SILENT_MS;
  }
  if (holder.host !== hostname()) return true;
  return isRunning(holder.pid) && (holder.began === undefined || holder.began === (await beginOf(holder.pid)));
}

function parse(text: string): Holder | undefined {
  try {
    const holder: Holder = JSON.parse(text);
    return typeof holder.pid === 'number' && typeof holder.host === 'string' ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // A process of another user.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

/** The field `starttime` of proc(5). */
async function beginOf(pid: number): Promise<string | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
  // The second field is the program's name in parentheses, and may hold spaces.
  return line?.slice(line.lastIndexOf(')') + 2).split(' ')[19];
}

function locked(path: string, text: string): StreetdateError {
  const holder = parse(text);
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  const reason = `${path}: the index is being written by ${who}; only one can write at a time`;
  return new StreetdateError('bad-library', `${reason}. Remove this file if that process is gone`, { path });
}
