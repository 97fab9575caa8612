import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { StreetdateError } from '@streetdate/core/portable';
import { CsvError, parse } from 'csv-parse';
import { readFault, utf16Of } from './files.ts';

/** Longest row in bytes: a quote that is never closed would otherwise take in the whole file. */
const LONGEST_ROW = 1 << 20;

/** Options for {@link readCsvRows}. */
export interface CsvOptions {
  /** Encoding, as the Encoding Standard names it. @defaultValue `utf-8` */
  readonly encoding?: string | undefined;
  /** What separates cells. @defaultValue `,` */
  readonly delimiter?: string | undefined;
  /** What to do about a file in another encoding, for messages. @defaultValue `save it as UTF-8` */
  readonly remedy?: string | undefined;
}

/** The {@link CsvOptions.remedy} where a mapping describes the file. */
export const MAPPED_REMEDY = 'name the encoding in the mapping, or save it as UTF-8';

/** A row of a CSV file. */
export interface CsvRow {
  /** Its cells. */
  readonly cells: readonly string[];
  /** Its first line in the file, from 1 on. */
  readonly line: number;
}

/**
 * Reads a CSV file row by row, the headings first. Memory stays flat however long it is. This file is the only adapter of csv-parse.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when the file is not in the encoding or a quote is not closed.
 */
export async function* readCsvRows(path: string, options: CsvOptions = {}): AsyncGenerator<CsvRow> {
  const { encoding = 'utf-8', delimiter = ',', remedy = 'save it as UTF-8' } = options;
  const bad = (reason: string, cause?: unknown) => new StreetdateError('bad-evidence', `${path}: ${reason}`, { path, cause });
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
  });
  const source = Readable.from(decoded(path, encoding, remedy, bad));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { cells: record, line };
      line = info.lines + 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw bad(`line ${line} is no row of CSV: ${error.message}`, error);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

async function* decoded(
  path: string,
  encoding: string,
  remedy: string,
  bad: (reason: string, cause?: unknown) => StreetdateError,
): AsyncGenerator<string> {
  const decoder = decoderOf(encoding, bad);
  let isFirst = true;
  const stream = createReadStream(path)[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  for (;;) {
    const { done, value } = await stream.next().catch((cause: unknown) => {
      throw readFault(path, cause);
    });
    const other = isFirst && !done ? utf16Of(value) : undefined;
    isFirst = false;
    if (other !== undefined && !/^utf-16/i.test(encoding)) {
      throw bad(`it is in ${other}, and ${encoding} was expected; ${remedy}`);
    }
    try {
      yield done ? decoder.decode() : decoder.decode(value, { stream: true });
    } catch (cause) {
      throw bad(`it is not in the encoding ${encoding}; ${remedy}`, cause);
    }
    if (done) return;
  }
}

function decoderOf(encoding: string, bad: (reason: string, cause?: unknown) => StreetdateError) {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    throw bad(`its encoding ${encoding} is not known`, cause);
  }
}
