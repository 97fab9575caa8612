import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** How a program ended, and what it printed. */
export interface ProgramResult {
  /** Exit status; null when a signal ended it. */
  readonly status: number | null;
  /** True when it was killed because it ran past the time limit. */
  readonly timedOut: boolean;
  /** Standard output, UTF-8. */
  readonly stdout: string;
  /** The end of the standard error output, UTF-8, at most 64 KiB. */
  readonly stderr: string;
}

/** Options for {@link runProgram}. */
export interface ProgramOptions {
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
 * Statically linked builds crash when they load the system's character sets for a station's name, which transport streams made by ffmpeg
 * contain. Without a folder of character sets the name stays undecoded, and it is not used here.
 */
const NO_CHARSETS = { GCONV_PATH: '/nonexistent' };

/**
 * Runs a short program to its end without a shell. For queries to ffprobe and ffmpeg, not for pixels.
 * @throws Error as `spawn` gives it when the program cannot be started, or when it prints more than 64 MiB.
 */
export function runProgram(program: string, args: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
  const { limitSeconds = 60, signal, stdin } = options;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(program, args, { env: { ...process.env, ...NO_CHARSETS }, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    // It may close its input once it has read enough.
    child.stdin.on('error', () => {});
    if (stdin) stdin.pipe(child.stdin);
    else child.stdin.end();
    const kill = () => child.kill('SIGKILL');
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
    // After a kill this waits for the exit, not for the pipes: a grandchild may hold them open.
    child.on('exit', () => {
      if (timedOut || flooded || signal?.aborted) {
        child.stdout.destroy();
        child.stderr.destroy();
      }
    });
    child.on('close', (status) => {
      settle();
      if (signal?.aborted) reject(signal.reason);
      else if (flooded) reject(new Error(`${program} printed more than ${STDOUT_CHARACTERS} characters`));
      else resolve({ status, timedOut, stdout, stderr });
    });
  });
}
