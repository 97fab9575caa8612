import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { builtCommand } from '../../cli/tools/built-command.ts';
import { processesBelow } from '../../tools/running-decoders.ts';

const REPORT = fileURLToPath(new URL('report-memory.mjs', import.meta.url));

/** What a server holds at one time, after it has collected its garbage. */
export interface Holdings {
  /** Open descriptors by kind: files, sockets, pipes, and those of its event loops. */
  readonly descriptors: Readonly<Record<string, number>>;
  /** Names of the processes below it: decoders and their sandboxes. */
  readonly processes: readonly string[];
  /** Names in its folder for temporary files. */
  readonly temporary: readonly string[];
  /** Bytes of JavaScript objects and buffers of its main thread. */
  readonly held: number;
  /** Resident memory of the whole process, bytes. */
  readonly rss: number;
}

/** A `streetdate serve` of its own process. */
export interface WatchedServer {
  readonly url: string;
  /** The header field that lets its machine's user in. */
  readonly headers: { readonly authorization: string };
  readonly child: ChildProcess;
  /** What it has printed. */
  said(): string;
  /** What it holds now. Linux only. */
  holdings(): Promise<Holdings>;
}

/** Starts the command on a library, with a folder for temporary files of its own, and waits for its address. */
export async function startWatched(folder: string, home: string, ...options: readonly string[]): Promise<WatchedServer> {
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  const report = join(folder, 'memory.json');
  const argv = [
    '--expose-gc',
    '--import',
    REPORT,
    builtCommand(),
    'serve',
    '--home',
    home,
    '--port',
    '0',
    '--unconfined-uploads',
    ...options,
  ];
  const env = { ...process.env, TMPDIR: temporary, MEMORY_REPORT: report };
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'], env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text: string) => (said += text));
  const pid = child.pid!;
  const holdings = async (): Promise<Holdings> => {
    await rm(report, { force: true });
    child.kill('SIGUSR2');
    for (const last = performance.now() + 100_000; !existsSync(report); await sleep(20)) {
      if (child.exitCode !== null || performance.now() > last) throw new Error(`the server does not report: ${said}`);
    }
    const { heapUsed, external, rss } = JSON.parse(readFileSync(report, 'utf8')) as NodeJS.MemoryUsage;
    const descriptors: Record<string, number> = {};
    for (const number of readdirSync(`/proc/${pid}/fd`)) {
      const kind = kindOf(`/proc/${pid}/fd/${number}`);
      if (kind !== undefined) descriptors[kind] = (descriptors[kind] ?? 0) + 1;
    }
    return {
      descriptors,
      processes: processesBelow(pid).map(({ name }) => name),
      temporary: readdirSync(temporary),
      held: heapUsed + external,
      rss,
    };
  };
  for (const last = performance.now() + 100_000; performance.now() < last; await sleep(20)) {
    const url = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
    if (url !== undefined) return { url, headers: localHeaders(home), child, said: () => said, holdings };
    if (child.exitCode !== null) break;
  }
  throw new Error(`the server did not start: ${said}`);
}

/** The header field that lets in whoever can read a library's folder, as long as nobody has an account. */
export function localHeaders(home: string): { readonly authorization: string } {
  return { authorization: `Bearer ${readFileSync(join(home, 'service', 'local-token'), 'utf8').trim()}` };
}

/** `socket`, `pipe` and the like, or `file`; undefined for a descriptor that has just been closed. */
function kindOf(descriptor: string): string | undefined {
  try {
    const target = readlinkSync(descriptor);
    return target.startsWith('/') ? 'file' : target.replace(/:?\[\d+\]$/, '');
  } catch {
    return undefined;
  }
}
