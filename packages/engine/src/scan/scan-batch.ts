import { inFlight } from '@streetdate/core/internal';
import { archivedFault } from '../files/archived-film.ts';
import type { FileState } from '../files/file-state.ts';
import type { Found } from '../files/walk.ts';
import type { ProgressDisplay } from '../progress.ts';
import { type Reading, readMedia } from './read-media.ts';
import type { Outcome, Scanner } from './scanner.ts';

/** Options for {@link scanBatch}. */
export interface ScanBatchOptions {
  /** Stops everything. */
  readonly signal: AbortSignal;
  /** Called once with the number of files to read; shows how far they are. */
  readonly showProgress: (files: number) => ProgressDisplay;
  /** Files decoded at once. @defaultValue as {@link readMedia} has it */
  readonly concurrency?: number | undefined;
  /** Whether files are decoded although their scan is stored. @defaultValue false */
  readonly rescan?: boolean;
  /** Whether every frame is decoded, and a stored scan that did with less is no scan. @defaultValue false */
  readonly thorough?: boolean;
}

/**
 * Scans files: what an earlier run has stored is taken from there, and the rest is decoded. Each result is stored as soon as it is
 * complete, so that a killed run loses only the files that it was reading; outcomes are yielded in the order of the inputs.
 * A file that nothing said was media, and that is none, gives no outcome.
 * @throws The signal's reason.
 */
export async function* scanBatch(
  found: readonly Found[],
  scanner: Scanner,
  { signal, showProgress, concurrency, rescan = false, thorough = false }: ScanBatchOptions,
): AsyncGenerator<Outcome> {
  /** By path; undefined while a file is still to be matched, null when there is nothing to say of it. */
  const outcomes = new Map<string, Outcome | null>();
  const outdated: FileState[] = [];
  for (const each of found) {
    if ('error' in each) {
      outcomes.set(each.path, each);
      continue;
    }
    const outcome = rescan ? undefined : await scanner.recall(each.file, { thorough });
    if (outcome === 'outdated') outdated.push(each.file);
    else if (outcome) outcomes.set(each.file.path, outcome);
  }
  const most = scanner.expect(found.length - outcomes.size, concurrency);
  const matchAgain = async (file: FileState) => ({ file, outcome: await scanner.matchAgain(file) });
  for await (const { file, outcome } of inFlight(outdated, { most, signal }, matchAgain)) {
    if (outcome) outcomes.set(file.path, outcome);
  }
  const unread = new Map<string, Extract<Found, { file: unknown }>>();
  for (const each of found) if ('file' in each && !outcomes.has(each.file.path)) unread.set(each.file.path, each);

  const order = found.map((each) => ('error' in each ? each.path : each.file.path));
  let next = 0;
  const takeReady = function* () {
    for (let outcome = outcomes.get(order[next] ?? ''); outcome !== undefined; outcome = outcomes.get(order[++next] ?? '')) {
      if (outcome) yield outcome;
    }
  };
  yield* takeReady();

  const display = showProgress(unread.size);
  const stopping = new AbortController();
  const readings = readMedia(
    [...unread.values()].map(({ file }) => file.stream ?? file.path),
    {
      role: 'query',
      firstLook: thorough ? undefined : scanner.firstLook,
      concurrency,
      signal: AbortSignal.any([signal, stopping.signal]),
      display,
    },
  );
  const match = async (reading: Reading): Promise<readonly [string, Outcome | null]> => {
    const { path } = reading;
    const { file, expected } = unread.get(path)!;
    if ('fingerprint' in reading) return [path, await scanner.match(file, reading.fingerprint)];
    const error = archivedFault(file, reading.error);
    return [path, error.code === 'not-media' && !expected ? null : { path, error }];
  };
  try {
    for await (const [path, outcome] of inFlight(readings, { most, signal }, match)) {
      outcomes.set(path, outcome);
      yield* takeReady();
    }
  } finally {
    // Whatever ended the loop, no decoder outlives it.
    stopping.abort();
    await readings.return(undefined).catch(() => {});
    display.stop();
  }
}
