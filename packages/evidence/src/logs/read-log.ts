import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { checkPath, checkString } from '@streetdate/core/internal';
import { fileFault } from '@streetdate/engine/internal';
import { accessLog } from './access-log.ts';
import { glftpd } from './glftpd.ts';
import type { BadLine, LogEvent, LogForm } from './log-event.ts';
import { xferlog } from './xferlog.ts';

/** Every form of log. */
export const LOG_FORMS: readonly LogForm[] = [xferlog, glftpd, accessLog];

/** What a log is, once it was read. */
export interface LogFile {
  /** SHA-256 of its bytes. */
  readonly sha256: string;
  /** Its size in bytes. */
  readonly bytes: number;
  /** Its lines. */
  readonly lines: number;
}

/**
 * Reads a log line by line; memory stays flat. Lines about no file are left out, and lines that are none of the log are yielded with the reason.
 * @param form - The name of its form.
 * @param zone - The offset of its times from UTC, such as `+01:00`, where its lines have none.
 * @returns What the file is, at the end.
 * @throws RangeError for a form that is none, or an offset that is none. StreetdateError `file-not-found`, `file-unreadable`.
 */
export async function* readLog(path: string, form: LogForm['name'], zone = '+00:00'): AsyncGenerator<LogEvent | BadLine, LogFile> {
  checkPath('path', path);
  checkString('zone', zone);
  const reader = LOG_FORMS.find(({ name }) => name === form);
  if (reader === undefined) throw new RangeError(`form must be one of ${LOG_FORMS.map(({ name }) => name).join(', ')}, got ${form}`);
  if (!/^[+-](?:0\d|1[0-4]):[0-5]\d$/.test(zone)) throw new RangeError(`zone must be an offset from UTC such as +01:00, got ${zone}`);
  const hash = createHash('sha256');
  let [bytes, line] = [0, 0];
  const stream = createReadStream(path);
  stream.on('data', (chunk) => {
    hash.update(chunk);
    bytes += chunk.length;
  });
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      line++;
      if (text.trim() === '') continue;
      if (text.includes('\0')) {
        yield { line, reason: 'it is no text in UTF-8' };
        continue;
      }
      const event = reader.read(text, zone);
      if (event === undefined) yield { line, reason: `it is no line of the form ${form}` };
      else if (event !== null) yield { line, ...event };
    }
  } catch (cause) {
    throw fileFault(cause, path);
  }
  return { sha256: hash.digest('hex'), bytes, lines: line };
}
