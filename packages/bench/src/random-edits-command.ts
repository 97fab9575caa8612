import { benchRandomEdits, type RandomEditsOptions, writeRandomQuery } from './accuracy/random-edits/bench-random-edits.ts';
import { randomEditsText, writeRandomEdits } from './accuracy/random-edits/report.ts';
import { UsageError } from './measure/usage-error.ts';
import { runFacts } from './results/run-facts.ts';

/** Flags of `accuracy --random-edits`. */
export interface RandomEditsFlags extends RandomEditsOptions {
  /** Whether queries are random chains of edits. */
  readonly randomEdits?: boolean;
  /** The one query to write, such as 7 or other-7. */
  readonly query?: string;
  /** Folder of the results, or the query's file. */
  readonly out?: string | undefined;
}

/** Runs the benchmark and prints the result, or writes one query again. */
export async function runRandomEdits({ query, out, ...options }: RandomEditsFlags): Promise<void> {
  if (query !== undefined) {
    const [, kind = 'copy', number] = /^(?:(copy|other)-)?([1-9]\d*)$/.exec(query) ?? [];
    if (number === undefined) throw new UsageError(`--query must be a number, or other- and a number, got ${query}`);
    console.log(await writeRandomQuery(kind as 'copy' | 'other', Number(number), out ?? `${kind}-${number}.mp4`, options));
    return;
  }
  const facts = await runFacts();
  const run = await benchRandomEdits(options);
  console.log(randomEditsText(run));
  if (out !== undefined) console.log(`written: ${(await writeRandomEdits(out, facts, run)).join(', ')}`);
}
