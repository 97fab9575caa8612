import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from '@streetdate/core/internal';

/** One line of an SFV file. */
export interface SfvLine {
  /** The file's name; anything with a folder in it is never looked for. */
  readonly name: string;
  /** Its CRC-32, 0 to 2³² − 1. */
  readonly crc: number;
}

/** What became of one line. */
export interface SfvResult extends SfvLine {
  /** Whether the file beside it has this checksum; `missing` where there is none, `unreadable` where it cannot be read. */
  readonly state: 'right' | 'wrong' | 'missing' | 'unreadable';
}

/** Most lines that are read: more than the volumes of any release. */
const MOST_LINES = 20_000;

/**
 * Reads an SFV file (simple file verification, DOS, 1990s): a name, blanks and eight hexadecimal digits a line; lines that begin with `;` are
 * remarks. Lines that are neither are passed over.
 */
export function readSfv(text: string): SfvLine[] {
  const lines: SfvLine[] = [];
  for (const line of text.split(/\r\n?|\n/u)) {
    if (line.startsWith(';') || line.length > 1024 || lines.length >= MOST_LINES) continue;
    const name = line.trimEnd();
    const digits = /[ \t]([0-9a-f]{8})$/iu.exec(name)?.[1];
    const file = digits && name.slice(0, -8).trim();
    if (file) lines.push({ name: file, crc: Number.parseInt(digits, 16) });
  }
  return lines;
}

/** Options for {@link checkSfv}. */
export interface SfvOptions {
  /** Stops reading; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Compares the files of a folder with an SFV file, reading each once, a chunk at a time. Names are compared without regard to case, as on the
 * systems that wrote them; nothing outside of the folder is read. Links, pipes and devices are not: they could lead anywhere, and never end.
 */
export async function checkSfv(folder: string, lines: readonly SfvLine[], { signal }: SfvOptions = {}): Promise<SfvResult[]> {
  const names = new Map((await readdir(folder)).map((name) => [name.toLowerCase(), name]));
  const sums = new Map<string, number | undefined>();
  const results: SfvResult[] = [];
  for (const line of lines) {
    const name = names.get(line.name.toLowerCase());
    // A file may be named in any number of lines.
    if (name !== undefined && !sums.has(name)) sums.set(name, await sumOf(join(folder, name), signal));
    const sum = name === undefined ? undefined : sums.get(name);
    results.push({
      ...line,
      state: name === undefined ? 'missing' : sum === undefined ? 'unreadable' : sum === line.crc ? 'right' : 'wrong',
    });
  }
  return results;
}

/** The CRC-32 of a file; undefined where it cannot be read, or is none. */
async function sumOf(path: string, signal: AbortSignal | undefined): Promise<number | undefined> {
  let crc = 0;
  try {
    if (!(await lstat(path)).isFile()) return undefined;
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024, signal })) crc = crc32(chunk, crc);
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
  return crc;
}
