import type { Io } from '../io.ts';
import type { Console } from './console.ts';
import { drawProgressBar, type ProgressBar } from './progress-bar.ts';

/** Milliseconds between two plain lines in a pipe, unless its {@link Io} says otherwise. */
export const LINE_INTERVAL_MS = 15_000;

/** A display of progress. */
export interface StepDisplay {
  /** Shows the share that is done, 0 to 1, and the words beside it. */
  show(share: number, words: string): void;
  /** Ends the display and restores the terminal. */
  stop(): void;
}

/** Shows progress on stderr: a bar on a terminal, occasional lines in a pipe, nothing if the console is quiet. */
export function showSteps(io: Io, console: Console): StepDisplay {
  if (console.quiet) return { show: () => {}, stop: () => {} };
  if (!io.stderr.isTTY) {
    let lastLine = performance.now();
    const show = (_share: number, words: string) => {
      if (performance.now() - lastLine < (io.progressEveryMs ?? LINE_INTERVAL_MS)) return;
      lastLine = performance.now();
      console.note(words);
    };
    return { show, stop: () => {} };
  }
  let bar: ProgressBar | undefined;
  return {
    show: (share, words) => {
      bar ??= drawProgressBar(io.stderr);
      console.beforeLine = bar.clear;
      bar.set(share, words);
    },
    stop: () => {
      console.beforeLine = () => {};
      bar?.stop();
    },
  };
}
