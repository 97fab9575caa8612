import { SingleBar } from 'cli-progress';
import type { TextStream } from '../io.ts';

/** A bar at the bottom of a terminal. The only file that imports cli-progress. */
export interface ProgressBar {
  /** Sets the share, 0 to 1, and the words beside the bar. */
  set(share: number, words: string): void;
  /** Removes the bar from the terminal's line until the next update. */
  clear(): void;
  /** Removes the bar for good and restores the cursor. */
  stop(): void;
}

const STEPS = 1000;

/** Draws a bar on a terminal. */
export function drawProgressBar(stream: TextStream): ProgressBar {
  const bar = new SingleBar({
    stream,
    format: '{bar} {percentage}% {words}',
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    fps: 8,
    // Ctrl-C belongs to the command: it stops the decoders first.
    gracefulExit: false,
  });
  bar.start(STEPS, 0, { words: '' });
  return {
    set: (share, words) => bar.update(Math.round(share * STEPS), { words }),
    clear: () => {
      stream.write('\r\u001b[K');
    },
    stop: () => {
      // At the end, cli-progress restores the saved cursor position and clears that line. It saved it at the start, where there may be a
      // result by now. So the position is saved here, on the bar's own line.
      stream.write('\u001b7');
      bar.stop();
    },
  };
}
