import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { StreetdateError } from '@streetdate/core/portable';

/** Debian's package of each program that reads images. */
const PACKAGES = {
  mmls: 'sleuthkit',
  fsstat: 'sleuthkit',
  fls: 'sleuthkit',
  icat: 'sleuthkit',
  ewfinfo: 'ewf-tools',
  ewfexport: 'ewf-tools',
} as const;

/** A program that reads images. None of them is bundled: the system keeps them up to date. */
export type ImageProgram = keyof typeof PACKAGES;

/** What a program is run for. */
export interface RunOptions {
  /** The image, for messages. */
  readonly path: string;
  /** What it says of its input, to be a failure although it ends well: the words to look for. @defaultValue none */
  readonly refused?: RegExp | undefined;
  /** Ends the program. @defaultValue nothing does */
  readonly signal?: AbortSignal | undefined;
}

/** Most characters kept of what a program says. */
const MOST_SAID = 2000;
/** A program that gives nothing for so long is stopped: an image made to keep it busy. */
const STALL_MS = 10 * 60_000;

/**
 * Runs a program and yields what it writes. No shell is between, times are UTC, and leaving the loop ends the program.
 * @throws StreetdateError `runtime-missing` that names the Debian package of a missing program, `damaged-disc` with its reason when it fails; the signal's reason.
 */
export async function* runProgram(
  program: ImageProgram,
  args: readonly string[],
  { path, refused, signal }: RunOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  signal?.throwIfAborted();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' } });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-MOST_SAID);
  });
  const ended = new Promise<StreetdateError | undefined>((resolve) => {
    child.on('error', (cause) => {
      const isMissing = 'code' in cause && cause.code === 'ENOENT';
      const reason = isMissing ? `reading it needs ${program}, which Debian's package ${PACKAGES[program]} has` : cause.message;
      resolve(new StreetdateError(isMissing ? 'runtime-missing' : 'damaged-disc', `${path}: ${reason}`, { path, cause }));
    });
    child.on('close', (status, killedBy) => {
      const found = refused?.exec(said)?.[0].replace(/\s+/gu, ' ');
      const [first = ''] = said.trim().split('\n');
      const reason = found ?? (first === '' ? `it ended with ${status ?? killedBy}` : first);
      resolve(
        status === 0 && found === undefined
          ? undefined
          : new StreetdateError('damaged-disc', `${path}: ${program} says: ${reason}`, { path }),
      );
    });
  });
  const stop = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', stop);
  let stalled: NodeJS.Timeout | undefined;
  try {
    const chunks = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    for (;;) {
      stalled = setTimeout(stop, STALL_MS);
      const next = await chunks.next();
      clearTimeout(stalled);
      if (next.done) break;
      yield next.value;
    }
    const fault = await ended;
    signal?.throwIfAborted();
    if (fault) throw fault;
  } finally {
    clearTimeout(stalled);
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

/** Runs a program and yields the lines that it writes. The same errors as {@link runProgram}. */
export async function* linesOf(
  program: ImageProgram,
  args: readonly string[],
  options: RunOptions,
): AsyncGenerator<string, void, undefined> {
  let failed: unknown;
  const chunks = async function* () {
    try {
      yield* runProgram(program, args, options);
    } catch (error) {
      // The lines before a fault are read.
      failed = error;
    }
  };
  const input = Readable.from(chunks(), { objectMode: false });
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } finally {
    input.destroy();
  }
  if (failed !== undefined) throw failed;
}
