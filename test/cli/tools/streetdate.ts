import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { run } from 'streetdate';
import { onTestFinished } from 'vitest';

/** What a run of the command gave. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options for {@link streetdate}. */
export interface RunOptions {
  /** Stops the run. */
  readonly signal?: AbortSignal;
  /** What counts as now. @defaultValue 2026-02-01T12:00:00Z */
  readonly now?: string;
  /** What is sent to it. @defaultValue nothing */
  readonly stdin?: NodeJS.ReadableStream;
  /** Whether the streams pretend to be a terminal. @defaultValue false */
  readonly isTerminal?: boolean;
  /** Milliseconds between two lines of progress. @defaultValue none is told */
  readonly progressEveryMs?: number;
}

/** Runs the command in this process. It says nothing of its progress, which it would on a machine that stands still for a while. */
export async function streetdate(argv: readonly string[], options: RunOptions = {}): Promise<Run> {
  const {
    signal = new AbortController().signal,
    now = '2026-02-01T12:00:00Z',
    isTerminal = false,
    stdin,
    progressEveryMs = Number.POSITIVE_INFINITY,
  } = options;
  const [stdout, stderr] = [capture(isTerminal), capture(isTerminal)];
  const status = await run(argv, {
    stdout,
    stderr,
    signal,
    now: () => new Date(now),
    progressEveryMs,
    ...(stdin && { stdin }),
  });
  return { status, stdout: stdout.text, stderr: stderr.text };
}

/**
 * Runs the command in this process as one that was started in a folder, with some variables. A process of its own takes a second to load.
 * Nothing else may run in this process meanwhile.
 */
export async function streetdateIn(
  argv: readonly string[],
  { cwd = process.cwd(), env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Run> {
  const [folder, variables] = [process.cwd(), Object.keys(env).map((name) => [name, process.env[name]] as const)];
  process.chdir(cwd);
  Object.assign(process.env, env);
  try {
    return await streetdate(argv);
  } finally {
    process.chdir(folder);
    for (const [name, value] of variables) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** A stream that keeps what is written to it. */
export function capture(isTTY: boolean): Writable & { readonly isTTY: boolean; readonly text: string } {
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  return Object.defineProperties(Object.assign(stream, { isTTY, text: '' }), { text: { get: () => chunks.join('') } });
}

/** The lines of JSON that a run printed, without the summary of a scan. */
export function records(run: Run): Record<string, unknown>[] {
  return linesOf(run).filter(({ type }) => type !== 'summary');
}

/** The summary of a scan, its last line of JSON. */
export function summaryOf(run: Run): Record<string, unknown> | undefined {
  return linesOf(run).find(({ type }) => type === 'summary');
}

function linesOf({ stdout }: Run): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
