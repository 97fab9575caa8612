import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { Launch } from './confinement/confinement.ts';
import { killDecoder } from './kill-decoder.ts';

/** How a program ended, and what it printed. */
export interface ProgramResult {
  /** Exit status; null when a signal ended it. */
  readonly status: number | null;
  /** The signal that ended it. */
  readonly signal: string | undefined;
  /** True when it was killed because it ran past the time limit. */
  readonly timedOut: boolean;
  /** Standard output, UTF-8. */
  readonly stdout: string;
  /** The end of the standard error output, UTF-8, at most 64 KiB. */
  readonly stderr: string;
}

/** Options for {@link runLaunch}. */
export interface RunOptions {
  /** Seconds until it is killed. @defaultValue 60 */
  readonly limitSeconds?: number;
  /** Kills it; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Bytes piped to it; it may end before it has read all. @defaultValue nothing */
  readonly stdin?: Readable | undefined;
}

const STDERR_CHARACTERS = 65_536;
/** Most bytes of output. A probe of a file with thousands of chapters prints some MB. A file made to print more is stopped. */
const STDOUT_CHARACTERS = 64 * 1024 * 1024;

/**
 * Runs a short program to its end. For queries to ffprobe and ffmpeg, not for pixels.
 * @throws Error as `spawn` gives it when the program cannot be started, or when it prints more than 64 MiB.
 */
export function runLaunch(launch: Launch, options: RunOptions = {}): Promise<ProgramResult> {
  const { limitSeconds = 60, signal, stdin } = options;
  const { program, args, env, cwd } = launch;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(program, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    // It may close its input once it has read enough.
    child.stdin.on('error', () => {});
    if (stdin) stdin.pipe(child.stdin);
    else child.stdin.end();
    const kill = () => killDecoder(child, launch);
    let timedOut = false;
    let flooded = false;
    let stdout = '';
    let stderr = '';
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, limitSeconds * 1000);
    signal?.addEventListener('abort', kill, { once: true });
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', kill);
      stdin?.destroy();
      launch.release();
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (stdout.length < STDOUT_CHARACTERS) stdout += text;
      else flooded = kill();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_CHARACTERS);
    });
    child.on('error', (cause) => {
      settle();
      reject(cause);
    });
    // After a kill this waits for the exit, not for the pipes: a grandchild may hold them open. In a sandbox none is left, and the pipes
    // close when the decoder has ended too.
    child.on('exit', () => {
      if (!launch.nested && (timedOut || flooded || signal?.aborted)) {
        child.stdout.destroy();
        child.stderr.destroy();
      }
    });
    child.on('close', (status, endedBy) => {
      settle();
      if (signal?.aborted) reject(signal.reason);
      else if (flooded) reject(new Error(`${program} printed more than ${STDOUT_CHARACTERS} characters`));
      else resolve({ status, signal: endedBy ?? signalOf(launch, status), timedOut, stdout, stderr });
    });
  });
}

/** The signal that ended a decoder below the spawned process, which tells it by its exit status. */
export function signalOf({ nested }: Pick<Launch, 'nested'>, status: number | null): string | undefined {
  if (!nested || status === null || status <= 128) return undefined;
  return Object.entries(constants.signals).find(([, number]) => number === status - 128)?.[0];
}
