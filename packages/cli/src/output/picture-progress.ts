import type { Io } from '../io.ts';
import type { Console } from './console.ts';
import { groupDigits } from './count-words.ts';
import { formatLeft } from './progress.ts';
import { showSteps } from './step-progress.ts';

/** How many pictures of a page are ready. */
export interface PictureProgress {
  /** Pictures that are ready, or known to be missing. */
  readonly done: number;
  /** Pictures of the page. */
  readonly total: number;
}

/** Shows on stderr how many pictures are decoded, and how long the rest takes. */
export function showPictures(
  io: Io,
  console: Console,
): { readonly onProgress: (progress: PictureProgress) => void; readonly words: () => string; readonly stop: () => void } {
  const started = performance.now();
  let last: PictureProgress = { done: 0, total: 0 };
  const words = () => pictureWords(last, (performance.now() - started) / 1000);
  const steps = showSteps(io, console);
  return {
    onProgress: (progress) => {
      last = progress;
      steps.show(progress.total === 0 ? 1 : progress.done / progress.total, words());
    },
    words: () => `${groupDigits(last.done)} of ${groupDigits(last.total)} pictures were decoded`,
    stop: steps.stop,
  };
}

/** Such as `120 of 216 pictures, 9 s left`. */
export function pictureWords({ done, total }: PictureProgress, seconds: number): string {
  const parts = [`${groupDigits(done)} of ${groupDigits(total)} pictures`];
  if (done > 0 && done < total && seconds > 0.5) parts.push(`${formatLeft(((total - done) * seconds) / done)} left`);
  return parts.join(', ');
}
