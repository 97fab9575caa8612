/** The file descriptor that carries frame times, after that of the audio. */
export const FRAME_TIMES = 4;

/** Format of a frame's time for `-stats_enc_pre_fmt`: whole ticks, and the length of a tick in seconds as a fraction. */
export const FRAME_TIME_FORMAT = '{pts},{tb}';

/** A frame's line. */
const LINE = /^(-?\d+),(\d+)\/(\d+)$/;

/** What ffmpeg writes for a frame without a time: its AV_NOPTS_VALUE, −2⁶³. */
const NO_TIME = -(2 ** 63);

/** Reads frame times that ffmpeg writes, in the order of the frames' pixels. */
export class FrameTimes {
  /** Times of frames whose pixels are not read yet, in seconds of ffmpeg's clock; NaN for a frame without a time. */
  readonly times: number[] = [];
  /** The start of an incomplete line. */
  #rest = '';

  /** Takes the next piece of text, which may end anywhere. */
  read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) this.times.push(timeOf(line));
  }
}

function timeOf(line: string): number {
  const [, ticks, numerator, denominator] = LINE.exec(line) ?? [];
  // Whole ticks times the time base: times in seconds are written with too few digits.
  return ticks === undefined || Number(ticks) === NO_TIME ? Number.NaN : Number(ticks) * (Number(numerator) / Number(denominator));
}
