import { oneLine } from '../media-file.ts';
import type { AudioStream } from '../probe.ts';

/**
 * ffmpeg's log level for {@link DecoderLog}: each line with its level, repeats written out, including stream names and the lines of
 * `showinfo`.
 */
export const LOG_OPTIONS: readonly string[] = ['-hide_banner', '-nostats', '-loglevel', 'repeat+level+info'];

/** `[h264 @ 0x55a1] [error] text`: the component, unless it is ffmpeg itself; the level; the text. */
const LINE = /^((?:\[[^\]]* @ (?:0x)?[0-9a-f]+\] )*)\[(\w+)\] (.*)$/;

/** Warnings that mean lost pictures. */
const LOSS = /corrupt|truncat|partial file|ended prematurely/i;

/** The line of `showinfo` for a frame. When another thread's line is incomplete, ffmpeg appends it there, without component and level. */
const FRAME = /n: *(\d+) pts: *(-?\d+|NOPTS)\b/;
const TIME_BASE = /config in time_base: (\d+)\/(\d+)/;
/** The whole line of a frame. */
const CLOCK_FIELDS = /\b(?:\w+: *(?:\[[^\]]*\]|\S+))/g;
/** An error that another thread printed into the middle of such a line, where ffmpeg omits its level. */
const INTRUDED_LOSS = /error|invalid|corrupt|conceal|truncat|missing|damage|fail/i;

/**
 * `Stream #0:1 -> #0:0 (mp3 (mp3float) -> pcm_s16le (native))`, `Error while decoding stream #0:1: ...`: a stream of the file, its codec
 * and its decoder.
 */
const OF_STREAM = /\bstream #0:(\d+)\b(?: -> #\d+:\d+ \((\S+) \((\S+)\) -> )?/i;
/** Components that report about audio besides its decoder: ffmpeg's own parts since release 7, and filters. */
const SOUND_SPEAKERS = /^(?:aist#|af#|aost#|SWR|(?:Parsed_|auto_|graph_.*_)?a(?:resample|setpts|trim|buffer|format)|enc:pcm_|pcm_)/;

/**
 * Errors that cost no picture: a wrong length or index beside whole pictures; H.264 reference lists that lack pictures which were skipped
 * on purpose (key frames of open groups, by a race of the decoder's threads); and the closing of a pipe that nobody reads any more.
 */
const HARMLESS =
  /^(?:non monotonically|application provided invalid|broken pipe|error writing trailer|mmco: unref short failure|illegal short term buffer state|referenced qt chapter)/i;

/**
 * Reads ffmpeg's log while it decodes: what went wrong, and, for releases that do not write times aside, the exact time of each frame that
 * leaves the filters. Frames are printed in the order of their pixels.
 */
export class DecoderLog {
  /** Times of frames whose pixels are not read yet, in seconds of ffmpeg's clock; NaN for a frame without a time. */
  readonly times: number[] = [];
  /** Number of lines that report a loss. */
  losses = 0;
  /** The first of them, one line. */
  firstLoss: string | undefined;
  /** The last error line, one line. */
  lastError: string | undefined;
  /** How ffmpeg failed; undefined while it runs and when it ended well. */
  failure: Error | undefined;
  readonly #clock: string;
  readonly #sound: readonly Pick<AudioStream, 'index'>[];
  /** Names of the audio decoders in the log. */
  readonly #soundDecoders: Set<string>;
  /** Whether audio is decoded as well. A line that intrudes may then be about it. */
  readonly #together: boolean;
  #secondsPerTick = Number.NaN;
  /** Number of the next frame, counted from 0. */
  #next = 0;

  /**
   * @param clock - Name of the `showinfo` instance, such as `showinfo@4f2a`. It must be hard to guess: a file's name and tags are printed
   * too and could pretend to be frames.
   * @param sound - The film's audio streams: their errors cost no picture.
   * @param together - Whether one of them is decoded beside the pictures.
   */
  constructor(clock: string, sound: readonly Pick<AudioStream, 'index' | 'codec'>[] = [], together = false) {
    this.#together = together;
    this.#clock = `[${clock} @ `;
    this.#sound = sound;
    // ffmpeg opens all of them briefly before it prints the decoder's name.
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
   * Takes the time of a frame. One in the middle of another line counts only if it is the very next frame, after `showinfo` has printed its
   * time base: text from the file is printed before that.
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
    // A frame whose line was lost has no time, and the next one keeps its own.
    for (; this.#next < number; this.#next++) this.times.push(Number.NaN);
    this.#next = number + 1;
    // Whole ticks times the time base: the printed time in seconds has only six digits.
    this.times.push(ticks === 'NOPTS' ? Number.NaN : Number(ticks) * this.#secondsPerTick);
    return isClock;
  }

  /** Whether a line is about audio: its decoder, its filters, or its stream's number. */
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
