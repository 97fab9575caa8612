import { resolve } from 'node:path';
import { confinementFor } from './confinement/choose-confinement.ts';
import type { ConfinedJob } from './confinement/confinement.ts';
import { NONE } from './confinement/limits.ts';
import { QUERY_BUDGET } from './decoder-budget.ts';
import { type ProgramResult, type RunOptions, runLaunch } from './run-launch.ts';

export type { ProgramResult } from './run-launch.ts';

/** Options for {@link runProgram}. */
export interface ProgramOptions extends RunOptions {
  /** What it may use. @defaultValue that of a query */
  readonly budget?: ConfinedJob['budget'];
  /** A folder that it writes to. @defaultValue none */
  readonly output?: string | undefined;
}

/**
 * Runs ffmpeg or ffprobe on media, confined, to its end. For queries, not for pixels.
 * @param input - The file that it reads; undefined for bytes that are piped to it.
 * @throws StreetdateError `decoder-unconfined`. Error as `spawn` gives it when the program cannot be started, or when it prints more than
 * 64 MiB.
 */
export async function runConfined(
  program: string,
  args: readonly string[],
  input: string | undefined,
  { budget = QUERY_BUDGET, output, ...options }: ProgramOptions = {},
): Promise<ProgramResult> {
  const confinement = await confinementFor(program);
  options.signal?.throwIfAborted();
  const file = input === undefined ? undefined : resolve(input);
  return runLaunch(confinement.launch({ program: resolve(program), args, input: file, output, budget }), options);
}

/**
 * Runs ffmpeg or ffprobe without media, such as for its version.
 * @throws Error as {@link runConfined}.
 */
export async function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<ProgramResult> {
  return runLaunch(NONE.launch({ program: resolve(program), args, budget: QUERY_BUDGET }), options);
}
