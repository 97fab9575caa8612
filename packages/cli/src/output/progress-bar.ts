import { SingleBar } from 'cli-progress';
import type { TextStream } from '../io.ts';

/** A bar at the bottom of a terminal. The only file that knows cli-progress. */
export interface ProgressBar {
  /** Sets the share, 0 to 1, and the words beside the bar. */
  set(share: number, words: string): void;
  /** Takes the bar off the terminal's line, until it is next drawn. */
  clear(): void;
  /** Takes the bar away for good and gives the cursor back. */
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
      // cli-progress ends by going back to where the cursor was saved and clearing that line. It saved it at the start, where by now
      // there may be a result: save it here, on the bar's own line.
      stream.write('\u001b7');
      bar.stop();
    },
  };
}
