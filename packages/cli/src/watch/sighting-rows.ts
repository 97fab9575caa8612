import { createReadStream, ReadStream } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { StreetdateError } from '@streetdate/core';
import { readCsvRows } from '@streetdate/evidence/internal';
import { judge } from '@streetdate/matcher';
import type { Io } from '../io.ts';
import { type SightingRow, sightingRow } from '../output/sighting-record.ts';

/** Longest line of a feed, in characters. */
const LONGEST_LINE = 65_536;

/** A row and where it stands, or why it cannot be used. */
export type ReadRow = { readonly line: number } & (
  | { readonly row: SightingRow /** Absolute path. */; readonly file: string }
  | { readonly error: StreetdateError }
);

/** The name of standard input among feeds. */
export const STANDARD_INPUT = '-';

/**
 * Reads a feed row by row: JSON Lines, or CSV for a name that ends in `.csv`, whose first row names the columns. The name `-` stands for
 * JSON Lines from standard input: each row is yielded as it comes. A row that cannot be used is yielded as an error with its line and the
 * reason.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` for a CSV file that is none. The signal's reason.
 */
export async function* readSightings(feed: string, { stdin, signal }: Pick<Io, 'stdin' | 'signal'>): AsyncGenerator<ReadRow> {
  const isInput = feed === STANDARD_INPUT;
  const folder = isInput ? process.cwd() : dirname(resolve(feed));
  const name = isInput ? 'standard input' : feed;
  const rows = isInput
    ? jsonRows(stdin ?? Readable.from([]), name, signal)
    : /\.csv$/i.test(feed)
      ? csvRows(feed)
      : jsonRows(createReadStream(feed, 'utf8'), name, signal);
  for await (const { line, value, fault } of rows) {
    const error = (reason: string) => ({
      line,
      error: new StreetdateError('bad-evidence', `${name}, line ${line}: ${reason}`, { path: feed }),
    });
    if (fault !== undefined) {
      yield error(fault);
      continue;
    }
    const { success, data: row, error: issues } = sightingRow.safeParse(value);
    if (!success) {
      yield error(issues.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; '));
      continue;
    }
    try {
      judge(undefined, [], { seenAt: row.seenAt, seenAtBasis: row.basis, ...(row.country && { territory: row.country }) });
    } catch (cause) {
      if (!(cause instanceof RangeError || cause instanceof TypeError)) throw cause;
      yield error(cause.message);
      continue;
    }
    yield { line, row, file: resolve(folder, row.file) };
  }
}

interface RawRow {
  readonly line: number;
  readonly value?: unknown;
  readonly fault?: string;
}

async function* jsonRows(input: NodeJS.ReadableStream, feed: string, signal: AbortSignal): AsyncGenerator<RawRow> {
  // A feed that is waited for ends with the signal.
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY, signal });
  let fault: unknown;
  input.once('error', (error) => {
    fault = error;
    lines.close();
  });
  let line = 0;
  try {
    for await (const text of lines) {
      line++;
      if (text.trim() === '') continue;
      if (text.length > LONGEST_LINE) yield { line, fault: `it has more than ${LONGEST_LINE} characters` };
      else yield { line, ...parsed(text) };
    }
    if (fault !== undefined) throw fault;
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    const code = 'code' in cause && cause.code === 'ENOENT' ? 'file-not-found' : 'file-unreadable';
    throw new StreetdateError(code, `${feed} cannot be read: ${cause.message}`, { path: feed, cause });
  } finally {
    lines.close();
    if (input instanceof ReadStream) input.destroy();
  }
  signal.throwIfAborted();
}

function parsed(text: string): { readonly value: unknown } | { readonly fault: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (cause) {
    return { fault: `it is not JSON: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

async function* csvRows(feed: string): AsyncGenerator<RawRow> {
  let headings: readonly string[] | undefined;
  for await (const { cells, line } of readCsvRows(feed)) {
    if (headings === undefined) {
      headings = cells.map((cell) => cell.replace(/^\ufeff/, '').trim());
      continue;
    }
    if (cells.length > headings.length) {
      yield { line, fault: `it has ${cells.length} cells, and there are ${headings.length} columns` };
      continue;
    }
    // An empty cell says nothing.
    const named = cells.flatMap((cell, column) => (cell === '' ? [] : [[headings?.[column] ?? '', cell] as const]));
    yield { line, value: Object.fromEntries(named) };
  }
}
