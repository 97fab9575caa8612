import { realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StreetdateError } from '@streetdate/core';
import { wishConfinement } from '@streetdate/core/internal/node';
import { isScanned, type ScanOptions, type ScanOutcome } from '@streetdate/engine';
import type { watch } from '../definitions/watch.ts';
import { EXIT, type ExitStatus, UsageError } from '../exit.ts';
import { count } from '../output/count-words.ts';
import { listFiles } from '../watch/list-files.ts';
import { openForWriting } from '../watch/open-for-writing.ts';
import { PrintedLog } from '../watch/printed-log.ts';
import { Settling } from '../watch/settling.ts';
import type { Context, Run } from './command.ts';
import { printScanned } from './print-outcome.ts';
import { type UseLibrary, withKeptLibrary } from './with-library.ts';

/** Seconds that a file must stay as it is. */
const SETTLE = 10;
/** Seconds between two lists. */
const EVERY = 5;
/** A list that takes long is followed by a pause of this many times as long: listing then takes a tenth of the time. */
const PAUSE = 9;
/** Most threads without a wish: decoders are processes of their own, and four threads keep up with those of sixteen processors. */
const MOST_THREADS = 4;
/** Seconds until a result that could not be stored is tried again: a full disk seldom empties itself. */
const RETRY = 60;

/**
 * `streetdate watch`. It lists the folder again and again instead of asking the system for changes: a file must stay as it is for some seconds
 * anyway, so nothing is gained; and watches are limited in number, end with their folder, and do not see what other machines write to a
 * network drive.
 */
export const runWatch: Run<typeof watch> = async (
  [folder = ''],
  { settle = SETTLE, every = EVERY, retry = RETRY, once, territory, source, concurrency, thorough },
  context,
) => {
  const options: ScanOptions = { territory, sourceEvidence: source, concurrency, thorough, signal: context.io.signal };
  const threads = concurrency ?? Math.min(availableParallelism(), MOST_THREADS);
  return withKeptLibrary(context, threads, (use) => watchFolder(folder, { settle, every, retry, once }, options, use, context));
};

/** Seconds between what is done. */
interface Pace {
  readonly settle: number;
  readonly every: number;
  readonly retry: number;
  readonly once: boolean | undefined;
}

/** What is kept from one batch of files to the next. */
interface Batch {
  readonly folder: string;
  readonly settling: Settling;
  /** Ids of scans that were printed and are not stored yet. */
  readonly told: Set<string>;
  readonly log: PrintedLog;
  readonly retryMs: number;
}

async function watchFolder(
  folder: string,
  { settle, every, retry, once }: Pace,
  options: ScanOptions,
  use: UseLibrary,
  context: Context,
): Promise<ExitStatus> {
  const { io, console, home } = context;
  const { signal } = io;
  wishConfinement('best');
  const settling = new Settling(settle);
  const real = await realpath(folder).catch(() => resolve(folder));
  const batch: Batch = { folder, settling, told: new Set(), log: await PrintedLog.open(home, real), retryMs: retry * 1000 };
  let leaks = 0;
  let isAway = false;
  console.onInterrupt = () => `${count(console.stored, 'file')} ${console.stored === 1 ? 'was' : 'were'} scanned and stored`;
  console.note(`watching ${folder}`);
  for (let isFirst = true; ; isFirst = false) {
    const startMs = performance.now();
    try {
      settling.begin();
      const own = await realpath(home).catch(() => home);
      for await (const file of listFiles(folder, [own], signal)) settling.see(file, performance.now());
      settling.end();
      if (isAway) console.note(`${folder} is back`);
      isAway = false;
    } catch (error) {
      signal.throwIfAborted();
      if (isFirst) throw new UsageError(`${folder} cannot be watched: ${error instanceof Error ? error.message : String(error)}`);
      if (!isAway) console.note(`${folder} cannot be read now; waiting for it`);
      isAway = true;
    }
    const listMs = performance.now() - startMs;
    const ready = settling.ready(performance.now());
    const busy = await openForWriting(ready);
    const taken = new Set(ready.filter((path) => !busy.has(path)));
    if (taken.size > 0) leaks += await scanTaken(taken, batch, options, use, context);
    if (once && !isAway && !settling.isWaiting) return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
    await sleep(Math.max(every * 1000, PAUSE * listMs), undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** Scans the files that have settled. @returns how many of them are leaks. */
async function scanTaken(
  taken: ReadonlySet<string>,
  { folder, settling, told, log, retryMs }: Batch,
  options: ScanOptions,
  use: UseLibrary,
  context: Context,
): Promise<number> {
  const { console, io } = context;
  let leaks = 0;
  const unstored = new Set<string>();
  const started = io.now().toISOString();
  const take = async (outcome: ScanOutcome): Promise<void> => {
    if ('error' in outcome) {
      // It was there a moment ago: someone moved it.
      if (outcome.error.code === 'file-not-found') return console.note(outcome.error.message);
    } else {
      // What is no media stays in the folder, and would be told again by each run.
      if (!isScanned(outcome)) return;
      const lost = (outcome.files ?? [outcome]).filter((file) => file.unstored);
      for (const { path } of lost) unstored.add(path);
      // Printed already: it is only stored late.
      if (told.has(outcome.scanId)) {
        if (lost.length > 0) return;
        told.delete(outcome.scanId);
        return console.note(`${outcome.path}: its result is stored now`);
      }
      if (lost.length > 0) told.add(outcome.scanId);
      // Printed by an earlier run.
      if (outcome.reused && outcome.scannedAt < started && !log.isOwed(outcome)) return;
    }
    if (printScanned(outcome, console)) leaks++;
    if (isScanned(outcome)) await log.add(outcome.scanId);
  };
  try {
    // Between scans others can enroll, and the next scan knows what they enrolled.
    await use(async (library) => {
      await log.begin(started);
      const only = (path: string) => taken.has(path);
      const isGrowing = (path: string) => !taken.has(path) && !settling.isDone(path);
      const onNote = (message: string) => console.note(message);
      for await (const outcome of library.scan(placesOf(folder, taken), { ...options, only, isGrowing, onNote })) await take(outcome);
    });
    await log.end();
  } catch (error) {
    io.signal.throwIfAborted();
    if (!(error instanceof StreetdateError)) throw error;
    // A library that is locked for long, or on a full disk: its files wait.
    console.warn(error.path ?? '', error.message);
    for (const path of taken) unstored.add(path);
  }
  for (const path of taken) {
    if (!unstored.has(path)) settling.done(path);
    else settling.again(path, performance.now() + retryMs);
  }
  return leaks;
}

/** What is scanned: the folders right below the watched one that hold any of the files, or all of it for files right in it. */
function placesOf(folder: string, taken: ReadonlySet<string>): string[] {
  const places = new Set<string>();
  for (const path of taken) {
    const [first = '', ...rest] = relative(folder, path).split(sep);
    if (rest.length === 0) return [folder];
    places.add(join(folder, first));
  }
  return [...places];
}
