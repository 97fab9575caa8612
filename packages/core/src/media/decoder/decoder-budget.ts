import { constants } from 'node:os';
import { StreetdateError } from '../../errors.ts';
import { oneLine } from '../media-file.ts';
import { LONGEST_FILM } from './decoder-limits.ts';

/** The facts of a film that its budget follows from, as its probe has them. */
export interface BudgetFacts {
  /** Length in seconds, 0 when unknown. */
  readonly duration: number;
  /** Size in bytes. */
  readonly fileBytes: number;
  /** Its pictures. */
  readonly video: { readonly width: number; readonly height: number; readonly frameRate: number | undefined } | undefined;
}

/** What one decoder process may use. */
export interface DecoderBudget {
  /** Seconds of CPU time of all its threads together. */
  readonly cpuSeconds: number;
  /** Seconds that its reader may wait for it in all. The reader's own work does not count. */
  readonly waitSeconds: number;
  /** Bytes of memory that it may write to. */
  readonly memoryBytes: number;
}

/** Pictures of 8192 × 8192 in sixteen decoding threads take about 2 GB, and twice that with more than eight bits. */
const MEMORY_BYTES = 4 * 2 ** 30;

/** For a query to ffprobe, and for a look at some pictures. */
export const QUERY_BUDGET: DecoderBudget = { cpuSeconds: 20, waitSeconds: 60, memoryBytes: MEMORY_BYTES };

/** CPU time for starting and for a film of a few seconds. */
const LEAST_CPU_SECONDS = 10;
/** Pixels decoded in a second of CPU time. The slowest codec on a small board, JPEG 2000, does twice as many. */
const SLOWEST_PIXELS = 2e6;
/** Pictures decoded in a second of CPU time, however small: each passes through the filters. */
const SLOWEST_FRAMES = 2500;
/** Bytes of a second of film, at least: some containers state a wrong length, or none. */
const FEWEST_BYTES = 12_500;
/** Bytes a second from the slowest storage. */
const SLOWEST_STORAGE = 1e6;
/** Rates of pictures that are believed. An unknown one counts as the first. */
const RATES = [60, 240] as const;

/**
 * What decoding a film may use: many times of what it takes on a slow machine. It follows from the size of the file and the facts that the
 * container states, within limits. So a small file cannot ask for a day of work.
 */
export function decodingBudget({ duration, fileBytes, video }: BudgetFacts): DecoderBudget {
  const seconds = Math.min(LONGEST_FILM, Math.max(duration, fileBytes / FEWEST_BYTES));
  const rate = Math.min(RATES[1], Math.max(1, video?.frameRate ?? RATES[0]));
  const pixels = (video?.width ?? 0) * (video?.height ?? 0);
  const cpuSeconds = Math.ceil(LEAST_CPU_SECONDS + seconds * rate * (1 / SLOWEST_FRAMES + pixels / SLOWEST_PIXELS));
  return { cpuSeconds, waitSeconds: 60 + 2 * cpuSeconds + fileBytes / SLOWEST_STORAGE, memoryBytes: MEMORY_BYTES };
}

/** What a decoder process used up, and was stopped for. */
export type Overrun = 'cpu' | 'wait' | 'memory' | 'output';

/** The error for a file whose decoder was stopped because it used up its budget. */
export function overBudget(path: string, what: Overrun, { cpuSeconds, waitSeconds, memoryBytes }: DecoderBudget): StreetdateError {
  const reasons: Record<Overrun, string> = {
    cpu: `more than ${cpuSeconds} s of CPU time`,
    wait: `more than ${Math.round(waitSeconds)} s`,
    memory: `more than ${Math.round(memoryBytes / 2 ** 20)} MiB of memory`,
    output: 'a file',
  };
  const verb = what === 'output' ? 'wrote' : 'took';
  return new StreetdateError('decoder-limit', `${oneLine(path)}: the decoder ${verb} ${reasons[what]}, as no film does, and was stopped`, {
    path,
  });
}

/** ffmpeg's words for memory that it was refused. */
const NO_MEMORY = /cannot allocate memory/i;

/** What ffmpeg prints when it ends by a signal that it takes itself, here that of the CPU time. ffprobe does not take it. */
const END_OF_CPU_TIME = new RegExp(`received signal ${constants.signals.SIGXCPU}\\b`);

/**
 * Which limit ended a process that failed.
 * @param signal - The signal that ended it.
 * @param printed - What it printed, or its end.
 */
export function overrunOf(signal: string | undefined, printed: string): Overrun | undefined {
  if (signal === 'SIGXCPU' || END_OF_CPU_TIME.test(printed)) return 'cpu';
  if (signal === 'SIGXFSZ') return 'output';
  return NO_MEMORY.test(printed) ? 'memory' : undefined;
}
