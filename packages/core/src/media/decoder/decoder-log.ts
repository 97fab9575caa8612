import { oneLine } from '../media-file.ts';
import type { AudioStream } from '../probe.ts';

/** ffmpeg's log level for {@link DecoderLog}: each line with its level, repeats written out, down to the names of streams and the lines of `showinfo`. */
export const LOG_OPTIONS: readonly string[] = ['-hide_banner', '-nostats', '-loglevel', 'repeat+level+info'];

/** `[h264 @ 0x55a1] [error] text`: who, unless it is ffmpeg itself; the level; the text. */
const LINE = /^((?:\[[^\]]* @ (?:0x)?[0-9a-f]+\] )*)\[(\w+)\] (.*)$/;

/** Warnings that mean lost pictures. */
const LOSS = /corrupt|truncat|partial file|ended prematurely/i;

/** What `showinfo` says of a frame. Where another thread's line is not ended yet, ffmpeg appends it there, without its speaker and level. */
const FRAME = /n: *(\d+) pts: *(-?\d+|NOPTS)\b/;
const TIME_BASE = /config in time_base: (\d+)\/(\d+)/;
/** What it says of a frame in all. */
const CLOCK_FIELDS = /\b(?:\w+: *(?:\[[^\]]*\]|\S+))/g;
/** What an error says that another thread printed into the middle of such a line, where ffmpeg leaves its level out. */
const INTRUDED_LOSS = /error|invalid|corrupt|conceal|truncat|missing|damage|fail/i;

/** `Stream #0:1 -> #0:0 (mp3 (mp3float) -> pcm_s16le (native))`, `Error while decoding stream #0:1: ...`: a stream of the file, its codec and its decoder. */
const OF_STREAM = /\bstream #0:(\d+)\b(?: -> #\d+:\d+ \((\S+) \((\S+)\) -> )?/i;
/** Who speaks of sound besides its decoder: ffmpeg's own parts since release 7, and filters. */
const SOUND_SPEAKERS = /^(?:aist#|af#|aost#|SWR|(?:Parsed_|auto_|graph_.*_)?a(?:resample|setpts|trim|buffer|format)|enc:pcm_|pcm_)/;

/**
 * Errors that cost no picture: a wrong length or index beside whole pictures, a list of H.264's reference pictures that lacks those that were
 * skipped on purpose (key frames of open groups, by a race of the decoder's threads), and the closing of a pipe that nobody reads any more.
 */
const HARMLESS =
  /^(?:non monotonically|application provided invalid|broken pipe|error writing trailer|mmco: unref short failure|illegal short term buffer state|referenced qt chapter)/i;

/**
 * Reads what ffmpeg prints while it decodes: what went wrong, and of releases that do not write times aside the time of each frame that leaves the filter chain, exact.
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
  readonly #sound: readonly Pick<AudioStream, 'index'>[];
  /** How the decoders of sound call themselves. */
  readonly #soundDecoders: Set<string>;
  /** Whether sound is decoded as well: what intrudes may then be about it. */
  readonly #together: boolean;
  #secondsPerTick = Number.NaN;
  /** Number of the next frame, which the clock counts from 0. */
  #next = 0;

  /**
   * @param clock - Name of the `showinfo` filter's instance, such as `showinfo@4f2a`. Not to be guessed: a file's name and tags are
   * printed too, and could pretend to be frames.
   * @param sound - The film's sound streams: what is wrong with them costs no picture.
   * @param together - Whether one of them is decoded beside the pictures.
   */
  constructor(clock: string, sound: readonly Pick<AudioStream, 'index' | 'codec'>[] = [], together = false) {
    this.#together = together;
    this.#clock = `[${clock} @ `;
    this.#sound = sound;
    // All of them are tried for a moment when the file is opened, before ffmpeg says how the decoder is called.
    this.#soundDecoders = new Set(sound.flatMap(({ codec }) => [codec, `${codec}float`, ...(codec === 'dts' ? ['dca'] : [])]));
  }

  /** Takes one line. */
  read(line: string): void {
    const [, speaker = '', level, text = ''] = LINE.exec(line) ?? [];
    const isClock = speaker.startsWith(this.#clock);
    if (this.#readClock(speaker === '' ? line : text, isClock) || isClock || this.#isOfSound(speaker, text)) return;
    if (level === 'error' || level === 'fatal' || level === 'panic') {
      this.lastError = oneLine(text);
      if (!HARMLESS.test(text)) this.#lose(text);
    } else if (level === 'warning' && LOSS.test(text)) this.#lose(text);
  }

  /**
   * Takes the time of a frame. One in the middle of another's line is believed if it is the very next one, after the clock has said what it counts in:
   * what a file says of itself is printed before.
   */
  #readClock(text: string, isClock: boolean): boolean {
    const [, numerator, denominator] = TIME_BASE.exec(text) ?? [];
    if (numerator !== undefined && (isClock || Number.isNaN(this.#secondsPerTick))) {
      this.#secondsPerTick = Number(numerator) / Number(denominator);
      this.#next = 0;
      return true;
    }
    const frame = FRAME.exec(text);
    if (frame === null) return false;
    const [number, ticks] = [Number(frame[1]), frame[2]];
    const isIntruder = frame.index > 0 && number === this.#next && !Number.isNaN(this.#secondsPerTick);
    if (!isClock && !isIntruder) return false;
    const intruded = text.replace(CLOCK_FIELDS, '').trim();
    if (isClock && !this.#together && INTRUDED_LOSS.test(intruded) && !HARMLESS.test(intruded)) this.#lose(intruded);
    // A frame whose line was lost after all has no time, and the next one keeps its own.
    for (; this.#next < number; this.#next++) this.times.push(Number.NaN);
    this.#next = number + 1;
    // Whole ticks times the time base: the time that is printed beside them has six digits.
    this.times.push(ticks === 'NOPTS' ? Number.NaN : Number(ticks) * this.#secondsPerTick);
    return isClock;
  }

  /** Whether a line is about sound: of its decoder, of its filters, or of its stream's number. */
  #isOfSound(speaker: string, text: string): boolean {
    if (this.#sound.length === 0) return false;
    const [, index = '', codec = '', decoder = ''] = (speaker === '' && OF_STREAM.exec(text)) || [];
    if (this.#sound.some((stream) => index === String(stream.index))) {
      if (decoder !== '') this.#soundDecoders.add(decoder === 'native' ? codec : decoder);
      return true;
    }
    const speakers = Array.from(speaker.matchAll(/\[(?:dec:)?([^\]]*) @ /g), ([, name]) => name ?? '');
    return speakers.some((name) => this.#soundDecoders.has(name) || SOUND_SPEAKERS.test(name));
  }

  #lose(text: string): void {
    this.losses++;
    this.firstLoss ??= oneLine(text.trim());
  }
}
