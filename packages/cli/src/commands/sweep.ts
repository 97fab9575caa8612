import { realpath } from 'node:fs/promises';
import type { StreetdateError } from '@streetdate/core/portable';
import { type Found, judgeScan, openScanner, readRecords, sweepBatch, sweptFiles, walk, withLibrary } from '@streetdate/engine/internal';
import { EXIT, UsageError } from '../exit.ts';
import { count, groupDigits } from '../output/count-words.ts';
import { escapeText } from '../output/escape.ts';
import { showProgress } from '../output/progress.ts';
import { scanText } from '../output/scan-text.ts';
import type { SweepRecord } from '../output/sweep-record.ts';
import { defineCommand, flag, optional, read, several } from './command.ts';
import { readCount, readMemory, readPath, SIGHTING_OPTIONS } from './readers.ts';

/** `streetdate sweep` */
export const sweep = defineCommand({
  name: 'sweep',
  summary: 'lay a batch of many files beside the whole library at once',
  details:
    'One join on band keys, in SQL, for all files together: for batches of thousands and more, where a scan looks each up by itself. What is found is judged, printed and stored ' +
    'like the results of a scan; of other files nothing is kept. A scan of a file compares titles that are not out yet frame by frame, which a sweep leaves out. Needs the ' +
    'package @duckdb/node-api. The SQL lies in the package @streetdate/sweep, written for Spark and Trino too; its prepareSweep writes the files for them.',
  operand: { usage: '[path...]', description: 'more of the batch' },
  options: {
    batch: several('--batch <path>', 'fingerprints (.sdfp), films, stills, or a folder of them; repeatable', readPath),
    parquet: optional('--parquet <dir>', 'what `export --parquet` wrote of this library; made anew where it is not given'),
    memory: read('--memory <size>', 'memory for the join, such as 8G; what is more goes to the library’s folder (2G)', readMemory),
    ...SIGHTING_OPTIONS,
    concurrency: read('--concurrency <n>', 'files decoded at once', readCount),
    json: flag('--json', 'print JSON Lines, one for each file that shows something and one for the whole, see schema/sweep.schema.json'),
  },
  examples: [
    ['streetdate sweep --batch fingerprints/', 'every fingerprint below the folder'],
    ['streetdate sweep --batch fingerprints/ --parquet parquet/ --memory 16G --json', 'beside a library that was exported before'],
  ],
  run: async (paths, { batch, parquet, memory, seenAt, territory, source, concurrency }, { home, console, io }) => {
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
        const text = `${count(queries, 'file')} (${count(windows, 'window')}) beside ${count(references, 'reference')}: something found in ${groupDigits(hits)}`;
        console.result(record, escapeText(text));
      });
      return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
    });
  },
});
