/** The file descriptor that the times of frames come from, after that of the sound. */
export const FRAME_TIMES = 4;

/** How ffmpeg is to write the time of a frame, as `-stats_enc_pre_fmt` has it: whole ticks, and the length of one in seconds as a fraction. */
export const FRAME_TIME_FORMAT = '{pts},{tb}';

/** A frame's line. */
const LINE = /^(-?\d+),(\d+)\/(\d+)$/;

/** What ffmpeg writes for a frame without a time: its AV_NOPTS_VALUE, −2⁶³. */
const NO_TIME = -(2 ** 63);

/** Reads the times of frames from what ffmpeg writes of each, in the order in which their pixels are written. */
export class FrameTimes {
  /** Times of frames whose pixels are not read yet, in seconds of ffmpeg's clock; NaN for a frame without a time. */
  readonly times: number[] = [];
  /** The front of a line whose end has not come yet. */
  #rest = '';

  /** Takes the next piece of text, cut wherever it may be. */
  read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) this.times.push(timeOf(line));
  }
}

function timeOf(line: string): number {
  const [, ticks, numerator, denominator] = LINE.exec(line) ?? [];
  // Whole ticks times the time base: a time in seconds is written with fewer digits than are needed.
  return ticks === undefined || Number(ticks) === NO_TIME ? Number.NaN : Number(ticks) * (Number(numerator) / Number(denominator));
}
