import { realpath } from 'node:fs/promises';
import type { StreetdateError } from '@streetdate/core/portable';
import { type Found, judgeScan, openScanner, readRecords, sweepBatch, sweptFiles, walk, withLibrary } from '@streetdate/engine/internal';
import type { sweep } from '../definitions/sweep.ts';
import { EXIT, UsageError } from '../exit.ts';
import { count, groupDigits } from '../output/count-words.ts';
import { escapeText } from '../output/escape.ts';
import { showProgress } from '../output/progress.ts';
import { scanText } from '../output/scan-text.ts';
import type { SweepRecord } from '../output/sweep-record.ts';
import type { Run } from './command.ts';

/** `streetdate sweep` */
export const runSweep: Run<typeof sweep> = async (
  paths,
  { batch, parquet, memory, seenAt, territory, source, concurrency },
  { home, console, io },
) => {
  const inputs = [...batch, ...paths];
  if (inputs.length === 0) throw new UsageError('--batch must name a file or a folder');
  return withLibrary(home, {}, async (library) => {
    const records = await readRecords(library.database);
    const found: Found[] = [];
    for await (const each of walk(inputs, { leaveOut: [await realpath(home)] })) found.push(each);
    const scanner = await openScanner(library, records, io.now, { seenAt, territory });
    const reading = {
      signal: io.signal,
      showProgress: (count: number) => showProgress(io, console, count),
      onFailure: (path: string, error: StreetdateError) => console.fail(path, error),
      concurrency,
    };
    const files = (algorithm: string) => sweptFiles(found, library, algorithm, reading);
    const options = { parquet, memoryBytes: memory, signal: io.signal, now: io.now() };
    let [leaks, hits] = [0, 0];
    await sweepBatch(library, records, files, options, async ({ manifest, results, progress }) => {
      for await (const result of results) {
        const { file } = result.query;
        const { path } = file;
        const outcome = 'error' in result ? { path, error: result.error } : await scanner.keepSwept(file, result.fingerprint, result);
        if ('error' in outcome) {
          console.fail(path, outcome.error);
          continue;
        }
        hits++;
        const record = judgeScan(outcome.scan, records, { path, reused: false, sourceEvidence: source });
        if (record.damage) console.damaged(path, record.damage);
        if (outcome.unstored) console.warn(path, outcome.unstored.message);
        console.result(record, scanText(record));
        if (record.verdict.kind === 'pre-release-leak') leaks++;
      }
      const { references, frames } = manifest;
      const { queries, windows, pairs } = progress();
      const record: SweepRecord = { type: 'sweep', queries, windows, references, frames, pairs, found: hits };
      const text = `${count(queries, 'file')} (${count(windows, 'window')}) compared with ${count(references, 'reference')}; found something in ${groupDigits(hits)}`;
      console.result(record, escapeText(text));
    });
    return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
  });
};
