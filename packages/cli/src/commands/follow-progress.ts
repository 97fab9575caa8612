import type { Progress } from '@streetdate/engine';
import type { Io } from '../io.ts';
import type { Console } from '../output/console.ts';
import { count, groupDigits } from '../output/count-words.ts';
import { type ProgressDisplay, showProgress } from '../output/progress.ts';

/** Shows the engine's progress on stderr, from the first file on, and how far it is when it is interrupted. Call `stop` at the end. */
export function followProgress(io: Io, console: Console): { readonly onProgress: (progress: Progress) => void; readonly stop: () => void } {
  let display: ProgressDisplay | undefined;
  let total: number | undefined;
  console.onInterrupt = () => {
    if (total === undefined) return 'nothing new is stored yet';
    return `${groupDigits(console.stored)} of ${count(total, 'file')} ${total === 1 ? 'is' : 'are'} stored`;
  };
  return {
    onProgress: ({ path, seconds, duration, isDone, files }) => {
      total = files;
      display ??= showProgress(io, console, files);
      display.expect(files);
      if (isDone) display.finish(path);
      else display.reached(path, seconds, duration);
    },
    stop: () => display?.stop(),
  };
}
