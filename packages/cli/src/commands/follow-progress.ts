import type { Progress } from '@streetdate/engine';
import type { Io } from '../io.ts';
import type { Console } from '../output/console.ts';
import { type ProgressDisplay, showProgress } from '../output/progress.ts';

/** Shows the engine's progress on stderr, from the first file on. Call `stop` at the end. */
export function followProgress(io: Io, console: Console): { readonly onProgress: (progress: Progress) => void; readonly stop: () => void } {
  let display: ProgressDisplay | undefined;
  return {
    onProgress: ({ path, seconds, duration, isDone, files }) => {
      display ??= showProgress(io, console, files);
      if (isDone) display.finish(path);
      else display.reached(path, seconds, duration);
    },
    stop: () => display?.stop(),
  };
}
