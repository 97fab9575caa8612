import type { sweep } from '../definitions/sweep.ts';
import { EXIT, UsageError } from '../exit.ts';
import { count, groupDigits } from '../output/count-words.ts';
import { escapeText } from '../output/escape.ts';
import type { SweepRecord } from '../output/sweep-record.ts';
import type { Run } from './command.ts';
import { followProgress } from './follow-progress.ts';
import { printScanned } from './print-outcome.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate sweep` */
export const runSweep: Run<typeof sweep> = async (paths, { batch, parquet, memory, seenAt, territory, source, concurrency }, context) => {
  const { console, io } = context;
  const inputs = [...batch, ...paths];
  if (inputs.length === 0) throw new UsageError('--batch must name a file or a folder');
  return withLibrary(context, {}, async (library) => {
    const progress = followProgress(io, console);
    console.onInterrupt = () =>
      `${count(console.stored, 'finding')} ${console.stored === 1 ? 'is' : 'are'} stored, and all files are compared again`;
    const options = { parquet, memoryBytes: memory, seenAt, territory, sourceEvidence: source, concurrency, signal: io.signal };
    const outcomes = library.sweep(inputs, { ...options, onProgress: progress.onProgress });
    let leaks = 0;
    try {
      let next = await outcomes.next();
      for (; !next.done; next = await outcomes.next()) if (printScanned(next.value, console)) leaks++;
      const record: SweepRecord = { type: 'sweep', ...next.value };
      const { queries, windows, references, found } = record;
      const text = `${count(queries, 'file')} (${count(windows, 'window')}) compared with ${count(references, 'reference')}; found something in ${groupDigits(found)}`;
      console.result(record, escapeText(text));
    } finally {
      progress.stop();
    }
    return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
  });
};
