import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { confinementFor, confinementWish, killDecoder, type Launch } from '@streetdate/core/internal/node';
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

/** What a program is run for, and what it may touch. */
export interface ProgramRun extends RunOptions {
  /** Absolute paths of the files that it reads. In a sandbox it sees no others. */
  readonly reads: readonly string[];
  /** Absolute path of a folder that it writes to, and most bytes of a file there. @defaultValue it writes none */
  readonly writes?: { readonly folder: string; readonly bytes: number } | undefined;
}

/** Most characters kept of what a program says. */
const MOST_SAID = 2000;
/** A program that gives nothing for so long is stopped: an image made to keep it busy. */
const STALL_MS = 10 * 60_000;

/** CPU time that a program has for any image, seconds, and bytes of the image that each further second is for. */
const [LEAST_CPU_SECONDS, SLOWEST_BYTES] = [600, 5e6];
/** Memory that a program may write to, bytes. */
const MEMORY_BYTES = 4 * 2 ** 30;

/** Plans the start of a program: in a sandbox, under limits, or as it is, like decoders of media. */
async function launchOf(program: ImageProgram, args: readonly string[], { path, reads, writes }: ProgramRun): Promise<Launch> {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, program))
    .find(existsSync);
  if (found === undefined) {
    const reason = `reading it needs ${program}, which Debian's package ${PACKAGES[program]} has`;
    throw new StreetdateError('runtime-missing', `${path}: ${reason}`, { path });
  }
  const confinement = await confinementFor(found, confinementWish(), '-V');
  const sizes = await Promise.all(reads.map((file) => sizeOf(file, path)));
  const cpuSeconds = Math.ceil(LEAST_CPU_SECONDS + (sizes.reduce((sum, size) => sum + size, 0) + (writes?.bytes ?? 0)) / SLOWEST_BYTES);
  return confinement.launch({
    program: found,
    args,
    furtherInputs: reads,
    ...(writes && { output: writes.folder, outputBytes: writes.bytes }),
    budget: { cpuSeconds, waitSeconds: cpuSeconds, memoryBytes: MEMORY_BYTES },
  });
}

async function sizeOf(file: string, path: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new StreetdateError('damaged-disc', `${path}: ${cause.message}`, { path, cause });
  }
}

/**
 * Runs a program and yields what it writes. It is confined as decoders of media are. No shell is between, times are UTC, and leaving the loop ends the program.
 * @throws StreetdateError `runtime-missing` that names the Debian package of a missing program, `damaged-disc` with its reason when it fails; the signal's reason.
 */
export async function* runProgram(
  program: ImageProgram,
  args: readonly string[],
  options: ProgramRun,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { path, refused, signal } = options;
  signal?.throwIfAborted();
  const launch = await launchOf(program, args, options);
  const env = { ...launch.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' };
  const child = spawn(launch.program, launch.args, { stdio: ['ignore', 'pipe', 'pipe'], env, cwd: launch.cwd });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-MOST_SAID);
  });
  const ended = new Promise<StreetdateError | undefined>((resolve) => {
    child.on('error', (cause) => {
      resolve(new StreetdateError('damaged-disc', `${path}: ${program} could not be started: ${cause.message}`, { path, cause }));
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
  // Where a reader left early, the pipes stay open behind the end of the program.
  child.on('exit', launch.release).on('error', launch.release);
  const stop = () => void killDecoder(child, launch);
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
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

/** Runs a program and yields the lines that it writes. The same errors as {@link runProgram}. */
export async function* linesOf(
  program: ImageProgram,
  args: readonly string[],
  options: ProgramRun,
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
