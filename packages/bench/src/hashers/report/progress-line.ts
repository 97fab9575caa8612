import type { Progress } from '../film/estimate.ts';

/** A stream of a terminal, or of a pipe. */
export interface ErrorStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows the progress of a run. */
export interface ProgressLine {
  show(progress: Progress): void;
  /** Leaves an empty line to whatever comes next. */
  end(): void;
}

/** Least time between two updates of a terminal's line, milliseconds. */
const UPDATE_MS = 100;

/**
 * Shows progress and the time left on one line of a terminal. In a pipe it prints a line for each step if `verbose`, else nothing.
 * @param now - The clock, milliseconds.
 */
export function progressLine(stream: ErrorStream, verbose: boolean, now: () => number = () => performance.now()): ProgressLine {
  let [shownAt, step] = [Number.NEGATIVE_INFINITY, ''];
  if (stream.isTTY !== true) {
    const show = (progress: Progress) => {
      if (verbose && progress.step !== step) stream.write(`${text(progress)}\n`);
      step = progress.step;
    };
    return { show, end: () => {} };
  }
  return {
    show: (progress) => {
      if (progress.step === step && now() - shownAt < UPDATE_MS) return;
      [shownAt, step] = [now(), progress.step];
      stream.write(`\r${text(progress)}\u001b[K`);
    },
    end: () => stream.write('\r\u001b[K'),
  };
}

function text({ step, share, left }: Progress): string {
  const rest = left === undefined ? '' : `, about ${Math.ceil(left)} s left`;
  return `${Math.floor(100 * share)} %${rest}: ${step}`;
}
