import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { StreetdateError } from '@streetdate/core/portable';
import { readCsvRows } from '../csv-rows.ts';
import { readFault } from '../files.ts';
import { explainMisfit, z } from '../schema.ts';
import type { FileSource, Listed } from './file-source.ts';

/** A list of files without their bytes: CSV with headings, or JSON Lines. A bad line is named, and the others go on. */
export const listingSource: FileSource = {
  kind: 'listing',
  async *list(path, { signal } = {}) {
    for await (const { fields, line } of /\.(?:jsonl|ndjson)$/iu.test(path) ? jsonRows(path) : csvRows(path)) {
      signal?.throwIfAborted();
      yield listedOf(fields, line);
    }
  },
};

type Fields = Readonly<Record<string, unknown>>;

/** The names of columns and properties, each with others that mean the same. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  path: ['path', 'file', 'name'],
  bytes: ['size', 'bytes'],
  time: ['time', 'modified', 'mtime'],
  sha256: ['sha256', 'sha-256', 'hash'],
  sha1: ['sha1', 'sha-1'],
  md5: ['md5'],
};

async function* csvRows(path: string): AsyncGenerator<{ fields: Fields; line: number }> {
  let headings: readonly string[] | undefined;
  for await (const { cells, line } of readCsvRows(path)) {
    if (headings !== undefined) {
      yield { fields: Object.fromEntries(headings.map((heading, at) => [heading, cells[at]])), line };
      continue;
    }
    headings = cells.map((heading) => heading.trim().toLowerCase());
    if (headings.some((heading) => NAMES.path!.includes(heading))) continue;
    const message = `${path}: it has no column path; it has ${headings.join(', ')}`;
    throw new StreetdateError('bad-evidence', message, { path });
  }
}

async function* jsonRows(path: string): AsyncGenerator<{ fields: Fields; line: number }> {
  const input = createReadStream(path, 'utf8');
  let failed: unknown;
  input.on('error', (cause) => {
    failed = cause;
  });
  let line = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line++;
      if (text.trim() === '') continue;
      yield { fields: parsed(text), line };
    }
  } finally {
    input.destroy();
  }
  if (failed !== undefined) throw readFault(path, failed);
}

function parsed(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]));
  } catch {
    return {};
  }
}

const digest = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'u'), `it must have ${digits} hexadecimal digits`);

const row = z.object({
  path: z.string().min(1, 'it must not be empty'),
  bytes: z.coerce.number().int().nonnegative(),
  time: z.number().optional(),
  sha256: digest(64).optional(),
  sha1: digest(40).optional(),
  md5: digest(32).optional(),
});

function listedOf(fields: Fields, line: number): Listed {
  const values: Record<string, unknown> = {};
  for (const [name, others] of Object.entries(NAMES)) {
    const value = others.map((other) => fields[other]).find((field) => field !== undefined && field !== null && field !== '');
    if (value !== undefined) values[name] = typeof value === 'string' ? value.trim() : value;
  }
  for (const name of ['sha256', 'sha1', 'md5']) if (typeof values[name] === 'string') values[name] = values[name].toLowerCase();
  if (values.time !== undefined) values.time = instantOf(values.time);
  const reason = values.time === null ? 'time: it must be ISO 8601 with an offset, or seconds since 1970' : explainMisfit(row, values);
  if (reason !== undefined) return { path: `line ${line}`, reason: `it is left out: ${reason}` };
  const { path, bytes, time, sha256, sha1, md5 } = row.parse(values);
  const known = sha256 ?? (sha1 !== undefined ? `sha1:${sha1}` : md5 !== undefined ? `md5:${md5}` : undefined);
  return {
    path: path.replaceAll('\\', '/'),
    bytes,
    ...(time !== undefined && { modifiedMs: time }),
    ...(known !== undefined ? { digest: known } : { problem: 'the listing has no digest of it' }),
  };
}

/** Milliseconds since 1970, or null where it is no instant. */
function instantOf(value: unknown): number | null {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{1,11}(?:\.\d+)?$/.test(value)))
    return Math.floor(Number(value) * 1000);
  const isInstant = typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(value);
  const time = isInstant ? Date.parse(value.replace(' ', 'T')) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
