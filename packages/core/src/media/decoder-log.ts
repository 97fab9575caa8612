import { lineOf } from './media-file.ts';

/** ffmpeg's log level for {@link DecoderLog}: each line with its level, repeats written out, down to the lines of `showinfo`. */
export const LOG_OPTIONS: readonly string[] = ['-hide_banner', '-nostats', '-loglevel', 'repeat+level+info'];

/** `[h264 @ 0x55a1] [error] text`: who, unless it is ffmpeg itself; the level; the text. */
const LINE = /^((?:\[[^\]]* @ (?:0x)?[0-9a-f]+\] )*)\[(\w+)\] (.*)$/;

/** Warnings that mean lost pictures. */
const LOSS = /corrupt|truncat|partial file|ended prematurely/i;

/** What `showinfo` itself says of a frame. */
const CLOCK_FIELDS = /\b(?:\w+: *(?:\[[^\]]*\]|\S+))/g;
/** What an error says that another thread printed into the middle of such a line, where ffmpeg leaves its level out. */
const INTRUDED_LOSS = /error|invalid|corrupt|conceal|truncat|missing|damage|fail/i;

/**
 * Errors that cost no picture: a wrong length or index beside whole pictures, a list of H.264's reference pictures that lacks those that were
 * skipped on purpose (key frames of open groups, by a race of the decoder's threads), and the closing of a pipe that nobody reads any more.
 */
const HARMLESS =
  /^(?:non monotonically|application provided invalid|broken pipe|error writing trailer|mmco: unref short failure|illegal short term buffer state|referenced qt chapter)/i;

/**
 * Reads what ffmpeg prints while it decodes: the time of each frame that leaves the filter chain, exact, and what went wrong.
 * Frames are printed in the order in which their pixels are written.
 */
export class DecoderLog {
  /** Times of frames whose pixels are not read yet, in seconds of ffmpeg's clock; NaN for a frame without a time. */
  readonly times: number[] = [];
  /** Lines that say that something was lost. */
  losses = 0;
  /** The first of them, one line. */
  firstLoss: string | undefined;
  /** The last error line, one line. */
  lastError: string | undefined;
  /** How ffmpeg failed; undefined while it runs and when it ended well. */
  failure: Error | undefined;
  readonly #clock: string;
  #secondsPerTick = Number.NaN;

  /**
   * @param clock - Name of the `showinfo` filter's instance, such as `showinfo@4f2a`. Not to be guessed: a file's name and tags are
   * printed too, and could pretend to be frames.
   */
  constructor(clock: string) {
    this.#clock = `[${clock} @ `;
  }

  /** Takes one line. */
  read(line: string): void {
    const [, speaker = '', level, text = ''] = LINE.exec(line) ?? [];
    if (speaker.startsWith(this.#clock)) this.#readClock(text);
    else if (level === 'error' || level === 'fatal' || level === 'panic') {
      this.lastError = lineOf(text);
      if (!HARMLESS.test(text)) this.#lose(text);
    } else if (level === 'warning' && LOSS.test(text)) this.#lose(text);
  }

  #readClock(text: string): void {
    const frame = /^n: *\d+ pts: *(-?\d+|NOPTS)/.exec(text);
    if (frame) {
      const intruded = text.replace(CLOCK_FIELDS, '').trim();
      if (INTRUDED_LOSS.test(intruded) && !HARMLESS.test(intruded)) this.#lose(intruded);
      // Whole ticks times the time base: the time that is printed beside them has six digits.
      this.times.push(frame[1] === 'NOPTS' ? Number.NaN : Number(frame[1]) * this.#secondsPerTick);
      return;
    }
    const base = /^config in time_base: (\d+)\/(\d+)/.exec(text);
    if (base) this.#secondsPerTick = Number(base[1]) / Number(base[2]);
  }

  #lose(text: string): void {
    this.losses++;
    this.firstLoss ??= lineOf(text.trim());
  }
}
