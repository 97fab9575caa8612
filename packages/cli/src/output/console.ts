import { type Damage, StreetdateError } from '@streetdate/core/portable';
import type { ErrorRecord } from '@streetdate/engine/records';
import type { Io } from '../io.ts';
import { escapeText } from './escape.ts';
import { formatTime } from './format-time.ts';
import { COLORED, type ColorWish, PLAIN, type Role, type Style, type TextOptions, wantsColor } from './style.ts';

/** Options for {@link Console}. */
export interface ConsoleOptions {
  /** Results as JSON Lines. @defaultValue false */
  readonly json?: boolean;
  /** No notes and no progress; errors are still written. @defaultValue false */
  readonly quiet?: boolean;
  /** Texts tell everything. @defaultValue false */
  readonly verbose?: boolean;
  /** When output is coloured. JSON never is. @defaultValue 'auto' */
  readonly color?: ColorWish | undefined;
}

/** Prints for a command: results to stdout, notes and errors to stderr, each error in one line. */
export class Console implements TextOptions {
  /** Whether results are JSON Lines. */
  readonly json: boolean;
  /** Whether notes and progress are suppressed. */
  readonly quiet: boolean;
  /** Whether texts tell everything. `show` always does. */
  verbose: boolean;
  /** Paints texts for stdout. */
  readonly style: Style;
  /** Files whose result this run has stored. */
  stored = 0;
  /** Tells, when the user stops the command, what is done. @defaultValue nothing is told */
  onInterrupt: (() => string) | undefined;
  /** Number of inputs that failed or could be read only in part. */
  failures = 0;
  /** Called before a line is written, so that a progress bar can leave the terminal's line. */
  beforeLine: () => void = () => {};
  readonly #io: Io;
  readonly #errorStyle: Style;

  constructor(io: Io, { json = false, quiet = false, verbose = false, color = 'auto' }: ConsoleOptions = {}) {
    this.#io = io;
    this.json = json;
    this.quiet = quiet;
    this.verbose = verbose;
    const { stdout, stderr, env = {} } = io;
    this.style = !json && wantsColor(stdout, env, color) ? COLORED : PLAIN;
    this.#errorStyle = wantsColor(stderr, env, color) ? COLORED : PLAIN;
  }

  /** Writes one result: the record as a line of JSON, or its text for a person. */
  result(record: object, text: string): void {
    this.text(this.json ? JSON.stringify(record) : text);
  }

  /** Writes text to stdout, followed by a newline. */
  text(text: string): void {
    this.beforeLine();
    this.#io.stdout.write(`${text}\n`);
  }

  /** Prints a note, which is not a result. */
  note(text: string): void {
    if (!this.quiet) this.#line('faint', text);
  }

  /** Prints a note for those who asked for details. */
  detail(text: string): void {
    if (this.verbose) this.#line('faint', text);
  }

  /** Reports an input that failed, which makes the exit status 3. With `json` it is also a line among the results. */
  fail(path: string, error: StreetdateError): void {
    const { code, message } = error;
    const record: ErrorRecord = { type: 'error', path, code, message };
    if (this.json) this.text(JSON.stringify(record));
    this.warn(path, message, 'error');
  }

  /** Reports an input that could be read only in part, which makes the exit status 3. */
  damaged(path: string, { reason, secondsCovered }: Damage): void {
    this.warn(path, `only ${formatTime(secondsCovered)} could be read: ${reason}`);
  }

  /** Reports a problem that makes the exit status 3 although there is a result. */
  warn(path: string, message: string, role: 'warning' | 'error' = 'warning'): void {
    this.failures++;
    // Most messages already name their file or its archive. A second name would hide the reason.
    const archive = /^(.+?)\/\//u.exec(path)?.[1];
    this.#line(
      role,
      [path, escapeText(path), archive].some((name) => name !== undefined && message.includes(name)) ? message : `${path}: ${message}`,
    );
  }

  /** Reports what ended the command, and does not count as an input that failed. */
  error(text: string): void {
    this.#line('error', text);
  }

  #line(role: Role, text: string): void {
    this.beforeLine();
    // Only the name is painted: the words are to be read.
    this.#io.stderr.write(`${this.#errorStyle(role, 'streetdate:')} ${escapeText(text)}\n`);
  }
}

/**
 * The error as a `StreetdateError`. Any other error is a bug or an abort, and is rethrown.
 * @throws The error itself unless it is a `StreetdateError`.
 */
export function worldsFault(error: unknown): StreetdateError {
  if (error instanceof StreetdateError) return error;
  throw error;
}
