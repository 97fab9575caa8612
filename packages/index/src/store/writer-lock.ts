import { lstat, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readFault, writeFault } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';

/** Name of the lock in the folder of an index. */
const LOCK = 'writer.lock';
/** A lock file without a holder belongs to a writer that is about to write it, or that was killed just then. It is valid for this long. */
const UNSIGNED_MS = 10_000;

/** The holder of a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Start time of the process, in ticks since the system started. It tells apart processes with a reused pid. Absent without `/proc`. */
  readonly began?: string | undefined;
  /** When the lock was taken, as the taker says it. */
  readonly since?: string | undefined;
}

/** Options for {@link lockWriter}. */
export interface WriterLockOptions {
  /** What the folder is called in the error. @defaultValue `the index` */
  readonly what?: string | undefined;
  /** When the lock is taken: told to those who are refused. @defaultValue not told */
  readonly since?: string | undefined;
}

/**
 * Locks a folder for one writer. It takes over the lock of a process that is gone, but never that of another machine. It needs no timer:
 * a lock stays valid however long its process is busy.
 * @returns A function that gives the lock back.
 * @throws StreetdateError `bad-library` when there is another writer, which may be this process; `file-unwritable`, `file-unreadable`.
 */
export async function lockWriter(folder: string, { what = 'the index', since }: WriterLockOptions = {}): Promise<() => Promise<void>> {
  const path = join(folder, LOCK);
  const text = JSON.stringify({ pid: process.pid, host: hostname(), began: await beginOf(process.pid), since } satisfies Holder);
  for (;;) {
    if (await create(path, text)) return () => rm(path, { force: true });
    const held = await readFile(path, 'utf8').catch((cause: unknown) => {
      if (!isMissing(cause)) throw readFault(path, cause);
    });
    if (held === undefined) {
      // Given back at this moment, unless it is a link to nothing.
      if (await isLink(path)) throw locked(path, what, '');
      continue;
    }
    if (await isHeld(path, held)) throw locked(path, what, held);
    // Rename it instead of deleting it: only one of two processes gets the file. What it gets may still be a newer lock.
    const taken = `${path}.${process.pid}`;
    await rename(path, taken).catch((cause: unknown) => {
      // Another process was faster. Any other failure would come again for ever.
      if (!isMissing(cause)) throw writeFault(path, cause);
    });
    const got = await readFile(taken, 'utf8').catch(() => undefined);
    if (got !== undefined && got !== held) {
      await rename(taken, path);
      throw locked(path, what, got);
    }
    await rm(taken, { force: true });
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (facts) => facts.isSymbolicLink(),
    () => false,
  );
}

/** Creates the lock file. @returns false when it exists. */
async function create(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(text);
    } catch (cause) {
      // Left empty on a full disk, it would block the next writer for a while.
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
    return facts !== undefined && Date.now() - facts.mtimeMs < UNSIGNED_MS;
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
    // EPERM: the process exists and belongs to another user.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

/** The field `starttime` of proc(5). */
async function beginOf(pid: number): Promise<string | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
  // The second field is the program's name in parentheses, and may hold spaces.
  return line?.slice(line.lastIndexOf(')') + 2).split(' ')[19];
}

function locked(path: string, what: string, text: string): StreetdateError {
  const holder = parse(text);
  const who =
    holder === undefined
      ? 'another process'
      : `process ${holder.pid} on ${holder.host}${holder.since === undefined ? '' : ` since ${holder.since}`}`;
  const reason = `${path}: ${what} is being written by ${who}; only one can write at a time`;
  return new StreetdateError('bad-library', `${reason}. Remove this file if that process is gone`, { path });
}
