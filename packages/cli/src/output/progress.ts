import type { Io } from '../io.ts';
import type { Console } from './console.ts';
import { escapeText } from './escape.ts';
import { Pace } from './pace.ts';
import { drawProgressBar } from './progress-bar.ts';
import { LINE_INTERVAL_MS } from './step-progress.ts';

/** Shows the progress of long work. */
export interface ProgressDisplay {
  /** Sets the number of files: more may be found on the way. */
  expect(files: number): void;
  /** Reports that a file is read up to a time, seconds. */
  reached(path: string, time: number, duration: number | undefined): void;
  /** Reports that a file is done. */
  finish(path: string): void;
  /** Ends the display and restores the terminal. */
  stop(): void;
}

/**
 * Shows the progress of a batch on stderr: a bar on a terminal, occasional lines in a pipe, nothing if the console is quiet.
 * @param files - Files in the batch.
 */
export function showProgress(io: Io, console: Console, files: number): ProgressDisplay {
  if (console.quiet || files === 0) return { expect: () => {}, reached: () => {}, finish: () => {}, stop: () => {} };
  const pace = new Pace(files, performance.now());
  let current = '';
  const words = () => {
    const { speed, left } = pace.read(performance.now());
    const parts = [`${pace.finished}/${pace.files} files`];
    if (speed !== undefined) parts.push(`${formatSpeed(speed)} real time`);
    if (left !== undefined) parts.push(`${formatLeft(left)} left`);
    return parts.join(', ');
  };
  const follow = (show: () => void) => ({
    expect: (number: number) => pace.expect(number),
    reached: (path: string, time: number, duration: number | undefined) => {
      current = path;
      pace.reached(path, time, duration);
      show();
    },
    finish: (path: string) => {
      pace.finish(path);
      show();
    },
  });

  if (!io.stderr.isTTY) {
    let lastLine = performance.now();
    const show = () => {
      if (performance.now() - lastLine < (io.progressEveryMs ?? LINE_INTERVAL_MS)) return;
      lastLine = performance.now();
      const percent = Math.floor(pace.read(lastLine).share * 100);
      console.note(`${percent}%, ${words()}, reading ${current}`);
    };
    return { ...follow(show), stop: () => {} };
  }
  const bar = drawProgressBar(io.stderr);
  console.beforeLine = bar.clear;
  const show = () => bar.set(pace.read(performance.now()).share, `${words()}  ${shorten(escapeText(current))}`);
  return {
    ...follow(show),
    stop: () => {
      console.beforeLine = () => {};
      bar.stop();
    },
  };
}

/** `12×`, or `0.4×` below ten. */
export function formatSpeed(speed: number): string {
  return `${speed >= 10 ? Math.round(speed) : speed.toFixed(1)}×`;
}

/** `1 h 5 min`, `3 min`, `40 s`: one or two units, enough to decide whether to wait. */
export function formatLeft(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The end of a path: its name tells more than its folders. */
function shorten(path: string): string {
  const characters = [...path];
  return characters.length <= 40 ? path : `…${characters.slice(-39).join('')}`;
}
