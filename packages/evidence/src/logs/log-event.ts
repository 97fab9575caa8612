/** What a line of a log says happened. */
export interface LogEvent {
  /** The line, from 1 on. */
  readonly line: number;
  /** When, as the log has it: ISO 8601, UTC. Where the log has no time zone, that of the reader's option is taken. */
  readonly at: string;
  /** What was done with the file. */
  readonly action: 'upload' | 'download' | 'delete' | 'make-folder' | 'other';
  /** The path, as the log has it. */
  readonly path: string;
  /** Bytes that were sent, where the log has them. */
  readonly bytes?: number;
  /** The account, as the log has it. It is a name on a server, and no person. */
  readonly account?: string;
  /** The address that the request came from, as the log has it. */
  readonly address?: string;
  /** Whether the server says that it was done. */
  readonly isDone: boolean;
}

/** A line that is none of its log. */
export interface BadLine {
  /** The line, from 1 on. */
  readonly line: number;
  /** Why, in a sentence's middle. */
  readonly reason: string;
}

/** A form of log. A new one is one file and a line in `LOG_FORMS`. */
export interface LogForm {
  /** Its name. */
  readonly name: 'xferlog' | 'glftpd' | 'access';
  /** Whether its lines have a time zone of their own. */
  readonly hasZone: boolean;
  /** Reads a line; undefined where it is none. `null` for a line of the log that is about no file. */
  readonly read: (text: string, zone: string) => Omit<LogEvent, 'line'> | null | undefined;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The instant of a day and a time in an offset such as `+01:00`; undefined where there is none such. */
export function instantOf(day: string, month: string, year: string, time: string, offset: string): string | undefined {
  const at = MONTHS.indexOf(month);
  const text = `${year}-${String(at + 1).padStart(2, '0')}-${day.trim().padStart(2, '0')}T${time}${offset}`;
  const date = new Date(text);
  // The 31st of February would become a day of March.
  const isDay = at >= 0 && new Date(Date.UTC(Number(year), at, Number(day))).getUTCDate() === Number(day);
  return !isDay || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
