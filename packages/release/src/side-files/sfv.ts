import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkList, checkObject, checkPath, checkString, crc32 } from '@streetdate/core/internal';

/** One line of an SFV file. */
export interface SfvLine {
  /** The file's name. Names with a folder are never looked up. */
  readonly name: string;
  /** Its CRC-32, 0 to 2³² − 1. */
  readonly crc: number;
}

/** The result for one line. */
export interface SfvResult extends SfvLine {
  /** Whether the file has this checksum; `missing` if it does not exist, `unreadable` if it cannot be read. */
  readonly state: 'right' | 'wrong' | 'missing' | 'unreadable';
}

/** Most lines that are read. No release has as many volumes. */
const MOST_LINES = 20_000;

/**
 * Parses an SFV file (simple file verification, DOS, 1990s). Each line has a name, blanks and eight hexadecimal digits; lines that begin
 * with `;` are remarks. Other lines are skipped.
 */
export function readSfv(text: string): SfvLine[] {
  checkString('text', text);
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
 * Checks the files of a folder against an SFV file. It reads each file once, in chunks. Names are compared case-insensitively, as on the
 * systems that wrote them. Nothing outside the folder is read. Links, pipes and devices are skipped: they could lead anywhere and never
 * end.
 */
export async function checkSfv(folder: string, lines: readonly SfvLine[], options: SfvOptions = {}): Promise<SfvResult[]> {
  checkPath('folder', folder);
  checkList('lines', lines, (each, line) => {
    checkObject(each, line);
    checkString(`${each}.name`, (line as SfvLine).name);
  });
  checkObject('options', options);
  const { signal } = options;
  const names = new Map((await readdir(folder)).map((name) => [name.toLowerCase(), name]));
  const sums = new Map<string, number | undefined>();
  const results: SfvResult[] = [];
  for (const line of lines) {
    const name = names.get(line.name.toLowerCase());
    // Several lines may name the same file.
    if (name !== undefined && !sums.has(name)) sums.set(name, await sumOf(join(folder, name), signal));
    const sum = name === undefined ? undefined : sums.get(name);
    results.push({
      ...line,
      state: name === undefined ? 'missing' : sum === undefined ? 'unreadable' : sum === line.crc ? 'right' : 'wrong',
    });
  }
  return results;
}

/** The CRC-32 of a file; undefined if it is unreadable or not a regular file. */
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
